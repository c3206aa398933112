import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOutliers, momentsOf, quantilesOf, summarizeNumbers } from '../../src/profile/statistics.js';

const numbers = (...values: number[]): Float64Array => Float64Array.from(values);

describe('moments', () => {
  it('match a hand calculation', () => {
    // 2, 8, 0, 4, 1, 9, 9, 0: mean 33/8; central moments 13.859375, 13.67578125, 256.237548828125
    const { mean, standardDeviation, skewness, excessKurtosis } = momentsOf(numbers(2, 8, 0, 4, 1, 9, 9, 0));
    expect(mean).toBeCloseTo(4.125, 12);
    expect(standardDeviation ** 2).toBeCloseTo(13.859375, 12);
    expect(skewness).toBeCloseTo(0.2650554122698573, 12);
    expect(excessKurtosis).toBeCloseTo(-1.6660010752838508, 12);
  });

  it('are those of a coin: symmetric, with the least kurtosis there is', () => {
    expect(momentsOf(numbers(0, 1, 0, 1))).toEqual({
      mean: 0.5,
      standardDeviation: 0.5,
      skewness: 0,
      excessKurtosis: -2,
    });
  });

  it('say nothing of the shape of equal values, also where their mean is rounded', () => {
    expect(momentsOf(Float64Array.from({ length: 7 }, () => 0.1))).toMatchObject({ standardDeviation: 0, skewness: 0 });
  });

  it('stay finite at the largest numbers that are read', () => {
    const { skewness, excessKurtosis } = momentsOf(numbers(-3e38, 3e38, 3e38));
    expect(skewness).toBeCloseTo(-Math.SQRT1_2, 12);
    expect(excessKurtosis).toBeCloseTo(-1.5, 12);
  });

  it('do not change shape when values are shifted and stretched', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: -500, max: 500 }),
        (list, factor, shift) => {
          const one = momentsOf(Float64Array.from(list));
          const other = momentsOf(Float64Array.from(list, (value) => value * factor + shift));
          expect(other.skewness).toBeCloseTo(one.skewness, 6);
          expect(other.excessKurtosis).toBeCloseTo(one.excessKurtosis, 6);
        },
      ),
    );
  });
});

describe('quantiles and outliers', () => {
  it('interpolate between the nearest values', () => {
    const shares = [0, 0.25, 0.5, 0.75, 1];
    expect(quantilesOf(numbers(4, 1, 8, 2), shares, new Float64Array(4))).toEqual([1, 1.75, 3, 5, 8]);
  });

  it('count what lies more than 3 interquartile ranges out', () => {
    // Quartiles 2 and 4 of 1..5: fences at -4 and 10.
    expect(countOutliers(numbers(1, 2, 3, 4, 5))).toBe(0);
    expect(countOutliers(numbers(-4, 2, 2, 3, 4, 4, 10))).toBe(0);
    expect(countOutliers(numbers(-4.1, 2, 2, 3, 4, 4, 10.1))).toBe(2);
  });

  it('count every other value where most are equal', () => {
    expect(countOutliers(numbers(0, 0, 0, 0, 0, 0, 0, 0, 1))).toBe(1);
  });
});

it('a summary hangs on the order of the values in its last digits alone', () => {
  const values = Float64Array.from({ length: 5000 }, (_, row) => Math.sin(row * row) * 10 ** (row % 5));
  const [one, other] = [summarizeNumbers(values), summarizeNumbers(values.slice().reverse())];
  expect(other?.outliers).toBe(one?.outliers);
  for (const name of ['mean', 'standardDeviation', 'skewness', 'excessKurtosis'] as const)
    expect(other?.[name]).toBeCloseTo(one?.[name] ?? Number.NaN, 8);
});

it('a summary leaves out what is missing', () => {
  expect(summarizeNumbers(numbers(Number.NaN, 3, 1, Number.NaN))).toMatchObject({ count: 2, mean: 2, outliers: 0 });
  expect(summarizeNumbers(numbers(Number.NaN))).toBeUndefined();
});
