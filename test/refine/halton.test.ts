import { describe, expect, it } from 'vitest';
import { createHalton } from '../../src/refine/halton.js';

const points = (base: number, count: number, { seed = 0, from = 0 } = {}): number[] => {
  const halton = createHalton(base, seed);
  return Array.from({ length: count }, (_, i) => halton(from + i));
};
const parts = (values: readonly number[], count: number): number[] => values.map((value) => Math.floor(value * count));
const all = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

describe('a Halton sequence', () => {
  it.each([2, 3, 5, 7, 11, 13])('in base %i fills every part of the interval equally soon', (base) => {
    for (const size of [base, base ** 2]) {
      for (const from of [0, size, 7 * size]) {
        expect(sorted(parts(points(base, size, { from }), size))).toEqual(all(size));
      }
    }
  });

  it('fills the product of two intervals as evenly', () => {
    const [halves, thirds] = [parts(points(2, 12), 4), parts(points(3, 12), 3)];
    expect(sorted(halves.map((half, i) => 3 * half + (thirds[i] ?? 0)))).toEqual(all(12));
  });

  it('is uniform over seeds: each point lies anywhere', () => {
    const first = all(4000).map((seed) => createHalton(5, seed)(1));
    const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
    // Five standard errors of the mean of uniform numbers.
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 / Math.sqrt(12 * first.length));
    expect(Math.min(...first)).toBeLessThan(0.01);
    expect(Math.max(...first)).toBeGreaterThan(0.99);
    expect(Math.max(...first)).toBeLessThan(1);
  });

  it('does not tie large bases together, as the plain sequence does', () => {
    const correlation = (seed: number): number => {
      const [x, y] = [points(11, 11, { seed }), points(13, 11, { seed })];
      const centred = (of: readonly number[]) => of.map((value) => value - of.reduce((a, b) => a + b, 0) / of.length);
      const dot = (a: readonly number[], b: readonly number[]) =>
        a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
      const [u, v] = [centred(x), centred(y)];
      return dot(u, v) / Math.sqrt(dot(u, u) * dot(v, v));
    };
    // Of the plain sequence it is above 0.9.
    const mean = all(200).reduce((sum, seed) => sum + correlation(seed), 0) / 200;
    expect(Math.abs(mean)).toBeLessThan(0.15);
  });

  it('is the same for the same seed, and differs between seeds and bases', () => {
    expect(points(3, 9, { seed: 4 })).toEqual(points(3, 9, { seed: 4 }));
    expect(points(3, 9, { seed: 4 })).not.toEqual(points(3, 9, { seed: 5 }));
    expect(points(3, 9)).not.toEqual(points(2, 9));
  });
});
