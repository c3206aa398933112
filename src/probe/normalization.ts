import type { Tensor } from '@tensorflow/tfjs-core';
import { normalizationDefaults } from '../settings/recipe.js';
import type { Tf } from './backend.js';
import type { Network } from './schema.js';

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016, arXiv 1607.06450) and batch normalisation (Ioffe and Szegedy 2015,
 * arXiv 1502.03167) of what the units sum to: n = (z - mean) / sqrt(variance + epsilon), over the units of a row or over the
 * rows of a member's own batch. Then come a gain and a bias; a bias before would be lost in the mean (the same, section 3.2).
 */
export type Normalization = NonNullable<Network['normalization']>;

/** Axis of [members, rows, units] over which the moments are taken. */
const axes: Readonly<Record<Normalization, number>> = { batch: 1, layer: 2 };

/** Of a batch or, in a prediction, of the training: [members, 1, units] for batch normalisation, [members, rows, 1] for layers. */
export interface Moments {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

export interface Normalized {
  /** [members, rows, units] */
  readonly n: Tensor;
  /** 1 / sqrt(variance + epsilon) */
  readonly inverse: Tensor;
  readonly moments: Moments;
}

/** Normalises `z` [members, rows, units] by its own moments, or by those given. */
export function normalize(tf: Tf, z: Tensor, kind: Normalization, given?: Moments): Normalized {
  const mean = given?.mean ?? tf.mean(z, axes[kind], true);
  const centred = tf.sub(z, mean);
  const variance = given?.variance ?? tf.mean(tf.square(centred), axes[kind], true);
  // Not rsqrt: its last bits differ by the place in a tensor, and so from one size of a population to another.
  const inverse = tf.div(1, tf.sqrt(tf.add(variance, normalizationDefaults.epsilon)));
  return { n: tf.mul(centred, inverse), inverse, moments: { mean, variance } };
}

/** Gradient by z from `gradient` by n, through moments that were z's own: (d - mean of d - n . mean of d n) . inverse. */
export function normalizeBackward(tf: Tf, gradient: Tensor, { n, inverse }: Normalized, kind: Normalization): Tensor {
  const mean = tf.mean(gradient, axes[kind], true);
  const along = tf.mean(tf.mul(gradient, n), axes[kind], true);
  return tf.mul(tf.sub(tf.sub(gradient, mean), tf.mul(n, along)), inverse);
}
