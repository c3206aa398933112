import { partition } from '../../src/prepare/folds.js';
import type { Fold } from '../../src/prepare/schema.js';
import { createNormal, createRandom, shuffle } from '../../src/random.js';
import { score } from '../../src/refine/metrics.js';
import { lossPerRow } from '../../src/refine/out-of-fold.js';
import { classProbabilities, type Predictions, type Truth } from '../../src/refine/predictions.js';
import type { Metric } from '../../src/settings/slots.js';

export type NoiseKind = 'classes' | 'numbers';

/** Trials on one table whose target has nothing to do with its inputs: they differ by chance only. */
export interface NoiseTrials {
  readonly rows: number;
  /** Row losses out of fold of every trial. */
  readonly losses: readonly Float64Array[];
  readonly scoreOf: (metric: Metric, trial: number, rows: Int32Array) => number;
  /** What a trial's members score on ever more new rows, in the mean over the folds. */
  readonly trueScore: (metric: Metric, trial: number) => number;
}

const ROWS = 120;
const INPUTS = 5;
const HIDDEN = 10;
const TRIALS = 20;
const FOLDS = 5;
/** New rows on which a member's true score is taken, its target averaged exactly. */
const FRESH = 200;
const RIDGE = 1;

type Row = readonly number[];
interface Kind {
  readonly newtonSteps: number;
  readonly mean: (output: number) => number;
  readonly curvature: (mean: number) => number;
  /** Loss of an output on a new row in the mean over its target. */
  readonly expectedLoss: (output: number) => number;
  readonly trueScores: Readonly<Partial<Record<Metric, (expectedLoss: number) => number>>>;
}

const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const kinds: Readonly<Record<NoiseKind, Kind>> = {
  classes: {
    newtonSteps: 5,
    mean: (output) => 1 / (1 + Math.exp(-output)),
    curvature: (mean) => mean * (1 - mean),
    expectedLoss: (output) => (softplus(output) + softplus(-output)) / 2,
    trueScores: { logLoss: (loss) => loss, rocAuc: () => 0.5, accuracy: () => 0.5 },
  },
  // A target of variance 1 and mean 0: an output has its own square as an error beyond that.
  numbers: {
    newtonSteps: 1,
    mean: (output) => output,
    curvature: () => 1,
    expectedLoss: (output) => 1 + output ** 2,
    trueScores: { meanSquaredError: (loss) => loss, rootMeanSquaredError: Math.sqrt },
  },
};

/**
 * Real out-of-fold predictions of tiny networks: one hidden layer of tanh units that stays as it is drawn, anew for every
 * member as a population draws it, and an output layer fitted to the fold's training rows. Half of the rows are of each
 * class, so that folds stratified by the sample's own shares know no more than they may.
 */
export function noiseTrials(kind: NoiseKind, seed: number): NoiseTrials {
  const random = createRandom(seed, `noise ${kind}`);
  const normal = createNormal(random);
  const table = (rows: number): Row[] => Array.from({ length: rows }, () => Array.from({ length: INPUTS }, normal));
  const [x, fresh] = [table(ROWS), table(FRESH)];
  const codes = shuffle(
    Int32Array.from({ length: ROWS }, (_, row) => row % 2),
    random,
  );
  const values = Float64Array.from({ length: ROWS }, () => Math.sqrt(3) * (2 * random() - 1));
  const y = Float32Array.from(kind === 'classes' ? codes : values);
  const folds = foldsOf(kind, codes, seed);
  const trials = Array.from({ length: TRIALS }, () => trainTrial(kinds[kind], { x, y, fresh, folds, normal }));
  const scheme = {
    rows: ROWS,
    outputs: 1,
    kind: kind === 'classes' ? ('classes' as const) : ('quantity' as const),
    folds: folds.map((fold) => ({ ...fold, y })),
  };
  const truth: Truth = kind === 'classes' ? { kind, classes: 2, codes } : { kind, values };
  const predictions = trials.map(({ outOfFold }) => predictionsOf(kind, folds, outOfFold));
  return {
    rows: ROWS,
    losses: trials.map(({ outOfFold }) => lossPerRow(scheme, outOfFold)),
    scoreOf: (metric, trial, rows) => score(metric, truth, predictions[trial] ?? { kind: 'numbers', values }, rows),
    trueScore: (metric, trial) =>
      kinds[kind].trueScores[metric]?.(trials[trial]?.expectedLoss ?? Number.NaN) ?? Number.NaN,
  };
}

function foldsOf(kind: NoiseKind, codes: Int32Array, seed: number): Fold[] {
  const target = kind === 'classes' ? { columns: ['y'], labels: ['a', 'b'], codes } : { columns: ['y'] };
  const table = { rows: ROWS, columns: [], target, duplicateOf: Int32Array.from(codes.keys()) };
  const foldKind = kind === 'classes' ? 'stratified' : 'plain';
  return partition(table, { foldKind, folds: FOLDS, foldRepeats: 1, validationShare: null }, seed);
}

interface Training {
  readonly x: readonly Row[];
  readonly y: Float32Array;
  readonly fresh: readonly Row[];
  readonly folds: readonly Fold[];
  readonly normal: () => number;
}

/** One member a fold; its outputs for the validation rows of fold after fold. */
function trainTrial(kind: Kind, { x, y, fresh, folds, normal }: Training) {
  const outOfFold: number[] = [];
  let loss = 0;
  for (const { train, validation } of folds) {
    const layer = Array.from({ length: HIDDEN }, () => Array.from({ length: INPUTS + 1 }, normal));
    const hidden = (row: Row): Row => [1, ...layer.map((weights) => Math.tanh(dot(weights, [...row, 1])))];
    const inputs = x.map(hidden);
    const rowsOf = (rows: Int32Array): Row[] => Array.from(rows, (row) => inputs[row] ?? []);
    const weights = fitOutput(
      kind,
      rowsOf(train),
      Array.from(train, (row) => y[row] ?? 0),
    );
    outOfFold.push(...rowsOf(validation).map((row) => dot(row, weights)));
    for (const row of fresh) loss += kind.expectedLoss(dot(hidden(row), weights));
  }
  return { outOfFold: Float64Array.from(outOfFold), expectedLoss: loss / (folds.length * fresh.length) };
}

function dot(a: Row, b: Row): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Weights with a ridge penalty on all but the first, by Newton's method. */
function fitOutput({ newtonSteps, mean, curvature }: Kind, rows: readonly Row[], y: readonly number[]): number[] {
  const size = rows[0]?.length ?? 0;
  let weights = new Array<number>(size).fill(0);
  for (let step = 0; step < newtonSteps; step++) {
    const gradient = weights.map((weight, i) => (i > 0 ? -RIDGE * weight : 0));
    const hessian: number[][] = weights.map((_, i) => weights.map((__, j) => (i === j && i > 0 ? RIDGE : 0)));
    rows.forEach((row, at) => {
      const expected = mean(dot(row, weights));
      const bend = curvature(expected);
      row.forEach((value, i) => {
        gradient[i] = (gradient[i] ?? 0) + value * ((y[at] ?? 0) - expected);
        const line = hessian[i] ?? [];
        for (let j = 0; j < size; j++) line[j] = (line[j] ?? 0) + bend * value * (row[j] ?? 0);
      });
    });
    const move = solve(hessian, gradient);
    weights = weights.map((weight, i) => weight + (move[i] ?? 0));
  }
  return weights;
}

/** Gaussian elimination without pivots, for positive definite matrices. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const lines = matrix.map((line, i) => [...line, right[i] ?? 0]);
  lines.forEach((line, i) => {
    for (const below of lines.slice(i + 1)) {
      const factor = (below[i] ?? 0) / (line[i] ?? 1);
      for (let j = i; j < line.length; j++) below[j] = (below[j] ?? 0) - factor * (line[j] ?? 0);
    }
  });
  const solution = new Array<number>(right.length).fill(0);
  for (let i = right.length - 1; i >= 0; i--) {
    const line = lines[i] ?? [];
    solution[i] = ((line[right.length] ?? 0) - dot(solution, line)) / (line[i] ?? 1);
  }
  return solution;
}

function predictionsOf(kind: NoiseKind, folds: readonly Fold[], outOfFold: Float64Array): Predictions {
  const outputs = new Float64Array(ROWS);
  folds
    .flatMap(({ validation }) => [...validation])
    .forEach((row, at) => {
      outputs[row] = outOfFold[at] ?? 0;
    });
  return kind === 'classes'
    ? { kind, classes: 2, probabilities: classProbabilities(outputs, 1) }
    : { kind, values: outputs };
}
