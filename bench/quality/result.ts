import type { Score } from './score.js';

/** What one system reached on a set: one score a seed. */
export interface SetScores {
  readonly set: string;
  readonly scores: readonly Score[];
}

export interface QualityResult {
  readonly budget: number;
  readonly seeds: readonly number[];
  /** Options of the command line beyond file, target, task, budget and seed. */
  readonly flags: readonly string[];
  /** Runs that took longer than their budget allows, with their seconds. */
  readonly late: readonly string[];
  readonly ours: readonly SetScores[];
  /** Recorded scores of other systems on the same splits, one a set. */
  readonly peers: Readonly<Record<string, readonly SetScores[]>>;
}

export interface AblationResult {
  readonly budget: number;
  readonly seeds: readonly number[];
  readonly variants: readonly { readonly name: string; readonly ours: readonly SetScores[] }[];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean over the seeds; undefined where a set has no such score. */
export const meanError = (one: SetScores): number => mean(errorsOf(one));
export function meanLogLoss(one: SetScores): number | undefined {
  const losses = logLossesOf(one);
  return losses.length > 0 ? mean(losses) : undefined;
}

/** What is added before the logarithm, so that a perfect set does not decide the mean over all sets. */
const SHIFT = 0.01;

/** Mean over sets whose errors differ by orders: the geometric mean of the shifted errors, shifted back. NaN without any. */
export const shiftedMean = (errors: readonly number[]): number =>
  Math.exp(mean(errors.map((error) => Math.log(Math.max(0, error) + SHIFT)))) - SHIFT;

/** Errors closer than this are equal. */
export const TIE = 1e-6;

export interface Comparison {
  readonly peer: string;
  /** Sets that both have. */
  readonly sets: number;
  readonly error: number;
  readonly ourError: number;
  readonly logLoss: number;
  readonly ourLogLoss: number;
  /** Sets on which our mean error is not larger than the peer's. */
  readonly atLeastAsGood: number;
  /** Sets on which even the best of our seeds has a larger error, and a larger log loss. */
  readonly worseBeyondSpread: readonly string[];
  readonly worseLogLossBeyondSpread: readonly string[];
}

/** Ours beside one peer, on the sets that both have. */
export function compareWith(peer: string, theirs: readonly SetScores[], ours: readonly SetScores[]): Comparison {
  const both = ours.flatMap((own) => {
    const other = theirs.find(({ set }) => set === own.set);
    return other ? [{ own, other }] : [];
  });
  const losses = both.flatMap(({ own, other }) => {
    const [one, two] = [meanLogLoss(own), meanLogLoss(other)];
    return one === undefined || two === undefined ? [] : [{ own: one, other: two }];
  });
  return {
    peer,
    sets: both.length,
    error: shiftedMean(both.map(({ other }) => meanError(other))),
    ourError: shiftedMean(both.map(({ own }) => meanError(own))),
    logLoss: shiftedMean(losses.map(({ other }) => other)),
    ourLogLoss: shiftedMean(losses.map(({ own }) => own)),
    atLeastAsGood: both.filter(({ own, other }) => meanError(own) <= meanError(other) + TIE).length,
    worseBeyondSpread: both
      .filter(({ own, other }) => least(errorsOf(own)) > meanError(other) + TIE)
      .map(({ own }) => own.set),
    worseLogLossBeyondSpread: both
      .filter(({ own, other }) => least(logLossesOf(own)) > (meanLogLoss(other) ?? Number.NaN) + TIE)
      .map(({ own }) => own.set),
  };
}

const least = (values: readonly number[]): number => Math.min(...values);

/** Of each seed; no log losses where a set has numbers for a target. */
export const errorsOf = ({ scores }: SetScores): number[] => scores.map(({ error }) => error);
export const logLossesOf = ({ scores }: SetScores): number[] => scores.flatMap(({ logLoss }) => logLoss ?? []);
