import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadBackend } from '../../src/probe/backend.js';
import { uploadData } from '../../src/probe/device-data.js';
import { fitToData } from '../../src/probe/fit-to-data.js';
import { activations } from '../../src/probe/activations.js';
import { forward, unpack } from '../../src/probe/network.js';
import { initialParameters } from '../../src/probe/initialize.js';
import { parametersOf } from '../../src/probe/layout.js';
import { networkOf, populationOf, randomData } from './builders.js';

const { tf } = await loadBackend('native');
beforeAll(() => tf.engine().startScope());
afterAll(() => tf.engine().endScope());

const equal = randomData({ rows: 200, inputs: 5, outputs: 2, folds: 2 });
// The first fold trains on so few rows that it is filled up with copies of them.
const data = {
  ...equal,
  folds: equal.folds.map((fold, f) => (f === 0 ? { ...fold, train: fold.train.slice(0, 37) } : fold)),
};
const network = networkOf(data, { hidden: [8, 6], activation: 'tanh' });
const population = populationOf(data, { network, initializer: 'dataDriven' });
const size = parametersOf(network);
const start = initialParameters(population, 2);
const fitted = fitToData(tf, population, uploadData(tf, data), start);

/** What each unit of each layer sums to over the training rows of a fold, by plain loops. */
function sumsOf(fold: number): number[][][] {
  const own = data.folds[fold];
  if (!own) throw new Error('no such fold');
  let at = fold * size;
  const take = (count: number): number[] => Array.from(fitted.slice(at, (at += count)));
  let rows = Array.from(own.train, (row) => Array.from(own.x.slice(row * 5, row * 5 + 5)));
  const sizes = [5, 8, 6, 2];
  return sizes.slice(1).map((units, layer) => {
    const inputs = sizes[layer] ?? 0;
    const [weights, bias] = [take(inputs * units), take(units)];
    const sums = rows.map((row) =>
      bias.map((b, unit) => row.reduce((sum, value, i) => sum + value * (weights[i * units + unit] ?? 0), b)),
    );
    rows = sums.map((row) => row.map(Math.tanh));
    return Array.from({ length: units }, (_, unit) => sums.map((row) => row[unit] ?? Number.NaN));
  });
}

const deviationOf = (values: readonly number[]): number => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

it('gives what every unit sums to a deviation of one over the rows of its own fold', () => {
  for (const fold of [0, 1])
    for (const layer of sumsOf(fold)) for (const unit of layer) expect(deviationOf(unit)).toBeCloseTo(1, 4);
});

it('puts the zero of every hidden unit among the rows, and leaves the output bias', () => {
  for (const fold of [0, 1]) {
    const [first = [], second = []] = sumsOf(fold);
    for (const unit of [...first, ...second]) {
      expect(Math.min(...unit)).toBeLessThan(0);
      expect(Math.max(...unit)).toBeGreaterThan(0);
    }
    expect(Array.from(fitted.slice((fold + 1) * size - 2, (fold + 1) * size))).toEqual([0, 0]);
  }
});

it.each(['layer', 'batch'] as const)(
  'scales the gain in place of the weights under %s normalisation',
  (normalization) => {
    const normalized = { ...population, network: { ...network, normalization } };
    const device = uploadData(tf, equal);
    const before = initialParameters(normalized, 2);
    const after = fitToData(tf, normalized, device, before);
    expect(after.slice(0, 40)).toEqual(before.slice(0, 40));
    const x = device.trainSample.chunks[0]?.x ?? tf.tensor1d([]);
    const weights = unpack(tf, tf.tensor2d(after, [2, after.length / 2]), normalized.network);
    const options = { activation: activations(tf).tanh, isTraining: true };
    for (const z of forward(tf, weights, x, options).preActivations) {
      const { mean, variance } = tf.moments(z, 1);
      for (const of of variance.dataSync()) expect(of).toBeCloseTo(1, 3);
      expect(new Set(mean.dataSync()).size).toBeGreaterThan(2);
    }
  },
);

it('leaves a unit alone that does not vary, and what it was given', () => {
  const still = { ...data, folds: data.folds.map((fold) => ({ ...fold, x: new Float32Array(fold.x.length) })) };
  const same = fitToData(tf, population, uploadData(tf, still), start);
  expect(Array.from(same.slice(0, 40))).toEqual(Array.from(start.slice(0, 40)));
  expect(start).toEqual(initialParameters(population, 2));
  expect(fitted).not.toEqual(start);
});
