import { expect, it } from 'vitest';
import { loadBackend, type Tf } from '../../src/probe/backend.js';
import { uploadData } from '../../src/probe/device-data.js';
import type { Population, PopulationResult, TrainingData } from '../../src/probe/schema.js';
import { trainPopulation } from '../../src/probe/train.js';
import {
  activationNames,
  configurationOf,
  distance,
  lossNames,
  networkOf,
  optimizerOf,
  populationOf,
  randomData,
  withCategory,
  withRowWeights,
} from './builders.js';

interface Case {
  readonly name: string;
  readonly data: TrainingData;
  readonly population: Population;
}

const noise = { dropout: 0.2, weightDecay: 0.01, inputNoise: 0.05, mixup: 0.3, labelSmoothing: 0.05 };
const configurations = [
  configurationOf('low', { learningRate: 0.003, ...noise }),
  configurationOf('high', { learningRate: 0.02 }),
];

/** Every activation, every loss and every optimizer occurs; all with clipping, halving, row weights and noise. */
const cases: Case[] = activationNames.map((activation, i) => {
  const loss = lossNames[i % lossNames.length] ?? 'meanSquaredError';
  const name = (['adam', 'sgd', 'momentum', 'nesterov', 'adamw', 'rmsprop', 'adagrad', 'adadelta'] as const)[i % 8];
  const data = withCategory(withRowWeights(randomData({ outputs: 3, loss })), 5);
  const population = populationOf(data, {
    loss,
    network: networkOf(data, { hidden: [6, 4], activation, categories: { levels: [5], size: 2 } }),
    optimizer: optimizerOf({ name: name ?? 'adam' }),
    gradientClipNorm: 1,
    halving: true,
    configurations,
  });
  return { name: `${activation}, ${loss}, ${name}`, data, population };
});

async function trainAll(tf: Tf): Promise<PopulationResult[]> {
  const before = tf.memory().numTensors;
  const results: PopulationResult[] = [];
  for (const { data, population } of cases) {
    const device = uploadData(tf, data);
    results.push(await trainPopulation({ tf, data: device, population, elapsed: () => 0 }));
    device.dispose();
  }
  expect(tf.memory().numTensors).toBe(before);
  return results;
}

it('gives the same losses without the native library, for every activation, loss and optimizer', async () => {
  const native = await loadBackend('native');
  expect(native.tf.getBackend()).toBe('tensorflow');
  const expected = await trainAll(native.tf);
  const wasm = await loadBackend('wasm');
  expect(wasm.tf.getBackend()).toBe('wasm');
  const results = await trainAll(wasm.tf);
  cases.forEach(({ name }, i) => {
    expected[i]?.configurations.forEach(({ curve, diverged }, c) => {
      const other = results[i]?.configurations[c];
      expect(diverged).toBe(false);
      expect(other?.curve.epochs, name).toEqual(curve.epochs);
      expect(distance(other?.curve.validation ?? [], curve.validation), name).toBeLessThan(1e-3);
      expect(distance(other?.curve.train ?? [], curve.train), name).toBeLessThan(1e-3);
    });
  });
});
