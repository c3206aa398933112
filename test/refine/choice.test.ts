import { describe, expect, it } from 'vitest';
import { createNormal, createRandom } from '../../src/random.js';
import { optimismOfChoice } from '../../src/refine/choice.js';

/** Each is best by far in its own fold: what a sample chooses has a loss of 3 in whatever the sample leaves out, and all have a mean of 2. */
const lucky = [
  [0, 3, 3],
  [3, 0, 3],
  [3, 3, 0],
];
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('the luck of what was chosen among epochs and configurations', () => {
  it('is .632 of what the folds left out lose more, where others are much worse', () => {
    expect(optimismOfChoice({ curves: [[...lucky, [1e9, 1e9, 1e9]]], seed: 0 })).toBeCloseTo((0.632 * 1) / 2, 6);
  });

  it('is all of it where a choice tells nothing, and little more than .632 between', () => {
    // The mean of all is 2.75: what is left out is no better than a choice at random.
    expect(optimismOfChoice({ curves: [[...lucky, [5, 5, 5]]], seed: 0 })).toBeCloseTo(1 / 2, 12);
    // The mean is 5: a third of the way from 2.
    const third = 0.632 + 0.368 / 27;
    expect(optimismOfChoice({ curves: [[...lucky, [14, 14, 14]]], seed: 0 })).toBeCloseTo(third / 2, 12);
  });

  it('does not ask which configuration an epoch is of', () => {
    const together = optimismOfChoice({ curves: [[...lucky, [14, 14, 14]]], seed: 1 });
    expect(optimismOfChoice({ curves: [lucky, [[14, 14, 14]]], seed: 1 })).toBe(together);
  });

  it('is none where there was nothing to choose, or the same is best in every fold', () => {
    expect(optimismOfChoice({ curves: [[[1, 2, 3]]], seed: 0 })).toBe(0);
    const ordered = [
      [1, 2, 3],
      [2, 3, 4],
    ];
    expect(optimismOfChoice({ curves: [ordered], seed: 0 })).toBe(0);
  });

  it('is not known of two folds, of none, or of a loss that is not above 0', () => {
    expect(optimismOfChoice({ curves: [[[1, 2]], [[2, 1]]], seed: 0 })).toBeUndefined();
    expect(optimismOfChoice({ curves: [], seed: 0 })).toBeUndefined();
    expect(optimismOfChoice({ curves: [[[-1, 0, 1]]], seed: 0 })).toBeUndefined();
  });

  it('of many that are alike but for chance brings the least loss back to what is true', () => {
    const normal = createNormal(createRandom(0, 'losses of folds'));
    const errors = Array.from({ length: 200 }, (_, seed) => {
      const curves = Array.from({ length: 12 }, () => [Array.from({ length: 5 }, () => 10 + normal())]);
      const least = Math.min(...curves.map(([losses]) => mean(losses ?? [])));
      return { naive: least - 10, honest: least * (1 + (optimismOfChoice({ curves, seed }) ?? Number.NaN)) - 10 };
    });
    const naive = mean(errors.map((error) => error.naive));
    expect(naive).toBeLessThan(-0.6);
    expect(Math.abs(mean(errors.map((error) => error.honest)))).toBeLessThan(0.2 * Math.abs(naive));
  });
});
