import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';
import { nativeBackend } from './native-backend.js';

/** Gradient by a function's input from `gradient` by its output, in one pass over memory where TensorFlow.js takes three to six. */
export interface GradientKernels {
  /** From the activation, or what it was computed of. */
  readonly relu: (gradient: Tensor, a: Tensor) => Tensor;
  readonly leakyRelu: (gradient: Tensor, z: Tensor, leak: number) => Tensor;
  readonly elu: (gradient: Tensor, a: Tensor) => Tensor;
  readonly selu: (gradient: Tensor, a: Tensor) => Tensor;
  readonly tanh: (gradient: Tensor, a: Tensor) => Tensor;
  readonly sigmoid: (gradient: Tensor, a: Tensor) => Tensor;
}

/** TensorFlow's own operations; undefined on a backend that is not the native one. */
export function nativeGradients(tf: Tf): GradientKernels | undefined {
  const backend = nativeBackend(tf);
  if (!backend) return undefined;
  const { binding } = backend;
  const T = { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
  const run = (name: string, inputs: readonly Tensor[]): Tensor => backend.executeSingleOutput(name, [T], inputs);
  return {
    relu: (gradient, a) => run('ReluGrad', [gradient, a]),
    leakyRelu: (gradient, z, leak) => {
      const alpha = { name: 'alpha', type: binding.TF_ATTR_FLOAT, value: leak };
      return backend.executeSingleOutput('LeakyReluGrad', [T, alpha], [gradient, z]);
    },
    elu: (gradient, a) => run('EluGrad', [gradient, a]),
    selu: (gradient, a) => run('SeluGrad', [gradient, a]),
    tanh: (gradient, a) => run('TanhGrad', [a, gradient]),
    sigmoid: (gradient, a) => run('SigmoidGrad', [a, gradient]),
  };
}
