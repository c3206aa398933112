import { describe, expect, it } from 'vitest';
import { encodeFeatures, fitFeatures } from '../../src/prepare/encode-features.js';
import { fillGaps, fitFilling } from '../../src/prepare/fill-gaps.js';
import type { Filling } from '../../src/prepare/schema.js';
import type { FeatureColumn, FeatureTable } from '../../src/profile/table.js';
import { gappyNumbers } from '../fixtures/gappy-numbers.js';
import { categorical, inputOf, numeric, settingsOf } from './builders.js';

const settings = settingsOf({ missingValues: 'regressionWithIndicator' });
const gap = Number.NaN;
const tableOf = (...columns: FeatureColumn[]): FeatureTable => ({
  rows: columns[0]?.kind === 'numeric' ? columns[0].values.length : 0,
  columns,
});
const firstRows = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);
const fitted = (table: FeatureTable, train = firstRows(table.rows)): Filling => {
  const filling = fitFilling(table, train, settings);
  if (!filling) throw new Error('nothing is filled');
  return filling;
};
const valuesOf = (columns: readonly FeatureColumn[], place: number): number[] => {
  const column = columns[place];
  return column === undefined || column.kind === 'categorical' ? [] : Array.from(column.values);
};

describe('a number that is missing', () => {
  it('is what a line through the other number says, drawn a hundredth nearer to the mean', () => {
    const table = tableOf(numeric([1, 2, gap, 4, 5, gap]), numeric([10, 20, 30, 40, 50, 0]));
    const [values] = [valuesOf(fillGaps(fitted(table), table), 0)];
    // In the rows that have it, its mean is 3 and that of the other column 30; the variances there are 2.5 and 250, the mean product 25.
    // The other column's deviation in all rows is that of 1750 / 6, of which the added hundredth is one.
    const slope = 25 / (250 + 0.01 * (1750 / 6));
    const at = (x: number): number => 3 + slope * (x - 30);
    expect(values.slice(0, 2)).toEqual([1, 2]);
    expect(values[2]).toBeCloseTo(at(30), 12);
    expect(values[5]).toBeCloseTo(at(0), 12);
  });

  it('is told by several numbers together, a gap among them counting as its mean', () => {
    const rows = 400;
    const one = Array.from({ length: rows }, (_, row) => Math.sin(row * 1.7));
    const other = Array.from({ length: rows }, (_, row) => Math.cos(row * 2.3));
    const sum = one.map((value, row) => (row < 3 ? gap : value + 2 * (other[row] ?? 0)));
    const table = tableOf(
      numeric(sum),
      numeric(one.map((value, row) => (row === 1 ? gap : value))),
      numeric(other.map((value, row) => (row === 2 ? gap : value))),
    );
    const values = valuesOf(fillGaps(fitted(table), table), 0);
    expect(values[0]).toBeCloseTo((one[0] ?? 0) + 2 * (other[0] ?? 0), 1);
    expect(values[1]).toBeCloseTo(2 * (other[1] ?? 0), 1);
    expect(values[2]).toBeCloseTo(one[2] ?? 0, 1);
  });

  it('hangs on the training rows alone', () => {
    const { table, train } = gappyNumbers(200);
    const rows = Int32Array.from(train);
    const isTrained = new Set(train);
    const other = tableOf(
      ...table.columns.map((column) =>
        column.kind === 'categorical'
          ? column
          : { ...column, values: column.values.map((value, row) => (isTrained.has(row) ? value : value * -9 + 4)) },
      ),
    );
    expect(fitted(other, rows)).toEqual(fitted(table, rows));
  });

  it('is at most three interquartile ranges beyond the quartiles, and so far a number far out counts', () => {
    const x = [...Array.from({ length: 100 }, (_, row) => row % 10), 1e9];
    const table = tableOf(numeric(x.map((value, row) => (row >= 99 ? gap : 2 * value))), numeric(x));
    const values = valuesOf(fillGaps(fitted(table), table), 0);
    expect(values[99]).toBeCloseTo(18, 0);
    // The quartiles of the other number are 2 and 7.
    expect(values[100]).toBeCloseTo(2 * (7 + 3 * 5), 0);
    const steep = tableOf(numeric(x.map((value, row) => (row >= 99 ? gap : value ** 3))), numeric(x));
    // The quartiles of the cubes are 8 and 343: more is not said, however far out the other number lies.
    expect(valuesOf(fillGaps(fitted(steep), steep), 0)[100]).toBeLessThanOrEqual(343 + 3 * 335);
  });

  it('is fitted to five thousand rows at most, at equal steps', () => {
    const { table, train } = gappyNumbers(10_000);
    const rows = Int32Array.from(train);
    const even = Int32Array.from({ length: 5000 }, (_, i) => rows[Math.floor((i * rows.length) / 5000)] ?? 0);
    expect(rows.length).toBeGreaterThan(7000);
    expect(fitted(table, rows)).toEqual(fitted(table, even));
  });

  it('is filled where the table that was trained on had gaps, and left to the median elsewhere', () => {
    const x = [1, 2, 3, 4, 5, 6];
    const table = tableOf(numeric([1, 2, gap, 4, 5, 6]), numeric(x), categorical('ababab'));
    const later = tableOf(numeric([gap, 3]), numeric([5, gap]), categorical('ab'));
    const filled = fillGaps(fitted(table), later);
    expect(valuesOf(filled, 0)[0]).toBeCloseTo(5, 1);
    expect(valuesOf(filled, 1)).toEqual([5, gap]);
    const encoder = fitFeatures(table, firstRows(6), { ...settings, numericScaling: 'standard' });
    expect(inputOf(encodeFeatures(encoder, later), encoder.inputs, 1)[1]).toBeCloseTo(0, 12);
  });

  it.each([
    ['medians are asked for', tableOf(numeric([1, gap, 3]), numeric([1, 2, 3])), 'median'],
    ['there is no other number', tableOf(numeric([1, gap, 3]), categorical('abc')), 'regressionWithIndicator'],
    ['the other number never moves', tableOf(numeric([1, gap, 3]), numeric([2, 2, 2])), 'regressionWithIndicator'],
    ['its column has none', tableOf(numeric([gap, gap, gap]), numeric([1, 2, 3])), 'regressionWithIndicator'],
    ['nothing is missing', tableOf(numeric([1, 2, 3]), numeric([1, 2, 3])), 'regressionWithIndicator'],
    [
      'there are more columns than a regression is fitted to',
      tableOf(...Array.from({ length: 51 }, (_, place) => numeric([place, gap, 3, 4]))),
      'regressionWithIndicator',
    ],
  ] as const)('is the median where %s', (_when, table, missingValues) => {
    expect(fitFilling(table, firstRows(table.rows), { missingValues })).toBeUndefined();
  });
});

describe('the inputs of a number that is missing', () => {
  it('say what is likely, and where its column lacks thirty or more that it was missing', () => {
    const x = Array.from({ length: 80 }, (_, row) => row);
    const table = tableOf(numeric(x.map((value) => (value % 2 > 0 ? gap : value * 10))), numeric(x));
    const encoder = fitFeatures(table, firstRows(80), { ...settings, numericScaling: 'standard' });
    const inputs = encodeFeatures(encoder, table);
    expect(encoder.inputs).toBe(3);
    const [ten, missing, one] = [0, 1, 2].map((place) => inputOf(inputs, 3, place));
    expect(missing).toEqual(x.map((value) => value % 2));
    ten?.forEach((value, row) => expect(Math.abs(value - (one?.[row] ?? 0))).toBeLessThan(0.08));
  });
});
