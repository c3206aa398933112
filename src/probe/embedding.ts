import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';
import type { PeriodicEmbedding } from './schema.js';

/**
 * Periodic embedding of numbers (Gorishniy et al. 2022, arXiv 2203.05556) in RealMLP's form (arXiv 2407.04491, section 3.2):
 * a number x gains W cos(2 pi f x + p) + c beside itself, with f, p, W and c of its own for each numeric input.
 */
export interface EmbeddingWeights {
  /** f and p, [members, numbers, 1, frequencies]. */
  readonly frequencies: Tensor;
  readonly phases: Tensor;
  /** W, [members, numbers, frequencies, size], and c, [members, numbers, 1, size]. */
  readonly mix: Tensor;
  readonly bias: Tensor;
}

/** What the backward pass needs: the numbers [members, numbers, rows, 1], and angles and cosines [..., frequencies]. */
export interface EmbeddingPass {
  readonly numbers: Tensor;
  readonly angles: Tensor;
  readonly waves: Tensor;
  /** [members, rows, numbers x size] */
  readonly outputs: Tensor;
}

const TURN = 2 * Math.PI;

/** Embeds the numeric inputs of `x` [members, rows, inputs]. */
export function embed(
  tf: Tf,
  { inputs, size }: PeriodicEmbedding,
  weights: EmbeddingWeights,
  x: Tensor,
): EmbeddingPass {
  const [members = 1, rows = 1] = x.shape;
  // Not expandDims, of whose types TensorFlow.js tells a graph nothing.
  const numbers = tf.reshape(tf.transpose(tf.gather(x, [...inputs], 2), [0, 2, 1]), [members, inputs.length, rows, 1]);
  const angles = tf.add(tf.mul(numbers, tf.mul(weights.frequencies, TURN)), weights.phases);
  const waves = tf.cos(angles);
  const mixed = tf.add(tf.matMul(waves, weights.mix), weights.bias);
  const outputs = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [members, rows, inputs.length * size]);
  return { numbers, angles, waves, outputs };
}

/** Gradients in the order of the parameters, [members, length] each, from that by the outputs [members, rows, numbers x size]. */
export function embeddingGradients(
  tf: Tf,
  { mix }: EmbeddingWeights,
  { numbers, angles, waves }: EmbeddingPass,
  gradient: Tensor,
): Tensor[] {
  const [, count = 1] = numbers.shape;
  const [, , , size = 1] = mix.shape;
  const [members = 1, rows = 1] = gradient.shape;
  const byMixed = tf.transpose(tf.reshape(gradient, [members, rows, count, size]), [0, 2, 1, 3]);
  const byMix = tf.matMul(waves, byMixed, true, false);
  const byAngles = tf.mul(tf.neg(tf.sin(angles)), tf.matMul(byMixed, mix, false, true));
  const byFrequencies = tf.mul(tf.matMul(numbers, byAngles, true, false), TURN);
  const flat = (values: Tensor): Tensor => tf.reshape(values, [members, -1]);
  return [flat(byFrequencies), flat(tf.sum(byAngles, 2)), flat(byMix), flat(tf.sum(byMixed, 2))];
}
