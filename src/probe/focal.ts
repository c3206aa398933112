import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';
import type { Loss, LossParameters } from './loss.js';

/**
 * Focal losses (Lin et al. 2017, arXiv 1708.02002, equation 5) on logits: cross-entropy times the missed share to the power
 * gamma, so that what is known already counts less. Weights, and targets between 0 and 1, as Keras takes them.
 */
type FocalParameters = Pick<LossParameters, 'focalGamma' | 'focalAlpha'>;

/** Keeps powers of a missed share finite; what they are multiplied by is smaller still. */
const LEAST_MISSED = 1e-30;

/**
 * Of each output, a yes or no (Keras, BinaryFocalCrossentropy with class balancing): w m^gamma H, with the missed share
 * m = y (1 - p) + (1 - y) p, the weight w = y alpha + (1 - y) (1 - alpha) and the cross-entropy H.
 */
export function binaryFocal(tf: Tf, { focalGamma, focalAlpha }: FocalParameters, crossentropy: Loss['gradient']): Loss {
  const partsOf = (z: Tensor, y: Tensor) => {
    const [p, q] = [tf.sigmoid(z), tf.sigmoid(tf.neg(z))];
    const missed = tf.add(tf.mul(y, q), tf.mul(tf.sub(1, y), p));
    const weight = tf.add(1 - focalAlpha, tf.mul(2 * focalAlpha - 1, y));
    return { p, q, missed, weighted: tf.mul(weight, tf.pow(tf.maximum(missed, LEAST_MISSED), focalGamma - 1)) };
  };
  return {
    perRow: (z, y) => {
      const { missed, weighted } = partsOf(z, y);
      return tf.mul(tf.mul(weighted, missed), crossentropy(z, y));
    },
    /** w m^(gamma - 1) (m (p - y) - gamma (2 y - 1) p (1 - p) H) */
    gradient: (z, y) => {
      const { p, q, missed, weighted } = partsOf(z, y);
      const direct = tf.mul(missed, tf.sub(p, y));
      const focus = tf.mul(tf.mul(tf.sub(tf.mul(2, y), 1), tf.mul(p, q)), crossentropy(z, y));
      return tf.mul(weighted, tf.sub(direct, tf.mul(focalGamma, focus)));
    },
  };
}

/** Of classes (Keras, CategoricalFocalCrossentropy): - alpha times the sum of y (1 - p)^gamma log p. */
export function categoricalFocal(tf: Tf, { focalGamma, focalAlpha }: FocalParameters): Loss {
  const partsOf = (z: Tensor, y: Tensor) => {
    const logs = tf.logSoftmax(z);
    const missed = tf.neg(tf.expm1(logs));
    return {
      logs,
      missed,
      weighted: tf.mul(tf.mul(focalAlpha, y), tf.pow(tf.maximum(missed, LEAST_MISSED), focalGamma - 1)),
    };
  };
  return {
    perRow: (z, y) => {
      const { logs, missed, weighted } = partsOf(z, y);
      return tf.neg(tf.sum(tf.mul(tf.mul(weighted, missed), logs), 2));
    },
    /** By log p: g = alpha y (1 - p)^(gamma - 1) (gamma p log p - (1 - p)); by an output: g - p times the sum of g. */
    gradient: (z, y) => {
      const { logs, missed, weighted } = partsOf(z, y);
      const p = tf.exp(logs);
      const byLogs = tf.mul(weighted, tf.sub(tf.mul(focalGamma, tf.mul(p, logs)), missed));
      return tf.sub(byLogs, tf.mul(p, tf.sum(byLogs, 2, true)));
    },
  };
}
