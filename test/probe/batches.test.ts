import { describe, expect, it } from 'vitest';
import { createBatches } from '../../src/probe/batches.js';

const folds = [Int32Array.from([0, 1, 2, 3, 4, 5, 6]), Int32Array.from([10, 11, 12])];
const BATCH = 2;

/** Rows of one fold in the order drawn. */
const drawn = (all: Int32Array, fold: number): number[] =>
  Array.from(all).filter((_, i) => Math.floor(i / BATCH) % folds.length === fold);
const sorted = (values: ArrayLike<number>): number[] => Array.from(values).toSorted((a, b) => a - b);

describe('the batches of a fold', () => {
  it('take every row once before any row again', () => {
    const rows = createBatches(folds, BATCH, 1)(21);
    expect(rows).toHaveLength(21 * 2 * BATCH);
    for (const [fold, own] of folds.entries()) {
      const all = drawn(rows, fold);
      for (let from = 0; from + own.length <= all.length; from += own.length) {
        expect(sorted(all.slice(from, from + own.length))).toEqual(sorted(own));
      }
    }
  });

  it('come in another order in each round', () => {
    const all = drawn(createBatches(folds, BATCH, 1)(21), 0);
    expect(new Set([0, 7, 14, 21, 28].map((from) => String(all.slice(from, from + 7)))).size).toBeGreaterThan(3);
  });

  it('are the same for the same seed, however many steps are asked for at a time', () => {
    const atOnce = createBatches(folds, BATCH, 5)(6);
    const next = createBatches(folds, BATCH, 5);
    expect([...next(1), ...next(3), ...next(2)]).toEqual(Array.from(atOnce));
    expect(createBatches(folds, BATCH, 6)(6)).not.toEqual(atOnce);
  });

  it('do not depend on the other folds', () => {
    const [first] = folds;
    const alone = createBatches(first ? [first] : [], BATCH, 5)(6);
    expect(drawn(createBatches(folds, BATCH, 5)(6), 0)).toEqual(Array.from(alone));
  });

  it('come in an order of their own, also where folds have as many rows', () => {
    const own = Int32Array.from({ length: 20 }, (_, row) => row);
    const rows = createBatches([own, own], BATCH, 1)(10);
    expect(drawn(rows, 0)).not.toEqual(drawn(rows, 1));
  });

  it('fill a batch larger than the fold by going round', () => {
    const [, second] = folds;
    const rows = createBatches(second ? [second] : [], 5, 1)(1);
    expect(sorted(new Set(rows).size === 3 ? [...new Set(rows)] : [])).toEqual([10, 11, 12]);
    expect(rows).toHaveLength(5);
  });
});
