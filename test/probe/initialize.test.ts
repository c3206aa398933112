import { describe, expect, it } from 'vitest';
import { initialParameters } from '../../src/probe/initialize.js';
import { parametersOf } from '../../src/probe/layout.js';
import type { Population } from '../../src/probe/schema.js';
import { configurationOf, networkOf, populationOf, randomData } from './builders.js';

const data = randomData({ inputs: 60, outputs: 20, folds: 2 });
const network = networkOf(data, { hidden: [50, 40] });
const configurations = [configurationOf('a'), configurationOf('b')];
const outputBias = data.folds.map((_, fold) => Array.from({ length: 20 }, (__, k) => fold + k / 100));
const population = populationOf(data, { network, configurations, outputBias });
const size = parametersOf(network);

/** Weights and biases of each layer of the member of a fold. */
function layersOf(overrides: Partial<Population>, fold: number) {
  const all = initialParameters({ ...population, ...overrides }, 2);
  let offset = fold * size;
  const take = (count: number): number[] => Array.from(all.slice(offset, (offset += count)));
  const first = { weights: take(60 * 50), biases: take(50) };
  const second = { weights: take(50 * 40), biases: take(40) };
  return [first, second, { weights: take(40 * 20), biases: take(20) }] as const;
}

const varianceOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value ** 2, 0) / values.length;

describe('the initial parameters', () => {
  it.each([
    { initializer: 'heNormal', variances: [2 / 60, 2 / 50] },
    { initializer: 'lecunNormal', variances: [1 / 60, 1 / 50] },
    { initializer: 'glorotUniform', variances: [2 / 110, 2 / 90] },
  ] as const)('have the variance of $initializer, the last layer that of Glorot', ({ initializer, variances }) => {
    const layers = layersOf({ initializer }, 0);
    [...variances, 2 / 60].forEach((variance, l) => {
      expect(Math.abs(varianceOf(layers[l]?.weights ?? []) / variance - 1), `layer ${l}`).toBeLessThan(0.15);
    });
  });

  it('are bounded where they are uniform', () => {
    const [first] = layersOf({ initializer: 'glorotUniform' }, 0);
    const bound = Math.sqrt(6 / 110);
    expect(Math.max(...first.weights.map(Math.abs))).toBeLessThanOrEqual(bound * (1 + 1e-6));
    expect(Math.max(...first.weights.map(Math.abs))).toBeGreaterThan(0.99 * bound);
  });

  it('have biases of 0, and the given ones of the fold at the output', () => {
    for (const fold of [0, 1]) {
      const [first, second, last] = layersOf({}, fold);
      expect(new Set([...first.biases, ...second.biases])).toEqual(new Set([0]));
      expect(last.biases).toEqual(Array.from(Float32Array.from(outputBias[fold] ?? [])));
    }
  });

  it('are standard normal over the root of the inputs under the neural tangent parametrization', () => {
    const [first, second, last] = layersOf({ initializer: 'ntk' }, 0);
    expect(Math.abs(varianceOf(first.weights) * 60 - 1)).toBeLessThan(0.1);
    expect(Math.abs(varianceOf(second.weights) * 50 - 1)).toBeLessThan(0.1);
    expect(varianceOf([...first.biases, ...second.biases])).toBeGreaterThan(0.5);
    expect(new Set(last.weights)).toEqual(new Set([0]));
    expect(last.biases).toEqual(Array.from(Float32Array.from(outputBias[0] ?? [])));
  });

  it('of vectors of categories are standard normal, but 0 for the code 0 of each column', () => {
    const categories = { levels: [101, 51], size: 8 };
    const values = initialParameters({ ...population, network: { ...network, inputs: 62, categories } }, 1);
    const rows = Array.from({ length: 152 }, (_, row) => Array.from(values.slice(row * 8, (row + 1) * 8)));
    expect([rows[0], rows[101]]).toEqual([new Array(8).fill(0), new Array(8).fill(0)]);
    const others = rows.filter((_, row) => row !== 0 && row !== 101).flat();
    expect(others.every((value) => value !== 0)).toBe(true);
    expect(Math.abs(varianceOf(others) - 1)).toBeLessThan(0.15);
    expect(Math.abs(others.reduce((sum, value) => sum + value, 0) / others.length)).toBeLessThan(0.1);
  });

  it('of an embedding, an input scale and shares are those of RealMLP', () => {
    const embedding = { inputs: [0, 7], frequencies: 100, size: 3, sigma: 0.1 };
    const recipe = { ...network, parametric: true, inputScale: true, embedding };
    const values = Array.from(initialParameters({ ...population, network: recipe }, 1));
    const take = (count: number): number[] => values.splice(0, count);
    expect(Math.sqrt(varianceOf(take(200)))).toBeCloseTo(0.1, 1);
    const phases = take(200);
    expect(Math.max(...phases.map(Math.abs))).toBeGreaterThan(3);
    expect(Math.max(...phases.map(Math.abs))).toBeLessThan(Math.PI);
    expect(Math.max(...take(600).map(Math.abs))).toBeLessThan(0.1);
    expect(Math.max(...take(6).map(Math.abs))).toBeLessThan(0.1);
    expect(new Set(take(66))).toEqual(new Set([1]));
    take(66 * 50 + 50);
    expect(new Set(take(50))).toEqual(new Set([1]));
    expect(values).toHaveLength(50 * 40 + 40 + 40 + 40 * 20 + 20);
  });

  it('of normalised units are a gain of one and moments that change nothing', () => {
    const normalized = { ...network, hidden: [3, 2], normalization: 'batch' } as const;
    const values = Array.from(initialParameters({ ...population, network: normalized }, 1));
    const take = (count: number): number[] => values.splice(0, count);
    take(60 * 3);
    expect(take(6)).toEqual([1, 1, 1, 0, 0, 0]);
    take(3 * 2);
    expect(take(4)).toEqual([1, 1, 0, 0]);
    take(2 * 20 + 20);
    expect(values).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 1, 1]);
  });

  it('differ from fold to fold and by seed', () => {
    const [first] = layersOf({}, 0);
    expect(layersOf({}, 1)[0]).not.toEqual(first);
    expect(layersOf({ seed: 8 }, 0)[0]).not.toEqual(first);
  });
});
