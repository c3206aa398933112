import { describe, expect, it } from 'vitest';
import {
  mean,
  normalQuantile,
  normalShare,
  quantile,
  sortedValues,
  standardDeviation,
} from '../../src/prepare/statistics.js';

describe('statistics', () => {
  it('sort the values present at the given rows', () => {
    const values = Float64Array.of(5, Number.NaN, -1, 100, 3);
    expect([...sortedValues(values, Int32Array.of(0, 1, 2, 4))]).toEqual([-1, 3, 5]);
  });

  it('interpolate quantiles as numpy does', () => {
    const sorted = [-4, 1, 2, 2, 3.5, 8];
    // numpy 2, quantile with its default method.
    const expected = [-4, -1.5, 1.25, 2, 5.75, 8];
    expect([0, 0.1, 0.25, 0.5, 0.9, 1].map((share) => quantile(sorted, share))).toEqual(expected);
    expect(quantile([], 0.5)).toBeNaN();
    expect(quantile([7], 0.3)).toBe(7);
  });

  it('know that equal values do not vary', () => {
    const equal = new Array<number>(10).fill(0.1);
    expect(mean(equal)).toBe(0.1);
    expect(standardDeviation(equal)).toBe(0);
    expect(standardDeviation([5])).toBe(0);
    expect(mean([])).toBeNaN();
    expect(mean([1, 2, 6])).toBeCloseTo(3, 12);
    expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(2, 12);
  });

  it('invert the normal distribution', () => {
    // scipy 1, stats.norm.ppf.
    const known: readonly (readonly [number, number])[] = [
      [1e-7, -5.1993375821928165],
      [1e-3, -3.090232306167813],
      [0.02, -2.053748910631823],
      [0.1, -1.2815515655446004],
      [0.5, 0],
      [0.6, 0.2533471031357997],
      [0.975, 1.959963984540054],
      [0.9999, 3.719016485455709],
    ];
    for (const [share, score] of known) expect(normalQuantile(share)).toBeCloseTo(score, 7);
  });

  it('follow the normal distribution', () => {
    // scipy 1, stats.norm.cdf.
    const known: readonly (readonly [number, number])[] = [
      [-1e9, 0],
      [-5.5, 1.898956246588768e-8],
      [-3.2, 0.0006871379379158471],
      [-1, 0.15865525393145707],
      [-0.3, 0.3820885778110474],
      [0, 0.5],
      [0.7, 0.758036347776927],
      [2.5, 0.9937903346742238],
      [6, 0.9999999990134123],
      [9, 1],
      [Infinity, 1],
    ];
    for (const [score, share] of known) expect(normalShare(score)).toBeCloseTo(share, 14);
  });
});
