import { expect, it } from 'vitest';
import { loadBackend } from '../../src/probe/backend.js';
import { uploadData } from '../../src/probe/device-data.js';
import { parametersOf } from '../../src/probe/layout.js';
import { predictMembers } from '../../src/probe/predict.js';
import type { Population } from '../../src/probe/schema.js';
import { trainPopulation, type TrainOptions } from '../../src/probe/train.js';
import {
  configurationOf,
  heldTensors,
  networkOf,
  optimizerOf,
  populationOf,
  randomData,
  withCategory,
  withRowWeights,
} from './builders.js';

const { tf } = await loadBackend('native');
const numbers = randomData({ rows: 41, folds: 3, outputs: 3, loss: 'categoricalCrossentropy' });
const data = withCategory(withRowWeights(numbers), 4);
const categories = { levels: [4], size: 2 };
const noisy = { dropout: 0.2, weightDecay: 0.01, labelSmoothing: 0.1, inputNoise: 0.1, mixup: 0.2 };
const everything = populationOf(data, {
  loss: 'categoricalCrossentropy',
  network: networkOf(data, {
    hidden: [6, 5, 5],
    activation: 'mish',
    normalization: 'batch',
    residual: true,
    categories,
  }),
  epochs: 30,
  gradientClipNorm: 0.5,
  halving: true,
  weightAveraging: true,
  schedule: { name: 'reduceOnPlateau', patience: 1 },
  dropoutSchedule: 'flatCosine',
  configurations: [0.001, 0.01, 1e37, 0.05].map((learningRate, i) =>
    configurationOf(`${i}`, { ...noisy, learningRate }),
  ),
});

/** Tensors left over by a whole run from upload to disposal; a failure of the run is passed to `onFailure`. */
async function leftOver(population: Population, extra: Partial<TrainOptions> = {}, onFailure?: (e: unknown) => void) {
  const before = heldTensors(tf);
  const device = uploadData(tf, data);
  await trainPopulation({ tf, data: device, population, elapsed: () => 0, ...extra }).catch((failure: unknown) => {
    if (!onFailure) throw failure;
    onFailure(failure);
  });
  device.dispose();
  return heldTensors(tf) - before;
}

it('a run with everything on leaves no tensor', async () => {
  expect(await leftOver(everything)).toBe(0);
});

it('nor one whose configurations have optimizers of their own', async () => {
  const configurations = everything.configurations.map((one, i) =>
    i % 2 ? { ...one, optimizer: { beta1: 0.5 } } : one,
  );
  expect(await leftOver({ ...everything, configurations })).toBe(0);
});

it.each(['sgd', 'momentum', 'adam', 'rmsprop', 'adagrad', 'adadelta'] as const)('nor one with %s', async (name) => {
  expect(await leftOver({ ...everything, epochs: 3, optimizer: optimizerOf({ name }) })).toBe(0);
});

it('nor one that is stopped midway, or in which all diverge', async () => {
  let calls = 0;
  expect(await leftOver(everything, { shouldStop: () => ++calls === 3 })).toBe(0);
  const configurations = everything.configurations.map((one) => ({ ...one, learningRate: 1e37 }));
  expect(await leftOver({ ...everything, configurations })).toBe(0);
});

const { network } = everything;
it.each([
  { fault: 'too many inputs', change: { network: { ...network, inputs: 9 } } },
  { fault: 'too many initial biases', change: { outputBias: [[0], [0], [0, 0, 0, 0, 0]] } },
  { fault: 'no such schedule, in its first step', change: { schedule: JSON.parse('{ "name": "none such" }') } },
  { fault: 'other outputs than targets', change: { network: { ...network, outputs: 2 } } },
])('nor one that fails: $fault', async ({ change }) => {
  const failures: unknown[] = [];
  expect(await leftOver({ ...everything, ...change }, {}, (failure) => failures.push(failure))).toBe(0);
  expect(failures).toHaveLength(1);
});

it('nor one whose listener fails', async () => {
  const failures: unknown[] = [];
  const onEpoch = (): void => {
    throw new Error('a listener failed');
  };
  expect(await leftOver(everything, { onEpoch }, (failure) => failures.push(failure))).toBe(0);
  expect(failures).toEqual([new Error('a listener failed')]);
});

it('predictions leave no tensor', () => {
  const before = heldTensors(tf);
  const weights = new Float32Array(2 * parametersOf(network));
  const x = [new Float32Array(5000 * 4), new Float32Array(5000 * 4)];
  expect(predictMembers(tf, { network, weights, x, rows: 5000 })).toHaveLength(2);
  expect(heldTensors(tf)).toBe(before);
});
