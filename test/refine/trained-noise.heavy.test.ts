import { expect, it } from 'vitest';
import { partition } from '../../src/prepare/folds.js';
import { loadBackend } from '../../src/probe/backend.js';
import { uploadData } from '../../src/probe/device-data.js';
import { predictMembers } from '../../src/probe/predict.js';
import type { Population, TrainingData } from '../../src/probe/schema.js';
import { trainPopulation } from '../../src/probe/train.js';
import { createNormal, createRandom, shuffle } from '../../src/random.js';
import { luckOfChoice } from '../../src/refine/choice.js';
import { lossPerRow, type Scheme } from '../../src/refine/out-of-fold.js';
import { honestScore } from '../../src/refine/statistics.js';
import { configurationOf, networkOf, populationOf } from '../probe/builders.js';
import type { NoiseKind } from './noise-trials.js';

const { tf } = await loadBackend('native');
const SEEDS = 500;
const ROWS = 120;
const INPUTS = 5;
/** New rows on which a member's true loss is taken, its target averaged exactly. */
const FRESH = 200;
const RATES = [0.0003, 0.001, 0.003, 0.009, 0.027];

const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

/** What a loss is over the target: two classes of equally many rows, or numbers of variance 1 and mean 0. */
const kinds = {
  classes: {
    loss: 'binaryCrossentropy',
    scheme: 'classes',
    expectedLoss: (output: number) => (softplus(output) + softplus(-output)) / 2,
  },
  numbers: {
    loss: 'meanSquaredError',
    scheme: 'quantity',
    expectedLoss: (output: number) => 1 + output ** 2,
  },
} as const;

interface Case {
  readonly kind: NoiseKind;
  /** Of the folds: the rules take one from 3,000 rows on, and three or five of few rows. */
  readonly repeats: number;
}

/** A target that has nothing to do with the inputs, in the folds of the product. */
function noise({ kind, repeats }: Case, seed: number) {
  const random = createRandom(seed, 'noise x');
  const normal = createNormal(random);
  const [x, fresh] = [ROWS, FRESH].map((rows) => Float32Array.from({ length: rows * INPUTS }, normal));
  if (!x || !fresh) throw new Error('two tables');
  const codes = shuffle(
    Int32Array.from({ length: ROWS }, (_, row) => row % 2),
    random,
  );
  const isClasses = kind === 'classes';
  const y = isClasses ? Float32Array.from(codes) : Float32Array.from({ length: ROWS }, normal);
  const target = isClasses ? { columns: ['y'], labels: ['a', 'b'], codes } : { columns: ['y'] };
  const table = { rows: ROWS, columns: [], target, duplicateOf: Int32Array.from(codes.keys()) };
  const foldKind = isClasses ? 'stratified' : 'plain';
  const parts = partition(table, { foldKind, folds: 5, foldRepeats: repeats, validationShare: null }, seed);
  const rowWeights = new Float32Array(ROWS).fill(1);
  const folds = parts.map((fold) => ({ ...fold, x, y, rowWeights }));
  const data: TrainingData = { rows: ROWS, inputs: INPUTS, outputs: 1, folds };
  const scheme: Scheme = { rows: ROWS, outputs: 1, kind: kinds[kind].scheme, folds };
  return { data, scheme, fresh };
}

/** A ladder of rates as a probe trains it: every rate keeps the epoch at which the mean of its folds was least. */
async function ladder(data: TrainingData, loss: Population['loss'], seed: number) {
  const network = networkOf(data, { hidden: [16] });
  const population: Population = populationOf(data, {
    network,
    seed,
    loss,
    batchSize: 32,
    epochs: 30,
    schedule: { name: 'cosine' },
    configurations: RATES.map((learningRate) => configurationOf(`${learningRate}`, { learningRate })),
  });
  const device = uploadData(tf, data);
  const { configurations } = await trainPopulation({ tf, data: device, population, elapsed: () => 0 });
  device.dispose();
  return { network, configurations };
}

/** What is said of the rate with the least loss out of fold, and what its members lose on new rows. */
async function estimate(of: Case, seed: number) {
  const { loss, expectedLoss } = kinds[of.kind];
  const { data, scheme, fresh } = noise(of, seed);
  const { network, configurations } = await ladder(data, loss, seed);
  const losses = configurations.map(({ outOfFold }) => lossPerRow(scheme, outOfFold));
  const means = losses.map(mean);
  const best = means.indexOf(Math.min(...means));
  const weights = configurations[best]?.weights ?? new Float32Array();
  const outputs = predictMembers(tf, { network, weights, x: data.folds.map(() => fresh), rows: FRESH });
  const truth = mean(outputs.map((member) => mean(member.map(expectedLoss))));
  const scoreOf = (rate: number, rows: Int32Array): number =>
    mean(Array.from(rows, (row) => losses[rate]?.[row] ?? Number.NaN));
  const luck = luckOfChoice({ curves: configurations.map(({ foldCurve }) => foldCurve), seed }) ?? Number.NaN;
  const value = Math.min(...means) + luck;
  const sharesTraining = of.repeats > 1 ? 'repeatedly' : 'once';
  const ofRows = honestScore({ losses, scoreOf, seed, sharesTraining });
  const alone = honestScore({ losses: losses.slice(best, best + 1), scoreOf: (_, rows) => scoreOf(best, rows), seed });
  const holds = ([low, high]: readonly [number, number]): boolean => low <= truth && truth <= high;
  const by = value - ofRows.value;
  return {
    honest: { error: value - truth, isCovered: holds([ofRows.interval[0] + by, ofRows.interval[1] + by]) },
    naive: { error: alone.value - truth, isCovered: holds(alone.interval) },
  };
}

type Estimate = Awaited<ReturnType<typeof estimate>>['honest'];

const deviation = (values: readonly number[]): number => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
};

/** Error in standard errors of its mean, and how often the interval held the truth. */
function summarise(estimates: readonly Estimate[]) {
  const errors = estimates.map(({ error }) => error);
  const bias = mean(errors) / (deviation(errors) / Math.sqrt(errors.length));
  return { bias, coverage: mean(estimates.map(({ isCovered }) => Number(isCovered))) };
}

it.each<Case>([
  { kind: 'classes', repeats: 1 },
  { kind: 'numbers', repeats: 1 },
  { kind: 'classes', repeats: 3 },
  { kind: 'numbers', repeats: 3 },
])(
  'of the best of five rates on noise ($kind, folds $repeats times), each at its best epoch, the honest loss and its interval are right, and the least one is not',
  { timeout: 1_800_000 },
  async (of) => {
    const estimates = [];
    for (let seed = 0; seed < SEEDS; seed++) estimates.push(await estimate(of, seed));
    const naive = summarise(estimates.map((one) => one.naive));
    expect(naive.bias).toBeLessThan(of.repeats > 1 ? -2 : -4);
    expect(naive.coverage).toBeLessThan(0.92);
    const honest = summarise(estimates.map((one) => one.honest));
    expect(Math.abs(honest.bias)).toBeLessThan(2);
    expect(honest.coverage).toBeGreaterThanOrEqual(0.92);
    expect(honest.coverage).toBeLessThanOrEqual(0.98);
  },
);
