import { describe, expect, it } from 'vitest';
import { loadBackend } from '../../src/probe/backend.js';
import { betaSample, createNoisePool } from '../../src/probe/noise.js';
import { createRandom } from '../../src/random.js';

const { tf } = await loadBackend('native');

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}

describe('the noise pool', () => {
  it.each([
    { kind: 'uniform', mean: 0.5, variance: 1 / 12 },
    { kind: 'normal', mean: 0, variance: 1 },
  ] as const)('draws $kind numbers, as many as asked for', ({ kind, mean, variance }) => {
    const pool = createNoisePool(tf, { kind, largest: 60_000, seed: 1 });
    const tensor = pool.draw(60_000);
    expect(tensor.shape).toEqual([60_000]);
    const seen = moments(Array.from(tensor.dataSync()));
    expect(seen.mean).toBeCloseTo(mean, 1);
    expect(Math.abs(seen.variance / variance - 1)).toBeLessThan(0.05);
  });

  it('draws other numbers each time, and the same for the same seed', () => {
    const draws = (seed: number): number[][] => {
      const pool = createNoisePool(tf, { kind: 'uniform', largest: 50, seed });
      return [1, 2, 3].map(() => Array.from(pool.draw(50).dataSync()));
    };
    const first = draws(1);
    expect(new Set(first.map(String)).size).toBe(3);
    expect(draws(1)).toEqual(first);
    expect(draws(2)).not.toEqual(first);
  });
});

describe('a beta number', () => {
  it.each([0.2, 0.5, 1, 1.01, 3, 10])('has mean 1/2 and variance 1 / (8 a + 4) for a = %d', (alpha) => {
    const random = createRandom(1);
    const values = Array.from({ length: 20_000 }, () => betaSample(alpha, random));
    const { mean, variance } = moments(values);
    expect(mean).toBeCloseTo(0.5, 1);
    expect(Math.abs(variance * (8 * alpha + 4) - 1)).toBeLessThan(0.05);
    expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  it('of a parameter near 0 is 0 or 1, each half of the time', () => {
    const random = createRandom(2);
    const values = Array.from({ length: 4000 }, () => betaSample(1e-12, random));
    expect(new Set(values)).toEqual(new Set([0, 1]));
    expect(Math.abs(moments(values).mean - 0.5)).toBeLessThan(0.03);
  });
});
