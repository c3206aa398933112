import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';
import { type Attribute, type Handle, type NativeBackend, nativeBackend } from './native-backend.js';

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

/** Variables of TensorFlow, and its operations that change them. */
export interface Variables {
  create(value: Tensor): Variable;
  /** parameters -= rate x first / (sqrt(second) + epsilon), after both means took the gradient in; no bias correction. */
  applyAdam(step: AdamStep): void;
  /** variable -= factor x share x variable */
  shrink(step: ShrinkStep): void;
}

/** A variable of this name lives as long as its handle (TensorFlow, ResourceHandle::ANONYMOUS_NAME). */
const ANONYMOUS = 'cd2c89b7-88b7-44c8-ad83-06c2a9158347';

/** Undefined on a backend that is not the native one. */
export function nativeVariables(tf: Tf): Variables | undefined {
  const backend = nativeBackend(tf);
  return backend && createVariables(tf, backend);
}

function createVariables(tf: Tf, backend: NativeBackend): Variables {
  const { binding } = backend;
  const T = { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
  const no = (name: string): Attribute => ({ name, type: binding.TF_ATTR_BOOL, value: false });
  const adam = [T, no('use_locking'), no('use_nesterov')];
  const descent = [T, no('use_locking')];
  const scalar = (value: number): number => binding.createTensor([], binding.TF_FLOAT, Float32Array.of(value));
  const handles = new WeakMap<Variable, Tensor>();
  const idOf = (variable: Variable): number => {
    const handle = handles.get(variable);
    if (handle === undefined || handle.isDisposed) throw new Error('the variable is disposed');
    return backend.getInputTensorIds([handle])[0] ?? -1;
  };
  return {
    create(value) {
      const { variable, handle } = createVariable(tf, { backend, idOf }, value);
      handles.set(variable, handle);
      variable.assign(value);
      return variable;
    },
    shrink({ variable, share, factor }) {
      const part = variable.times(share);
      const rate = scalar(factor);
      const by = backend.getInputTensorIds([part]);
      // An optimizer's step along what is to go.
      binding.executeOp('ResourceApplyGradientDescent', descent, [idOf(variable), rate, ...by], 0);
      binding.deleteTensor(rate);
      part.dispose();
    },
    applyAdam({ parameters, first, second, gradient, rate, beta1, beta2, epsilon }) {
      // Powers of beta of 0: the correction of the start is in the rate and in epsilon.
      const numbers = [0, 0, rate, beta1, beta2, epsilon].map(scalar);
      const variables = [parameters, first, second].map(idOf);
      const by = backend.getInputTensorIds([gradient]);
      binding.executeOp('ResourceApplyAdam', adam, [...variables, ...numbers, ...by], 0);
      for (const id of numbers) binding.deleteTensor(id);
    },
  };
}

interface Among {
  readonly backend: NativeBackend;
  readonly idOf: (variable: Variable) => number;
}

/** A variable of the value's shape that holds nothing yet, and its handle. */
function createVariable(tf: Tf, { backend, idOf }: Among, { shape }: Tensor) {
  const { binding } = backend;
  const float = { type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
  const T = { name: 'T', ...float };
  const dtype = { name: 'dtype', ...float };
  const text = (name: string, value: string): Attribute => ({ name, type: binding.TF_ATTR_STRING, value });
  const shaped = { name: 'shape', type: binding.TF_ATTR_SHAPE, value: shape };
  const attributes = [dtype, shaped, text('container', ''), text('shared_name', ANONYMOUS)];
  const handle = tf.keep(backend.executeSingleOutput('VarHandleOp', attributes, []));
  const read = (): Handle => only(binding.executeOp('ReadVariableOp', [dtype], [idOf(variable)], 1));
  const variable: Variable = {
    read: () => backend.createOutputTensor(read()),
    times(factor) {
      const value = read();
      const product = only(binding.executeOp('Mul', [T], [value.id, ...backend.getInputTensorIds([factor])], 1));
      binding.deleteTensor(value.id);
      return backend.createOutputTensor(product);
    },
    assign: (next) =>
      void binding.executeOp('AssignVariableOp', [dtype], [idOf(variable), ...backend.getInputTensorIds([next])], 0),
    dispose: () => handle.dispose(),
  };
  return { variable, handle };
}

function only([handle]: readonly Handle[]): Handle {
  if (handle === undefined) throw new Error('the operation gave nothing');
  return handle;
}
