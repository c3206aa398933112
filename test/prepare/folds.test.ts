import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halveTraining, partition } from '../../src/prepare/folds.js';
import type { Fold } from '../../src/prepare/schema.js';
import type { Table } from '../../src/profile/table.js';
import { classes, numbers, tableOf } from './builders.js';

type Kind = 'plain' | 'stratified' | 'grouped' | 'forward' | 'holdout';
const settings = (foldKind: Kind, more: { folds?: number; foldRepeats?: number; validationShare?: number } = {}) => ({
  foldKind,
  folds: more.folds ?? null,
  foldRepeats: more.foldRepeats ?? null,
  validationShare: more.validationShare ?? null,
});

const labelled = (counts: Readonly<Record<string, number>>, more: Partial<Table> = {}): Table =>
  tableOf(
    [],
    classes(
      Object.entries(counts)
        .map(([label, count]) => label.repeat(count))
        .join(''),
    ),
    more,
  );
const regression = (rows: number, more: Partial<Table> = {}): Table =>
  tableOf([], numbers(Array.from({ length: rows }, (_, i) => i)), more);

const sorted = (rows: Iterable<number>): number[] => Array.from(rows).toSorted((a, b) => a - b);
const allRows = (rows: number): number[] => Array.from({ length: rows }, (_, row) => row);
const countOf = (table: Table, rows: Int32Array, label: number): number =>
  rows.reduce((count, row) => count + (table.target.codes?.[row] === label ? 1 : 0), 0);

/** Every row is on exactly one side of a fold. */
const expectSplit = (folds: readonly Fold[], rows: number): void => {
  for (const { train, validation } of folds) {
    expect(sorted([...train, ...validation])).toEqual(allRows(rows));
    expect(Math.min(train.length, validation.length)).toBeGreaterThan(0);
  }
};

describe('a partition', () => {
  it('validates every row once a repeat, and trains on the others', () => {
    const folds = partition(regression(23), settings('plain', { folds: 5, foldRepeats: 3 }), 0);
    expect(folds.map(({ repeat }) => repeat)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
    expectSplit(folds, 23);
    for (const repeat of [0, 1, 2]) {
      const validated = folds.filter((fold) => fold.repeat === repeat).flatMap(({ validation }) => [...validation]);
      expect(sorted(validated)).toEqual(allRows(23));
    }
    for (const { validation } of folds) expect([4, 5]).toContain(validation.length);
  });

  it('differs between repeats and seeds, and is the same for the same seed', () => {
    const split = (seed: number) => partition(regression(30), settings('plain', { folds: 3, foldRepeats: 2 }), seed);
    const first = split(1);
    expect(split(1)).toEqual(first);
    expect(split(2)).not.toEqual(first);
    expect(first[0]?.validation).not.toEqual(first[3]?.validation);
  });

  it('has 5 folds once unless the settings say otherwise, and no more than rows', () => {
    expect(partition(regression(20), settings('plain'), 0)).toHaveLength(5);
    const few = partition(regression(3), settings('plain', { folds: 10 }), 0);
    expect(few).toHaveLength(3);
    expectSplit(few, 3);
  });

  it('has at least two folds, so that something is left to train on', () => {
    const folds = partition(regression(10), settings('plain', { folds: 1 }), 0);
    expect(folds).toHaveLength(2);
    expectSplit(folds, 10);
  });
});

describe('stratified folds', () => {
  it('keep the class shares to a row', () => {
    const table = labelled({ a: 61, b: 27, c: 5 });
    for (const { validation } of partition(table, settings('stratified', { folds: 5, foldRepeats: 2 }), 3)) {
      expect([12, 13]).toContain(countOf(table, validation, 0));
      expect([5, 6]).toContain(countOf(table, validation, 1));
      expect(countOf(table, validation, 2)).toBe(1);
    }
  });

  it('are not what plain folds do', () => {
    const table = labelled({ a: 50, b: 5 });
    const rare = (kind: Kind) =>
      allRows(10).flatMap((seed) =>
        partition(table, settings(kind, { folds: 5 }), seed).map(({ validation }) => countOf(table, validation, 1)),
      );
    expect(new Set(rare('stratified'))).toEqual(new Set([1]));
    expect(new Set(rare('plain')).size).toBeGreaterThan(1);
  });
});

describe('rows that belong together', () => {
  const unit = fc.integer({ min: 0, max: 12 });
  const rowsOf = fc.array(fc.record({ group: unit, duplicate: unit, label: fc.integer({ min: 0, max: 2 }) }), {
    minLength: 8,
    maxLength: 60,
  });

  it.each(['plain', 'stratified', 'grouped', 'holdout'] as const)('are never on both sides: %s', (kind) => {
    fc.assert(
      fc.property(rowsOf, fc.integer({ min: 2, max: 5 }), fc.nat(9), (rows, folds, seed) => {
        const groups = Int32Array.from(rows, ({ group }) => group);
        // Equal rows of different groups tie those groups together: with few numbers all may become one.
        const duplicateOf = Int32Array.from(rows, ({ duplicate }, row) => (duplicate < 4 ? duplicate : 100 + row));
        fc.pre(new Set(groups).size > 10);
        const table = tableOf([], classes(rows.map(({ label }) => 'abc'[label] ?? 'a').join('')), {
          groups,
          duplicateOf,
        });
        const split = partition(table, settings(kind, { folds }), seed);
        expectSplit(split, rows.length);
        for (const { train, validation } of split) {
          for (const key of [groups, duplicateOf]) {
            const seen = new Set(Array.from(train, (row) => key[row]));
            expect(Array.from(validation).some((row) => seen.has(key[row]))).toBe(false);
          }
        }
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it('stay together through a chain of groups and duplicates', () => {
    // Rows 0-1 share a group, 1-2 are equal, 2-3 share a group.
    const groups = Int32Array.from([0, 0, 1, 1, 2, 3, 4]);
    const duplicateOf = Int32Array.from([0, 1, 1, 3, 4, 5, 6]);
    for (const { validation } of partition(
      regression(7, { groups, duplicateOf }),
      settings('plain', { folds: 4 }),
      0,
    )) {
      const chained = validation.filter((row) => row < 4);
      expect([0, 4]).toContain(chained.length);
    }
  });

  it('are an error where nothing is left to set aside', () => {
    const table = regression(12, { groups: new Int32Array(12) });
    for (const kind of ['plain', 'grouped', 'holdout'] as const) {
      expect(() => partition(table, settings(kind), 0)).toThrow(expect.objectContaining({ code: 'too_few_rows' }));
    }
  });
});

describe('one held-out part', () => {
  it('is a fifth of every class unless the settings say otherwise', () => {
    const table = labelled({ a: 80, b: 20 });
    const [fold, ...others] = partition(table, settings('holdout'), 0);
    expect(others).toEqual([]);
    expectSplit(fold ? [fold] : [], 100);
    expect([0, 1].map((label) => countOf(table, fold?.validation ?? new Int32Array(), label))).toEqual([16, 4]);
    const [quarter] = partition(table, settings('holdout', { validationShare: 0.25 }), 0);
    expect(quarter?.validation).toHaveLength(25);
  });

  it.each([0, 1, 2, 3])('is not the largest set of equal rows (seed %d)', (seed) => {
    const duplicateOf = Int32Array.from({ length: 400 }, (_, row) => (row < 101 ? 0 : row));
    const table = regression(400, { duplicateOf });
    const [fold] = partition(table, settings('holdout', { validationShare: 0.1 }), seed);
    expect(fold?.validation).toHaveLength(40);
    expect(fold?.validation.every((row) => row > 100)).toBe(true);
  });

  it.each([0.05, 0.3, 0.4, 0.7, 0.95])('is as large as it is asked for: %d', (validationShare) => {
    const [fold] = partition(labelled({ a: 160, b: 40 }), settings('holdout', { validationShare }), 0);
    expect(fold?.validation).toHaveLength(200 * validationShare);
  });

  it('has a row of every class that has two, and leaves some to train on', () => {
    const table = labelled({ a: 50, b: 2, c: 1 });
    const [fold] = partition(table, settings('holdout', { validationShare: 0.1 }), 0);
    expect([0, 1, 2].map((label) => countOf(table, fold?.validation ?? new Int32Array(), label))).toEqual([5, 1, 0]);
    const rare = labelled({ a: 98, b: 2 });
    const [part] = partition(rare, settings('holdout', { validationShare: 0.1 }), 0);
    expect([0, 1].map((label) => countOf(rare, part?.validation ?? new Int32Array(), label))).toEqual([10, 1]);
    for (const validationShare of [0.01, 0.99])
      expectSplit(partition(regression(2), settings('holdout', { validationShare }), 0), 2);
  });

  it('is not larger than asked for, though classes are too small for a part of each', () => {
    const labels = 'abcdefghijklmnopqrst';
    const table = labelled(Object.fromEntries(Array.from(labels, (label) => [label, 4])));
    const [fold] = partition(table, settings('holdout', { validationShare: 0.1 }), 0);
    expect(fold?.validation).toHaveLength(8);
  });

  it('of groups of ninety and ten rows is the smaller one', () => {
    const groups = Int32Array.from({ length: 100 }, (_, row) => Number(row >= 90));
    const [fold] = partition(regression(100, { groups }), settings('holdout'), 0);
    expect(fold?.validation).toHaveLength(10);
  });
});

describe('forward folds', () => {
  it('of groups that come again and again have nothing to train on, and say so', () => {
    const groups = Int32Array.from({ length: 24 }, (_, row) => row % 2);
    const folds = (): unknown => partition(regression(24, { groups }), settings('forward', { folds: 3 }), 0);
    expect(folds).toThrow(
      expect.objectContaining({ code: 'too_few_rows', message: expect.stringContaining('In time') }),
    );
  });

  it('train on what came before', () => {
    const folds = partition(regression(8), settings('forward', { folds: 3 }), 0);
    // scikit-learn 1.9.1, TimeSeriesSplit(3) on 8 rows.
    expect(folds.map(({ train, validation }) => [[...train], [...validation]])).toEqual([
      [
        [0, 1],
        [2, 3],
      ],
      [
        [0, 1, 2, 3],
        [4, 5],
      ],
      [
        [0, 1, 2, 3, 4, 5],
        [6, 7],
      ],
    ]);
  });

  it('never look ahead nor leave a part empty, whatever the counts', () => {
    for (const rows of [2, 3, 10, 11, 37]) {
      for (const { train, validation } of partition(regression(rows), settings('forward'), 0)) {
        expect(train.length).toBeGreaterThan(0);
        expect(validation.length).toBeGreaterThan(0);
        expect(validation[0]).toBe(train.length);
        expect(sorted([...train, ...validation])).toEqual(allRows(train.length + validation.length));
      }
    }
  });

  it('leave out of the training the groups that are validated, not what equals a later row', () => {
    const groups = Int32Array.from([0, 1, 2, 3, 0, 4, 5, 3]);
    const duplicateOf = Int32Array.from([0, 1, 2, 3, 4, 5, 1, 7]);
    const table = regression(8, { groups, duplicateOf });
    const folds = partition(table, settings('forward', { folds: 3 }), 0);
    expect(folds.map(({ train, validation }) => [[...train], [...validation]])).toEqual([
      [
        [0, 1],
        [2, 3],
      ],
      [
        [1, 2, 3],
        [4, 5],
      ],
      [
        [0, 1, 2, 4, 5],
        [6, 7],
      ],
    ]);
  });

  it('leave a fold out where nothing of other groups came before, and fail where that is so of all', () => {
    const late = regression(8, { groups: Int32Array.from([0, 0, 0, 0, 1, 1, 0, 0]) });
    const folds = partition(late, settings('forward', { folds: 3 }), 0);
    expect(folds.map(({ train }) => [...train])).toEqual([
      [0, 1, 2, 3],
      [4, 5],
    ]);
    const one = regression(12, { groups: new Int32Array(12) });
    expect(() => partition(one, settings('forward'), 0)).toThrow(expect.objectContaining({ code: 'too_few_rows' }));
  });

  it('never share a group nor look ahead, whatever the groups', () => {
    const labels = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 10, maxLength: 50 });
    fc.assert(
      fc.property(labels, fc.integer({ min: 2, max: 6 }), (of, count) => {
        const groups = Int32Array.from(of);
        // The first rows are a group that never comes again, so that something is left to train on.
        const own = groups.map((group, row) => (row === 0 ? 7 : group));
        const split = partition(regression(of.length, { groups: own }), settings('forward', { folds: count }), 0);
        for (const { train, validation } of split) {
          expect(Math.max(...train)).toBeLessThan(Math.min(...validation));
          const seen = new Set(Array.from(train, (row) => own[row]));
          expect(Array.from(validation).some((row) => seen.has(own[row]))).toBe(false);
        }
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});

describe('half of the training rows', () => {
  const folds = partition(labelled({ n: 80, y: 20 }), settings('stratified', { folds: 5 }), 0);
  const { codes } = labelled({ n: 80, y: 20 }).target;
  const countsOf = (rows: Int32Array | undefined) =>
    [0, 1].map((label) => rows?.filter((row) => codes?.[row] === label).length ?? 0);

  it('keeps the validation rows and the classes in their shares', () => {
    const halves = halveTraining(folds, { codes, seed: 0 });
    expect(halves.map(({ validation }) => validation)).toEqual(folds.map(({ validation }) => validation));
    halves.forEach(({ train }, fold) => {
      expect(countsOf(train)).toEqual(countsOf(folds[fold]?.train).map((count) => count / 2));
      expect(train.every((row) => folds[fold]?.train.includes(row))).toBe(true);
      expect(new Set(train).size).toBe(40);
    });
    expect(halveTraining(folds, { codes, seed: 0 })).toEqual(halves);
    expect(halveTraining(folds, { codes, seed: 1 })).not.toEqual(halves);
  });

  it('takes a cluster whole or not at all', () => {
    const clusters = Int32Array.from({ length: 100 }, (_, row) => Math.floor(row / 4));
    const [half] = halveTraining(
      [{ train: Int32Array.from(clusters.keys()), validation: Int32Array.of(0), repeat: 0 }],
      {
        clusters,
        seed: 0,
      },
    );
    const counts = new Map<number, number>();
    for (const row of half?.train ?? []) counts.set(clusters[row] ?? -1, (counts.get(clusters[row] ?? -1) ?? 0) + 1);
    expect([...counts.values()]).toEqual(new Array(13).fill(4));
  });
});
