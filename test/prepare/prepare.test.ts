import { describe, expect, it } from 'vitest';
import { prepare } from '../../src/prepare/prepare.js';
import type { Fold } from '../../src/prepare/schema.js';
import type { FeatureColumn, Table } from '../../src/profile/table.js';
import { createNormal, createRandom } from '../../src/random.js';
import type { Settings } from '../../src/settings/slots.js';
import { categorical, classes, numbers, numeric, settingsOf, tableOf } from './builders.js';

const ROWS = 120;
const normal = createNormal(createRandom(5));
const letters = (text: string): string => Array.from({ length: ROWS }, (_, i) => text[(i * 7) % text.length]).join('');
const columns: readonly FeatureColumn[] = [
  numeric(
    Array.from({ length: ROWS }, (_, i) => (i % 11 < 6 ? Number.NaN : normal() * 5)),
    'measured',
  ),
  categorical(letters('aaaabbbccde.'), 'kind'),
];
const target = numbers(Array.from({ length: ROWS }, () => normal() * 3 + 10));
const rowsWhere = (keep: (row: number) => boolean): Int32Array =>
  Int32Array.from(Array.from({ length: ROWS }, (_, row) => row).filter(keep));
const isHeldOut = (row: number): boolean => row % 3 === 0;
const fold: Fold = { train: rowsWhere((row) => !isHeldOut(row)), validation: rowsWhere(isHeldOut), repeat: 0 };

const settings = (numericScaling: Settings['numericScaling'], more: Partial<Settings> = {}): Settings =>
  settingsOf({
    task: 'regression',
    targetTransform: 'standardize',
    numericScaling,
    missingValues: 'medianWithIndicator',
    categoricalEncoding: { oneHotUpTo: 10, embeddingSize: 4, maxLevels: 4 },
    ...more,
  });

/** Encoded inputs and targets of some rows. */
function encodedRows(table: Table, rows: Int32Array, some: Settings): number[][] {
  const { folds, inputs } = prepare(table, [fold], some);
  return Array.from(rows, (row) => [
    ...(folds[0]?.x.slice(row * inputs, (row + 1) * inputs) ?? []),
    folds[0]?.y[row] ?? Number.NaN,
  ]);
}

/** The table with each value of the held-out rows replaced. */
function withHeldOut(change: (value: number, row: number) => number, code: (code: number) => number): Table {
  const number = (value: number, row: number): number => (isHeldOut(row) ? change(value, row) : value);
  const changed = columns.map((column) =>
    column.kind === 'categorical'
      ? { ...column, codes: column.codes.map((value, row) => (isHeldOut(row) ? code(value) : value)) }
      : { ...column, values: column.values.map(number) },
  );
  return tableOf(changed, numbers(Array.from(target.values ?? [], number)));
}

describe.each(['standard', 'robustSmoothClip', 'quantileNormal'] as const)('a fold under %s', (numericScaling) => {
  const table = tableOf(columns, target);
  const before = encodedRows(table, fold.train, settings(numericScaling));

  it('learns nothing from its validation rows, not even from a copy of the target in them', () => {
    // Where a value is missing in every held-out row, its indicator input stays: the inputs depend on the whole column.
    const copy = withHeldOut(
      (_, row) => target.values?.[row] ?? 0,
      () => 3,
    );
    const wild = withHeldOut(
      () => 1e9,
      () => -1,
    );
    for (const other of [copy, wild]) expect(encodedRows(other, fold.train, settings(numericScaling))).toEqual(before);
  });

  it('learns nothing from its validation rows of the levels of a category that becomes codes', () => {
    const some = settings(numericScaling, {
      categoricalEncoding: { oneHotUpTo: 2, embeddingSize: 4, maxLevels: 3 },
    });
    const coded = encodedRows(table, fold.train, some);
    // All held-out rows have the level that is the rarest in training, or the one that only they have.
    for (const level of [3, 4]) {
      const other = withHeldOut(
        (value) => value,
        () => level,
      );
      expect(encodedRows(other, fold.train, some)).toEqual(coded);
    }
  });

  it('encodes each validation row by itself', () => {
    const [first = 0, ...others] = fold.validation;
    const other = withHeldOut(
      (value, row) => (row === first ? 1234 : value),
      (code) => code,
    );
    const rest = Int32Array.from(others);
    const some = settings(numericScaling);
    expect(encodedRows(other, rest, some)).toEqual(encodedRows(table, rest, some));
    const one = Int32Array.of(first);
    expect(encodedRows(other, one, some)).not.toEqual(encodedRows(table, one, some));
  });

  it('learns from its training rows', () => {
    const [first = 0] = fold.train;
    const [measured] = columns;
    if (measured?.kind !== 'numeric') throw new Error('a numeric column');
    const changed = { ...measured, values: measured.values.with(first, 1e6) };
    const other = tableOf([changed, ...columns.slice(1)], target);
    const rest = fold.train.slice(1);
    expect(encodedRows(other, rest, settings(numericScaling))).not.toEqual(before.slice(1));
  });
});

describe('the matrices', () => {
  const labelled = tableOf(columns, classes('aaab'.repeat(ROWS / 4)));
  const classSettings = (kind: Settings['classWeights']): Settings =>
    settings('standard', { task: 'binary', classWeights: kind });

  it('have a copy of all rows a fold, with the inputs and outputs of the settings', () => {
    const other: Fold = { train: fold.validation, validation: fold.train, repeat: 0 };
    const { rows, inputs, outputs, folds } = prepare(labelled, [fold, other], classSettings('none'));
    // The number and its indicator, and four levels of which one is the merged.
    expect({ rows, inputs, outputs }).toEqual({ rows: ROWS, inputs: 6, outputs: 1 });
    for (const { x, y } of folds) expect([x.length, y.length]).toEqual([ROWS * 6, ROWS]);
    expect(folds.map((one) => one.fold)).toEqual([fold, other]);
    expect(folds[0]?.x).not.toEqual(folds[1]?.x);
  });

  it('weigh the rows of each class alike in sum, with mean 1, when balanced', () => {
    const weightsOf = (kind: Settings['classWeights']): Float32Array =>
      prepare(labelled, [fold], classSettings(kind)).folds[0]?.rowWeights ?? new Float32Array();
    const balanced = weightsOf('balanced');
    const sumOf = (code: number): number =>
      fold.train.reduce((sum, row) => sum + (labelled.target.codes?.[row] === code ? (balanced[row] ?? 0) : 0), 0);
    expect(sumOf(0)).toBeCloseTo(fold.train.length / 2, 4);
    expect(sumOf(1)).toBeCloseTo(fold.train.length / 2, 4);
    expect(new Set(weightsOf('none'))).toEqual(new Set([1]));
  });
});
