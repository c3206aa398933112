import type { Tensor } from '@tensorflow/tfjs-core';
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

/** Outputs [rows, outputs] of one network from its flat parameters [parameters]: one matrix product a layer. */
export function plainOutputs({ tf, network }: PlainModel, parameters: Tensor, { x, masks }: PlainBatch): Tensor {
  const activate = plainActivations(tf)[network.activation];
  const sizes = [network.inputs, ...network.hidden, network.outputs];
  let offset = 0;
  const take = (shape: [number, number]): Tensor => {
    const size = shape[0] * shape[1];
    offset += size;
    return tf.reshape(tf.slice(parameters, [offset - size], [size]), shape);
  };
  let h = x;
  for (let layer = 1; layer < sizes.length; layer++) {
    const inputs = sizes[layer - 1] ?? 0;
    const outputs = sizes[layer] ?? 0;
    const weights = take([inputs, outputs]);
    const z = tf.add(tf.matMul(h, weights), take([1, outputs]));
    if (layer === sizes.length - 1) return z;
    const mask = masks?.[layer - 1];
    h = mask ? tf.mul(activate(z), mask) : activate(z);
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
