import { expect, it } from 'vitest';
import { clustersOf } from '../../src/prepare/clusters.js';
import { createNormal, createRandom } from '../../src/random.js';
import { pairedDifference } from '../../src/refine/statistics.js';

const ROWS = 1000;
const alone = Int32Array.from({ length: ROWS }, (_, row) => row);
const table = { rows: ROWS, duplicateOf: alone };

it('rows of a group are one, in time too; rows that are alike are; each of the others is for itself', () => {
  const groups = alone.map((row) => row % 7);
  expect(clustersOf({ ...table, groups }, 'grouped')).toBe(groups);
  expect(clustersOf({ ...table, groups }, 'forward')).toBe(groups);
  const duplicateOf = alone.map((row) => Math.max(0, row - 1));
  expect(clustersOf({ ...table, duplicateOf }, 'stratified')).toBe(duplicateOf);
  expect(clustersOf(table, 'stratified')).toBeUndefined();
});

it('rows in time are blocks of neighbours, as long as the cube root of their number', () => {
  expect([...(clustersOf({ ...table, rows: 30 }, 'forward') ?? [])]).toEqual(
    Array.from({ length: 30 }, (_, row) => Math.floor(row / 3)),
  );
  expect(new Set(clustersOf(table, 'forward')).size).toBe(100);
});

it('the error of a gain whose neighbours in time are alike is that of its mean, and without blocks half of it', () => {
  // First-order autoregression: the mean of n has 1 / (1 - r) times the error of n independent rows of unit innovation.
  const r = 0.6;
  const errorOf = (clusters: Int32Array | undefined): number => {
    const errors = Array.from({ length: 40 }, (_, seed) => {
      const normal = createNormal(createRandom(seed, 'in time'));
      let last = 0;
      const before = Float64Array.from({ length: ROWS }, () => (last = r * last + normal()));
      const after = new Float64Array(ROWS);
      const folds = { foldsBefore: [0], foldsAfter: [0], testShare: 0.2 };
      return pairedDifference({ before, after, ...folds, ...(clusters && { clusters }) }).standardError;
    });
    return errors.reduce((sum, error) => sum + error, 0) / errors.length;
  };
  const truth = 1 / (1 - r) / Math.sqrt(ROWS);
  expect(errorOf(clustersOf(table, 'forward')) / truth).toBeGreaterThan(0.85);
  expect(errorOf(clustersOf(table, 'forward')) / truth).toBeLessThan(1.05);
  expect(errorOf(undefined) / truth).toBeLessThan(0.6);
});
