import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../../src/probe/backend.js';
import { nativeBackend } from '../../src/probe/native-backend.js';
import { createNormal, createRandom } from '../../src/random.js';
import { slotSchemas } from '../../src/settings/slots.js';
import type {
  Configuration,
  ConfigurationResult,
  LossName,
  Network,
  Population,
  PopulationResult,
  TrainingData,
} from '../../src/probe/schema.js';

export const activationNames = slotSchemas.hiddenActivation.options;
/** All: the compiler asks for each. */
export const lossNames = Object.keys({
  meanSquaredError: true,
  meanAbsoluteError: true,
  huber: true,
  poisson: true,
  binaryCrossentropy: true,
  categoricalCrossentropy: true,
  binaryFocal: true,
  categoricalFocal: true,
  ordinalCrossentropy: true,
} satisfies Record<LossName, true>) as LossName[];

export const configurationOf = (id: string, overrides: Partial<Configuration> = {}): Configuration => ({
  id,
  learningRate: 0.01,
  dropout: 0,
  weightDecay: 0,
  labelSmoothing: 0,
  inputNoise: 0,
  mixup: 0,
  ...overrides,
});

export const networkOf = (data: TrainingData, overrides: Partial<Network> = {}): Network => ({
  inputs: data.inputs,
  outputs: data.outputs,
  hidden: [6],
  activation: 'relu',
  ...overrides,
});

export const optimizerOf = (overrides: Partial<Population['optimizer']> = {}): Population['optimizer'] => ({
  name: 'adam',
  momentum: 0.9,
  beta1: 0.9,
  beta2: 0.95,
  rho: 0.9,
  epsilon: 1e-7,
  ...overrides,
});

/** A small population on `data`: Adam, a constant rate, 4 epochs of batches of 8 rows, no early stop. */
export const populationOf = (data: TrainingData, overrides: Partial<Population> = {}): Population => ({
  network: networkOf(data),
  loss: 'meanSquaredError',
  huberDelta: 1,
  focalGamma: 2,
  focalAlpha: 0.25,
  optimizer: optimizerOf(),
  initializer: 'heNormal',
  outputBias: data.folds.map(() => new Array<number>(data.outputs).fill(0)),
  schedule: { name: 'constant' },
  dropoutSchedule: 'constant',
  weightDecaySchedule: 'constant',
  gradientClipNorm: null,
  weightAveraging: false,
  batchSize: 8,
  epochs: 4,
  earlyStopping: { patience: 1000, patienceGrowth: 0, minDelta: 0 },
  configurations: [configurationOf('a')],
  halving: false,
  seed: 7,
  ...overrides,
});

/** Targets that suit a loss, [outputs] for one row. */
export function targetRow(loss: LossName, outputs: number, random: () => number): number[] {
  const each = (of: () => number): number[] => Array.from({ length: outputs }, of);
  const below = (count: number): number => Math.floor(count * random());
  const ofLabel = (label: number, of: (k: number) => boolean): number[] =>
    Array.from({ length: outputs }, (_, k) => Number(of(k - label)));
  if (loss === 'poisson') return each(() => below(4));
  if (loss.startsWith('binary')) return each(() => below(2));
  if (loss.startsWith('categorical')) return ofLabel(below(outputs), (distance) => distance === 0);
  if (loss === 'ordinalCrossentropy') return ofLabel(below(outputs + 1), (distance) => distance < 0);
  return each(() => 4 * random() - 2);
}

export interface DataShape {
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly folds: number;
  readonly loss: LossName;
}

/** Normal inputs with random targets, the folds interleaved and of unequal size. Each fold's copy of `x` has its own scale. */
export function randomData(shape: Partial<DataShape> = {}): TrainingData {
  const { rows = 37, inputs = 3, outputs = 1, folds = 2, loss = 'meanSquaredError' } = shape;
  const random = createRandom(3, 'data');
  const normal = createNormal(random);
  const x = Float32Array.from({ length: rows * inputs }, normal);
  const y = Float32Array.from(Array.from({ length: rows }, () => targetRow(loss, outputs, random)).flat());
  return splitRows({ rows, inputs, outputs, x, y, folds });
}

interface Matrix {
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly folds: number;
}

/** Row r is validated in fold r mod folds. */
export function splitRows({ rows, inputs, outputs, x, y, folds }: Matrix): TrainingData {
  const numbers = Array.from({ length: rows }, (_, row) => row);
  return {
    rows,
    inputs,
    outputs,
    folds: Array.from({ length: folds }, (_, fold) => ({
      train: Int32Array.from(numbers.filter((row) => row % folds !== fold)),
      validation: Int32Array.from(numbers.filter((row) => row % folds === fold)),
      x: x.map((value) => value * (1 + fold / 10)),
      y,
      rowWeights: new Float32Array(rows).fill(1),
    })),
  };
}

/** Weights that differ from row to row and from fold to fold, mean about 1. */
export const withRowWeights = (data: TrainingData): TrainingData => ({
  ...data,
  folds: data.folds.map((fold, f) => ({
    ...fold,
    rowWeights: fold.rowWeights.map((_, row) => 0.5 + ((5 * row + f + 1) % 3) / 2),
  })),
});

/** Inputs [members, rows, inputs] with random codes in place of the last ones, where the network has categories. */
export function withCodes(tf: Tf, x: Tensor, { inputs, categories }: Network, random: () => number): Tensor {
  if (!categories) return x;
  const [members = 1, rows = 1] = x.shape;
  const { levels } = categories;
  const codes = Array.from({ length: members * rows }, () => levels.map((count) => Math.floor(random() * count)));
  const numbers = tf.slice(x, [0, 0, 0], [-1, -1, inputs - levels.length]);
  return tf.concat([numbers, tf.tensor3d(codes.flat(), [members, rows, levels.length])], 2);
}

/** The data with a code as another, last input: the row's number modulo `codes`. */
export const withCategory = (data: TrainingData, codes: number): TrainingData => ({
  ...data,
  inputs: data.inputs + 1,
  folds: data.folds.map((fold) => ({
    ...fold,
    x: Float32Array.from(
      Array.from({ length: data.rows }, (_, row) => [
        ...fold.x.slice(row * data.inputs, (row + 1) * data.inputs),
        row % codes,
      ]).flat(),
    ),
  })),
});

export function resultOf(result: PopulationResult, id: string): ConfigurationResult {
  const found = result.configurations.find((configuration) => configuration.id === id);
  if (!found) throw new Error(`no result of ${id}`);
  return found;
}

/** Largest distance of two lists of numbers of one length; NaN where their lengths differ or a value is no number. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.NaN;
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  return most;
}

/** Tensors that TensorFlow's library holds, whoever knows of them. */
export const heldTensors = (tf: Tf): number => countOf(tf, 'getNumOfTensors');

/** Graphs that it holds. */
export const loadedGraphs = (tf: Tf): number => countOf(tf, 'getNumOfSavedModels');

function countOf(tf: Tf, name: 'getNumOfTensors' | 'getNumOfSavedModels'): number {
  const binding = nativeBackend(tf)?.binding;
  const count: unknown = binding && Reflect.get(binding, name);
  if (typeof count !== 'function') throw new Error('not the native backend');
  return Number(Reflect.apply(count, binding, []));
}

/** All that is drawn in a configuration, and its decay. */
export const drawnAndDecayed = { dropout: 0.2, weightDecay: 0.01, labelSmoothing: 0.1, inputNoise: 0.1, mixup: 0.2 };
