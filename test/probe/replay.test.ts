import type { Tensor } from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { loadBackend, type Tf } from '../../src/probe/backend.js';
import { uploadData } from '../../src/probe/device-data.js';
import type { Population, TrainingData } from '../../src/probe/schema.js';
import { trainPopulation } from '../../src/probe/train.js';
import {
  configurationOf,
  drawnAndDecayed,
  networkOf,
  optimizerOf,
  populationOf,
  randomData,
  withCategory,
  withRowWeights,
} from './builders.js';

const { tf } = await loadBackend('native');

let called = 0;

/** Training in which every function is called every time, and nothing is replayed. */
async function trainerWithoutTape(): Promise<typeof trainPopulation> {
  vi.resetModules();
  vi.doMock('../../src/probe/tape.js', () => ({
    compile: (on: Tf, of: (inputs: object) => Record<string, Tensor>) => ({
      run: (inputs: object) => {
        called++;
        return on.tidy(() => of(inputs));
      },
      dispose: () => undefined,
    }),
  }));
  return (await import('../../src/probe/train.js')).trainPopulation;
}
const trainPlainly = await trainerWithoutTape();
afterAll(() => vi.doUnmock('../../src/probe/tape.js'));

const numbers = randomData({ rows: 61, folds: 3, outputs: 3, loss: 'categoricalCrossentropy' });
const data = withCategory(withRowWeights(numbers), 4);

async function resultOf(train: typeof trainPopulation, of: TrainingData, population: Population): Promise<string> {
  const device = uploadData(tf, of);
  const { configurations } = await train({ tf, data: device, population, elapsed: () => 0 });
  device.dispose();
  return JSON.stringify(configurations, (_key, value: unknown) =>
    value instanceof Float32Array ? Buffer.from(value.buffer).toString('base64') : value,
  );
}

const base = { loss: 'categoricalCrossentropy', epochs: 20, batchSize: 16 } as const;
const cases: Readonly<Record<string, Partial<Population>>> = {
  plain: {},
  'everything that is drawn, at rates that differ and change': {
    dropoutSchedule: 'flatCosine',
    weightDecaySchedule: 'flatCosine',
    schedule: { name: 'cosine', warmupShare: 0.1 },
    configurations: [0.1, 0.2, 0.3].map((dropout, i) =>
      configurationOf(`${i}`, { ...drawnAndDecayed, dropout, mixup: i * 0.2, learningRate: 0.01 * (i + 1) }),
    ),
  },
  'configurations that leave, one because it diverges, and rates that fall': {
    halving: true,
    gradientClipNorm: 0.5,
    weightAveraging: true,
    schedule: { name: 'reduceOnPlateau', patience: 1 },
    configurations: [0.001, 0.01, 1e37, 0.05].map((learningRate, i) =>
      configurationOf(`${i}`, { ...drawnAndDecayed, learningRate }),
    ),
  },
  'normalisation by batches, skip connections and vectors of categories': {
    network: networkOf(data, {
      hidden: [6, 5, 5],
      activation: 'mish',
      normalization: 'batch',
      residual: true,
      parametric: true,
      categories: { levels: [4], size: 2 },
    }),
    configurations: [0.001, 0.02].map((learningRate, i) =>
      configurationOf(`${i}`, { ...drawnAndDecayed, learningRate }),
    ),
  },
};

const ordinal = randomData({ rows: 61, folds: 3, outputs: 3, loss: 'ordinalCrossentropy' });
const others: Readonly<Record<string, { readonly data: TrainingData; readonly population: Partial<Population> }>> = {
  'ordered classes, periodic embedding and layer normalisation': {
    data: ordinal,
    population: {
      loss: 'ordinalCrossentropy',
      network: networkOf(ordinal, {
        hidden: [6, 6],
        normalization: 'layer',
        embedding: { inputs: [0, 1], frequencies: 3, size: 2, sigma: 0.1 },
        inputScale: true,
      }),
      optimizer: optimizerOf({ name: 'rmsprop' }),
    },
  },
  'no hidden layer': { data, population: { loss: 'categoricalFocal', network: networkOf(data, { hidden: [] }) } },
};
const runs = [
  ...Object.entries(cases).map(([name, population]) => ({ name, data, population })),
  ...Object.entries(others).map(([name, one]) => ({ name, ...one })),
];

describe('a run whose steps are replayed is the same to the bit:', () => {
  it.each(runs)('$name', async ({ data: of, population: change }) => {
    const population = populationOf(of, { ...base, ...change });
    const replayed = await resultOf(trainPopulation, of, population);
    expect(called).toBe(0);
    expect(replayed).toBe(await resultOf(trainPlainly, of, population));
    expect(called).toBeGreaterThan(20);
    called = 0;
    expect(replayed).toContain('"foldLosses":[');
  });
});
