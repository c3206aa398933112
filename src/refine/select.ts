import { KEEP_PROBABILITY } from '../settings/recommendation.js';
import { mean } from './out-of-fold.js';
import { type PairedDifference, pairedDifference } from './statistics.js';

/** A configuration that was trained on every fold. */
export interface Candidate {
  readonly losses: Float64Array;
  readonly foldLosses: readonly number[];
  /** Compared in order: fewer layers, then fewer units, then fewer regularisers. */
  readonly complexity: readonly number[];
}

export interface Partition {
  /** Validation rows / training rows of a fold, the mean over folds. */
  readonly testShare: number;
  readonly clusters?: Int32Array;
}

/** Gain of `after` over `before` on the same partition. */
export const compare = (before: Candidate, after: Candidate, partition: Partition): PairedDifference =>
  pairedDifference({
    before: before.losses,
    after: after.losses,
    foldsBefore: before.foldLosses,
    foldsAfter: after.foldLosses,
    ...partition,
  });

/** Smallest difference that matters: this share of the constant predictor's loss. */
export const DELTA_SHARE = 0.01;
/** A trial is kept when it probably gains, and gains more than `delta`. A decision rule, not a significance test. */
export const isKept = (paired: PairedDifference, delta: number): boolean =>
  paired.difference > delta && paired.probabilityAbove(0) >= KEEP_PROBABILITY;

/**
 * Index of the simplest candidate whose paired difference to the best is within one standard error of that difference
 * (Breiman et al. 1984, section 3.4.3, with the paired error) and not larger than `delta`, the smallest that matters; among
 * equally simple ones the one that `holds` already, else the best. What holds gives way only to what is better by more than
 * both. -1 when there are none.
 */
export function simplestWithinOneError<C extends Candidate>(
  candidates: readonly C[],
  partition: Partition,
  { delta, holds }: { readonly delta: number; readonly holds?: C },
): number {
  const losses = candidates.map((candidate) => mean(candidate.losses));
  const best = losses.reduce(
    (at, loss, i) => (loss < (losses[at] ?? Number.POSITIVE_INFINITY) ? i : at),
    losses.length > 0 ? 0 : -1,
  );
  const bestCandidate = candidates[best];
  if (bestCandidate === undefined) return -1;
  const isClose = (candidate: C): boolean => {
    const { difference, rowError } = compare(candidate, bestCandidate, partition);
    return difference <= (candidate === holds ? Math.max : Math.min)(rowError, delta);
  };
  const order = (a: number, b: number): number =>
    compareComplexity(candidates[a]?.complexity ?? [], candidates[b]?.complexity ?? []) ||
    Number(candidates[b] === holds) - Number(candidates[a] === holds) ||
    (losses[a] ?? 0) - (losses[b] ?? 0);
  const close = [...candidates.keys()].filter((i) => i === best || isClose(candidates[i] ?? bestCandidate));
  return close.sort(order)[0] ?? best;
}

function compareComplexity(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
