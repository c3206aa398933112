import type { Metric } from '../settings/slots.js';
import { halfDeviance } from './deviance.js';
import type { Predictions, Truth } from './predictions.js';

type Classes = Extract<Truth, { kind: 'classes' }>;
type Numbers = Extract<Truth, { kind: 'numbers' }>;
interface ClassInput {
  readonly truth: Classes;
  readonly probabilities: Float64Array;
  readonly named?: Int32Array;
  readonly rows: ArrayLike<number>;
}
interface NumberInput {
  readonly truth: Numbers;
  readonly values: Float64Array;
  readonly rows: ArrayLike<number>;
}

/** What the metrics of named classes read: the counts of every class, and which of them count as positive. */
export interface LabelCounts {
  readonly rows: number;
  readonly classes: readonly ClassCounts[];
  readonly positive: readonly number[];
}

const positiveOf = ({ classes, positive }: LabelCounts): ClassCounts[] => positive.flatMap((k) => classes[k] ?? []);

const labelMetricTable = {
  accuracy: ({ classes, rows }) => classes.reduce((sum, { hits }) => sum + hits, 0) / rows,
  balancedAccuracy: ({ classes }) => meanOf(classes.filter((c) => c.actual > 0).map((c) => c.hits / c.actual)),
  precision: (counts) => meanOf(positiveOf(counts).map((c) => ratio(c.hits, c.predicted))),
  recall: (counts) => meanOf(positiveOf(counts).map((c) => ratio(c.hits, c.actual))),
  f1: (counts) => meanOf(positiveOf(counts).map(f1)),
  macroF1: ({ classes }) => meanOf(classes.filter((c) => c.actual > 0 || c.predicted > 0).map(f1)),
} satisfies Partial<Record<Metric, (counts: LabelCounts) => number>>;

/** Metrics that ask which class is named, and so depend on a threshold. */
export type LabelMetric = keyof typeof labelMetricTable;
export const isLabelMetric = (metric: Metric): metric is LabelMetric => Object.hasOwn(labelMetricTable, metric);
export const labelScore = (metric: LabelMetric, counts: LabelCounts): number => labelMetricTable[metric](counts);

/** Probabilities below this count as this in the log loss, as in scikit-learn's float64 clipping of near-zero values. */
const LEAST_PROBABILITY = 1e-15;

const classMetrics: Partial<Record<Metric, (input: ClassInput) => number>> = {
  rocAuc: (input) =>
    meanOf(
      positiveClasses(input.truth)
        .map((k) => rankAuc(input, k))
        .filter(Number.isFinite),
    ),
  prAuc: (input) =>
    meanOf(
      positiveClasses(input.truth)
        .map((k) => averagePrecision(input, k))
        .filter(Number.isFinite),
    ),
  logLoss: (input) =>
    sumOver(
      input.rows,
      (row) => -Math.log(Math.max(LEAST_PROBABILITY, probabilityOf(input, row, input.truth.codes[row] ?? -1))),
    ) / input.rows.length,
  brierScore: brierScore,
  /** Steps between ordered classes, over the rows whose label is known. */
  meanAbsoluteError: (input) => {
    const { ordered, codes } = input.truth;
    const known = Array.from(input.rows).filter((row) => (codes[row] ?? -1) >= 0);
    return ordered ? meanOf(known.map((row) => Math.abs(predictedClass(input, row) - (codes[row] ?? 0)))) : Number.NaN;
  },
};

const numberMetrics: Partial<Record<Metric, (input: NumberInput) => number>> = {
  meanAbsoluteError: (input) => meanError(input, (error) => Math.abs(error)),
  meanSquaredError: (input) => meanError(input, (error) => error * error),
  rootMeanSquaredError: (input) => Math.sqrt(meanError(input, (error) => error * error)),
  r2: (input) => {
    const mean = sumOver(input.rows, (row) => input.truth.values[row] ?? 0) / input.rows.length;
    const total = sumOver(input.rows, (row) => ((input.truth.values[row] ?? 0) - mean) ** 2);
    const residual = meanError(input, (error) => error * error) * input.rows.length;
    return total > 0 ? 1 - residual / total : Number.NaN;
  },
  poissonDeviance: (input) =>
    (2 / input.rows.length) *
    sumOver(input.rows, (row) => {
      const rate = Math.max(LEAST_PROBABILITY, input.values[row] ?? 0);
      return halfDeviance(input.truth.values[row] ?? 0, Math.log(rate));
    }),
};

const smallerIsBetter: ReadonlySet<Metric> = new Set([
  'logLoss',
  'brierScore',
  'meanAbsoluteError',
  'meanSquaredError',
  'rootMeanSquaredError',
  'poissonDeviance',
]);

/** 1 where a larger value is better, -1 where a smaller one is. */
export const directionOf = (metric: Metric): 1 | -1 => (smallerIsBetter.has(metric) ? -1 : 1);

/**
 * The metric over the given rows; NaN where it is not defined for them (one class only, a metric of the other kind).
 * `precision`, `recall`, `f1`, `rocAuc` and `prAuc` speak of the rarer class when there are two, and are means over
 * the classes (each against the rest) when there are more.
 */
export function score(metric: Metric, truth: Truth, predictions: Predictions, rows: ArrayLike<number>): number {
  if (rows.length === 0) return Number.NaN;
  if (truth.kind === 'classes' && predictions.kind === 'classes') {
    const input = { ...predictions, truth, rows };
    return (
      (isLabelMetric(metric) ? labelScore(metric, labelCounts(input)) : classMetrics[metric]?.(input)) ?? Number.NaN
    );
  }
  if (truth.kind === 'numbers' && predictions.kind === 'numbers') {
    return numberMetrics[metric]?.({ truth, values: predictions.values, rows }) ?? Number.NaN;
  }
  return Number.NaN;
}

export const allRows = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);

const sumOver = (rows: ArrayLike<number>, of: (row: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += of(rows[i] ?? 0);
  return sum;
};
const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const meanError = ({ truth, values, rows }: NumberInput, of: (error: number) => number): number =>
  sumOver(rows, (row) => of((values[row] ?? 0) - (truth.values[row] ?? 0))) / rows.length;

const probabilityOf = ({ truth, probabilities }: ClassInput, row: number, k: number): number =>
  k < 0 ? 0 : (probabilities[row * truth.classes + k] ?? 0);

function predictedClass(input: ClassInput, row: number): number {
  if (input.named) return input.named[row] ?? -1;
  let best = 0;
  for (let k = 1; k < input.truth.classes; k++) {
    if (probabilityOf(input, row, k) > probabilityOf(input, row, best)) best = k;
  }
  return best;
}

export interface ClassCounts {
  hits: number;
  actual: number;
  predicted: number;
}

const f1 = ({ hits, actual, predicted }: ClassCounts): number => ratio(2 * hits, actual + predicted);

function perClass(input: ClassInput): ClassCounts[] {
  const counts = Array.from({ length: input.truth.classes }, () => ({ hits: 0, actual: 0, predicted: 0 }));
  for (let i = 0; i < input.rows.length; i++) {
    const row = input.rows[i] ?? 0;
    const actual = counts[input.truth.codes[row] ?? -1];
    const predicted = counts[predictedClass(input, row)];
    if (actual) actual.actual++;
    if (predicted) predicted.predicted++;
    if (actual && actual === predicted) actual.hits++;
  }
  return counts;
}

const labelCounts = (input: ClassInput): LabelCounts => ({
  rows: input.rows.length,
  classes: perClass(input),
  positive: positiveClasses(input.truth),
});

/** Of two classes the one that the truth names, else the rarer one (the second on a tie) by its known labels; every class of more. */
export function positiveClasses(truth: Classes): number[] {
  if (truth.classes !== 2) return Array.from({ length: truth.classes }, (_, k) => k);
  if (truth.positive !== undefined) return [truth.positive];
  const count = (k: number): number => truth.codes.reduce((sum, code) => sum + (code === k ? 1 : 0), 0);
  return [count(1) <= count(0) ? 1 : 0];
}

const byProbability = (input: ClassInput, k: number): Int32Array =>
  Int32Array.from({ length: input.rows.length }, (_, i) => input.rows[i] ?? 0).sort(
    (a, b) => probabilityOf(input, b, k) - probabilityOf(input, a, k),
  );

/** Probability that a row of class k ranks above another row; ties count half (Mann and Whitney). */
function rankAuc(input: ClassInput, k: number): number {
  let above = 0;
  let wins = 0;
  let negatives = 0;
  forTies(input, k, (hits, misses) => {
    wins += misses * (above + hits / 2);
    above += hits;
    negatives += misses;
  });
  return above === 0 || negatives === 0 ? Number.NaN : wins / (above * negatives);
}

/** Area under the precision-recall steps (average precision). */
function averagePrecision(input: ClassInput, k: number): number {
  let hitsSoFar = 0;
  let seen = 0;
  let sum = 0;
  forTies(input, k, (hits, misses) => {
    hitsSoFar += hits;
    seen += hits + misses;
    sum += hits * (hitsSoFar / seen);
  });
  return hitsSoFar === 0 ? Number.NaN : sum / hitsSoFar;
}

/** Walks rows from the most to the least probable, rows of equal probability together. One that is NaN stands alone. */
function forTies(input: ClassInput, k: number, visit: (hits: number, misses: number) => void): void {
  const order = byProbability(input, k);
  for (let from = 0; from < order.length; ) {
    const level = probabilityOf(input, order[from] ?? 0, k);
    let to = from;
    let hits = 0;
    do {
      if (input.truth.codes[order[to] ?? 0] === k) hits++;
      to++;
    } while (to < order.length && probabilityOf(input, order[to] ?? 0, k) === level);
    visit(hits, to - from - hits);
    from = to;
  }
}

/** Mean squared distance of the probabilities from the indicator of the true class, summed over classes and halved when there are two. */
function brierScore(input: ClassInput): number {
  const { classes, codes } = input.truth;
  const sum = sumOver(input.rows, (row) => {
    let distance = 0;
    for (let k = 0; k < classes; k++) distance += (probabilityOf(input, row, k) - (codes[row] === k ? 1 : 0)) ** 2;
    return classes === 2 ? distance / 2 : distance;
  });
  return sum / input.rows.length;
}
