import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';
import type { LossName } from './schema.js';

/** Outputs `z` and targets `y` are [members, rows, outputs]. */
export interface Loss {
  /** Loss of each row: [members, rows]. */
  readonly perRow: (z: Tensor, y: Tensor) => Tensor;
  /** Derivative of a row's loss by its outputs: [members, rows, outputs]. */
  readonly gradient: (z: Tensor, y: Tensor) => Tensor;
}

export function losses(tf: Tf, huberDelta: number): Readonly<Record<LossName, Loss>> {
  const meanOverOutputs = (values: Tensor): Tensor => tf.mean(values, 2);
  const perOutput = (gradient: Tensor): Tensor => {
    const outputs = gradient.shape[2] ?? 1;
    return outputs === 1 ? gradient : tf.div(gradient, outputs);
  };
  return {
    meanSquaredError: {
      perRow: (z, y) => meanOverOutputs(tf.square(tf.sub(z, y))),
      gradient: (z, y) => perOutput(tf.mul(2, tf.sub(z, y))),
    },
    meanAbsoluteError: {
      perRow: (z, y) => meanOverOutputs(tf.abs(tf.sub(z, y))),
      gradient: (z, y) => perOutput(tf.sign(tf.sub(z, y))),
    },
    huber: {
      perRow: (z, y) => {
        const error = tf.abs(tf.sub(z, y));
        const near = tf.minimum(error, huberDelta);
        return meanOverOutputs(tf.add(tf.mul(0.5, tf.square(near)), tf.mul(huberDelta, tf.sub(error, near))));
      },
      gradient: (z, y) => perOutput(tf.clipByValue(tf.sub(z, y), -huberDelta, huberDelta)),
    },
    /** The output is the logarithm of the rate. */
    poisson: {
      perRow: (z, y) => meanOverOutputs(tf.sub(tf.exp(z), tf.mul(y, z))),
      gradient: (z, y) => perOutput(tf.sub(tf.exp(z), y)),
    },
    /** On logits: max(z, 0) - z y + log(1 + exp(-|z|)). */
    binaryCrossentropy: {
      perRow: (z, y) => {
        const stable = tf.log1p(tf.exp(tf.neg(tf.abs(z))));
        return meanOverOutputs(tf.add(tf.sub(tf.relu(z), tf.mul(z, y)), stable));
      },
      gradient: (z, y) => perOutput(tf.sub(tf.sigmoid(z), y)),
    },
    /** On logits; the rows of `y` sum to 1. */
    categoricalCrossentropy: {
      perRow: (z, y) => tf.neg(tf.sum(tf.mul(y, tf.logSoftmax(z)), 2)),
      gradient: (z, y) => tf.sub(tf.softmax(z), y),
    },
  };
}

/** The loss by which epochs and configurations are compared: log loss for classes, squared error otherwise. */
export const selectionLoss = (loss: LossName): LossName =>
  loss === 'binaryCrossentropy' || loss === 'categoricalCrossentropy' || loss === 'poisson' ? loss : 'meanSquaredError';
