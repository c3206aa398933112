import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';
import { type GradientKernels, nativeGradients } from './native-gradients.js';
import type { ActivationName } from './schema.js';

/** An activation and, where its slope is costly, the part of it that the backward pass needs again. */
export interface Activated {
  readonly a: Tensor;
  readonly inner?: Tensor;
}

export interface Activation {
  readonly forward: (z: Tensor) => Activated;
  /** The loss gradient at the pre-activation `z`, from the gradient at `a`. */
  readonly backward: (gradient: Tensor, pass: Activated & { readonly z: Tensor }) => Tensor;
}

/** Self-normalising constants (Klambauer et al. 2017, arXiv 1706.02515). */
const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;
/** Slope below zero; Keras 3's default for LeakyReLU. */
export const LEAK = 0.3;
/** Constants of the tanh form of GELU (Hendrycks and Gimpel, arXiv 1606.08415, section 2). */
export const GELU_SCALE = Math.sqrt(2 / Math.PI);
export const GELU_CUBIC = 0.044715;

export function activations(
  tf: Tf,
  gradients: GradientKernels = nativeGradients(tf) ?? plainGradients(tf),
): Readonly<Record<ActivationName, Activation>> {
  return {
    relu: {
      forward: (z) => ({ a: tf.relu(z) }),
      backward: (gradient, { a }) => gradients.relu(gradient, a),
    },
    leakyRelu: {
      forward: (z) => ({ a: tf.leakyRelu(z, LEAK) }),
      backward: (gradient, { z }) => gradients.leakyRelu(gradient, z, LEAK),
    },
    tanh: {
      forward: (z) => ({ a: tf.tanh(z) }),
      backward: (gradient, { a }) => gradients.tanh(gradient, a),
    },
    sigmoid: {
      forward: (z) => ({ a: tf.sigmoid(z) }),
      backward: (gradient, { a }) => gradients.sigmoid(gradient, a),
    },
    elu: {
      forward: (z) => ({ a: tf.elu(z) }),
      backward: (gradient, { a }) => gradients.elu(gradient, a),
    },
    selu: {
      forward: (z) => ({ a: tf.selu(z) }),
      backward: (gradient, { a }) => gradients.selu(gradient, a),
    },
    ...gatedActivations(tf, gradients),
  };
}

/** z times a gate between 0 and 1: the slope is the gate + z (the gate's own slope). */
function gatedActivations(tf: Tf, gradients: GradientKernels): Readonly<Record<'silu' | 'gelu' | 'mish', Activation>> {
  const gated = (gradient: Tensor, gate: Tensor, byGate: Tensor): Tensor => tf.add(tf.mul(gradient, gate), byGate);
  const need = (inner: Tensor | undefined): Tensor => {
    if (inner === undefined) throw new Error('the forward pass left nothing for the backward pass');
    return inner;
  };
  return {
    silu: {
      forward: (z) => {
        const inner = tf.sigmoid(z);
        return { a: tf.mul(z, inner), inner };
      },
      backward: (gradient, { z, inner }) => {
        const s = need(inner);
        return gated(gradient, s, tf.mul(z, gradients.sigmoid(gradient, s)));
      },
    },
    gelu: {
      forward: (z) => {
        const inner = tf.tanh(tf.mul(z, tf.add(GELU_SCALE, tf.mul(GELU_SCALE * GELU_CUBIC, tf.square(z)))));
        return { a: tf.mul(tf.mul(0.5, z), tf.add(1, inner)), inner };
      },
      backward: (gradient, { z, inner }) => {
        const t = need(inner);
        const half = tf.mul(0.5, gradient);
        const slope = tf.add(GELU_SCALE, tf.mul(3 * GELU_SCALE * GELU_CUBIC, tf.square(z)));
        return gated(half, tf.add(1, t), tf.mul(gradients.tanh(tf.mul(half, z), t), slope));
      },
    },
    mish: {
      forward: (z) => {
        const inner = tf.tanh(tf.softplus(z));
        return { a: tf.mul(z, inner), inner };
      },
      backward: (gradient, { z, inner }) => {
        const t = need(inner);
        return gated(gradient, t, tf.mul(tf.mul(z, tf.sigmoid(z)), gradients.tanh(gradient, t)));
      },
    },
  };
}

/** The same as the native kernels by TensorFlow.js' own functions, for the other backends. */
export function plainGradients(tf: Tf): GradientKernels {
  const below = (gradient: Tensor, z: Tensor, slope: Tensor): Tensor => tf.where(tf.greater(z, 0), gradient, slope);
  return {
    // The activation is 0 or positive, so its sign is the slope.
    relu: (gradient, a) => tf.mul(gradient, tf.sign(a)),
    leakyRelu: (gradient, z, leak) => below(gradient, z, tf.mul(gradient, leak)),
    elu: (gradient, a) => below(gradient, a, tf.mul(gradient, tf.add(a, 1))),
    selu: (gradient, a) => below(tf.mul(gradient, SELU_SCALE), a, tf.mul(gradient, tf.add(a, SELU_SCALE * SELU_ALPHA))),
    tanh: (gradient, a) => tf.mul(gradient, tf.sub(1, tf.square(a))),
    sigmoid: (gradient, a) => tf.mul(gradient, tf.mul(a, tf.sub(1, a))),
  };
}
