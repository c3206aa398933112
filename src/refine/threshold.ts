import { type LabelMetric, labelScore, positiveClasses } from './metrics.js';
import type { Predictions, Truth } from './predictions.js';

type TwoClasses = Extract<Predictions, { kind: 'classes' }>;
type Codes = Extract<Truth, { kind: 'classes' }>;

/** Where the most probable of two classes changes. */
export const DEFAULT_THRESHOLD = 0.5;

export interface ThresholdInput {
  readonly predictions: TwoClasses;
  readonly truth: Codes;
  readonly metric: LabelMetric;
  /** Rows by which the threshold is chosen. */
  readonly rows: ArrayLike<number>;
}

const ofSecond = ({ probabilities }: TwoClasses, row: number): number => probabilities[2 * row + 1] ?? Number.NaN;

/**
 * The probability of the second class from which on it is named, such that the metric is best over the rows: exact, over the
 * middles between neighbouring probabilities and the default. Of equally good ones the nearest to the default, as in AutoGluon
 * (`calibrate_decision_threshold`), so that nothing moves without a gain.
 */
export function fitThreshold({ predictions, truth, metric, rows }: ThresholdInput): number {
  const sorted = Array.from(rows).toSorted((a, b) => ofSecond(predictions, a) - ofSecond(predictions, b));
  const positive = positiveClasses(truth);
  const [no, yes] = [0, 1].map((k) => ({ hits: 0, predicted: 0, actual: count(truth, sorted, k) }));
  if (!no || !yes) return DEFAULT_THRESHOLD;
  // At first every row is named as the second class; going up, one row after the other is named as the first.
  [yes.hits, yes.predicted] = [yes.actual, sorted.length];
  let best = { threshold: DEFAULT_THRESHOLD, value: Number.NEGATIVE_INFINITY };
  const visit = (threshold: number): void => {
    const value = labelScore(metric, { rows: sorted.length, classes: [no, yes], positive });
    const isNearer = Math.abs(threshold - DEFAULT_THRESHOLD) < Math.abs(best.threshold - DEFAULT_THRESHOLD);
    if (value > best.value || (value === best.value && isNearer)) best = { threshold, value };
  };
  let below = 0;
  for (const row of sorted) {
    const above = ofSecond(predictions, row);
    if (above > below) visit(thresholdBetween(below, above));
    if (truth.codes[row] === 0) no.hits++;
    if (truth.codes[row] === 1) yes.hits--;
    no.predicted++;
    yes.predicted--;
    below = above;
  }
  if (below < 1) visit(thresholdBetween(below, 1));
  return best.threshold;
}

const count = ({ codes }: Codes, rows: readonly number[], k: number): number =>
  rows.reduce((sum, row) => sum + (codes[row] === k ? 1 : 0), 0);

/** All thresholds in (below, above] name the same rows: the default where it is one of them, else the middle. */
function thresholdBetween(below: number, above: number): number {
  if (below < DEFAULT_THRESHOLD && DEFAULT_THRESHOLD <= above) return DEFAULT_THRESHOLD;
  const middle = (below + above) / 2;
  return middle > below ? middle : above;
}

/** The same predictions with the second class named from a probability of `threshold` on. */
export function nameFrom(predictions: Predictions, threshold: number | undefined): Predictions {
  if (threshold === undefined || predictions.kind !== 'classes') return predictions;
  const named = Int32Array.from({ length: predictions.probabilities.length / 2 }, (_, row) =>
    Number(ofSecond(predictions, row) >= threshold),
  );
  return { ...predictions, named };
}

/** Names each part of the rows by the threshold that was fitted on the other parts, so that the rows can be scored honestly. */
export function nameCrossFitted(input: ThresholdInput, partOf: (row: number) => number): TwoClasses {
  const rows = Array.from(input.rows);
  const named = new Int32Array(input.predictions.probabilities.length / 2).fill(-1);
  for (const part of new Set(rows.map(partOf))) {
    const threshold = fitThreshold({ ...input, rows: rows.filter((row) => partOf(row) !== part) });
    for (const row of rows)
      if (partOf(row) === part) named[row] = Number(ofSecond(input.predictions, row) >= threshold);
  }
  return { ...input.predictions, named };
}
