import { describe, expect, it } from 'vitest';
import { checkWeights, hasWeight, rowWeights } from '../../src/prepare/row-weights.js';
import type { Fold } from '../../src/prepare/schema.js';
import { failureOf } from '../profile/files.js';
import { classes, numbers, rounded, tableOf } from './builders.js';

const all = (rows: number): Int32Array => Int32Array.from({ length: rows }, (_, row) => row);
const labelled = tableOf([], classes('aaaaaabbbc'));
const weightsOf = (kind: 'none' | 'balanced' | 'squareRoot' | null, train = all(10), table = labelled) =>
  rounded(rowWeights(table, train, { classWeights: kind }));

describe('class weights', () => {
  // scikit-learn 1.9.1, compute_class_weight("balanced"), whose mean over the rows is 1 by definition.
  const [a, b, c] = [0.55555556, 1.11111111, 3.33333333];

  it('are what scikit-learn calls balanced', () => {
    expect(weightsOf('balanced')).toEqual(rounded([a, a, a, a, a, a, b, b, b, c]));
  });

  it('are the square root of that with mean 1, or 1', () => {
    const mean = (6 * Math.sqrt(a) + 3 * Math.sqrt(b) + Math.sqrt(c)) / 10;
    const [x, y, z] = [Math.sqrt(a) / mean, Math.sqrt(b) / mean, Math.sqrt(c) / mean];
    expect(weightsOf('squareRoot')).toEqual(rounded([x, x, x, x, x, x, y, y, y, z]));
    expect(weightsOf('none')).toEqual(new Array(10).fill(1));
    expect(weightsOf(null)).toEqual(new Array(10).fill(1));
  });

  it('are counted over the training rows alone', () => {
    const train = Int32Array.of(0, 1, 6);
    // Two rows of a to one of b, and none of c.
    expect(weightsOf('balanced', train).slice(0, 9)).toEqual([0.75, 0.75, 0.75, 0.75, 0.75, 0.75, 1.5, 1.5, 1.5]);
  });
});

describe('weights of rows', () => {
  const table = tableOf([], numbers([1, 2, 3, 4]), { weights: Float64Array.of(1, 0, 3, 8) });

  it('have mean 1 over the training rows, whatever their unit', () => {
    expect(weightsOf('none', all(4), table)).toEqual(rounded([1 / 3, 0, 1, 8 / 3]));
    expect(weightsOf('none', Int32Array.of(0, 2), table)).toEqual(rounded([0.5, 0, 1.5, 4]));
    const other = { ...table, weights: table.weights?.map((weight) => 1e3 * weight) ?? new Float64Array(4) };
    expect(weightsOf('none', all(4), other)).toEqual(weightsOf('none', all(4), table));
  });

  it('are times those of their class, which are counted by them', () => {
    // A row of weight 3 is three rows: three of a to one of b.
    const weighed = { ...tableOf([], classes('ab')), weights: Float64Array.of(3, 1) };
    expect(weightsOf('balanced', all(2), weighed)).toEqual([1, 1]);
    const mild = weightsOf('squareRoot', all(2), weighed);
    expect((mild[0] ?? 0) / (mild[1] ?? 0)).toBeCloseTo(Math.sqrt(3), 4);
  });

  it('of any size become numbers, also where those of a fold are far below or above the others', () => {
    const extreme = { ...table, weights: Float64Array.of(1e-60, 3e-60, 1e30, 1e38) };
    expect(weightsOf('none', Int32Array.of(0, 1), extreme).slice(0, 2)).toEqual([0.5, 1.5]);
    const weighed = { ...tableOf([], classes('aab')), weights: Float64Array.of(1e38, 1e38, 3e38) };
    expect(weightsOf('squareRoot', all(3), weighed).every((weight) => weight > 0.5 && weight < 2)).toBe(true);
  });

  it('are 0 where none of the training rows has one, which is told before anything is trained', async () => {
    const fold = (...train: number[]): Fold => ({ train: Int32Array.from(train), validation: all(0), repeat: 0 });
    expect(weightsOf('none', Int32Array.of(1), table)).toEqual([0, 0, 0, 0]);
    expect([hasWeight(table, fold(1)), hasWeight(table, fold(0, 1)), hasWeight({}, fold(1))]).toEqual([
      false,
      true,
      true,
    ]);
    expect(checkWeights(table, [fold(0), fold(2)])).toBeUndefined();
    const error = await failureOf(Promise.resolve().then(() => checkWeights(table, [fold(0), fold(1)])));
    expect(error.code).toBe('usage_invalid');
  });
});
