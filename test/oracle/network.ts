import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Tf } from '../../src/probe/backend.js';
import type { LossName, Network } from '../../src/probe/schema.js';
import { plainActivations } from './activations.js';
import { plainLosses } from './losses.js';

/** One network on its own batch: x [rows, inputs], y [rows, outputs], a mask [rows, units] a hidden layer. */
export interface PlainBatch {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly masks?: readonly Tensor[];
  /** [rows] */
  readonly weights?: Tensor;
}

export interface PlainModel {
  readonly tf: Tf;
  readonly network: Network;
  readonly loss: LossName;
  readonly huberDelta: number;
}

/**
 * Outputs [rows, outputs] of one network from its flat parameters [parameters]: one matrix product a layer. The periodic
 * embedding is a loop over its inputs, the input scale a product with the inputs, a learned share a sum of both ways.
 */
export function plainOutputs({ tf, network }: PlainModel, parameters: Tensor, { x, masks }: PlainBatch): Tensor {
  const activate = plainActivations(tf)[network.activation];
  let offset = 0;
  const take = (...shape: number[]): Tensor => {
    const size = shape.reduce((a, b) => a * b, 1);
    offset += size;
    return tf.reshape(tf.slice(parameters, [offset - size], [size]), shape);
  };
  const row = (tensor: Tensor, index: number): Tensor => tf.squeeze(tf.slice(tensor, index, 1), [0]);
  let h = x;
  if (network.embedding) {
    const { inputs, frequencies, size } = network.embedding;
    const [f, p] = [take(inputs.length, frequencies), take(inputs.length, frequencies)];
    const [w, c] = [take(inputs.length, frequencies, size), take(inputs.length, size)];
    const embedded = inputs.map((input, i) => {
      const waves = tf.cos(tf.add(tf.mul(tf.mul(tf.slice(x, [0, input], [-1, 1]), row(f, i)), 2 * Math.PI), row(p, i)));
      return tf.add(tf.matMul(waves, row(w, i) as Tensor2D), row(c, i));
    });
    h = tf.concat([x, ...embedded], 1);
  }
  if (network.inputScale) h = tf.mul(h, take(h.shape[1] ?? 0));
  const sizes = [h.shape[1] ?? 0, ...network.hidden, network.outputs];
  for (let layer = 1; layer < sizes.length; layer++) {
    const inputs = sizes[layer - 1] ?? 0;
    const outputs = sizes[layer] ?? 0;
    const weights = take(inputs, outputs);
    const z = tf.add(tf.matMul(h, weights), take(1, outputs));
    if (layer === sizes.length - 1) return z;
    const share = network.parametric ? take(1, outputs) : tf.scalar(1);
    const a = tf.add(tf.mul(tf.sub(1, share), z), tf.mul(share, activate(z)));
    const mask = masks?.[layer - 1];
    h = mask ? tf.mul(a, mask) : a;
  }
  throw new Error('a network has an output layer');
}

/** Mean over the rows of the weighted loss: a scalar. */
export function plainLoss(model: PlainModel, parameters: Tensor, batch: PlainBatch): Tensor {
  const { tf, loss, huberDelta } = model;
  const perRow = plainLosses(tf, huberDelta)[loss](plainOutputs(model, parameters, batch), batch.y);
  return tf.mean(batch.weights ? tf.mul(perRow, batch.weights) : perRow);
}

/** TensorFlow's own gradient of that loss by the flat parameters. */
export function plainGradient(model: PlainModel, parameters: Tensor, batch: PlainBatch): Tensor {
  return model.tf.grad((flat) => plainLoss(model, flat, batch))(parameters);
}
