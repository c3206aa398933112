import type { Source } from '../../../src/settings/recommendation.js';
import type { Evidence } from '../../../src/settings/evidence.js';

/** One comparison that made a rule speak. */
export interface Comparison {
  readonly fact: string;
  readonly operator: string;
  readonly expected: unknown;
  readonly actual?: unknown;
  readonly negated: boolean;
}

/** A change that a diagnosis rule proposed. */
export interface Proposed {
  readonly ruleId: string;
  readonly slot: string;
  readonly value: unknown;
  readonly because: string;
  readonly source: Source;
}

/** What the diagnosis rules were asked once. */
export interface Round {
  /** Trials that had ended by then. */
  readonly trialsBefore: number;
  readonly evidence: Evidence;
  readonly proposals: readonly Proposed[];
}

/** Rows that no training saw, by their prediction: equally many in each bin. */
export interface Bin {
  readonly predicted: number;
  readonly observed: number;
  readonly rows: number;
}

/** What of a recorded probe is not in its recommendation. */
export interface ProbeRecord {
  readonly file: string;
  readonly target: string;
  readonly seed: number;
  readonly trials: number;
  readonly trainingRows: number;
  readonly testRows: number;
  /** Comparisons by the rule that they made speak. */
  readonly conditions: Readonly<Record<string, readonly Comparison[]>>;
  readonly rounds: readonly Round[];
  readonly heldOut: readonly Bin[];
}
