import { describe, expect, it } from 'vitest';
import { classProbabilities, soften } from '../../src/refine/predictions.js';

const rounded = (values: Float64Array): number[] => Array.from(values, (value) => Number(value.toPrecision(12)));

describe('class probabilities', () => {
  it('of three outputs are their softmax, row by row', () => {
    const outputs = [Math.log(1), Math.log(2), Math.log(5), 0, 0, 0];
    expect(rounded(classProbabilities(outputs, 3))).toEqual([
      0.125,
      0.25,
      0.625,
      ...Array<number>(3).fill(0.333333333333),
    ]);
  });

  it('of one output: it is the logit of the second class', () => {
    expect(rounded(classProbabilities([0, Math.log(3), -Math.log(4)], 1))).toEqual([0.5, 0.5, 0.25, 0.75, 0.8, 0.2]);
  });

  it('of two outputs are those of their difference as a logit', () => {
    expect(rounded(classProbabilities([0.3, 1.7], 2))).toEqual(rounded(classProbabilities([1.4], 1)));
  });

  it('soften as if the outputs were divided by the temperature', () => {
    const softened = (outputs: number[], width: number, temperature: number) =>
      rounded(soften(classProbabilities(outputs, width), Math.max(2, width), temperature));
    expect(softened([2, 4, 6, 1, 1, 5], 3, 2)).toEqual(rounded(classProbabilities([1, 2, 3, 0.5, 0.5, 2.5], 3)));
    expect(softened([3], 1, 0.5)).toEqual(rounded(classProbabilities([6], 1)));
    expect(softened([3], 1, 1)).toEqual(rounded(classProbabilities([3], 1)));
  });

  it('that are certain stay certain at every temperature', () => {
    expect(Array.from(soften(Float64Array.of(1, 0), 2, 4))).toEqual([1, 0]);
    expect(Array.from(soften(Float64Array.of(0, 1), 2, 0.25))).toEqual([0, 1]);
  });

  it('stay numbers and sum to 1 for outputs as large as they come', () => {
    for (const outputs of [
      [1e30, 0, -1e30],
      [-1e30, -1e30, -1e30],
      [800, 801, 802],
    ]) {
      const probabilities = classProbabilities(outputs, 3);
      expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    }
    expect(Array.from(classProbabilities([1e30, -1e30], 1))).toEqual([0, 1, 1, 0]);
  });
});
