import type { Tensor } from '@tensorflow/tfjs-core';
import type { Activation } from './activations.js';
import type { Tf } from './backend.js';
import { inputsFrom, numbersIn } from './categories.js';
import type { DeviceData } from './device-data.js';
import type { Draw } from './draws.js';
import type { Loss } from './loss.js';
import { uniformTarget } from './losses.js';
import { perMember } from './members.js';
import { backward, forward, unpack } from './network.js';
import { dropoutMask, mixRows } from './noise.js';
import { batchMoments } from './running-moments.js';
import type { Configuration, Population } from './schema.js';

export interface GradientContext {
  readonly tf: Tf;
  readonly population: Population;
  readonly data: DeviceData;
  readonly activation: Activation;
  readonly trainLoss: Loss;
}

/** All that a gradient is a function of, beside what stays alike through a run. */
export type GradientInputs = Draw & {
  /** [members, parameters] */
  readonly parameters: Tensor;
  /** Rows of each member's batch, [members, batch], counted over all folds' copies of the data. */
  readonly rows: Tensor;
};

export type BatchGradient = {
  /** By the flat parameters of the mean loss over the batch. */
  readonly gradient: Tensor;
  /** What the batch says of the numbers that are kept and not learned, where there are any. */
  readonly observed?: Tensor;
};

/** What a gradient reads of a configuration: all of it stays through a run, as its rate does not. */
type Augmented = Pick<Configuration, 'labelSmoothing' | 'inputNoise'>;

/** Of every member, on its fold's batch. */
export function batchGradient(
  context: GradientContext,
  configurations: readonly Augmented[],
  inputs: GradientInputs,
): BatchGradient {
  const { tf, population, activation, trainLoss } = context;
  const { parameters, rows, ownShare } = inputs;
  const batch = augment(context, configurations, inputs);
  const size = rows.shape[1] ?? 1;
  const weights = unpack(tf, parameters, population.network);
  const masks = dropoutMasks(context, inputs, size);
  const options = { activation, isTraining: true, ...(masks && { masks }), ...(ownShare && { ownShare }) };
  const pass = forward(tf, weights, batch.x, options);
  const perRow = trainLoss.gradient(pass.outputs, batch.y);
  const weighted = batch.weights ? tf.mul(perRow, batch.weights) : perRow;
  const observed = batchMoments(tf, population.network, pass);
  const gradient = backward(tf, weights, pass, { ...options, gradient: tf.div(weighted, size) });
  return { gradient, ...(observed && { observed }) };
}

interface Batch {
  readonly x: Tensor;
  readonly y: Tensor;
  /** [members, batch, 1] */
  readonly weights?: Tensor;
}

/** The batch of every member, [members, batch, ...]. */
function gatherBatch({ tf, data }: GradientContext, rows: Tensor): Batch {
  const { x, y, rowWeights } = data;
  return {
    x: tf.gather(x, rows),
    y: tf.gather(y, rows),
    ...(rowWeights && { weights: tf.gather(rowWeights, rows) }),
  };
}

/** Label smoothing, input noise and mixup, each by the member's own strength. */
function augment(context: GradientContext, configurations: readonly Augmented[], inputs: GradientInputs): Batch {
  const { tf, population, data } = context;
  const { rows, normal, ownShare } = inputs;
  const batch = gatherBatch(context, rows);
  let { x, y } = batch;
  if (configurations.some((c) => c.labelSmoothing > 0)) {
    const smoothing = perMember(tf, { configurations, folds: data.folds }, (c) => c.labelSmoothing);
    const uniform = uniformTarget(population.loss, population.network.outputs);
    y = tf.add(tf.mul(y, tf.sub(1, smoothing)), tf.mul(smoothing, tf.tensor1d(uniform)));
  }
  if (normal) {
    const deviation = perMember(tf, { configurations, folds: data.folds }, (c) => c.inputNoise);
    x = changeNumbers(context, x, (numbers) => {
      const [members = 0, batchRows = 0, inputsOf = 0] = numbers.shape;
      const shared = tf.reshape(normal, [data.folds, batchRows, inputsOf]);
      const noise = tf.tile(shared, [members / data.folds, 1, 1]);
      return tf.add(numbers, tf.mul(noise, deviation));
    });
  }
  if (!ownShare) return { ...batch, x, y };
  x = changeNumbers(context, x, (numbers) => mixRows(tf, numbers, ownShare));
  return { x, ...mixTargets(tf, { y, weights: batch.weights }, ownShare) };
}

/** Keeps the target of two rows of weight 0 finite. */
const LEAST_WEIGHT = 1e-30;

/** Each of two mixed rows counts by its share and by its own weight. */
function mixTargets(tf: Tf, { y, weights }: Pick<Batch, 'y'> & { weights: Batch['weights'] }, ownShare: Tensor) {
  if (!weights) return { y: mixRows(tf, y, ownShare) };
  const mixed = mixRows(tf, weights, ownShare);
  // Of a member that mixes nothing the share is 1 to the bit, and its target as it is.
  const share = tf.div(tf.mul(weights, ownShare), tf.maximum(mixed, LEAST_WEIGHT));
  return { y: mixRows(tf, y, share), weights: mixed };
}

/** Codes of categories stay: they are names, not amounts. Where rows are mixed, the vectors they stand for are. */
function changeNumbers({ tf, population }: GradientContext, x: Tensor, change: (numbers: Tensor) => Tensor): Tensor {
  const numbers = numbersIn(population.network);
  const codes = population.network.inputs - numbers;
  if (codes === 0) return change(x);
  if (numbers === 0) return x;
  return tf.concat([change(inputsFrom(tf, x, 0, numbers)), inputsFrom(tf, x, numbers, codes)], 2);
}

/**
 * Masks of inverted dropout (`dropoutMask`), one for each hidden layer, which broadcast to
 * [members, batch, units]. All members share the random numbers of a step: configurations are compared under the same
 * luck, and where their rates agree the mask is a single member's.
 */
function dropoutMasks(
  { tf, population }: GradientContext,
  { uniform, dropout, mask }: Draw,
  batch: number,
): Tensor[] | undefined {
  const drawn = mask ?? uniform;
  if (!drawn) return undefined;
  const { hidden } = population.network;
  const parts = tf.split(
    drawn,
    hidden.map((units) => batch * units),
  );
  return hidden.map((units, l) => {
    const part = tf.reshape(parts[l] ?? drawn, [1, batch, units]);
    return dropout ? dropoutMask(tf, part, dropout) : part;
  });
}
