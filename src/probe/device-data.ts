import type { Tensor } from '@tensorflow/tfjs-core';
import { createRandom, shuffle } from '../random.js';
import { rowCounts } from '../row-counts.js';
import type { Tf } from './backend.js';
import type { TrainingData, TrainingFold } from './schema.js';

/** Rows evaluated in one piece; bounds the memory of a wide layer. */
const CHUNK = 1024;
/** Training rows on which the training loss is taken. */
const TRAIN_SAMPLE = 1024;

/** Rows of every fold that are evaluated together, cut in pieces; folds with fewer rows are padded with weight 0. */
export interface EvaluationRows {
  readonly chunks: readonly { readonly x: Tensor; readonly y: Tensor }[];
  /** [folds, rows]; each fold's weights sum to 1. */
  readonly weights: Tensor;
  readonly rows: number;
}

export interface DeviceData {
  readonly folds: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly trainRows: readonly Int32Array[];
  readonly validationRows: readonly Int32Array[];
  /** Mean number of training rows of a fold. */
  readonly meanTrainRows: number;
  /** [folds x rows, inputs] and [folds x rows, outputs]. */
  readonly x: Tensor;
  readonly y: Tensor;
  readonly rows: number;
  /** [folds x rows, 1]; absent when every row weighs the same. */
  readonly rowWeights?: Tensor;
  readonly validation: EvaluationRows;
  readonly trainSample: EvaluationRows;
  dispose(): void;
}

/** Puts the folds on the device once; a population gathers its batches from there. */
export function uploadData(tf: Tf, data: TrainingData): DeviceData {
  const { rows, inputs, outputs, folds } = data;
  const stack = (width: number, of: (fold: TrainingFold) => Float32Array): Tensor => {
    const all = new Float32Array(folds.length * rows * width);
    folds.forEach((fold, f) => all.set(of(fold), f * rows * width));
    return tf.tensor2d(all, [folds.length * rows, width]);
  };
  const x = stack(inputs, (fold) => fold.x);
  const y = stack(outputs, (fold) => fold.y);
  const isWeighted = folds.some((fold) => fold.rowWeights.some((weight) => weight !== 1));
  const rowWeights = isWeighted ? stack(1, (fold) => fold.rowWeights) : undefined;
  const trainRows = folds.map((fold) => fold.train);
  const validationRows = folds.map((fold) => fold.validation);
  const source = { tf, x, y, rows, ownWeights: data.weights };
  const validation = evaluationRows(source, validationRows);
  const trainSample = evaluationRows(source, trainRows.map(sampleOf));
  return {
    folds: folds.length,
    inputs,
    outputs,
    trainRows,
    validationRows,
    meanTrainRows: trainRows.reduce((sum, { length }) => sum + length, 0) / folds.length,
    x,
    y,
    rows,
    ...(rowWeights && { rowWeights }),
    validation,
    trainSample,
    dispose: () => {
      const evaluations = [validation, trainSample].flatMap((set) => [
        set.weights,
        ...set.chunks.flatMap((c) => [c.x, c.y]),
      ]);
      tf.dispose([x, y, ...evaluations, ...(rowWeights ? [rowWeights] : [])]);
    },
  };
}

/** A fixed sample: the same rows at every evaluation, so that the curve does not jitter. */
const sampleOf = (rows: Int32Array): Int32Array =>
  rows.length <= TRAIN_SAMPLE
    ? rows
    : shuffle(Int32Array.from(rows), createRandom(0, 'train sample')).slice(0, TRAIN_SAMPLE);

interface Source {
  readonly tf: Tf;
  readonly x: Tensor;
  readonly y: Tensor;
  readonly rows: number;
  readonly ownWeights: Float64Array | undefined;
}

function evaluationRows({ tf, x, y, rows, ownWeights }: Source, ofFolds: readonly Int32Array[]): EvaluationRows {
  const most = Math.max(...ofFolds.map(({ length }) => length));
  const weights = ofFolds.flatMap((of) => {
    const counts = rowCounts(of, ownWeights);
    return Array.from({ length: most }, (_, i) => (counts[i] ?? 0) / of.length);
  });
  const chunks: { x: Tensor; y: Tensor }[] = [];
  for (let from = 0; from < most; from += CHUNK) {
    const size = Math.min(CHUNK, most - from);
    const flat = ofFolds.flatMap((of, f) =>
      Array.from({ length: size }, (_, i) => f * rows + (of[(from + i) % of.length] ?? 0)),
    );
    const indices = tf.tensor1d(flat, 'int32');
    const take = (matrix: Tensor): Tensor =>
      tf.tidy(() => tf.reshape(tf.gather(matrix, indices), [ofFolds.length, size, matrix.shape[1] ?? 1]));
    chunks.push({ x: take(x), y: take(y) });
    indices.dispose();
  }
  return { chunks, weights: tf.tensor2d(weights, [ofFolds.length, most]), rows: most };
}
