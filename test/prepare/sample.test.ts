import { describe, expect, it } from 'vitest';
import { sampleRows, takeRows } from '../../src/prepare/sample.js';
import { categorical, classes, numbers, numeric, tableOf } from './builders.js';

const letters = 'a'.repeat(700) + 'b'.repeat(250) + 'c'.repeat(49) + 'd';
const table = tableOf([numeric(Array.from(letters, (_, row) => row))], classes(letters));

describe('a sample', () => {
  it('keeps the class shares, at least one row of each, and the order of the file', () => {
    const sample = sampleRows(table, 100, 0);
    const counts = [0, 1, 2, 3].map((code) => sample.target.codes?.filter((other) => other === code).length);
    expect(counts).toEqual([70, 25, 4, 1]);
    expect(sample.rows).toBe(100);
    const [column] = sample.columns;
    const rows = column?.kind === 'numeric' ? Array.from(column.values) : [];
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
    expect(new Set(rows).size).toBe(100);
    rows.forEach((row, i) => expect('abcd'[sample.target.codes?.[i] ?? -1]).toBe(letters[row]));
  });

  it('is drawn by the seed', () => {
    expect(sampleRows(table, 100, 0)).toEqual(sampleRows(table, 100, 0));
    expect(sampleRows(table, 100, 1)).not.toEqual(sampleRows(table, 100, 0));
  });

  it('of a number target has the size asked for', () => {
    expect(sampleRows(tableOf([], numbers(Array.from(letters, (_, row) => row))), 123, 0).rows).toBe(123);
  });

  it('of a small table is the table', () => {
    expect(sampleRows(table, 1000, 0)).toBe(table);
  });
});

describe('rows taken', () => {
  it('have every part of the table, in the order given', () => {
    const whole = tableOf(
      [numeric([1, 2, Number.NaN]), categorical('xyz')],
      { ...classes('bab'), values: Float64Array.of(7, 8, 9) },
      {
        groups: Int32Array.of(5, 6, 7),
        weights: Float64Array.of(1, 2, 0.5),
        duplicateOf: Int32Array.of(0, 1, 0),
      },
    );
    expect(takeRows(whole, Int32Array.of(2, 0))).toEqual({
      rows: 2,
      columns: [numeric([Number.NaN, 1]), { ...categorical('xyz'), codes: Int32Array.of(2, 0) }],
      target: { columns: ['y'], labels: ['a', 'b'], codes: Int32Array.of(1, 1), values: Float64Array.of(9, 7) },
      groups: Int32Array.of(7, 5),
      weights: Float64Array.of(0.5, 1),
      duplicateOf: Int32Array.of(0, 0),
    });
  });
});
