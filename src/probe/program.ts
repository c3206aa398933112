import type { Tensor } from '@tensorflow/tfjs-core';
import { createRandom } from '../random.js';
import { type Activation, activations } from './activations.js';
import type { Tf } from './backend.js';
import { inputsFrom, numbersIn } from './categories.js';
import type { DeviceData, EvaluationRows } from './device-data.js';
import { isDecayed, lengthOf, rateFactor, runningOf, type Section, sectionsOf } from './layout.js';
import { createLearner } from './fused-adam.js';
import { batchMoments, keepRunning } from './running-moments.js';
import type { Learner } from './learner.js';
import type { Loss } from './loss.js';
import { losses, selectionLoss, uniformTarget } from './losses.js';
import { backward, forward, unpack } from './network.js';
import { betaSample, createNoisePool, mixRows, type NoisePool } from './noise.js';
import { learningRateFactor, regularizationFactor } from './schedules.js';
import type { Configuration, Population } from './schema.js';

/** A batch, and the members that look at it. */
export interface GradientInput {
  /** [members, parameters] */
  readonly parameters: Tensor;
  readonly configurations: readonly Configuration[];
  /** Rows of each fold's batch, [folds, batch], counted over all folds' copies of the data. */
  readonly rows: Tensor;
  /** Share of the run that is over, 0..1. */
  readonly t: number;
}

export interface StepInput extends Omit<GradientInput, 'parameters'> {
  readonly learner: Learner;
  /** Optimisation steps done before. */
  readonly step: number;
  /** Whether the norm of each member's gradient is wanted too. */
  readonly isObserved?: boolean;
}

/** What a step tells of its gradients, [members] each. */
export interface Stepped {
  /** 1 where the gradient was clipped; absent where none may be. */
  readonly clipped?: Tensor;
  /** Norm of the gradient before clipping, where it was wanted. */
  readonly norms?: Tensor;
}

/** The tensor program of one population: a training step and an evaluation, over all members at once. */
export interface Program {
  /** All members at the start, from their parameters [members, parameters]. */
  start(parameters: Float32Array): Learner;
  /** One optimisation step of every member. */
  step(input: StepInput): Stepped;
  /** Losses in the selection metric, [members], and outputs [members, rows, outputs] of the evaluated rows. */
  evaluate(parameters: Tensor, rows: EvaluationRows): { losses: Tensor; outputs: Tensor };
  /** Norm of the weight gradient of each layer for the given batch: [layers] per member. */
  gradientNorms(input: GradientInput): number[][];
  /** Share of hidden units that are 0 for every row of the first chunk, over all members. */
  deadUnitShare(parameters: Tensor, rows: EvaluationRows): number;
  dispose(): void;
}

export function createProgram(tf: Tf, population: Population, data: DeviceData): Program {
  const { network } = population;
  const activation = activations(tf)[network.activation];
  const table = losses(tf, population);
  const trainLoss = table[population.loss];
  const selection = table[selectionLoss[population.loss]];
  const decayed = perSection(tf, population, (section) => Number(isDecayed(section)));
  const rates = rateFactors(tf, population);
  const noise = createNoise(tf, population, data);
  const context: Context = { tf, population, data, activation, trainLoss, selection, noise };
  return {
    start: (start) => {
      const learner = createLearner({ tf, population, folds: data.folds, start, decayed, ...(rates && { rates }) });
      return runningOf(network) > 0 ? keepRunning(tf, learner, runningOf(network)) : learner;
    },
    step: (input) => step(input, context),
    evaluate: (parameters, rows) => tf.tidy(() => evaluate(context, parameters, rows)),
    gradientNorms: (input) => gradientNorms(context, input),
    deadUnitShare: (parameters, rows) => deadUnitShare(context, parameters, rows),
    dispose: () => {
      decayed.dispose();
      rates?.dispose();
      noise.uniform?.dispose();
      noise.normal?.dispose();
    },
  };
}

interface Noise {
  readonly uniform?: NoisePool;
  readonly normal?: NoisePool;
  readonly random: () => number;
}

interface Context {
  readonly tf: Tf;
  readonly population: Population;
  readonly data: DeviceData;
  readonly activation: Activation;
  readonly trainLoss: Loss;
  readonly selection: Loss;
  readonly noise: Noise;
}

/** [1, parameters]: a number for each section of a member's parameters. */
function perSection(tf: Tf, { network }: Population, of: (section: Section) => number): Tensor {
  const values = sectionsOf(network).flatMap((section) => new Array<number>(lengthOf(section)).fill(of(section)));
  return tf.tensor2d(values, [1, values.length]);
}

/** Factor of the learning rate for every parameter; absent where it is 1 throughout. */
function rateFactors(tf: Tf, population: Population): Tensor | undefined {
  const isPlain = sectionsOf(population.network).every((section) => rateFactor(section, population) === 1);
  return isPlain ? undefined : perSection(tf, population, (section) => rateFactor(section, population));
}

/** Pools as large as the largest draw of a step; none where no configuration needs one. */
function createNoise(tf: Tf, { configurations, network, batchSize, seed }: Population, data: DeviceData): Noise {
  const rows = configurations.length * data.folds * batchSize;
  const needs = (of: (configuration: Configuration) => number): boolean => configurations.some((c) => of(c) > 0);
  const pool = (kind: 'uniform' | 'normal', largest: number): NoisePool => createNoisePool(tf, { kind, largest, seed });
  return {
    random: createRandom(seed, 'mixup'),
    ...(needs((c) => c.dropout) &&
      network.hidden.length > 0 && { uniform: pool('uniform', batchSize * Math.max(...network.hidden)) }),
    ...(needs((c) => c.inputNoise) && { normal: pool('normal', rows * numbersIn(network)) }),
  };
}

/** A number of each member: [members, 1, 1]. */
function perMember(
  { tf, data }: Context,
  configurations: readonly Configuration[],
  of: (configuration: Configuration) => number,
): Tensor {
  const values = configurations.flatMap((configuration) => new Array<number>(data.folds).fill(of(configuration)));
  return tf.tensor(values, [values.length, 1, 1]);
}

interface Batch {
  readonly x: Tensor;
  readonly y: Tensor;
  /** [members, batch, 1] */
  readonly weights?: Tensor;
  /** Share of each row's own values where rows are mixed: [members, 1, 1]. */
  readonly ownShare?: Tensor;
}

/** The batch of every member, [members, batch, ...]: each fold's rows once for each configuration. */
function gatherBatch({ tf, data }: Context, rows: Tensor, configurations: number): Batch {
  const ofMembers = configurations === 1 ? rows : tf.tile(rows, [configurations, 1]);
  const { rowWeights } = data;
  return {
    x: tf.gather(data.x, ofMembers),
    y: tf.gather(data.y, ofMembers),
    ...(rowWeights && { weights: tf.gather(rowWeights, ofMembers) }),
  };
}

/** Label smoothing, input noise and mixup, each by the member's own strength. */
function augment(context: Context, batch: Batch, configurations: readonly Configuration[]): Batch {
  const { tf, noise, data, population } = context;
  let { x, y } = batch;
  if (configurations.some((c) => c.labelSmoothing > 0)) {
    const smoothing = perMember(context, configurations, (c) => c.labelSmoothing);
    const uniform = uniformTarget(population.loss, population.network.outputs);
    y = tf.add(tf.mul(y, tf.sub(1, smoothing)), tf.mul(smoothing, tf.tensor1d(uniform)));
  }
  const { normal } = noise;
  if (normal && configurations.some((c) => c.inputNoise > 0)) {
    const deviation = perMember(context, configurations, (c) => c.inputNoise);
    x = changeNumbers(context, x, (numbers) => tf.add(numbers, tf.mul(normal.draw(numbers.shape), deviation)));
  }
  if (!configurations.some((c) => c.mixup > 0)) return { ...batch, x, y };
  const shares = configurations.flatMap(({ mixup }) =>
    Array.from({ length: data.folds }, () => (mixup > 0 ? betaSample(mixup, noise.random) : 1)),
  );
  const ownShare = tf.tensor3d(shares, [shares.length, 1, 1]);
  x = changeNumbers(context, x, (numbers) => mixRows(tf, numbers, ownShare));
  return { ...batch, x, y: mixRows(tf, y, ownShare), ownShare };
}

/** Codes of categories stay: they are names, not amounts. Where rows are mixed, the vectors they stand for are. */
function changeNumbers({ tf, population }: Context, x: Tensor, change: (numbers: Tensor) => Tensor): Tensor {
  const numbers = numbersIn(population.network);
  const codes = population.network.inputs - numbers;
  if (codes === 0) return change(x);
  if (numbers === 0) return x;
  return tf.concat([change(inputsFrom(tf, x, 0, numbers)), inputsFrom(tf, x, numbers, codes)], 2);
}

/**
 * Inverted dropout: 1 / keep with probability keep, else 0; one mask for each hidden layer, which broadcasts to
 * [members, batch, units]. All members share the random numbers of a step: configurations are compared under the same
 * luck, and where their rates agree the mask is a single member's.
 */
function dropoutMasks(
  context: Context,
  configurations: readonly Configuration[],
  batch: number,
  t: number,
): Tensor[] | undefined {
  const { tf, noise, population } = context;
  const factor = regularizationFactor(population.dropoutSchedule, t);
  const { uniform } = noise;
  if (!uniform || factor === 0 || !configurations.some((c) => c.dropout > 0)) return undefined;
  const rates = new Set(configurations.map((c) => c.dropout * factor));
  const [only] = rates;
  const rate =
    rates.size === 1 && only !== undefined
      ? tf.scalar(only)
      : perMember(context, configurations, (c) => c.dropout * factor);
  const scale = tf.div(1, tf.sub(1, rate));
  return population.network.hidden.map((units) => {
    const isKept = tf.greaterEqual(uniform.draw([1, batch, units]), rate);
    return tf.mul(tf.cast(isKept, 'float32'), scale);
  });
}

interface BatchGradient {
  /** By the flat parameters of the mean loss over the batch. */
  readonly gradient: Tensor;
  /** What the batch says of the numbers that are kept and not learned, where there are any. */
  readonly observed?: Tensor;
}

function batchGradient(context: Context, { parameters, configurations, rows, t }: GradientInput): BatchGradient {
  const { tf, population, activation, trainLoss } = context;
  const batch = augment(context, gatherBatch(context, rows, configurations.length), configurations);
  const size = rows.shape[1] ?? 1;
  const weights = unpack(tf, parameters, population.network);
  const masks = dropoutMasks(context, configurations, size, t);
  const { ownShare } = batch;
  const options = { activation, isTraining: true, ...(masks && { masks }), ...(ownShare && { ownShare }) };
  const pass = forward(tf, weights, batch.x, options);
  const perRow = trainLoss.gradient(pass.outputs, batch.y);
  const weighted = batch.weights ? tf.mul(perRow, batch.weights) : perRow;
  const observed = batchMoments(tf, population.network, pass);
  const gradient = backward(tf, weights, pass, { ...options, gradient: tf.div(weighted, size) });
  return { gradient, ...(observed && { observed }) };
}

function step({ learner, step: done, isObserved = false, ...input }: StepInput, context: Context): Stepped {
  const { tf, population } = context;
  return tf.tidy(() => {
    const { gradient: raw, observed } = batchGradient(context, { ...input, parameters: learner.parameters });
    const { gradient, clipped } = clip(tf, raw, population.gradientClipNorm);
    const rate = learningRateFactor(population.schedule, input.t);
    const decay = rate * regularizationFactor(population.weightDecaySchedule, input.t);
    learner.move(gradient, { step: done, rate, decay, ...(observed && { observed }) });
    return {
      ...(clipped && { clipped: tf.reshape(clipped, [-1]) }),
      ...(isObserved && { norms: tf.reshape(normOf(tf, raw), [-1]) }),
    };
  });
}

/** [members, 1] */
const normOf = (tf: Tf, gradient: Tensor): Tensor => tf.sqrt(tf.sum(tf.square(gradient), 1, true));

/** Scales a member's gradient down to the given norm; `clipped` is 1 where it did. */
function clip(tf: Tf, gradient: Tensor, norm: number | null): { gradient: Tensor; clipped?: Tensor } {
  if (norm === null) return { gradient };
  const length = normOf(tf, gradient);
  const scale = tf.div(norm, tf.maximum(length, norm));
  return { gradient: tf.mul(gradient, scale), clipped: tf.cast(tf.greater(length, norm), 'float32') };
}

function evaluate(context: Context, parameters: Tensor, rows: EvaluationRows): { losses: Tensor; outputs: Tensor } {
  const { tf, population, activation, selection, data } = context;
  const network = unpack(tf, parameters, population.network);
  const configurations = (parameters.shape[0] ?? data.folds) / data.folds;
  const repeat = (values: Tensor): Tensor => (configurations === 1 ? values : tf.tile(values, [configurations, 1, 1]));
  const pieces = rows.chunks
    .flatMap((chunk) => sliced(context, chunk, configurations))
    .map(({ x, y }) =>
      tf.tidy(() => {
        const { outputs } = forward(tf, network, repeat(x), { activation });
        return { outputs, losses: selection.perRow(outputs, repeat(y)) };
      }),
    );
  const perRow = tf.concat(
    pieces.map((piece) => piece.losses),
    1,
  );
  const weights = configurations === 1 ? rows.weights : tf.tile(rows.weights, [configurations, 1]);
  return {
    losses: tf.sum(tf.mul(perRow, weights), 1),
    outputs: tf.concat(
      pieces.map((piece) => piece.outputs),
      1,
    ),
  };
}

/** Numbers that a tensor of an embedding may hold in an evaluation: 64 MB. */
const MOST_COSINES = 16e6;

/** A chunk of the evaluated rows in parts so small that the cosines of all members fit into memory. */
function sliced(
  { tf, data, population: { network } }: Context,
  chunk: EvaluationRows['chunks'][number],
  configurations: number,
): EvaluationRows['chunks'][number][] {
  const { embedding } = network;
  const rows = chunk.x.shape[1] ?? 0;
  const perRow = embedding ? embedding.inputs.length * embedding.frequencies * configurations * data.folds : 0;
  const most = Math.max(1, Math.floor(MOST_COSINES / Math.max(1, perRow)));
  if (rows <= most) return [chunk];
  return Array.from({ length: Math.ceil(rows / most) }, (_, i) => {
    const part = (values: Tensor): Tensor =>
      tf.slice(values, [0, i * most, 0], [data.folds, Math.min(most, rows - i * most), values.shape[2] ?? 1]);
    return { x: part(chunk.x), y: part(chunk.y) };
  });
}

function gradientNorms(context: Context, input: GradientInput): number[][] {
  const { tf, population } = context;
  const norms = tf.tidy(() => {
    const { layers } = unpack(tf, batchGradient(context, input).gradient, population.network);
    return tf.stack(
      layers.map(({ weights }) => tf.sqrt(tf.sum(tf.square(weights), [1, 2]))),
      1,
    );
  });
  const values = norms.arraySync();
  norms.dispose();
  return values as number[][];
}

function deadUnitShare(context: Context, parameters: Tensor, rows: EvaluationRows): number {
  const { tf, population, activation, data } = context;
  const [chunk] = rows.chunks;
  if (!chunk || population.network.hidden.length === 0) return 0;
  const share = tf.tidy(() => {
    const weights = unpack(tf, parameters, population.network);
    const configurations = (parameters.shape[0] ?? data.folds) / data.folds;
    // What a unit gives: with a learned share more passes than its activation.
    const { units } = forward(tf, weights, tf.tile(chunk.x, [configurations, 1, 1]), { activation });
    return tf.mean(
      tf.concat(
        units.map((a) => tf.cast(tf.equal(tf.max(tf.abs(a), 1), 0), 'float32')),
        1,
      ),
    );
  });
  const value = share.dataSync()[0] ?? 0;
  share.dispose();
  return value;
}
