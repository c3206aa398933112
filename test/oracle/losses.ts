import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../../src/probe/backend.js';
import type { LossName, Population } from '../../src/probe/schema.js';

/** Loss of each row, [rows], of one network's outputs `z` and targets `y`, both [rows, outputs]. */
export type PlainLoss = (z: Tensor, y: Tensor) => Tensor;

export type PlainParameters = Pick<Population, 'huberDelta' | 'focalGamma' | 'focalAlpha'>;

/** The losses as TensorFlow's own library, or a textbook, writes them. */
export function plainLosses(
  tf: Tf,
  { huberDelta, focalGamma, focalAlpha }: PlainParameters,
): Readonly<Record<LossName, PlainLoss>> {
  const each = tf.Reduction.NONE;
  // 1 - p by itself: the difference would lose its digits where p is close to 1.
  const yes = (z: Tensor): Tensor => tf.sigmoid(z);
  const no = (z: Tensor): Tensor => tf.sigmoid(tf.neg(z));
  const crossentropy = (z: Tensor, y: Tensor): Tensor =>
    tf.neg(tf.add(tf.mul(y, tf.log(yes(z))), tf.mul(tf.sub(1, y), tf.log(no(z)))));
  return {
    meanSquaredError: (z, y) => tf.mean(tf.losses.meanSquaredError(y, z, undefined, each), 1),
    meanAbsoluteError: (z, y) => tf.mean(tf.losses.absoluteDifference(y, z, undefined, each), 1),
    huber: (z, y) => tf.mean(tf.losses.huberLoss(y, z, undefined, huberDelta, each), 1),
    /** Rate - count + count x log(count / rate). */
    poisson: (z, y) => {
      const rate = tf.exp(z);
      const atCounts = tf.mul(y, tf.log(tf.div(tf.maximum(y, 1e-9), rate)));
      return tf.mean(tf.add(tf.sub(rate, y), atCounts), 1);
    },
    binaryCrossentropy: (z, y) => tf.mean(crossentropy(z, y), 1),
    categoricalCrossentropy: (z, y) => tf.neg(tf.sum(tf.mul(y, tf.log(tf.softmax(z))), 1)),
    /** Keras' BinaryFocalCrossentropy with class balancing. */
    binaryFocal: (z, y) => {
      const ofOther = tf.add(tf.mul(y, no(z)), tf.mul(tf.sub(1, y), yes(z)));
      const alpha = tf.add(tf.mul(y, focalAlpha), tf.mul(tf.sub(1, y), 1 - focalAlpha));
      return tf.mean(tf.mul(tf.mul(alpha, tf.pow(ofOther, focalGamma)), crossentropy(z, y)), 1);
    },
    /** Keras' CategoricalFocalCrossentropy. */
    categoricalFocal: (z, y) => {
      const p = tf.softmax(z);
      const ofOthers = tf.matMul(p, tf.sub(1, tf.eye(z.shape[1] ?? 1)));
      const ofClasses = tf.mul(tf.mul(focalAlpha, tf.pow(ofOthers, focalGamma)), tf.neg(tf.log(p)));
      return tf.sum(tf.mul(y, ofClasses), 1);
    },
    /** Log loss of the class: past all steps below it, and not past its own. */
    ordinalCrossentropy: (z, y) => {
      const [rows = 1, steps = 1] = z.shape;
      const column = (matrix: Tensor, k: number): Tensor => tf.slice(matrix, [0, k], [rows, 1]);
      let loss: Tensor = tf.zeros([rows, 1]);
      let [reached, above]: [Tensor, Tensor] = [tf.ones([rows, 1]), tf.ones([rows, 1])];
      for (let k = 0; k <= steps; k++) {
        const next = k < steps ? tf.mul(reached, yes(column(z, k))) : reached;
        const own = k < steps ? tf.mul(reached, no(column(z, k))) : reached;
        const aboveNext = k < steps ? column(y, k) : tf.zeros([rows, 1]);
        loss = tf.sub(loss, tf.mul(tf.sub(above, aboveNext), tf.log(own)));
        [reached, above] = [next, aboveNext];
      }
      return tf.squeeze(loss, [1]);
    },
  };
}
