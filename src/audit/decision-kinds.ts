import type { DecisionRecord } from './schema.js';

/** Kinds of decisions, as lists can be asked for them. Apart from the schema, which a command line need not load for its help. */
export const decisionKindNames = [
  'recommendation',
  'refinement',
  'verdicts',
  'override',
  'activation',
  'shadow',
] as const satisfies readonly DecisionRecord['kind'][];

export const kindsInWords = `${decisionKindNames.slice(0, -1).join(', ')} or ${decisionKindNames.at(-1)}`;
