import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase, queryRows } from '../../src/profile/duckdb.js';
import { cellMacros } from '../../src/profile/missing.js';
import { readFeatures, readLabelled } from '../../src/profile/read-features.js';
import { csvOf, fileOf, read, scattered } from './files.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-white-space-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isSurrogate = (point: number): boolean => point >= 0xd800 && point <= 0xdfff;
const points = Array.from({ length: 0xfffe }, (_, index) => index + 1).filter((point) => !isSurrogate(point));

it('is the same in the database as in JavaScript', async () => {
  const { connection, side } = await openDatabase(folder, { memoryBytes: 2e8, unpackedBytes: 1e9 });
  for (const macro of cellMacros('plain')) await connection.run(macro);
  const sign = 'chr(point::integer)';
  const isTaken = ['', ' ', '\u{a0}'].map((outer) => {
    const end = `${sign} || '${outer}'`;
    return `trimmed('${outer}' || ${sign} || ' x' || ${end} || 'y' || ${end} || ' ' || ${end}) = 'x' || ${end} || 'y'`;
  });
  const taken = await queryRows(
    connection,
    `select point::double as point from range(1, 65535) as points(point)
      where point not between 55296 and 57343 and ${isTaken.join(' and ')} order by point`,
  );
  side.closeSync();
  connection.closeSync();
  const isSpace = (point: number): boolean => String.fromCodePoint(point).trim() === '';
  expect(taken.map(({ point }) => point)).toEqual(points.filter(isSpace));
});

describe('around labels', () => {
  it('makes no class of its own', async () => {
    const text = csvOf(60, {
      a: scattered,
      y: (row) => ['ckd', 'notckd', 'ckd\t', ' \tnotckd', 'notckd', 'ckd'][row % 6] ?? '',
    });
    const { table, profile } = await read(text);
    expect(table.target.labels).toEqual(['ckd', 'notckd']);
    expect(profile.classCounts).toEqual({ ckd: 30, notckd: 30 });
    expect([...(table.target.codes ?? [])].slice(0, 6)).toEqual([0, 1, 0, 1, 1, 0]);
  });

  it('may be around all of them', async () => {
    const text = csvOf(60, { a: scattered, 'y\t': (row) => `${['no', 'yes'][row % 2] ?? ''}\t` });
    const { table, schema } = await read(text);
    expect(table.target.labels).toEqual(['no\t', 'yes\t']);
    expect([...(table.target.codes ?? [])].slice(0, 4)).toEqual([0, 1, 0, 1]);
    const { target } = await readLabelled(fileOf('a,y\n1,yes\n2,no\n', 'plain.csv'), schema, 'binary');
    expect(target.codes).toEqual(Int32Array.of(1, 0));
  });
});

it('around categories, numbers and words for what is missing means nothing', async () => {
  const text = csvOf(60, {
    colour: (row) => ['red', 'red\t', '\tgreen', '\u{feff}green', 'NA\t', '"blue\n"'][row % 6] ?? '',
    size: (row) => ['1.5\t', '\t2.5', 'NA\t', '3.5'][row % 4] ?? '',
    ready: (row) => ['yes\t', 'no', 'yes'][row % 3] ?? '',
    y: (row) => row % 2,
  });
  const { table } = await read(text);
  const [colour, size, ready] = table.columns;
  expect(colour).toMatchObject({ kind: 'categorical', levels: ['blue', 'green', 'red'] });
  expect(colour?.kind === 'categorical' && [...colour.codes].slice(0, 6)).toEqual([2, 2, 1, 1, -1, 0]);
  expect(size?.kind === 'numeric' && [...size.values].slice(0, 4)).toEqual([1.5, 2.5, Number.NaN, 3.5]);
  expect(ready?.kind === 'boolean' && [...ready.values].slice(0, 3)).toEqual([1, 0, 1]);
});

it('around the levels of a model of before means nothing', async () => {
  const feature = { name: 'c', kind: 'categorical', levels: ['red', 'red\t', 'blue\t'] } as const;
  const file = fileOf('c\nred\nblue\n"red\t"\n" blue"\n', 'levels.csv');
  const { columns } = await readFeatures(file, { features: [feature], target: { columns: ['y'] } });
  expect(columns).toEqual([{ ...feature, codes: Int32Array.of(0, 2, 0, 2) }]);
  // Sorted, what begins with white space comes first.
  const sorted = { name: 'c', kind: 'categorical', levels: ['\tgreen', 'green', 'red'] } as const;
  const later = fileOf('c\ngreen\nred\n"\tgreen"\n', 'sorted-levels.csv');
  const read = await readFeatures(later, { features: [sorted], target: { columns: ['y'] } });
  expect(read.columns).toEqual([{ ...sorted, codes: Int32Array.of(1, 2, 1) }]);
});
