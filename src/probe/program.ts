import type { Tensor } from '@tensorflow/tfjs-core';
import { createRandom } from '../random.js';
import { type Activation, activations } from './activations.js';
import type { Tf } from './backend.js';
import type { DeviceData, EvaluationRows } from './device-data.js';
import { isDecayed, lengthOf, rateFactor, type Section, sectionsOf } from './layout.js';
import { type Loss, losses, selectionLoss } from './losses.js';
import { backward, forward, unpack } from './network.js';
import { betaSample, createNoisePool, type NoisePool } from './noise.js';
import { type UpdateRule, updateRule } from './optimizers.js';
import { learningRateFactor, regularizationFactor } from './schedules.js';
import type { Configuration, Population } from './schema.js';

/** Everything of the members that changes while they train. All tensors lead with the member axis. */
export interface Members {
  /** [members, parameters] */
  readonly parameters: Tensor;
  readonly optimizerState: readonly Tensor[];
  /** [members, 1]: steps in which the gradient was clipped. */
  readonly clipped: Tensor;
}

export interface StepInput {
  readonly members: Members;
  readonly configurations: readonly Configuration[];
  /** Rows of the batch, [folds, batch], counted within a fold's copy of the data. */
  readonly rows: Tensor;
  /** Optimisation steps done before. */
  readonly step: number;
  /** Share of the run that is over, 0..1. */
  readonly t: number;
  /** Whether the norm of each member's gradient is wanted too. */
  readonly isObserved?: boolean;
}

/** What a step leaves behind. */
export interface Stepped {
  readonly members: Members;
  /** [members]: norm of the gradient before clipping, where it was wanted. */
  readonly norms?: Tensor;
}

/** The tensor program of one population: a training step and an evaluation, over all members at once. */
export interface Program {
  start(parameters: Float32Array, members: number): Members;
  /** One optimisation step of every member. The caller disposes the members it passed. */
  step(input: StepInput): Stepped;
  /** Losses in the selection metric, [members], and outputs [members, rows, outputs] of the evaluated rows. */
  evaluate(parameters: Tensor, rows: EvaluationRows): { losses: Tensor; outputs: Tensor };
  /** Norm of the weight gradient of each layer for the given batch: [layers] per member. */
  gradientNorms(input: StepInput): number[][];
  /** Share of hidden units that are 0 for every row of the first chunk, over all members. */
  deadUnitShare(parameters: Tensor, rows: EvaluationRows): number;
  dispose(): void;
}

export function createProgram(tf: Tf, population: Population, data: DeviceData): Program {
  const { network } = population;
  const activation = activations(tf)[network.activation];
  const table = losses(tf, population.huberDelta);
  const trainLoss = table[population.loss];
  const selection = table[selectionLoss(population.loss)];
  const rule = updateRule(tf, population.optimizer);
  const decayed = perSection(tf, population, (section) => Number(isDecayed(section)));
  const rates = rateFactors(tf, population);
  const noise = createNoise(tf, population, data);
  const offsets = tf.tensor2d(
    Int32Array.from({ length: data.folds }, (_, f) => f * data.rows),
    [data.folds, 1],
    'int32',
  );
  const shared = { tf, population, data, activation, trainLoss, selection, rule, decayed, noise, offsets };
  const context: Context = { ...shared, ...(rates && { rates }) };
  return {
    start: (values, members) => ({
      parameters: tf.tensor2d(values, [members, values.length / members]),
      optimizerState: rule.initialState.map((value) => tf.fill([members, values.length / members], value)),
      clipped: tf.zeros([members, 1]),
    }),
    step: (input) => keepStep(tf, () => step(context, input)),
    evaluate: (parameters, rows) => tf.tidy(() => evaluate(context, parameters, rows)),
    gradientNorms: (input) => gradientNorms(context, input),
    deadUnitShare: (parameters, rows) => deadUnitShare(context, parameters, rows),
    dispose: () => {
      tf.dispose([decayed, offsets]);
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
  readonly rule: UpdateRule;
  /** [1, parameters]: 1 where weight decay applies, else 0. */
  readonly decayed: Tensor;
  /** [1, parameters] */
  readonly rates?: Tensor;
  readonly noise: Noise;
  readonly offsets: Tensor;
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
    ...(needs((c) => c.inputNoise) && { normal: pool('normal', rows * network.inputs) }),
  };
}

/** `tidy` over a step whose results outlive it. */
function keepStep(tf: Tf, run: () => Stepped): Stepped {
  let result: Stepped | undefined;
  tf.tidy(() => {
    result = run();
    const { members, norms } = result;
    return [members.parameters, ...members.optimizerState, members.clipped, ...(norms ? [norms] : [])];
  });
  if (result === undefined) throw new Error('a step returns members');
  return result;
}

/** A number of each member as a tensor of the given rank: [members, 1] or [members, 1, 1]. */
function perMember(
  { tf, data }: Context,
  configurations: readonly Configuration[],
  rank: 2 | 3,
  of: (configuration: Configuration) => number,
): Tensor {
  const values = configurations.flatMap((configuration) => new Array<number>(data.folds).fill(of(configuration)));
  return tf.tensor(values, rank === 2 ? [values.length, 1] : [values.length, 1, 1]);
}

interface Batch {
  readonly x: Tensor;
  readonly y: Tensor;
  /** [members, batch, 1] */
  readonly weights?: Tensor;
}

/** Gathers each fold's rows once and repeats them for every configuration: [members, batch, ...]. */
function gatherBatch({ tf, data, offsets }: Context, rows: Tensor, configurations: number): Batch {
  const [folds = 1, batch = 1] = rows.shape;
  const repeat = (values: Tensor): Tensor => (configurations === 1 ? values : tf.tile(values, [configurations, 1, 1]));
  const take = (matrix: Tensor, indices: Tensor): Tensor =>
    repeat(tf.reshape(tf.gather(matrix, tf.reshape(indices, [-1])), [folds, batch, matrix.shape[1] ?? 1]));
  const inFold = tf.add(rows, offsets);
  const { rowWeights } = data;
  return {
    x: take(data.x, inFold),
    y: take(data.y, inFold),
    ...(rowWeights && { weights: take(rowWeights, rows) }),
  };
}

/** Label smoothing, input noise and mixup, each by the member's own strength. */
function augment(context: Context, batch: Batch, configurations: readonly Configuration[]): Batch {
  const { tf, noise, data, population } = context;
  let { x, y } = batch;
  if (configurations.some((c) => c.labelSmoothing > 0)) {
    const smoothing = perMember(context, configurations, 3, (c) => c.labelSmoothing);
    y = tf.add(tf.mul(y, tf.sub(1, smoothing)), tf.div(smoothing, Math.max(2, population.network.outputs)));
  }
  if (noise.normal && configurations.some((c) => c.inputNoise > 0)) {
    x = tf.add(
      x,
      tf.mul(
        noise.normal.draw(x.shape),
        perMember(context, configurations, 3, (c) => c.inputNoise),
      ),
    );
  }
  if (configurations.some((c) => c.mixup > 0)) {
    const shares = configurations.flatMap(({ mixup }) =>
      Array.from({ length: data.folds }, () => (mixup > 0 ? betaSample(mixup, noise.random) : 1)),
    );
    const own = tf.tensor3d(shares, [shares.length, 1, 1]);
    const mix = (values: Tensor): Tensor => tf.add(tf.mul(values, own), tf.mul(tf.reverse(values, 1), tf.sub(1, own)));
    x = mix(x);
    y = mix(y);
  }
  return { ...batch, x, y };
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
      : perMember(context, configurations, 3, (c) => c.dropout * factor);
  const scale = tf.div(1, tf.sub(1, rate));
  return population.network.hidden.map((units) => {
    const isKept = tf.greaterEqual(uniform.draw([1, batch, units]), rate);
    return tf.mul(tf.cast(isKept, 'float32'), scale);
  });
}

/** Gradient by the flat parameters of the mean loss over the batch. */
function batchGradient(context: Context, { members, configurations, rows, t }: StepInput): Tensor {
  const { tf, population, activation, trainLoss } = context;
  const batch = augment(context, gatherBatch(context, rows, configurations.length), configurations);
  const size = rows.shape[1] ?? 1;
  const weights = unpack(tf, members.parameters, population.network);
  const masks = dropoutMasks(context, configurations, size, t);
  const options = masks ? { activation, masks } : { activation };
  const pass = forward(tf, weights, batch.x, options);
  const perRow = trainLoss.gradient(pass.outputs, batch.y);
  const weighted = batch.weights ? tf.mul(perRow, batch.weights) : perRow;
  return backward(tf, weights, pass, { ...options, gradient: tf.div(weighted, size) });
}

function step(context: Context, input: StepInput): Stepped {
  const { tf, population, rule, decayed, rates } = context;
  const { members, configurations, t } = input;
  const raw = batchGradient(context, input);
  const { gradient, clipped } = clip(tf, raw, population.gradientClipNorm);
  const factor = learningRateFactor(population.schedule, t);
  const rate = perMember(context, configurations, 2, (c) => c.learningRate * factor);
  const { change, state } = rule.update({ gradient, rate, step: input.step, state: members.optimizerState });
  const moved = tf.sub(members.parameters, rates ? tf.mul(change, rates) : change);
  const decayFactor = regularizationFactor(population.weightDecaySchedule, t) * factor;
  const isDecaying = decayFactor > 0 && configurations.some((c) => c.weightDecay > 0);
  const next = {
    parameters: isDecaying ? decay(context, input, { moved, decayed, decayFactor }) : moved,
    optimizerState: state,
    clipped: clipped ? tf.add(members.clipped, clipped) : tf.clone(members.clipped),
  };
  return input.isObserved ? { members: next, norms: tf.reshape(normOf(tf, raw), [-1]) } : { members: next };
}

/** Decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101): weights shrink by rate x decay, whatever the optimizer. */
function decay(
  context: Context,
  { members, configurations }: StepInput,
  { moved, decayed, decayFactor }: { moved: Tensor; decayed: Tensor; decayFactor: number },
): Tensor {
  const { tf } = context;
  const shrink = perMember(context, configurations, 2, (c) => c.learningRate * c.weightDecay * decayFactor);
  return tf.sub(moved, tf.mul(tf.mul(members.parameters, decayed), shrink));
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

function gradientNorms(context: Context, input: StepInput): number[][] {
  const { tf, population } = context;
  const norms = tf.tidy(() => {
    const { layers } = unpack(tf, batchGradient(context, input), population.network);
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
    // What the next layer sees of a unit: with a learned share more passes than its activation.
    const [, ...hidden] = forward(tf, weights, tf.tile(chunk.x, [configurations, 1, 1]), { activation }).inputs;
    return tf.mean(
      tf.concat(
        hidden.map((a) => tf.cast(tf.equal(tf.max(tf.abs(a), 1), 0), 'float32')),
        1,
      ),
    );
  });
  const value = share.dataSync()[0] ?? 0;
  share.dispose();
  return value;
}
