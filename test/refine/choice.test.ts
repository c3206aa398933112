import { describe, expect, it } from 'vitest';
import { createNormal, createRandom } from '../../src/random.js';
import { luckOfChoice } from '../../src/refine/choice.js';

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const seeds = Array.from({ length: 200 }, (_, seed) => seed);
const meanLuck = (curves: readonly (readonly number[])[][]): number =>
  mean(seeds.map((seed) => luckOfChoice({ curves, seed }) ?? Number.NaN));

/** Each is best by far in a fold of its own; the mean of all three is 2. */
const lucky = [
  [0, 3, 3],
  [3, 0, 3],
  [3, 3, 0],
];

/** What is chosen in a sample loses so much more in the folds left out, in the mean over all samples of three folds that leave one out. */
function lostLeftOut(choices: readonly (readonly number[])[]): number {
  const totals = choices.map((losses) => mean(losses));
  const best = totals.indexOf(Math.min(...totals));
  const folds = [0, 1, 2];
  const samples = folds.flatMap((a) => folds.flatMap((b) => folds.map((c) => [a, b, c])));
  return mean(
    samples.flatMap((sample) => {
      const left = folds.filter((fold) => !sample.includes(fold));
      if (left.length === 0) return [];
      const seen = choices.map((losses) => mean(sample.map((fold) => losses[fold] ?? 0)));
      const chosen = seen.indexOf(Math.min(...seen));
      return [mean(left.map((fold) => (choices[chosen]?.[fold] ?? 0) - (choices[best]?.[fold] ?? 0)))];
    }),
  );
}

describe('the luck of what was chosen among epochs and configurations', () => {
  it('is what a choice by a sample of the folds loses in the others, .632 of it where others are much worse', () => {
    const worse = Array.from({ length: 5 }, () => [90, 90, 90]);
    const expected = 0.632 * lostLeftOut([...lucky, ...worse]);
    expect(expected).toBeGreaterThan(0.4);
    expect(meanLuck([[...lucky, ...worse]])).toBeCloseTo(expected, 1);
  });

  it('is all of it where a choice tells nothing: as much is lost as by the middle one', () => {
    const near = Array.from({ length: 5 }, () => [2.6, 2.6, 2.6]);
    const lost = lostLeftOut([...lucky, ...near]);
    expect(lost).toBeGreaterThan(0.6);
    expect(meanLuck([[...lucky, ...near]])).toBeCloseTo(lost, 1);
  });

  it('does not ask which configuration an epoch is of', () => {
    const together = luckOfChoice({ curves: [[...lucky, [14, 14, 14]]], seed: 1 });
    expect(luckOfChoice({ curves: [lucky, [], [[14, 14, 14]]], seed: 1 })).toBe(together);
  });

  it('is none where there was nothing to choose, or the same is best in every fold', () => {
    const ordered = [
      [1, 2, 3],
      [2, 3, 4],
    ];
    for (const seed of seeds) {
      expect(luckOfChoice({ curves: [[[1, 2, 3]]], seed })).toBe(0);
      expect(luckOfChoice({ curves: [ordered], seed })).toBe(0);
    }
  });

  it('is bounded where a single epoch explodes in one fold', () => {
    const calm = Array.from({ length: 9 }, (_, i) => new Array<number>(5).fill(1 + i / 10));
    const spike = [0.95, 0.95, 0.95, 0.95, 1e6];
    expect(luckOfChoice({ curves: [[...calm, spike]], seed: 0 })).toBeLessThan(1);
  });

  it('is not known of two folds, and of none', () => {
    expect(luckOfChoice({ curves: [[[1, 2]], [[2, 1]]], seed: 0 })).toBeUndefined();
    expect(luckOfChoice({ curves: [], seed: 0 })).toBeUndefined();
  });

  it('is not asked of curves that are of other folds', () => {
    expect(() => luckOfChoice({ curves: [[[1, 2, 3]], [[1, 2, 3, 4]]], seed: 0 })).toThrow('the same folds');
  });

  it('of many that are alike but for chance brings the least loss back to what is true', () => {
    const normal = createNormal(createRandom(0, 'losses of folds'));
    const errors = seeds.map((seed) => {
      const curves = Array.from({ length: 12 }, () => [Array.from({ length: 5 }, () => 10 + normal())]);
      const least = Math.min(...curves.map(([losses]) => mean(losses ?? [])));
      return { naive: least - 10, honest: least + (luckOfChoice({ curves, seed }) ?? Number.NaN) - 10 };
    });
    const naive = mean(errors.map((error) => error.naive));
    expect(naive).toBeLessThan(-0.6);
    expect(Math.abs(mean(errors.map((error) => error.honest)))).toBeLessThan(0.2 * Math.abs(naive));
  });
});
