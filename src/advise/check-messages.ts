import type { Asked, Comparison } from './compare.js';
import type { RuleSetDifference } from './diff.js';
import type { Finding } from './findings.js';
import type { RuleSet } from './schema.js';
import type { ReadUpload } from './upload.js';

/** What the process is asked that looks at rule sets of others, and what it answers. */
export interface Checks {
  readonly read: { readonly input: { readonly upload: unknown; readonly base: RuleSet }; readonly answer: ReadUpload };
  readonly prove: { readonly input: { readonly ruleSet: RuleSet }; readonly answer: readonly Finding[] };
  readonly diff: {
    readonly input: { readonly before: RuleSet; readonly after: RuleSet };
    readonly answer: RuleSetDifference;
  };
  readonly compare: {
    readonly input: { readonly before: RuleSet; readonly after: RuleSet; readonly asked: readonly Asked[] };
    readonly answer: Comparison;
  };
}

export type CheckName = keyof Checks;

export interface CheckRequest<K extends CheckName = CheckName> {
  readonly check: K;
  readonly input: Checks[K]['input'];
}

export type CheckReply = { readonly answer: unknown } | { readonly failure: string };
