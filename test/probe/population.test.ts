import { describe, expect, it } from 'vitest';
import { loadBackend } from '../../src/probe/backend.js';
import { uploadData } from '../../src/probe/device-data.js';
import { initialParameters } from '../../src/probe/initialize.js';
import type { Configuration, Network, Population, PopulationResult } from '../../src/probe/schema.js';
import { trainPopulation } from '../../src/probe/train.js';
import {
  configurationOf,
  distance,
  networkOf,
  optimizerOf,
  populationOf,
  randomData,
  resultOf,
  withRowWeights,
} from './builders.js';

const { tf } = await loadBackend('native');

// Sixteen validation rows a fold: the last few of a number of values that is not a multiple of the vector's width round differently.
const data = withRowWeights(randomData({ rows: 48, folds: 3, outputs: 2, loss: 'binaryCrossentropy' }));
const shared: Partial<Population> = {
  loss: 'binaryCrossentropy',
  network: networkOf(data, { hidden: [7] }),
  epochs: 12,
};

async function train(configurations: readonly Configuration[], overrides: Partial<Population> = {}, on = data) {
  const device = uploadData(tf, on);
  const population = populationOf(on, { ...shared, configurations, ...overrides });
  const result = await trainPopulation({ tf, data: device, population, elapsed: () => 0 });
  device.dispose();
  return result;
}

const ladder = [0.001, 0.004, 0.016, 0.064].map((learningRate, i) => configurationOf(`rate ${i}`, { learningRate }));
const [low, second, third, high] = ladder;
if (!low || !second || !third || !high) throw new Error('four configurations');
/** So high that the parameters leave the numbers within a step or two. */
const wild = configurationOf('wild', { learningRate: 1e37 });

const expectSame = (a: PopulationResult, b: PopulationResult, ids: readonly string[]): void =>
  ids.forEach((id) => expect(resultOf(a, id)).toEqual(resultOf(b, id)));

/** Parts of the recipe that a member learns for itself. */
const recipe: Partial<Network> = {
  hidden: [7, 7],
  activation: 'selu',
  parametric: true,
  inputScale: true,
  embedding: { inputs: [0, 2], frequencies: 4, size: 3, sigma: 0.5 },
};

describe.each<[string, Partial<Network>, Partial<Population>?]>([
  ['one hidden layer', { hidden: [7] }],
  ['layer normalisation and a skip connection', { hidden: [7, 7], normalization: 'layer', residual: true }],
  ['batch normalisation and a skip connection', { hidden: [7, 7], normalization: 'batch', residual: true }],
  [
    'learned shares and scales, periodic vectors, rates by part and clipped gradients',
    recipe,
    { initializer: 'ntk', gradientClipNorm: 0.5 },
  ],
])('with %s', (_, parts, more = {}) => {
  const trained = (configurations: readonly Configuration[]): Promise<PopulationResult> =>
    train(configurations, { network: networkOf(data, parts), ...more });

  describe('the members of a population', () => {
    it('do not see the settings of the others', async () => {
      const before = await trained(ladder);
      const changed = { ...second, learningRate: 0.05, weightDecay: 0.2, labelSmoothing: 0.1 };
      const after = await trained([low, changed, third, high]);
      expect(resultOf(after, 'rate 1')).not.toEqual(resultOf(before, 'rate 1'));
      expectSame(before, after, ['rate 0', 'rate 2', 'rate 3']);
    });

    it('learn the same whoever else is there', async () => {
      const all = await trained(ladder);
      expectSame(all, await trained([third]), ['rate 2']);
      expectSame(all, await trained([high, low]), ['rate 3', 'rate 0']);
    });

    it('start alike and see the same batches, so that equal configurations stay equal', async () => {
      const result = await trained([low, { ...low, id: 'twin' }]);
      expect({ ...resultOf(result, 'twin'), id: 'rate 0' }).toEqual(resultOf(result, 'rate 0'));
    });
  });

  describe('a configuration that diverges', () => {
    it('is marked, keeps finite numbers, and leaves the others alone', async () => {
      const result = await trained([low, wild, high]);
      expect(result.configurations.map(({ id, diverged }) => [id, diverged])).toEqual([
        ['rate 0', false],
        ['wild', true],
        ['rate 3', false],
      ]);
      const left = resultOf(result, 'wild');
      expect(left.curve.epochs.length).toBeLessThan(resultOf(result, 'rate 0').curve.epochs.length);
      expect([...left.weights, ...left.outOfFold, ...left.curve.validation].every(Number.isFinite)).toBe(true);
      expectSame(result, await trained([low, high]), ['rate 0', 'rate 3']);
    });

    it('ends the run when nobody is left', async () => {
      const result = await trained([wild, { ...wild, id: 'too' }]);
      expect(result.configurations.map(({ diverged }) => diverged)).toEqual([true, true]);
      expect(result.epochs).toBeLessThan(12);
    });
  });
});

it('a configuration that diverges on one fold leaves the others alone', async () => {
  // Of the second fold alone the inputs are so large that a rate leaves the numbers; another rate hardly moves.
  const folds = data.folds.map((fold, f) => (f === 1 ? { ...fold, x: fold.x.map((value) => 1e15 * value) } : fold));
  const still = configurationOf('still', { learningRate: 1e-35 });
  const moving = configurationOf('moving', { learningRate: 1 });
  const trainOn = async (of: typeof folds, configurations: readonly Configuration[]) => {
    const device = uploadData(tf, { ...data, folds: of });
    const population = populationOf(data, { ...shared, optimizer: optimizerOf({ name: 'sgd' }), configurations });
    const result = await trainPopulation({ tf, data: device, population, elapsed: () => 0 });
    device.dispose();
    return result;
  };
  const result = await trainOn(folds, [still, moving]);
  expect(result.configurations.map(({ id, diverged }) => [id, diverged])).toEqual([
    ['still', false],
    ['moving', true],
  ]);
  expect(resultOf(result, 'still')).toEqual(resultOf(await trainOn(folds, [still]), 'still'));
  expect(resultOf(await trainOn([...data.folds], [still, moving]), 'moving').diverged).toBe(false);
});

describe('a configuration beside others that have dropout, input noise, mixup, smoothed labels and decay', () => {
  const noisy = ladder.map((one) => ({
    ...one,
    dropout: 0.2,
    inputNoise: 0.1,
    mixup: 0.3,
    labelSmoothing: 0.05,
    weightDecay: 0.01,
  }));
  const undisturbed = train(noisy);
  it.each<Partial<Configuration>>([
    { learningRate: 0.1 },
    { dropout: 0.5 },
    { dropout: 0 },
    { inputNoise: 0.4 },
    { inputNoise: 0 },
    { labelSmoothing: 0.2 },
    { weightDecay: 0.3 },
    { mixup: 0.8 },
    { mixup: 0 },
    { seed: 9 },
  ])('leaves them alone to the bit when it has another %o', async (change) => {
    const before = await undisturbed;
    const after = await train(noisy.map((one) => (one.id === second.id ? { ...one, ...change } : one)));
    expect(distance(resultOf(after, 'rate 1').weights, resultOf(before, 'rate 1').weights)).toBeGreaterThan(1e-3);
    for (const id of ['rate 0', 'rate 2', 'rate 3']) expect(resultOf(after, id)).toEqual(resultOf(before, id));
  });

  it('that mixes nothing has its own targets to the bit, whatever rows weigh', async () => {
    const weights = [0.3, 0.7, 1.1];
    const folds = data.folds.map((fold) => ({
      ...fold,
      y: fold.y.map((value, i) => value + 0.1 * i),
      rowWeights: fold.rowWeights.map((_, row) => weights[row % 3] ?? 1),
    }));
    const beside = (mixup: number): Promise<PopulationResult> =>
      train([low, { ...second, mixup }], { loss: 'meanSquaredError' }, { ...data, folds });
    const [alone, mixed] = [await beside(0), await beside(0.4)];
    expect(resultOf(mixed, second.id)).not.toEqual(resultOf(alone, second.id));
    expectSame(alone, mixed, [low.id]);
  });

  it('is left alone to the bit by those that leave, diverge or are not there', async () => {
    const before = await undisturbed;
    const halved = await train(noisy, { halving: true });
    const best = halved.configurations.filter(({ curve }) => curve.epochs.at(-1) === 12);
    expect(best).toHaveLength(1);
    for (const one of best) expect(one).toEqual(resultOf(before, one.id));
    const diverging = await train(noisy.map((one) => (one.id === second.id ? { ...one, learningRate: 1e30 } : one)));
    expect(resultOf(diverging, second.id).diverged).toBe(true);
    const fewer = await train(noisy.filter(({ id }) => id !== second.id));
    for (const id of ['rate 0', 'rate 2', 'rate 3']) {
      expect(resultOf(diverging, id)).toEqual(resultOf(before, id));
      expect(resultOf(fewer, id)).toEqual(resultOf(before, id));
    }
  });
});

describe('a configuration out of patience', () => {
  const earlyStopping = { patience: 2, patienceGrowth: 0, minDelta: 0 };
  const over = { earlyStopping, epochs: 40 };
  const steps = [0.03, 0.003, 0.001, 1].map((learningRate, i) => configurationOf(`step ${i}`, { learningRate }));
  const lastEpochs = ({ configurations }: PopulationResult): number[] =>
    configurations.map(({ curve }) => curve.epochs.at(-1) ?? 0);

  it('ends when it would have ended alone, whoever goes on', async () => {
    const together = await train(steps, over);
    expect(new Set(lastEpochs(together)).size).toBeGreaterThan(1);
    expect(together.epochs).toBe(Math.max(...lastEpochs(together)));
    expect(together.configurations.some(({ isShort }) => isShort)).toBe(false);
    for (const one of steps) expectSame(together, await train([one], over), [one.id]);
  });

  it('keeps its place where halving compares', async () => {
    const halved = await train(steps, { ...over, halving: true });
    // The best and the worst have ended after 10.5 and 3.5 epochs. At a third of the run the worse two of four leave, of which one is left; then
    // the worse one of two, to which the best is the other.
    expect(lastEpochs(halved)).toEqual([10.5, 24.5, 14, 3.5]);
    expect(halved.configurations.map(({ isShort }) => isShort)).toEqual([false, true, true, false]);
    const together = await train(steps, over);
    expectSame(halved, together, ['step 0', 'step 3']);
  });
});

describe('halving', () => {
  it('ends the worse half after a third of the run, half of the rest after 0.6, and leaves the best alone', async () => {
    const full = await train(ladder);
    const result = await train(ladder, { halving: true });
    /** Least loss of a configuration up to an epoch, had nobody left. */
    const leastUntil = (epoch: number, id: string): number => {
      const { curve } = resultOf(full, id);
      return Math.min(...curve.validation.filter((_, i) => (curve.epochs[i] ?? 0) <= epoch));
    };
    const better = (ids: readonly string[], epoch: number): string[] =>
      ids.toSorted((a, b) => leastUntil(epoch, a) - leastUntil(epoch, b)).slice(0, ids.length / 2);
    const ids = ladder.map(({ id }) => id);
    const afterFirst = better(ids, 4);
    const afterSecond = better(afterFirst, 8);
    const lastEpochs = result.configurations.map(({ id, curve }) => [id, curve.epochs.at(-1)]);
    const expected = ids.map((id) => [id, afterSecond.includes(id) ? 12 : afterFirst.includes(id) ? 8 : 4]);
    expect(lastEpochs).toEqual(expected);
    expectSame(full, result, afterSecond);
  });

  it('leaves the averaged weights and the own rates of the best alone', async () => {
    const schedule = { name: 'reduceOnPlateau', patience: 1, decay: 0.5 } as const;
    // Five steps an epoch, so that the average is another one at each evaluation: losses of one average tie but for rounding.
    const over = { weightAveraging: true, schedule, batchSize: 6 } as const;
    const full = await train(ladder, over);
    const halved = await train(ladder, { ...over, halving: true });
    const stayed = ladder.map(({ id }) => id).filter((id) => resultOf(halved, id).curve.epochs.at(-1) === 12);
    expect(stayed).toHaveLength(1);
    expectSame(full, halved, stayed);
    expectSame(full, await train([second, third], over), ['rate 1', 'rate 2']);
  });

  it('marks what it drops, and spares what it is told to', async () => {
    const droppedOf = ({ configurations }: PopulationResult) =>
      configurations.filter(({ isShort }) => isShort).map(({ id }) => id);
    const full = await train(ladder);
    expect(droppedOf(full)).toEqual([]);
    const halved = await train(ladder, { halving: true });
    const [worst = ''] = droppedOf(halved).filter((id) => resultOf(halved, id).curve.epochs.at(-1) === 4);
    const sparing = await train(ladder, { halving: true, spared: worst });
    expectSame(full, sparing, [worst]);
    const [best = ''] = ladder.map(({ id }) => id).filter((id) => !droppedOf(halved).includes(id));
    expectSame(halved, sparing, [best]);
    expect(droppedOf(sparing)).toHaveLength(2);
  });

  it('never ends the last one', async () => {
    expect(resultOf(await train([low], { halving: true }), 'rate 0').curve.epochs.at(-1)).toBe(12);
  });
});

it('gives the same numbers for the same seed, and others for another', async () => {
  const noisy = ladder.map((one) => ({ ...one, dropout: 0.2, inputNoise: 0.1, mixup: 0.3, labelSmoothing: 0.05 }));
  const first = await train(noisy, { halving: true });
  expect(await train(noisy, { halving: true })).toEqual(first);
  expect(await train(noisy, { halving: true, seed: 8 })).not.toEqual(first);
});

describe('a configuration with an optimizer of its own', () => {
  it.each<[Population['optimizer']['name'], Configuration['optimizer']]>([
    ['momentum', { momentum: 0.5 }],
    ['nesterov', { momentum: 0.2 }],
    ['adam', { beta1: 0.5, beta2: 0.8, epsilon: 1e-3 }],
    ['adamw', { beta1: 0.5 }],
    ['rmsprop', { rho: 0.5, epsilon: 1e-3 }],
    ['adadelta', { rho: 0.5, epsilon: 1e-2 }],
  ])(
    '%s learns what a population with those numbers learns to the bit, beside one with the others',
    async (name, own) => {
      const optimizer = optimizerOf({ name });
      const mixed = await train([second, { ...third, optimizer: { ...own } }], { optimizer });
      const alone = await train([third], { optimizer: { ...optimizer, ...own } });
      const plain = await train([second, third], { optimizer });
      const weightsOf = (result: PopulationResult, id: string) => resultOf(result, id).weights;
      expectSame(mixed, alone, ['rate 2']);
      expectSame(mixed, plain, ['rate 1']);
      expect(distance(weightsOf(mixed, 'rate 2'), weightsOf(plain, 'rate 2'))).toBeGreaterThan(1e-3);
    },
  );
});

it('a configuration with a seed of its own starts from it, and the others from that of the population', async () => {
  const still = [low, { ...low, id: 'own', seed: 8 }].map((one) => ({ ...one, learningRate: 1e-30 }));
  const result = await train(still);
  const startOf = (seed: number) => initialParameters(populationOf(data, { ...shared, seed }), 3);
  expect(resultOf(result, 'rate 0').weights).toEqual(startOf(7));
  expect(resultOf(result, 'own').weights).toEqual(startOf(8));
});
