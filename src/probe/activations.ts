import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';
import type { ActivationName } from './schema.js';

export interface Activation {
  readonly forward: (z: Tensor) => Tensor;
  /** The loss gradient at the pre-activation `z`, from the gradient at the activation `a = forward(z)`. */
  readonly backward: (gradient: Tensor, z: Tensor, a: Tensor) => Tensor;
}

/** Self-normalising constants (Klambauer et al. 2017, arXiv 1706.02515). */
const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;
/** Slope below zero; Keras 3's default for LeakyReLU. */
const LEAK = 0.3;
/** Constants of the tanh form of GELU (Hendrycks and Gimpel, arXiv 1606.08415, section 2). */
const GELU_SCALE = Math.sqrt(2 / Math.PI);
const GELU_CUBIC = 0.044715;

export function activations(tf: Tf): Readonly<Record<ActivationName, Activation>> {
  const where = (z: Tensor, positive: Tensor, negative: Tensor): Tensor =>
    tf.where(tf.greater(z, 0), positive, negative);
  const sigmoidSlope = (s: Tensor): Tensor => tf.mul(s, tf.sub(1, s));
  const geluInner = (z: Tensor): Tensor =>
    tf.tanh(tf.mul(GELU_SCALE, tf.add(z, tf.mul(GELU_CUBIC, tf.mul(z, tf.square(z))))));
  return {
    relu: {
      forward: (z) => tf.relu(z),
      // The activation is 0 or positive, so its sign is the slope; `tf.step` takes 20 times as long on the native backend.
      backward: (gradient, _, a) => tf.mul(gradient, tf.sign(a)),
    },
    leakyRelu: {
      forward: (z) => tf.leakyRelu(z, LEAK),
      backward: (gradient, z) => where(z, gradient, tf.mul(gradient, LEAK)),
    },
    tanh: {
      forward: (z) => tf.tanh(z),
      backward: (gradient, _, a) => tf.mul(gradient, tf.sub(1, tf.square(a))),
    },
    sigmoid: {
      forward: (z) => tf.sigmoid(z),
      backward: (gradient, _, a) => tf.mul(gradient, sigmoidSlope(a)),
    },
    elu: {
      forward: (z) => tf.elu(z),
      backward: (gradient, z, a) => tf.mul(gradient, where(z, tf.onesLike(z), tf.add(a, 1))),
    },
    selu: {
      forward: (z) => tf.selu(z),
      backward: (gradient, z, a) =>
        tf.mul(gradient, where(z, tf.fill(z.shape, SELU_SCALE), tf.add(a, SELU_SCALE * SELU_ALPHA))),
    },
    silu: {
      forward: (z) => tf.mul(z, tf.sigmoid(z)),
      backward: (gradient, z, a) => {
        const s = tf.sigmoid(z);
        return tf.mul(gradient, tf.add(s, tf.mul(a, tf.sub(1, s))));
      },
    },
    gelu: {
      forward: (z) => tf.mul(tf.mul(0.5, z), tf.add(1, geluInner(z))),
      backward: (gradient, z) => {
        const t = geluInner(z);
        const inner = tf.mul(GELU_SCALE, tf.add(1, tf.mul(3 * GELU_CUBIC, tf.square(z))));
        const slope = tf.mul(tf.mul(0.5, z), tf.mul(tf.sub(1, tf.square(t)), inner));
        return tf.mul(gradient, tf.add(tf.mul(0.5, tf.add(1, t)), slope));
      },
    },
    mish: {
      forward: (z) => tf.mul(z, tf.tanh(tf.softplus(z))),
      backward: (gradient, z) => {
        const t = tf.tanh(tf.softplus(z));
        const slope = tf.mul(tf.mul(z, tf.sigmoid(z)), tf.sub(1, tf.square(t)));
        return tf.mul(gradient, tf.add(t, slope));
      },
    },
  };
}
