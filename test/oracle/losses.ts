import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../../src/probe/backend.js';
import type { LossName } from '../../src/probe/schema.js';

/** Loss of each row, [rows], of one network's outputs `z` and targets `y`, both [rows, outputs]. */
export type PlainLoss = (z: Tensor, y: Tensor) => Tensor;

/** The losses as TensorFlow's own library, or a textbook, writes them. */
export function plainLosses(tf: Tf, huberDelta: number): Readonly<Record<LossName, PlainLoss>> {
  const each = tf.Reduction.NONE;
  return {
    meanSquaredError: (z, y) => tf.mean(tf.losses.meanSquaredError(y, z, undefined, each), 1),
    meanAbsoluteError: (z, y) => tf.mean(tf.losses.absoluteDifference(y, z, undefined, each), 1),
    huber: (z, y) => tf.mean(tf.losses.huberLoss(y, z, undefined, huberDelta, each), 1),
    /** Rate - count x log(rate). */
    poisson: (z, y) => tf.mean(tf.sub(tf.exp(z), tf.mul(y, tf.log(tf.exp(z)))), 1),
    binaryCrossentropy: (z, y) => {
      const p = tf.sigmoid(z);
      const ofFalse = tf.mul(tf.sub(1, y), tf.log(tf.sub(1, p)));
      return tf.neg(tf.mean(tf.add(tf.mul(y, tf.log(p)), ofFalse), 1));
    },
    categoricalCrossentropy: (z, y) => tf.neg(tf.sum(tf.mul(y, tf.log(tf.softmax(z))), 1)),
  };
}
