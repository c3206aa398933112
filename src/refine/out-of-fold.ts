import { rowCounts } from '../row-counts.js';
import { halfDeviance } from './deviance.js';

/** The partition and its targets, as far as losses need them. Plain numbers. */
export interface Scheme {
  readonly rows: number;
  readonly outputs: number;
  /** `steps`: of ordered classes, output k is the logit of a class above k among those above k - 1. */
  readonly kind: 'classes' | 'steps' | 'quantity' | 'rate';
  readonly folds: readonly SchemeFold[];
  /** How much each row counts; absent: all alike. */
  readonly weights?: ArrayLike<number>;
}

export interface SchemeFold {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly repeat: number;
  /** [rows, outputs]: class indicators, whether the class lies above each step, or the transformed target. */
  readonly y: Float32Array;
}

/** Outputs and targets of one row inside their matrices. */
interface RowView {
  readonly outputs: ArrayLike<number>;
  readonly from: number;
  readonly y: ArrayLike<number>;
  readonly at: number;
  readonly width: number;
}

type RowLoss = (row: RowView) => number;

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

const rowLosses: Readonly<Record<Scheme['kind'], RowLoss>> = {
  classes: ({ outputs, from, y, at, width }) => {
    if (width === 1) return softplus(outputs[from] ?? 0) - (outputs[from] ?? 0) * (y[at] ?? 0);
    let greatest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < width; k++) greatest = Math.max(greatest, outputs[from + k] ?? 0);
    let sum = 0;
    let own = 0;
    for (let k = 0; k < width; k++) {
      sum += Math.exp((outputs[from + k] ?? 0) - greatest);
      own += (outputs[from + k] ?? 0) * (y[at + k] ?? 0);
    }
    return Math.log(sum) + greatest - own;
  },
  steps: ({ outputs, from, y, at, width }) => {
    let [sum, reached] = [0, 1];
    for (let k = 0; k < width; k++) {
      const above = y[at + k] ?? 0;
      sum += reached * softplus(outputs[from + k] ?? 0) - above * (outputs[from + k] ?? 0);
      reached = above;
    }
    return sum;
  },
  quantity: ({ outputs, from, y, at, width }) => {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += ((outputs[from + k] ?? 0) - (y[at + k] ?? 0)) ** 2;
    return sum / width;
  },
  rate: ({ outputs, from, y, at }) => halfDeviance(y[at] ?? 0, outputs[from] ?? 0),
};

/**
 * Loss of each row in the selection metric, averaged over repeats; NaN for rows that no fold validates. Where rows have weights, each
 * is times its own, so that the mean of all is the weighted one.
 * `outputs` holds the validation rows of fold after fold: [sum of rows, outputs].
 */
export function lossPerRow(scheme: Scheme, outputs: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(scheme.rows);
  const counts = new Int32Array(scheme.rows);
  forEachLoss(scheme, outputs, (loss, row) => {
    sums[row] = (sums[row] ?? 0) + loss;
    counts[row] = (counts[row] ?? 0) + 1;
  });
  return weighed(
    sums.map((sum, row) => sum / (counts[row] ?? 0)),
    scheme.weights,
  );
}

/** Rows that a fold validates: those with a loss. */
export const validatedRows = (losses: Float64Array): Int32Array =>
  Int32Array.from(losses.keys()).filter((row) => !Number.isNaN(losses[row] ?? Number.NaN));

/** Losses times weights, whose mean over the rows with a loss is brought to 1. */
function weighed(losses: Float64Array, weights: Scheme['weights']): Float64Array {
  if (!weights) return losses;
  const middle = mean(losses.map((loss, row) => (Number.isNaN(loss) ? loss : (weights[row] ?? 0))));
  return middle > 0 ? losses.map((loss, row) => (loss * (weights[row] ?? 0)) / middle) : losses;
}

/** Mean loss of each fold over its validation rows, by their weights. */
export function lossPerFold(scheme: Scheme, outputs: ArrayLike<number>): number[] {
  const counts = scheme.folds.map(({ validation }) => rowCounts(validation, scheme.weights));
  const sums = new Array<number>(scheme.folds.length).fill(0);
  const places = new Array<number>(scheme.folds.length).fill(0);
  forEachLoss(scheme, outputs, (loss, _, fold) => {
    const place = places[fold] ?? 0;
    sums[fold] = (sums[fold] ?? 0) + loss * (counts[fold]?.[place] ?? 0);
    places[fold] = place + 1;
  });
  return scheme.folds.map(({ validation }, fold) => (sums[fold] ?? 0) / validation.length);
}

function forEachLoss(
  scheme: Scheme,
  outputs: ArrayLike<number>,
  visit: (loss: number, row: number, fold: number) => void,
): void {
  const lossOf = rowLosses[scheme.kind];
  const width = scheme.outputs;
  forEachRow(scheme, outputs, ({ row, fold, from, y }) =>
    visit(lossOf({ outputs, from, y, at: row * width, width }), row, fold),
  );
}

interface ValidatedRow {
  readonly row: number;
  readonly fold: number;
  /** Where the row's outputs begin. */
  readonly from: number;
  readonly y: Float32Array;
}

function forEachRow(scheme: Scheme, outputs: ArrayLike<number>, visit: (validated: ValidatedRow) => void): void {
  let from = 0;
  scheme.folds.forEach(({ validation, y }, fold) => {
    for (const row of validation) {
      visit({ row, fold, from, y });
      from += scheme.outputs;
    }
  });
  if (from !== outputs.length) throw new RangeError(`${outputs.length} outputs for ${from} validated ones`);
}

/**
 * Mean loss of the rows when the predictions of all repeats are averaged, as the final model averages its members:
 * probabilities, or values. Equals the mean of `lossPerRow` when there is one repeat.
 */
export function ensembleLoss(scheme: Scheme, outputs: ArrayLike<number>): number {
  const { outputs: width, kind } = scheme;
  const sums = new Float64Array(scheme.rows * width);
  // Each fold has its target in its own scale, and so are its outputs.
  const targets = new Float64Array(scheme.rows * width);
  const counts = new Int32Array(scheme.rows);
  forEachRow(scheme, outputs, ({ row, from, y }) => {
    activate[kind](outputs, from, width).forEach((value, k) => {
      const at = row * width + k;
      sums[at] = (sums[at] ?? 0) + value;
      targets[at] = (targets[at] ?? 0) + (y[at] ?? 0);
    });
    counts[row] = (counts[row] ?? 0) + 1;
  });
  const validated = Array.from(counts.keys()).filter((row) => (counts[row] ?? 0) > 0);
  const losses = new Float64Array(scheme.rows).fill(Number.NaN);
  for (const row of validated) {
    const averageOf = (all: Float64Array): number[] =>
      Array.from(all.subarray(row * width, (row + 1) * width), (sum) => sum / (counts[row] ?? 1));
    losses[row] = rowLosses[kind]({
      outputs: deactivate[kind](averageOf(sums)),
      from: 0,
      y: averageOf(targets),
      at: 0,
      width,
    });
  }
  return mean(weighed(losses, scheme.weights));
}

/** Outputs of one row as what is averaged. */
const activate: Readonly<
  Record<Scheme['kind'], (outputs: ArrayLike<number>, from: number, width: number) => number[]>
> = {
  classes: (outputs, from, width) => {
    if (width === 1) return [logistic(outputs[from] ?? 0)];
    const own = Array.from({ length: width }, (_, k) => outputs[from + k] ?? 0);
    const greatest = Math.max(...own);
    const powers = own.map((output) => Math.exp(output - greatest));
    const sum = powers.reduce((a, b) => a + b, 0);
    return powers.map((power) => power / sum);
  },
  /** Probabilities of the classes above each step. */
  steps: (outputs, from, width) => {
    let reached = 1;
    return Array.from({ length: width }, (_, k) => (reached *= logistic(outputs[from + k] ?? 0)));
  },
  quantity: (outputs, from, width) => Array.from({ length: width }, (_, k) => outputs[from + k] ?? 0),
  rate: (outputs, from) => [Math.exp(outputs[from] ?? 0)],
};

/** Keeps the logarithm of a probability finite. */
const LEAST_PROBABILITY = 1e-15;
const logarithm = (value: number): number => Math.log(Math.max(LEAST_PROBABILITY, value));

/** The outputs that would have given the averaged prediction. */
const deactivate: Readonly<Record<Scheme['kind'], (averaged: number[]) => number[]>> = {
  classes: ([first = 0, ...rest]) =>
    rest.length === 0 ? [logarithm(first) - logarithm(1 - first)] : [first, ...rest].map(logarithm),
  steps: (above) => above.map((share, k) => logarithm(share) - logarithm((above[k - 1] ?? 1) - share)),
  quantity: (averaged) => averaged,
  rate: (averaged) => averaged.map(logarithm),
};

/** Outputs of the best constant of each fold's training rows: class log-odds, the mean, or the log of the mean rate. */
export function constantOutputs(scheme: Scheme): Float64Array {
  const all: number[] = [];
  for (const { train, validation, y } of scheme.folds) {
    const constant = constantOf(scheme, train, y);
    for (let i = 0; i < validation.length; i++) all.push(...constant);
  }
  return Float64Array.from(all);
}

/** Keeps a class that the training rows lack from an infinite loss: half a row is added to each class. */
const PRIOR_ROWS = 0.5;

/** Sum of each column of `y` [rows, columns] over some rows, each row as often as its weight is of their mean. */
export function columnSums(
  {
    y,
    columns,
    weights,
  }: { readonly y: Float32Array; readonly columns: number; readonly weights?: ArrayLike<number> | undefined },
  rows: Int32Array,
): number[] {
  const counts = rowCounts(rows, weights);
  return Array.from({ length: columns }, (_, k) =>
    rows.reduce((sum, row, i) => sum + (counts[i] ?? 0) * (y[row * columns + k] ?? 0), 0),
  );
}

function constantOf({ kind, outputs, weights }: Scheme, train: Int32Array, y: Float32Array): number[] {
  const sums = columnSums({ y, columns: outputs, weights }, train);
  if (kind === 'quantity') return sums.map((sum) => sum / train.length);
  if (kind === 'rate') return sums.map((sum) => Math.log((sum + PRIOR_ROWS) / train.length));
  if (kind === 'steps') return stepLogits(sums, train.length, PRIOR_ROWS);
  if (outputs > 1) return sums.map((sum) => Math.log(sum + PRIOR_ROWS));
  return sums.map((sum) => Math.log((sum + PRIOR_ROWS) / (train.length - sum + PRIOR_ROWS)));
}

/** Logit of each step from the numbers of rows above it, with some rows added to each class. */
export const stepLogits = (above: readonly number[], rows: number, added: number): number[] =>
  above.map((own, k) => {
    const stopped = (above[k - 1] ?? rows) - own;
    return Math.log((own + added * (above.length - k)) / (stopped + added));
  });

export const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count > 0 ? sum / count : Number.NaN;
};
