import { describe, expect, it } from 'vitest';
import { type Backend, loadBackend } from '../../src/probe/backend.js';
import { uploadData } from '../../src/probe/device-data.js';
import { predictMembers } from '../../src/probe/predict.js';
import type { Network, Population, PopulationResult, TrainingData } from '../../src/probe/schema.js';
import { trainPopulation, type TrainOptions } from '../../src/probe/train.js';
import { plainTraining } from '../oracle/plain-training.js';
import {
  configurationOf,
  distance,
  networkOf,
  optimizerOf,
  populationOf,
  randomData,
  resultOf,
  splitRows,
  withRowWeights,
} from './builders.js';

const { tf }: Backend = await loadBackend('native');

type Extra = Partial<Pick<TrainOptions, 'elapsed' | 'onEpoch' | 'shouldStop'>>;

/** Trains to the last epoch by steps: the clock stands still. */
async function train(data: TrainingData, population: Population, extra: Extra = {}): Promise<PopulationResult> {
  const device = uploadData(tf, data);
  try {
    return await trainPopulation({ tf, data: device, population, elapsed: () => 0, ...extra });
  } finally {
    device.dispose();
  }
}

/** The four corners of a square with the exclusive or of their signs, many times over with a little noise. */
function exclusiveOr(): TrainingData {
  const random = randomData({ rows: 80, inputs: 2 }).folds[0]?.x ?? new Float32Array();
  const corner = (row: number): [number, number] => [row & 2 ? 1 : -1, row & 4 ? 1 : -1];
  const x = random.map((noise, i) => (corner(i >> 1)[i % 2] ?? 0) + noise / 10);
  const y = Float32Array.from({ length: 80 }, (_, row) => (corner(row)[0] === corner(row)[1] ? 0 : 1));
  return splitRows({ rows: 80, inputs: 2, outputs: 1, x, y, folds: 2 });
}

describe('a population of one', () => {
  it.each([
    { name: 'adam', loss: 'categoricalCrossentropy', outputs: 3, hidden: [6, 5], activation: 'gelu' },
    { name: 'nesterov', loss: 'meanSquaredError', outputs: 1, hidden: [8], activation: 'tanh' },
    { name: 'rmsprop', loss: 'binaryCrossentropy', outputs: 1, hidden: [], activation: 'relu' },
    { name: 'adam', loss: 'meanSquaredError', outputs: 2, hidden: [6, 6], activation: 'silu', residual: true },
    { name: 'adam', loss: 'meanSquaredError', outputs: 2, hidden: [6, 5], activation: 'elu', normalization: 'layer' },
    {
      name: 'adam',
      loss: 'binaryCrossentropy',
      outputs: 1,
      hidden: [6, 5],
      activation: 'tanh',
      normalization: 'batch',
    },
    {
      name: 'momentum',
      loss: 'meanSquaredError',
      outputs: 1,
      hidden: [5, 5],
      activation: 'mish',
      normalization: 'batch',
      residual: true,
    },
  ] as const)('learns as the plain network does, with $name', async ({ name, loss, outputs, ...parts }) => {
    const data = withRowWeights(randomData({ outputs, loss, folds: 1 }));
    const [fold] = data.folds;
    if (!fold) throw new Error('one fold');
    // All rows train and every third is validated as well: that the losses are alike is all that counts.
    const train_ = Int32Array.from({ length: data.rows }, (_, row) => row);
    const one: TrainingData = {
      ...data,
      folds: [{ ...fold, train: train_, validation: train_.filter((r) => r % 3 === 0) }],
    };
    const network = networkOf(one, parts);
    const population = populationOf(one, { network, loss, optimizer: optimizerOf({ name }) });
    const { curve } = resultOf(await train(one, population), 'a');
    expect(curve.epochs.at(-1)).toBe(4);
    const { losses: plain } = plainTraining({ tf, data: one, population, fold: 0, stepsPerEpoch: 5 }, curve.epochs);
    expect(distance(curve.validation, plain)).toBeLessThan(1e-4);
    expect(Math.abs((plain.at(-1) ?? 0) - (plain[0] ?? 0))).toBeGreaterThan(1e-2);
  });

  it('is the mean of its folds, each learned on its own', async () => {
    const data = withRowWeights(randomData({ folds: 3 }));
    const population = populationOf(data, { network: networkOf(data, { activation: 'silu' }) });
    const result = resultOf(await train(data, population), 'a');
    const stepsPerEpoch = 3;
    const plain = [0, 1, 2].map(
      (fold) => plainTraining({ tf, data, population, fold, stepsPerEpoch }, result.curve.epochs).losses,
    );
    const means = result.curve.epochs.map((_, i) => plain.reduce((sum, losses) => sum + (losses[i] ?? 0), 0) / 3);
    expect(distance(result.curve.validation, means)).toBeLessThan(1e-4);
    const chosen = result.curve.epochs.indexOf(result.chosenEpoch);
    const atChosen = plain.map((losses) => losses[chosen] ?? Number.NaN);
    expect(distance(result.foldLosses, atChosen)).toBeLessThan(1e-4);
  });
});

describe('learning', () => {
  it('finds the exclusive or with a hidden layer, and cannot without', async () => {
    const data = exclusiveOr();
    const shared = {
      loss: 'binaryCrossentropy',
      epochs: 60,
      configurations: [configurationOf('a', { learningRate: 0.05 })],
    } as const;
    const scoreOf = async (hidden: readonly number[]): Promise<number> => {
      const network = networkOf(data, { hidden, activation: 'tanh' });
      return Math.min(...resultOf(await train(data, populationOf(data, { ...shared, network })), 'a').curve.validation);
    };
    expect(await scoreOf([8])).toBeLessThan(0.1);
    expect(await scoreOf([])).toBeGreaterThan(0.6);
  });

  it.each<[string, Partial<Network>, boolean]>([
    ['the network was', {}, false],
    ['the network was, its running moments too,', { hidden: [8, 8], normalization: 'batch', residual: true }, false],
    ['the average of its weights was', {}, true],
  ])('keeps what %s at the least mean validation loss', async (_, parts, weightAveraging) => {
    const data = randomData({ rows: 31, folds: 3, outputs: 2 });
    // Random targets: the loss rises after a while, so that the choice is neither the first nor the last epoch.
    const configurations = [
      configurationOf('a', { learningRate: 0.02 }),
      configurationOf('b', { learningRate: 0.003 }),
    ];
    const network = networkOf(data, { hidden: [16], activation: 'silu', ...parts });
    const population = populationOf(data, { network, configurations, epochs: 40, weightAveraging });
    const result = await train(data, population);
    for (const { curve, chosenEpoch, foldCurve, foldLosses, weights, outOfFold } of result.configurations) {
      const least = Math.min(...curve.validation);
      expect(chosenEpoch).toBe(curve.epochs[curve.validation.indexOf(least)]);
      expect(foldLosses.reduce((a, b) => a + b, 0) / 3).toBe(least);
      expect(foldCurve.map((losses) => losses.reduce((a, b) => a + b, 0) / 3)).toEqual(curve.validation);
      expect(foldCurve[curve.validation.indexOf(least)]).toEqual(foldLosses);
      const outputs = predictMembers(tf, { network, weights, x: data.folds.map(({ x }) => x), rows: data.rows });
      const expected = data.folds.flatMap(({ validation }, fold) =>
        Array.from(validation).flatMap((row) => Array.from(outputs[fold]?.slice(2 * row, 2 * row + 2) ?? [])),
      );
      expect(distance(outOfFold, expected)).toBeLessThan(1e-5);
      const errors = data.folds.map(({ validation, y }, fold) => {
        const sum = Array.from(validation).reduce((total, row) => {
          const of = (output: number) => ((outputs[fold]?.[2 * row + output] ?? 0) - (y[2 * row + output] ?? 0)) ** 2;
          return total + (of(0) + of(1)) / 2;
        }, 0);
        return sum / validation.length;
      });
      expect(distance(foldLosses, errors)).toBeLessThan(1e-5);
    }
    const { chosenEpoch } = resultOf(result, 'a');
    expect(chosenEpoch).toBeGreaterThan(0);
    expect(chosenEpoch).toBeLessThan(40);
  });
});

describe('a run ends', () => {
  const data = randomData({ rows: 31, folds: 3 });
  const configurations = [configurationOf('a', { learningRate: 0.05 })];

  it('when every configuration has lost its patience', async () => {
    const earlyStopping = { patience: 3, patienceGrowth: 0, minDelta: 0 };
    const population = populationOf(data, { configurations, epochs: 200, earlyStopping });
    const { epochs, epochsPlanned, configurations: results } = await train(data, population);
    expect(epochsPlanned).toBe(200);
    expect(epochs).toBeLessThan(100);
    const chosen = results[0]?.chosenEpoch ?? 0;
    expect(epochs - chosen).toBeGreaterThan(3);
    expect(epochs - chosen).toBeLessThan(3 + 2 * 4.1);
  });

  it('later where patience grows with the best epoch', async () => {
    const run = (patienceGrowth: number) =>
      train(
        data,
        populationOf(data, {
          configurations,
          epochs: 200,
          earlyStopping: { patience: 3, patienceGrowth, minDelta: 0 },
        }),
      );
    expect((await run(5)).epochs).toBeGreaterThan((await run(0)).epochs);
  });

  it('when told to, with what is known', async () => {
    let calls = 0;
    let milliseconds = 0;
    // Every look at the clock finds that it is time to give the event loop a turn.
    const elapsed = (): number => (milliseconds += 60);
    const population = populationOf(data, { configurations, epochs: 100 });
    const shouldStop = (): boolean => ++calls === 30;
    const { epochs, configurations: results } = await train(data, population, { elapsed, shouldStop });
    expect(calls).toBe(30);
    expect(epochs).toBeGreaterThan(0);
    expect(epochs).toBeLessThan(100);
    expect(results[0]?.curve.epochs.length).toBeGreaterThan(1);
    expect(results[0]?.curve.epochs.at(-1)).toBeLessThanOrEqual(epochs);
    expect(results[0]?.isShort).toBe(true);
  });

  it('marks as short what the clock ended, and not what had lost its patience before', async () => {
    let milliseconds = 0;
    // A rate of nearly 0 gains nothing from the start on; the other one has not come to its end when the time is over.
    const pair = [configurationOf('still', { learningRate: 1e-12 }), configurationOf('moving', { learningRate: 1e-3 })];
    const earlyStopping = { patience: 3, patienceGrowth: 0, minDelta: 1e-6 };
    const population = populationOf(data, { configurations: pair, epochs: 200, earlyStopping, secondsLimit: 1 });
    const result = await train(data, population, { elapsed: () => (milliseconds += 5) });
    expect(result.isCut).toBe(true);
    expect(result.configurations.map(({ id, isShort }) => [id, isShort])).toEqual([
      ['still', false],
      ['moving', true],
    ]);
    const alone = populationOf(data, { configurations: pair.slice(0, 1), epochs: 200, earlyStopping });
    const patient = await train(data, alone);
    expect([patient.isCut, patient.configurations[0]?.isShort, patient.epochs < 200]).toEqual([false, false, true]);
  });

  it('by the clock with the norms of its gradients known', async () => {
    let milliseconds = 0;
    const population = populationOf(data, { configurations, epochs: 400, secondsLimit: 1 });
    const result = await train(data, population, { elapsed: () => (milliseconds += 5) });
    expect(result.isCut).toBe(true);
    expect(resultOf(result, 'a').gradientNormNinetieth).toBeGreaterThan(0);
  });

  it('at its time limit, evaluated at least 12 times, and the schedule ends with it', async () => {
    let milliseconds = 0;
    const elapsed = (): number => (milliseconds += 5);
    const schedule = { name: 'cosine' } as const;
    const population = populationOf(data, { configurations, epochs: 10_000, schedule, secondsLimit: 0.6 });
    const { epochs, seconds, configurations: results } = await train(data, population, { elapsed });
    expect(epochs).toBeLessThan(100);
    expect(seconds).toBeCloseTo(0.6, 1);
    const { curve } = results[0] ?? { curve: { epochs: [], train: [] } };
    expect(curve.epochs.length).toBeGreaterThanOrEqual(12);
    // A rate near 0: the training loss hardly moves any more.
    const [first = 0, beforeLast = 0, last = 0] = [curve.train[0], curve.train.at(-2), curve.train.at(-1)];
    expect(Math.abs(last - beforeLast)).toBeLessThan(0.02 * Math.abs(first - last));
  });
});

describe('progress', () => {
  it('tells the epoch and the least loss so far, at most once an evaluation', async () => {
    const data = randomData();
    const seen: { epoch: number; epochs: number; validationLoss: number | null }[] = [];
    const result = await train(data, populationOf(data), { onEpoch: (progress) => seen.push(progress) });
    const { curve } = resultOf(result, 'a');
    expect(seen.map(({ epoch }) => epoch)).toEqual(curve.epochs.slice(1));
    seen.forEach(({ validationLoss, epochs }, i) => {
      expect(epochs).toBe(4);
      expect(validationLoss).toBe(Math.min(...curve.validation.slice(0, i + 2)));
    });
  });
});

it('a rung is told where configurations leave, and with how many the run goes on', async () => {
  const data = randomData();
  const configurations = [1e-4, 1e-3, 1e-2, 1e-1].map((rate, i) => configurationOf(`${i}`, { learningRate: rate }));
  const rungs: unknown[] = [];
  const population = populationOf(data, { configurations, halving: true, epochs: 12 });
  await train(data, population, { onEpoch: ({ epoch, rung }) => rung && rungs.push([epoch, rung]) });
  expect(rungs).toEqual([
    [4, { dropped: 2, left: 2 }],
    [8, { dropped: 1, left: 1 }],
  ]);
});

describe('what a run tells of its network', () => {
  it('counts the share of steps in which the gradient was clipped', async () => {
    const data = randomData();
    const shareAt = async (gradientClipNorm: number): Promise<number> =>
      resultOf(await train(data, populationOf(data, { gradientClipNorm })), 'a').clippedShare;
    expect(await shareAt(1e-6)).toBe(1);
    expect(await shareAt(1e6)).toBe(0);
  });

  it('tells the norm that nine of ten gradients do not exceed, so that clipping there leaves most steps alone', async () => {
    const data = randomData();
    const ninetieth = async (gradientClipNorm: number | null): Promise<number> =>
      resultOf(await train(data, populationOf(data, { gradientClipNorm })), 'a').gradientNormNinetieth;
    const norm = await ninetieth(null);
    const clippedAt = async (gradientClipNorm: number): Promise<number> =>
      resultOf(await train(data, populationOf(data, { gradientClipNorm })), 'a').clippedShare;
    expect(await clippedAt(norm)).toBeLessThan(0.35);
    expect(await clippedAt(norm / 4)).toBeGreaterThan(0.5);
    expect(await ninetieth(norm / 100)).toBeGreaterThan(norm / 100);
  });

  it('compares the gradient of the first layer with the last', async () => {
    const data = randomData();
    const ratio = async (hidden: readonly number[], activation: 'sigmoid' | 'relu'): Promise<number> => {
      const population = populationOf(data, { network: networkOf(data, { hidden, activation }) });
      return resultOf(await train(data, population), 'a').gradientNormRatio;
    };
    expect(await ratio([], 'relu')).toBeCloseTo(1, 6);
    // Slopes of the logistic function are at most 1/4: the gradient vanishes over layers.
    const [flat, deep] = [await ratio([8], 'sigmoid'), await ratio([8, 8, 8, 8], 'sigmoid')];
    expect(flat).toBeGreaterThan(0);
    expect(deep).toBeLessThan(flat / 4);
  });
});
