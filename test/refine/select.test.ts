import { describe, expect, it } from 'vitest';
import { type Candidate, compare, isKept, simplestWithinOneError } from '../../src/refine/select.js';
import type { PairedDifference } from '../../src/refine/statistics.js';

const partition = { testShare: 0.25 };
const candidate = (losses: readonly number[], complexity: readonly number[]): Candidate => ({
  losses: Float64Array.from(losses),
  foldLosses: [losses, losses].map((of) => of.reduce((a, b) => a + b, 0) / of.length),
  complexity,
});
const selected = (...candidates: readonly Candidate[]): number =>
  simplestWithinOneError(candidates, partition, { delta: 1 });

describe('the simplest within one standard error of the best', () => {
  /** Differences to the best of 1 and -1 around `gap`: one standard error is sqrt(4 / 3) / 2 = 0.577. */
  const best = candidate([1, 1, 1, 1], [3, 128, 2]);
  const worseBy = (gap: number, complexity: readonly number[]): Candidate =>
    candidate([2 + gap, 0 + gap, 2 + gap, 0 + gap], complexity);

  it('is the simpler one just inside', () => {
    expect(selected(best, worseBy(0.57, [2, 128, 2]))).toBe(1);
  });

  it('is the best where the simpler one is just outside', () => {
    expect(selected(best, worseBy(0.58, [2, 128, 2]))).toBe(0);
  });

  it('is measured by the difference in each row: a constant difference has no error', () => {
    const paired = candidate([1.01, 1.01, 1.01, 1.01], [0, 0, 0]);
    expect(selected(best, paired)).toBe(0);
  });

  it.each([
    ['fewer layers, however many units', [1, 512, 5], [2, 8, 0]],
    ['then fewer units, however many regularisers', [2, 64, 5], [2, 128, 0]],
    ['then fewer regularisers', [2, 64, 1], [2, 64, 2]],
  ])('prefers %s', (_, simple, complex) => {
    expect(selected(worseBy(0.1, complex), best, worseBy(0.2, simple))).toBe(2);
  });

  it('among equally simple ones is the best', () => {
    expect(selected(worseBy(0.3, [1, 8, 0]), worseBy(0.1, [1, 8, 0]), best)).toBe(1);
  });

  it('among equally simple ones is the one that holds already, if it is close', () => {
    const holding = (gap: number, delta: number): number => {
      const holds = worseBy(gap, [1, 8, 0]);
      return simplestWithinOneError([worseBy(0.1, [1, 8, 0]), holds, best], partition, { delta, holds });
    };
    expect(holding(0.57, 0.1)).toBe(1);
    expect(holding(0.58, 0.1)).toBe(2);
    expect(holding(0.6, 0.61)).toBe(1);
  });

  it('does not leave the best for a more complex one', () => {
    expect(selected(best, worseBy(0.01, [4, 128, 2]))).toBe(0);
  });

  it('ignores rows that were never validated', () => {
    const with_ = (of: Candidate): Candidate => ({ ...of, losses: Float64Array.of(Number.NaN, ...of.losses) });
    expect(selected(with_(best), with_(worseBy(0.57, [2, 1, 1])))).toBe(1);
    expect(selected(with_(best), with_(worseBy(0.58, [2, 1, 1])))).toBe(0);
  });

  it('of one is that one, of none is none', () => {
    expect(selected(best)).toBe(0);
    expect(selected()).toBe(-1);
  });
});

it('a comparison is a gain of the second over the first', () => {
  expect(compare(candidate([2, 2], []), candidate([1, 2], []), partition).difference).toBe(0.5);
});

describe('a trial is kept', () => {
  const paired = (difference: number, probability: number): PairedDifference => ({
    difference,
    standardError: 1,
    rowError: 1,
    interval: [difference - 1, difference + 1],
    probabilityAbove: () => probability,
  });

  it.each([
    [0.02, 0.8, true],
    [0.02, 0.79, false],
    [0.01, 0.99, false],
    [-0.5, 0.99, false],
  ])('gain %f with probability %f and delta 0.01: %s', (difference, probability, expected) => {
    expect(isKept(paired(difference, probability), 0.01)).toBe(expected);
  });
});
