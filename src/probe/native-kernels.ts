import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';
import { type Attribute, type Handle, type NativeBackend, nativeBackend } from './native-backend.js';

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

/** A tensor that is changed in place. */
export interface Variable {
  /** Its value now; the caller's to dispose, and to dispose soon, since a change while it is held copies. */
  read(): Tensor;
  /** Its value times `factor`, of its shape. */
  times(factor: Tensor): Tensor;
  assign(value: Tensor): void;
  dispose(): void;
}

export interface AdamStep {
  readonly parameters: Variable;
  /** Running means of the gradient and of its square. */
  readonly first: Variable;
  readonly second: Variable;
  readonly gradient: Tensor;
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

export interface ShrinkStep {
  readonly variable: Variable;
  /** Of the variable's shape. */
  readonly share: Tensor;
  readonly factor: number;
}

export interface NativeKernels {
  readonly gradients: GradientKernels;
  createVariable(value: Tensor): Variable;
  /** parameters -= rate x first / (sqrt(second) + epsilon), after both means took the gradient in; no bias correction. */
  applyAdam(step: AdamStep): void;
  /** variable -= factor x share x variable */
  shrink(step: ShrinkStep): void;
}

/** A variable of this name lives as long as its handle (TensorFlow, ResourceHandle::ANONYMOUS_NAME). */
const ANONYMOUS = 'cd2c89b7-88b7-44c8-ad83-06c2a9158347';

/** TensorFlow's own fused operations; undefined on a backend that is not the native one. */
export function nativeKernels(tf: Tf): NativeKernels | undefined {
  const backend = nativeBackend(tf);
  return backend && kernelsOf(tf, backend);
}

function kernelsOf(tf: Tf, backend: NativeBackend): NativeKernels {
  const { binding } = backend;
  const float = { type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
  const T = { name: 'T', ...float };
  const dtype = { name: 'dtype', ...float };
  const no = (name: string): Attribute => ({ name, type: binding.TF_ATTR_BOOL, value: false });
  const text = (name: string, value: string): Attribute => ({ name, type: binding.TF_ATTR_STRING, value });
  const adam = [T, no('use_locking'), no('use_nesterov')];
  const scalar = (value: number): number => binding.createTensor([], binding.TF_FLOAT, Float32Array.of(value));
  const run = (name: string, inputs: readonly Tensor[]): Tensor => backend.executeSingleOutput(name, [T], inputs);
  const change = (name: string, attributes: readonly Attribute[], inputs: readonly Tensor[]): void => {
    binding.executeOp(name, attributes, backend.getInputTensorIds(inputs), 0);
  };
  const handles = new WeakMap<Variable, Tensor>();
  const handleOf = (variable: Variable): Tensor => {
    const handle = handles.get(variable);
    if (handle === undefined) throw new Error('the variable is disposed');
    return handle;
  };
  return {
    gradients: {
      relu: (gradient, a) => run('ReluGrad', [gradient, a]),
      leakyRelu: (gradient, z, leak) => {
        const alpha = { name: 'alpha', type: binding.TF_ATTR_FLOAT, value: leak };
        return backend.executeSingleOutput('LeakyReluGrad', [T, alpha], [gradient, z]);
      },
      elu: (gradient, a) => run('EluGrad', [gradient, a]),
      selu: (gradient, a) => run('SeluGrad', [gradient, a]),
      tanh: (gradient, a) => run('TanhGrad', [a, gradient]),
      sigmoid: (gradient, a) => run('SigmoidGrad', [a, gradient]),
    },
    createVariable(value) {
      const shape = { name: 'shape', type: binding.TF_ATTR_SHAPE, value: value.shape };
      const attributes = [dtype, shape, text('container', ''), text('shared_name', ANONYMOUS)];
      const handle = tf.keep(backend.executeSingleOutput('VarHandleOp', attributes, []));
      const variable: Variable = {
        read: () => backend.executeSingleOutput('ReadVariableOp', [dtype], [handleOf(variable)]),
        times: (factor) => {
          const [handle = -1, by = -1] = backend.getInputTensorIds([handleOf(variable), factor]);
          const value = only(binding.executeOp('ReadVariableOp', [dtype], [handle], 1));
          const product = only(binding.executeOp('Mul', [T], [value.id, by], 1));
          binding.deleteTensor(value.id);
          return backend.createOutputTensor(product);
        },
        assign: (next) => change('AssignVariableOp', [dtype], [handleOf(variable), next]),
        dispose: () => {
          handleOf(variable).dispose();
          handles.delete(variable);
        },
      };
      handles.set(variable, handle);
      variable.assign(value);
      return variable;
    },
    shrink({ variable, share, factor }) {
      const part = variable.times(share);
      const [handle = -1, by = -1] = backend.getInputTensorIds([handleOf(variable), part]);
      const rate = scalar(factor);
      // An optimizer's step along what is to go.
      binding.executeOp('ResourceApplyGradientDescent', [T, no('use_locking')], [handle, rate, by], 0);
      binding.deleteTensor(rate);
      part.dispose();
    },
    applyAdam({ parameters, first, second, gradient, rate, beta1, beta2, epsilon }) {
      const [by = 0, ...variables] = backend.getInputTensorIds([
        gradient,
        ...[parameters, first, second].map(handleOf),
      ]);
      // Powers of beta of 0: the correction of the start is in the rate and in epsilon.
      const numbers = [0, 0, rate, beta1, beta2, epsilon].map(scalar);
      binding.executeOp('ResourceApplyAdam', adam, [...variables, ...numbers, by], 0);
      for (const id of numbers) binding.deleteTensor(id);
    },
  };
}

function only([handle]: readonly Handle[]): Handle {
  if (handle === undefined) throw new Error('the operation gave nothing');
  return handle;
}
