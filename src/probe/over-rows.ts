import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';

/**
 * Rows x units of a member from which another way is the faster one, measured on one thread for 5 to 20 members, 16 to 512 rows and units:
 * a sum over the rows as a product with ones takes 0.3 to 0.8 of the time of `sum` from here on, and up to 1.3 times as long below.
 */
const WIDE = 16_384;
/** Columns up to which, in so large a product, the turned one takes 0.3 to 0.7 of the time; with 8 it is no faster. */
const NARROW = 4;

// Which way is taken hangs on a member's shape alone: from two on, how many members there are changes no result. One alone is multiplied
// by another kernel of TensorFlow, whose result differs by rounding on some processors (AVX2 without AVX-512 among them).

/** [members, rows, units] -> [members, units]. */
export function sumOverRows(tf: Tf, x: Tensor): Tensor {
  const [members = 1, rows = 1, units = 1] = x.shape;
  if (rows * units < WIDE) return tf.sum(x, 1);
  return tf.reshape(tf.matMul(tf.ones([members, 1, rows]), x), [members, units]);
}

/** x' d, summed over the rows: [members, rows, inputs] and [members, rows, units] -> [members, inputs, units]. */
export function productOverRows(tf: Tf, x: Tensor, d: Tensor): Tensor {
  const [, rows = 1, inputs = 1] = x.shape;
  const isTurned = rows * inputs >= WIDE && (d.shape[2] ?? 1) <= NARROW;
  return isTurned ? tf.transpose(tf.matMul(d, x, true), [0, 2, 1]) : tf.matMul(x, d, true);
}
