import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../../src/probe/backend.js';
import { createBatches } from '../../src/probe/batches.js';
import { initialParameters } from '../../src/probe/initialize.js';
import type { Population, TrainingData, TrainingFold } from '../../src/probe/schema.js';
import { plainOptimizers } from './optimizers.js';
import { type PlainBatch, type PlainModel, plainGradient, plainLoss } from './network.js';

export interface PlainRun {
  readonly tf: Tf;
  readonly data: TrainingData;
  readonly population: Population;
  /** The only fold trained. */
  readonly fold: number;
  readonly stepsPerEpoch: number;
}

/**
 * Validation losses of one network at the given epochs, trained alone with TensorFlow's gradients and optimizer on the
 * batches of its fold: no member axis, no population. Constant rate, no regularisation. The loss is the selection metric.
 */
export function plainTraining(run: PlainRun, epochs: readonly number[]): number[] {
  const { tf, data, population, fold, stepsPerEpoch } = run;
  const { network, loss, huberDelta, optimizer, batchSize, seed } = population;
  const [configuration] = population.configurations;
  const own = data.folds[fold];
  if (!configuration || !own) throw new Error('one configuration and its fold are trained');
  const model: PlainModel = { tf, network, loss, huberDelta };
  const all = initialParameters(population, data.folds.length);
  const size = all.length / (data.folds.length * population.configurations.length);
  const parameters = tf.variable(tf.tensor1d(all.slice(fold * size, (fold + 1) * size)));
  const move = plainOptimizers[optimizer.name](tf, configuration.learningRate, optimizer);
  const batches = createBatches(
    data.folds.map(({ train }) => train),
    batchSize,
    seed,
  );
  const evaluatedSteps = epochs.map((epoch) => Math.round(epoch * stepsPerEpoch));
  const losses: number[] = [];
  for (let step = 0; step <= Math.max(...evaluatedSteps); step++) {
    if (evaluatedSteps.includes(step)) {
      const validation = rowsOf(tf, data, own, own.validation);
      losses.push(tf.tidy(() => plainLoss(model, parameters, validation).dataSync()[0] ?? Number.NaN));
    }
    const rows = batches(1).slice(fold * batchSize, (fold + 1) * batchSize);
    tf.tidy(() => {
      const batch = rowsOf(tf, data, own, rows);
      const weights = tf.tensor1d(Array.from(rows, (row) => data.rowWeights[row] ?? Number.NaN));
      const gradient = plainGradient(model, parameters, { ...batch, weights });
      move(parameters, gradient);
    });
  }
  return losses;
}

function rowsOf(tf: Tf, data: TrainingData, { x, y }: TrainingFold, rows: Int32Array): PlainBatch {
  const take = (matrix: Float32Array, width: number): Tensor =>
    tf.tensor2d(
      Array.from(rows).flatMap((row) => Array.from(matrix.slice(row * width, (row + 1) * width))),
      [rows.length, width],
    );
  return { x: take(x, data.inputs), y: take(y, data.outputs) };
}
