import type { Tensor } from '@tensorflow/tfjs-core';
import { activations } from './activations.js';
import type { Tf } from './backend.js';
import { batchGradient, type BatchGradient, type GradientContext, type GradientInputs } from './batch-gradient.js';
import type { DeviceData, EvaluationRows } from './device-data.js';
import { createDraws, type Draws } from './draws.js';
import { isDecayed, lengthOf, rateFactor, runningOf, type Section, sectionsOf } from './layout.js';
import { createLearner } from './by-optimizer.js';
import { keepRunning } from './running-moments.js';
import type { Learner } from './learner.js';
import type { Loss } from './loss.js';
import { configurationsIn } from './members.js';
import { losses, selectionLoss } from './losses.js';
import { forward, unpack } from './network.js';
import { learningRateFactor, regularizationFactor } from './schedules.js';
import type { Configuration, Population } from './schema.js';
import { type Compiled, compile } from './tape.js';

/** A batch, and the members that look at it. */
export interface GradientInput {
  /** [members, parameters] */
  readonly parameters: Tensor;
  readonly configurations: readonly Configuration[];
  /** Rows of each fold's batch, [folds, batch], as `createBatches` gives them. */
  readonly rows: Int32Array;
}

export interface StepInput extends Omit<GradientInput, 'parameters'> {
  readonly learner: Learner;
  /** Share of the run that is over, 0..1. */
  readonly t: number;
  /** Optimisation steps done before. */
  readonly step: number;
  /** Whether the norm of each member's gradient is wanted too. */
  readonly isObserved?: boolean;
}

/** What a step tells of its gradients, [members] each. */
export type Stepped = {
  /** 1 where the gradient was clipped; absent where none may be. */
  readonly clipped?: Tensor;
  /** Norm of the gradient before clipping, where it was wanted. */
  readonly norms?: Tensor;
};

/** The tensor program of one population: a training step and an evaluation, over all members at once. */
export interface Program {
  /** All members at the start, from their parameters [members, parameters]. */
  start(parameters: Float32Array): Learner;
  /** One optimisation step of every member. */
  step(input: StepInput): Stepped;
  /** Losses in the selection metric, [members], and outputs [members, rows, outputs] of the evaluated rows. */
  evaluate(parameters: Tensor, rows: EvaluationRows): { losses: Tensor; outputs: Tensor };
  /** Norm of the weight gradient of each layer for the given batch, without dropout, noise or mixup: [layers] per member. */
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
  const draws = createDraws({ tf, population, data });
  const context: Context = { tf, population, data, activation, trainLoss, selection, draws };
  const gradients = createGradients(context);
  const evaluation = compile(tf, evaluateRows(context));
  return {
    start: (start) => {
      const learner = createLearner({ tf, population, folds: data.folds, start, decayed, ...(rates && { rates }) });
      return runningOf(network) > 0 ? keepRunning(tf, learner, runningOf(network)) : learner;
    },
    step: (input) => step(input, context, gradients),
    evaluate: (parameters, rows) => tf.tidy(() => evaluate(context, evaluation, { parameters, rows })),
    gradientNorms: (input) => gradientNorms(context, input),
    deadUnitShare: (parameters, rows) => deadUnitShare(context, parameters, rows),
    dispose: () => {
      decayed.dispose();
      rates?.dispose();
      draws.dispose();
      gradients.dispose();
      evaluation.dispose();
    },
  };
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

interface Context extends GradientContext {
  readonly selection: Loss;
  readonly draws: Draws;
}

/** What the device computes of a step before parameters move. */
type StepGradient = BatchGradient & Stepped;

interface Gradients {
  of(configurations: readonly Configuration[], isObserved: boolean): Compiled<GradientInputs, StepGradient>;
  dispose(): void;
}

/** The gradient of a step, compiled anew when configurations leave; what may change of one that stays is its rate alone. */
function createGradients(context: Context): Gradients {
  const { tf, population } = context;
  let alive = '';
  const compiled = new Map<boolean, Compiled<GradientInputs, StepGradient>>();
  const dispose = (): void => {
    for (const gradient of compiled.values()) gradient.dispose();
    compiled.clear();
  };
  const gradientOf =
    (configurations: readonly Configuration[], isObserved: boolean) =>
    (inputs: GradientInputs): StepGradient => {
      const { gradient: raw, observed } = batchGradient(context, configurations, inputs);
      const { gradient, clipped } = clip(tf, raw, population.gradientClipNorm);
      return {
        gradient,
        ...(observed && { observed }),
        ...(clipped && { clipped: tf.reshape(clipped, [-1]) }),
        ...(isObserved && { norms: tf.reshape(normOf(tf, raw), [-1]) }),
      };
    };
  return {
    of(configurations, isObserved) {
      const ids = configurations.map(({ id }) => id).join('\n');
      if (ids !== alive) dispose();
      alive = ids;
      const gradient = compiled.get(isObserved) ?? compile(tf, gradientOf(configurations, isObserved));
      compiled.set(isObserved, gradient);
      return gradient;
    },
    dispose,
  };
}

/** What is new in this step, on the device. */
function batchInputs({ tf, data }: Context, { parameters, configurations, rows }: GradientInput): GradientInputs {
  const batch = rows.length / data.folds;
  const members = configurations.length * data.folds;
  const ofMembers = new Int32Array(members * batch);
  for (let i = 0; i < ofMembers.length; i++) {
    const fold = Math.floor(i / batch) % data.folds;
    ofMembers[i] = fold * data.rows + (rows[i % rows.length] ?? 0);
  }
  const indices = tf.tensor2d(ofMembers, [members, batch], 'int32');
  return { parameters, rows: indices };
}

function step(
  { learner, step: done, configurations, rows, t, isObserved = false }: StepInput,
  context: Context,
  gradients: Gradients,
): Stepped {
  const { tf, data, draws, population } = context;
  return tf.tidy(() => {
    const inputs = {
      ...batchInputs(context, { parameters: learner.parameters, configurations, rows }),
      ...draws.next(configurations, rows.length / data.folds, t),
    };
    const { gradient, observed, ...stepped } = gradients.of(configurations, isObserved).run(inputs);
    const rate = learningRateFactor(population.schedule, t);
    const decay = rate * regularizationFactor(population.weightDecaySchedule, t);
    learner.move(gradient, { step: done, rate, decay, ...(observed && { observed }) });
    return stepped;
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

type EvaluationInputs = { readonly parameters: Tensor; readonly x: Tensor; readonly y: Tensor };
type Evaluated = { readonly losses: Tensor; readonly outputs: Tensor };

/** Of some rows of each fold, `x` and `y` [folds, rows, ...]: losses [members, rows] and outputs [members, rows, outputs]. */
const evaluateRows =
  ({ tf, population, activation, selection, data }: Context) =>
  ({ parameters, x, y }: EvaluationInputs): Evaluated => {
    const configurations = configurationsIn(parameters, data);
    const repeat = (values: Tensor): Tensor =>
      configurations === 1 ? values : tf.tile(values, [configurations, 1, 1]);
    const { outputs } = forward(tf, unpack(tf, parameters, population.network), repeat(x), { activation });
    return { outputs, losses: selection.perRow(outputs, repeat(y)) };
  };

function evaluate(
  context: Context,
  compiled: Compiled<EvaluationInputs, Evaluated>,
  { parameters, rows }: { readonly parameters: Tensor; readonly rows: EvaluationRows },
): Evaluated {
  const { tf, data } = context;
  const configurations = configurationsIn(parameters, data);
  const pieces = rows.chunks
    .flatMap((chunk) => sliced(context, chunk, configurations))
    .map(({ x, y }) => compiled.run({ parameters, x, y }));
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
    const inputs = batchInputs(context, input);
    const { layers } = unpack(tf, batchGradient(context, input.configurations, inputs).gradient, population.network);
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
    const configurations = configurationsIn(parameters, data);
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
