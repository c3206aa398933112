import { describe, expect, it } from 'vitest';
import { createNormal, createRandom } from '../../src/random.js';
import { blendShares } from '../../src/refine/blend.js';

const truth = Float64Array.of(1, 2, 3, 4);
const squared = (value: number, row: number): number => (value - (truth[row] ?? 0)) ** 2;
const off = (...errors: number[]): Float64Array => truth.map((value, row) => value + (errors[row] ?? 0));
const rows = [0, 1, 2, 3];

describe('the shares of a blend', () => {
  it('of one candidate are its own', () => {
    expect(blendShares({ values: [off(1, 1, 1, 1)], loss: squared, rows })).toEqual([1]);
  });

  it('leave out a candidate that only does harm', () => {
    expect(blendShares({ values: [off(0, 0, 0, 0), off(5, 5, 5, 5)], loss: squared, rows })).toEqual([1, 0]);
  });

  it('halve two errors that are opposite', () => {
    const values = [off(1, -1, 1, -1), off(-1, 1, -1, 1), off(3, 3, 3, 3)];
    expect(blendShares({ values, loss: squared, rows })).toEqual([0.5, 0.5, 0]);
  });

  it('outweigh a first candidate that is worse', () => {
    const [first = 1, second = 0] = blendShares({ values: [off(4, 4, 4, 4), off(0, 0, 0, 0)], loss: squared, rows });
    expect(first).toBeCloseTo(1 / 20, 12);
    expect(second).toBeCloseTo(19 / 20, 12);
  });

  it('are fitted on the given rows alone', () => {
    const values = [off(0, 0, 9, 9), off(9, 9, 0, 0)];
    expect(blendShares({ values, loss: squared, rows: [0, 1] })).toEqual([1, 0]);
    expect(blendShares({ values, loss: squared, rows: [2, 3] })[1]).toBeGreaterThan(0.9);
  });

  it('go to five candidates at the most', () => {
    const normal = createNormal(createRandom(3, 'blend'));
    const targets = Float64Array.from({ length: 200 }, normal);
    const values = Array.from({ length: 9 }, () => targets.map((value) => value + normal()));
    const loss = (value: number, row: number): number => (value - (targets[row] ?? 0)) ** 2;
    const shares = blendShares({ values, loss, rows: [...targets.keys()] });
    expect(shares.filter((share) => share > 0)).toHaveLength(5);
    expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    const lossOf = (weights: readonly number[]): number =>
      targets.reduce(
        (sum, _, row) =>
          sum +
          loss(
            weights.reduce((v, w, i) => v + w * (values[i]?.[row] ?? 0), 0),
            row,
          ),
        0,
      );
    expect(lossOf(shares)).toBeLessThan(0.5 * lossOf([1, 0, 0, 0, 0, 0, 0, 0, 0]));
  });
});
