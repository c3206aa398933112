import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { Tf } from '../../src/probe/backend.js';
import { createBatches } from '../../src/probe/batches.js';
import { initialParameters } from '../../src/probe/initialize.js';
import type { Population, TrainingData, TrainingFold } from '../../src/probe/schema.js';
import { plainOptimizers } from './optimizers.js';
import { plainPlateau, plainSchedule } from './schedules.js';
import { type PlainBatch, type PlainModel, plainGradient, plainLoss, plainMoments } from './network.js';

export interface PlainRun {
  readonly tf: Tf;
  readonly data: TrainingData;
  readonly population: Population;
  /** The only fold trained. */
  readonly fold: number;
  readonly stepsPerEpoch: number;
}

export interface PlainResult {
  /** Validation loss in the selection metric, at each evaluation. */
  readonly losses: readonly number[];
  /** At the last evaluation. */
  readonly parameters: Float32Array;
  /** Factor of the rate that plateaus left in the end. */
  readonly plateau: number;
}

/**
 * One network trained alone with TensorFlow's gradients and optimizer on the batches of its fold: no member axis, no population.
 * In the order of the words: the rate by the schedule, the gradient clipped, the weights shrunk, a step; averaged where told.
 */
export function plainTraining(run: PlainRun, epochs: readonly number[]): PlainResult {
  const { tf, data, population, fold, stepsPerEpoch } = run;
  const { network, optimizer, batchSize, seed, schedule } = population;
  const [configuration] = population.configurations;
  const own = data.folds[fold];
  if (!configuration || !own) throw new Error('one configuration and its fold are trained');
  const model: PlainModel = { tf, ...population };
  const all = initialParameters(population, data.folds.length);
  const size = all.length / (data.folds.length * population.configurations.length);
  const parameters = tf.variable(tf.tensor1d(all.slice(fold * size, (fold + 1) * size)));
  const move = plainOptimizers[optimizer.name](tf, optimizer);
  const batches = createBatches(
    data.folds.map(({ train }) => train),
    batchSize,
    seed,
  );
  const afterLoss = schedule.name === 'reduceOnPlateau' ? plainPlateau(schedule, stepsPerEpoch) : () => 1;
  const evaluatedSteps = epochs.map((epoch) => Math.round(epoch * stepsPerEpoch));
  const last = Math.max(...evaluatedSteps);
  const losses: number[] = [];
  const history: Float32Array[] = [];
  const seen: Float32Array[] = [];
  let plateau = 1;
  for (let step = 0; ; step++) {
    history.push(Float32Array.from(parameters.dataSync()));
    const evaluated = population.weightAveraging ? lateMean(history) : (history.at(-1) ?? all);
    if (evaluatedSteps.includes(step)) {
      const validation = rowsOf(tf, data, own, own.validation);
      const value = tf.tidy(() => plainLoss(model, tf.tensor1d(evaluated), validation).dataSync()[0] ?? Number.NaN);
      losses.push(value);
      plateau = afterLoss(value);
    }
    if (step === last) return { losses, parameters: evaluated, plateau };
    const rows = batches(1).slice(fold * batchSize, (fold + 1) * batchSize);
    const rate =
      configuration.learningRate * plateau * plainSchedule(schedule, step / (population.epochs * stepsPerEpoch));
    tf.tidy(() => {
      const batch = rowsOf(tf, data, own, rows);
      const weights = tf.tensor1d(Array.from(rows, (row) => own.rowWeights[row] ?? Number.NaN));
      const gradient = clipped(
        tf,
        plainGradient(model, parameters, { ...batch, weights }),
        population.gradientClipNorm,
      );
      if (configuration.weightDecay > 0) {
        const shrink = tf.mul(rate * configuration.weightDecay, isWeight(population, size));
        parameters.assign(tf.mul(parameters, tf.sub(1, shrink)));
      }
      if (network.normalization === 'batch') seen.push(momentsOf(model, parameters, batch));
      move(parameters, gradient, rate);
      if (network.normalization === 'batch') parameters.assign(withMoments(tf, parameters, seen));
    });
  }
}

const clipped = (tf: Tf, gradient: Tensor, norm: number | null): Tensor => {
  const length = tf.norm(gradient).dataSync()[0] ?? 0;
  return norm !== null && length > norm ? tf.mul(gradient, norm / length) : gradient;
};

/** 1 for what multiplies, 0 for biases, of a network of dense layers alone. */
function isWeight({ network }: Population, size: number): number[] {
  const sizes = [network.inputs, ...network.hidden, network.outputs];
  const flags = sizes
    .slice(1)
    .flatMap((outputs, l) => [
      ...new Array<number>((sizes[l] ?? 0) * outputs).fill(1),
      ...new Array<number>(outputs).fill(0),
    ]);
  if (flags.length !== size) throw new Error('layers of weights and biases alone can decay here');
  return flags;
}

/** Every fourth step counts; of those the n-th weighs n (n + 1) ... (n + 7): what the running mean comes to. */
function lateMean(history: readonly Float32Array[]): Float32Array {
  const [start = new Float32Array()] = history;
  const taken = history.filter((_, step) => step > 0 && step % 4 === 0);
  if (taken.length === 0) return start;
  const weights = taken.map((_, i) => Array.from({ length: 8 }, (__, j) => i + 1 + j).reduce((a, b) => a * b, 1));
  const total = weights.reduce((a, b) => a + b, 0);
  return start.map((_, p) =>
    taken.reduce((sum, parameters, i) => sum + ((parameters[p] ?? 0) * (weights[i] ?? 0)) / total, 0),
  );
}

/** Mean and variance of each hidden layer, one after the other. */
const momentsOf = (model: PlainModel, parameters: Tensor, batch: PlainBatch): Float32Array =>
  Float32Array.from(
    plainMoments(model, parameters, batch).flatMap(({ mean, variance }) => [
      ...mean.dataSync(),
      ...variance.dataSync(),
    ]),
  );

/** The last parameters become a mean of all moments seen, in which a step weighs 0.9 times as much as the one after it. */
function withMoments(tf: Tf, parameters: Tensor, seen: readonly Float32Array[]): Tensor1D {
  const values = parameters.dataSync();
  const weights = seen.map((_, step) => 0.9 ** (seen.length - 1 - step));
  const total = weights.reduce((a, b) => a + b);
  const count = seen[0]?.length ?? 0;
  const means = Array.from({ length: count }, (_, i) =>
    seen.reduce((sum, moments, step) => sum + ((weights[step] ?? 0) / total) * (moments[i] ?? Number.NaN), 0),
  );
  return tf.tensor1d([...values.subarray(0, values.length - count), ...means]);
}

function rowsOf(tf: Tf, data: TrainingData, { x, y }: TrainingFold, rows: Int32Array): PlainBatch {
  const take = (matrix: Float32Array, width: number): Tensor =>
    tf.tensor2d(
      Array.from(rows).flatMap((row) => Array.from(matrix.slice(row * width, (row + 1) * width))),
      [rows.length, width],
    );
  return { x: take(x, data.inputs), y: take(y, data.outputs) };
}
