import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../../src/probe/backend.js';
import type { ActivationName } from '../../src/probe/schema.js';

export type PlainFunction = (z: Tensor) => Tensor;

/** The textbook form of each activation, out of operations whose gradients TensorFlow knows. */
export function plainActivations(tf: Tf): Readonly<Record<ActivationName, PlainFunction>> {
  return {
    relu: (z) => tf.maximum(z, 0),
    leakyRelu: (z) => tf.maximum(z, tf.mul(z, 0.3)),
    tanh: (z) => tf.sub(tf.div(2, tf.add(1, tf.exp(tf.mul(z, -2)))), 1),
    sigmoid: (z) => tf.div(1, tf.add(1, tf.exp(tf.neg(z)))),
    elu: (z) => tf.add(tf.maximum(z, 0), tf.expm1(tf.minimum(z, 0))),
    selu: (z) => tf.selu(z),
    silu: (z) => tf.div(z, tf.add(1, tf.exp(tf.neg(z)))),
    // (1 + tanh u) / 2 is the logistic function of 2 u.
    gelu: (z) => tf.mul(z, tf.sigmoid(tf.mul(2 * Math.sqrt(2 / Math.PI), tf.add(z, tf.mul(0.044715, tf.pow(z, 3)))))),
    // tanh(log(s)) = (s^2 - 1) / (s^2 + 1) with s = 1 + e^z.
    mish: (z) => {
      const square = tf.square(tf.add(1, tf.exp(z)));
      return tf.mul(z, tf.div(tf.sub(square, 1), tf.add(square, 1)));
    },
  };
}
