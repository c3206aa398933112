export { createSextant, type Sextant, type SextantOptions, type WaitOptions } from './sextant.js';
export { SextantProblem, type Finding } from './problem.js';
export type { ProbeEvent, ProbeProgress, ProgressEvent, StreamOptions } from './events.js';
export { eachOf, type Page } from './pages.js';
export type { ProblemCode } from './generated/problem-codes.gen.js';
export type * from './generated/types.gen.js';
