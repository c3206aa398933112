import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Tf } from '../../src/probe/backend.js';
import type { LossName, Network } from '../../src/probe/schema.js';
import { plainActivations } from './activations.js';
import { plainLosses, type PlainParameters } from './losses.js';

/** One network on its own batch: x [rows, inputs], y [rows, outputs], a mask [rows, units] a hidden layer. */
export interface PlainBatch {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly masks?: readonly Tensor[];
  /** [rows] */
  readonly weights?: Tensor;
  /** Share of each row's own vectors of categories; the rest comes from the row at the other end. */
  readonly ownShare?: number;
}

/** Of a hidden layer's units over the rows of a batch, [units] each. */
export interface PlainMoments {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

interface Pass {
  readonly outputs: Tensor;
  /** Of each hidden layer before its normalisation. */
  readonly moments: readonly PlainMoments[];
}

export interface PlainModel extends PlainParameters {
  readonly tf: Tf;
  readonly network: Network;
  readonly loss: LossName;
}

/**
/**
 * One network from its flat parameters [parameters]: one matrix product a layer. The periodic embedding is a loop over its
 * inputs, the input scale a product with the inputs, a learned share a sum of both ways, a vector of a category the product of its
 * table with an indicator of the code. Normalisation is TensorFlow's own, by moments of the rows, of the batch, or, when not
 * training, by the last parameters: a mean and a variance a hidden layer.
 */
function plainPass({ tf, network }: PlainModel, parameters: Tensor, batch: PlainBatch, isTraining: boolean): Pass {
  const { x, masks, ownShare = 1 } = batch;
  const activate = plainActivations(tf)[network.activation];
  let offset = 0;
  const take = (...shape: number[]): Tensor => {
    const size = shape.reduce((a, b) => a * b, 1);
    offset += size;
    return tf.reshape(tf.slice(parameters, [offset - size], [size]), shape);
  };
  const row = (tensor: Tensor, index: number): Tensor => tf.squeeze(tf.slice(tensor, index, 1), [0]);
  const levels = network.categories?.levels ?? [];
  const vectors = levels.map((codes, column) => {
    const code = tf.cast(tf.reshape(tf.slice(x, [0, network.inputs - levels.length + column], [-1, 1]), [-1]), 'int32');
    const all = tf.matMul(tf.cast(tf.oneHot(code, codes), 'float32'), take(codes, network.categories?.size ?? 0));
    return tf.add(tf.mul(all, ownShare), tf.mul(tf.reverse(all, 0), 1 - ownShare));
  });
  const numbers = tf.slice(x, [0, 0], [-1, network.inputs - levels.length]);
  let h: Tensor = numbers;
  if (network.embedding) {
    const { inputs, frequencies, size } = network.embedding;
    const [f, p] = [take(inputs.length, frequencies), take(inputs.length, frequencies)];
    const [w, c] = [take(inputs.length, frequencies, size), take(inputs.length, size)];
    const embedded = inputs.map((input, i) => {
      const waves = tf.cos(tf.add(tf.mul(tf.mul(tf.slice(x, [0, input], [-1, 1]), row(f, i)), 2 * Math.PI), row(p, i)));
      return tf.add(tf.matMul(waves, row(w, i) as Tensor2D), row(c, i));
    });
    h = tf.concat([h, ...embedded], 1);
  }
  h = tf.concat([h, ...vectors], 1);
  if (network.inputScale) h = tf.mul(h, take(h.shape[1] ?? 0));
  const moments: PlainMoments[] = [];
  const sizes = [h.shape[1] ?? 0, ...network.hidden, network.outputs];
  for (let layer = 1; layer < sizes.length; layer++) {
    const inputs = sizes[layer - 1] ?? 0;
    const outputs = sizes[layer] ?? 0;
    const product = tf.matMul(h, take(inputs, outputs));
    if (layer === sizes.length - 1) return { outputs: tf.add(product, take(1, outputs)), moments };
    moments.push(tf.moments(product, 0));
    const of = isTraining ? moments.at(-1) : runningMoments(tf, network, parameters)[layer - 1];
    const z = normalized(tf, product, { kind: network.normalization, of, take });
    const share = network.parametric ? take(1, outputs) : tf.scalar(1);
    const a = tf.add(tf.mul(tf.sub(1, share), z), tf.mul(share, activate(z)));
    const mask = masks?.[layer - 1];
    const given = mask ? tf.mul(a, mask) : a;
    h = network.residual && layer > 1 && inputs === outputs ? tf.add(h, given) : given;
  }
  throw new Error('a network has an output layer');
}

interface Normalizing {
  readonly kind: Network['normalization'];
  /** For batch normalisation. */
  readonly of: PlainMoments | undefined;
  readonly take: (...shape: number[]) => Tensor;
}

/** With the gain, where there is one, and the bias. */
function normalized(tf: Tf, product: Tensor, { kind, of, take }: Normalizing): Tensor {
  const units = product.shape[1] ?? 0;
  if (kind === undefined) return tf.add(product, take(1, units));
  const [gain, bias] = [take(units), take(units)];
  if (kind === 'layer') {
    const { mean, variance } = tf.moments(product, 1, true);
    return tf.add(tf.mul(tf.div(tf.sub(product, mean), tf.sqrt(tf.add(variance, 0.001))), gain), bias);
  }
  if (!of) throw new Error('batch normalisation needs moments');
  return tf.batchNorm(
    product as Tensor2D,
    of.mean as Tensor1D,
    of.variance as Tensor1D,
    bias as Tensor1D,
    gain as Tensor1D,
    0.001,
  );
}

/** The last parameters of a network with batch normalisation. */
function runningMoments(tf: Tf, { normalization, hidden }: Network, parameters: Tensor): PlainMoments[] {
  if (normalization !== 'batch') return [];
  const all = 2 * hidden.reduce((a, b) => a + b, 0);
  let offset = parameters.size - all;
  const take = (units: number): Tensor => tf.slice(parameters, [(offset += units) - units], [units]);
  return hidden.map((units) => ({ mean: take(units), variance: take(units) }));
}

/** Moments of a training batch before each hidden layer's normalisation. */
export const plainMoments = (model: PlainModel, parameters: Tensor, batch: PlainBatch): readonly PlainMoments[] =>
  plainPass(model, parameters, batch, true).moments;

/** Outputs [rows, outputs], as in training or as in a prediction. */
export const plainOutputs = (model: PlainModel, parameters: Tensor, batch: PlainBatch, isTraining = false): Tensor =>
  plainPass(model, parameters, batch, isTraining).outputs;

/** Mean over the rows of the weighted loss: a scalar. */
export function plainLoss(model: PlainModel, parameters: Tensor, batch: PlainBatch, isTraining = false): Tensor {
  const { tf, loss } = model;
  const outputs = plainOutputs(model, parameters, batch, isTraining);
  const perRow = plainLosses(tf, model)[loss](outputs, batch.y);
  return tf.mean(batch.weights ? tf.mul(perRow, batch.weights) : perRow);
}

/** TensorFlow's own gradient of that loss by the flat parameters. */
export function plainGradient(model: PlainModel, parameters: Tensor, batch: PlainBatch): Tensor {
  return model.tf.grad((flat) => plainLoss(model, flat, batch, true))(parameters);
}
