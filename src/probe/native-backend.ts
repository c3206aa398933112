import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';

/** An attribute of one of TensorFlow's operations. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** A tensor as the binding knows it: by a number of its own, which counts up (to 2^31, hours of training away). */
export interface Handle {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: number;
}

/** TensorFlow's C library as `@tensorflow/tfjs-node` binds it. Who asks for a tensor deletes it. */
export interface Binding {
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_INT: number;
  readonly TF_FLOAT: number;
  createTensor(shape: readonly number[], dtype: number, values: Float32Array | Int32Array): number;
  deleteTensor(id: number): void;
  executeOp(name: string, attributes: readonly Attribute[], inputs: readonly number[], outputs: number): Handle[];
  tensorDataSync(id: number): ArrayBufferView;
  /** Loads the graph in a folder's `saved_model.pb` that has these tags, joined by commas; gives it a number of its own. */
  loadSavedModel(folder: string, tags: string): number;
  /** Names are joined by commas. */
  runSavedModel(model: number, inputs: readonly number[], inputNames: string, outputNames: string): Handle[];
  deleteSavedModel(model: number): void;
}

/** What the native backend lets one do beyond TensorFlow.js: run any operation of TensorFlow by its name. */
export interface NativeBackend {
  binding: Binding;
  /** Uploads what still lies on the host. */
  getInputTensorIds(tensors: readonly Tensor[]): number[];
  /** Takes the handle over. */
  createOutputTensor(handle: Handle): Tensor;
  executeSingleOutput(name: string, attributes: readonly Attribute[], inputs: readonly Tensor[]): Tensor;
}

/** Undefined on a backend that is not the native one. */
export function nativeBackend(tf: Tf): NativeBackend | undefined {
  const backend: unknown = tf.backend();
  return isNative(backend) ? backend : undefined;
}

const isNative = (backend: unknown): backend is NativeBackend =>
  typeof backend === 'object' && backend !== null && 'binding' in backend && 'createOutputTensor' in backend;
