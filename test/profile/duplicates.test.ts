import fc from 'fast-check';
import { expect, it } from 'vitest';
import { duplicateShareOf, numberDistinctRows } from '../../src/profile/duplicates.js';
import type { FeatureColumn } from '../../src/profile/table.js';

const numeric = (...values: number[]): FeatureColumn => ({
  name: 'a',
  kind: 'numeric',
  values: Float64Array.from(values),
});
const categorical = (...codes: number[]): FeatureColumn => ({
  name: 'b',
  kind: 'categorical',
  levels: ['p', 'q'],
  codes: Int32Array.from(codes),
});

it('numbers distinct rows in the order of their first appearance', () => {
  const columns = [numeric(1, 2, 1, 1), categorical(0, 0, 0, 1)];
  expect([...numberDistinctRows(columns, 4)]).toEqual([0, 1, 0, 2]);
});

it('takes missing for equal to missing, and minus zero for zero', () => {
  const columns = [numeric(Number.NaN, 0, Number.NaN, -0), categorical(-1, 1, -1, 1)];
  expect([...numberDistinctRows(columns, 4)]).toEqual([0, 1, 0, 1]);
});

it('agrees with comparing all rows as text', () => {
  const cell = fc.oneof(
    fc.integer({ min: 0, max: 3 }),
    fc.constant(Number.NaN),
    fc.double({ noNaN: true, min: -1, max: 1 }),
  );
  const rows = fc.array(fc.tuple(cell, fc.integer({ min: -1, max: 1 })), { maxLength: 60 });
  fc.assert(
    fc.property(rows, (table) => {
      const columns = [numeric(...table.map(([a]) => a)), categorical(...table.map(([, b]) => b))];
      const seen = new Map<string, number>();
      const expected = table.map(([a, b]) => {
        const key = `${a + 0} ${b}`;
        if (!seen.has(key)) seen.set(key, seen.size);
        return seen.get(key);
      });
      expect([...numberDistinctRows(columns, table.length)]).toEqual(expected);
    }),
  );
});

it('numbers a hundred thousand different rows all differently', () => {
  const rows = 100_000;
  const columns = [
    numeric(...Array.from({ length: rows }, (_, row) => row % 317)),
    numeric(...Array.from({ length: rows }, (_, row) => Math.floor(row / 317))),
  ];
  expect(numberDistinctRows(columns, rows).at(-1)).toBe(rows - 1);
});

it('shares count only repeats with the same target', () => {
  expect(duplicateShareOf(Int32Array.of(0, 0, 0, 1), [5, 5, 6, 5])).toBe(0.25);
  expect(duplicateShareOf(Int32Array.of(0, 1, 2), [1, 1, 1])).toBe(0);
});
