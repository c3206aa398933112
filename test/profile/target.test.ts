import { describe, expect, it } from 'vitest';
import { readLabelled } from '../../src/profile/read-features.js';
import { codesOf, csvOf, fileOf, messageOf, read, scattered } from './files.js';

const withTarget = (y: (row: number) => string | number, rows = 60) => csvOf(rows, { a: (row) => scattered(row), y });

describe('labels', () => {
  it('stay as they are written', async () => {
    const { table, profile, schema } = await read(withTarget((row) => ["'-1'", "'1'", ' <=50K'][row % 3] ?? ''));
    expect(table.target.labels).toEqual([' <=50K', "'-1'", "'1'"]);
    expect(schema.target).toEqual({ columns: ['y'], labels: [' <=50K', "'-1'", "'1'"] });
    expect(profile).toMatchObject({
      labelEncoding: 'text',
      target: { type: 'text', distinct: 3, columns: 1, missing: 0 },
    });
    expect(profile.classCounts).toEqual({ ' <=50K': 20, "'-1'": 20, "'1'": 20 });
    expect([...(table.target.codes ?? [])].slice(0, 4)).toEqual([1, 2, 0, 1]);
    expect(table.target.values).toBeUndefined();
  });

  it('that are numbers are sorted by value, and one class however they are written', async () => {
    const { table, profile } = await read(withTarget((row) => ['10', '9', '-2', '9.0', '9'][row % 5] ?? ''));
    expect(table.target.labels).toEqual(['-2', '9', '10']);
    expect(profile).toMatchObject({
      labelEncoding: 'integer',
      target: { type: 'number', integral: true, distinct: 3 },
    });
    expect([...(table.target.values ?? [])].slice(0, 4)).toEqual([10, 9, -2, 9]);
    expect([...(table.target.codes ?? [])].slice(0, 4)).toEqual([2, 1, 0, 1]);
  });

  it('that only look like numbers are texts', async () => {
    const hexadecimal = ['0x10', '0x1A', '0x2F'];
    const { table, schema } = await read(withTarget((row) => hexadecimal[row % 3] ?? ''));
    expect(schema.target).toEqual({ columns: ['y'], labels: hexadecimal });
    expect([...(table.target.codes ?? [])].slice(0, 4)).toEqual([0, 1, 2, 0]);
  });

  it.each([
    ['1.1', '1.10'],
    ['01', '1'],
  ])('that a typed file has as texts are texts: %s and %s', async (...pair) => {
    const lines = Array.from({ length: 60 }, (_, row) => JSON.stringify({ a: scattered(row), y: pair[row % 2] }));
    const { table, profile, schema } = await read(lines.join('\n'), { name: 'data.ndjson' });
    expect(profile.classCounts).toEqual(Object.fromEntries(pair.map((label) => [label, 30])));
    expect([...(table.target.codes ?? [])].slice(0, 4)).toEqual([0, 1, 0, 1]);
    const file = fileOf(lines.slice(0, 3).join('\n'), 'test.ndjson');
    expect((await readLabelled(file, schema, 'binary')).target.codes).toEqual(Int32Array.of(0, 1, 0));
  });

  it('that are numbers as this file writes them are numbers in every file', async () => {
    const text = csvOf(60, { a: scattered, y: (row) => ['1,5', '2,5', '1,50'][row % 3] ?? '' }, ';');
    const { table, schema } = await read(text, { task: 'binary' });
    expect(schema.target).toEqual({ columns: ['y'], labels: ['1,5', '2,5'], labelValues: [1.5, 2.5] });
    expect([...(table.target.codes ?? [])].slice(0, 4)).toEqual([0, 1, 0, 0]);
    const file = fileOf('a,y\n1,2.50\n2,1.5\n3,3\n', 'points.csv');
    expect((await readLabelled(file, schema, 'binary')).target.codes).toEqual(Int32Array.of(1, 0, -1));
  });

  it('keep the spelling 1.0 when the file has it', async () => {
    const { table } = await read(withTarget((row) => ['0.0', '1.0'][row % 2] ?? ''));
    expect(table.target.labels).toEqual(['0.0', '1.0']);
  });

  it('may be true and false, or yes and no', async () => {
    for (const pair of [
      ['false', 'true'],
      ['no', 'yes'],
    ]) {
      const { profile, table } = await read(withTarget((row) => pair[row % 2] ?? ''));
      expect(profile).toMatchObject({ labelEncoding: 'boolean', target: { type: 'boolean' } });
      expect(table.target.labels).toEqual(pair);
    }
  });

  it('may be digits and a letter', async () => {
    const { table } = await read(withTarget((row) => (row % 30 === 7 ? 'U' : row % 4)));
    expect(table.target.labels).toEqual(['0', '1', '2', '3', 'U']);
    expect(table.target.values).toBeUndefined();
  });

  it('of a single row are a warning', async () => {
    const dataset = await read(withTarget((row) => (row === 11 ? 'rare' : ('ab'[row % 2] ?? ''))));
    expect(messageOf(dataset, 'single_row_class')).toContain('"rare"');
    expect(codesOf(await read(withTarget((row) => row * 3 + (row % 7))))).not.toContain('single_row_class');
  });
});

describe('quantities', () => {
  it('have moments, outliers and zeros', async () => {
    const values = [0, 0, 1.5, 2.5, 2, 3, 1, 2, 100, 4];
    const { profile, table } = await read(withTarget((row) => values[row] ?? 0, 10));
    expect(profile.classCounts).toBeUndefined();
    expect(table.target.labels).toBeUndefined();
    expect(profile.target).toMatchObject({
      type: 'number',
      integral: false,
      distinct: 8,
      min: 0,
      max: 100,
      mean: 11.6,
      outlierShare: 0.1,
      zeroShare: 0.2,
      missing: 0,
    });
    expect(profile.target?.standardDeviation).toBeCloseTo(Math.sqrt(869.69), 10);
  });

  it('may be read as classes too where they are whole numbers; not when told otherwise', async () => {
    const text = withTarget((row) => row % 7);
    expect((await read(text)).profile.classCounts).toBeDefined();
    const told = await read(text, { task: 'regression' });
    expect(told.profile).toMatchObject({ task: 'regression' });
    expect(told.profile.classCounts).toBeUndefined();
    expect(told.schema.target).toEqual({ columns: ['y'] });
  });

  it('are classes when there are two of them, or when told so', async () => {
    expect((await read(withTarget((row) => [0.5, 1.5][row % 2] ?? 0))).table.target.labels).toEqual(['0.5', '1.5']);
    const told = await read(
      withTarget((row) => (row % 3) + 0.5),
      { task: 'multiclass' },
    );
    expect(told.table.target.labels).toEqual(['0.5', '1.5', '2.5']);
    expect((await read(withTarget((row) => (row % 3) + 0.5))).table.target.labels).toBeUndefined();
  });

  it('drop a few values that are no numbers when told that it is a quantity', async () => {
    const text = withTarget((row) => (row === 9 ? 'broken' : scattered(row).toFixed(2)));
    const dataset = await read(text, { task: 'regression' });
    expect(dataset.profile).toMatchObject({ rows: 59, target: { missing: 1 } });
    expect(messageOf(dataset, 'missing_target_rows')).toContain('1 row left out');
    expect(messageOf(dataset, 'missing_target_rows')).toContain('"broken"');
  });
});

it('rows without a target are left out everywhere', async () => {
  const text = csvOf(40, {
    a: (row) => row * row,
    b: (row) => 'pqr'[row % 3] ?? '',
    y: (row) => (row % 4 === 1 ? '?' : ('uv'[row % 2] ?? '')),
  });
  const { profile, table, warnings } = await read(text);
  expect(profile).toMatchObject({ rows: 30, target: { missing: 10 } });
  expect(warnings[0]).toMatchObject({ code: 'missing_target_rows' });
  const [a] = table.columns;
  expect(a?.kind === 'numeric' && [...a.values].slice(0, 4)).toEqual([0, 4, 9, 16]);
  expect([table.target.codes?.length, table.duplicateOf.length]).toEqual([30, 30]);
});

describe('one-hot columns', () => {
  const oneHot = csvOf(30, {
    a: scattered,
    isRed: (row) => Number(row % 3 === 0),
    isBlue: (row) => Number(row % 3 === 1),
    isGreen: (row) => (row === 5 ? '' : Number(row % 3 === 2)),
  });

  it('are the classes of their names', async () => {
    const { table, profile, schema } = await read(oneHot, { target: ['isRed', 'isBlue', 'isGreen'] });
    expect(profile).toMatchObject({
      rows: 29,
      labelEncoding: 'oneHot',
      classCounts: { isBlue: 10, isGreen: 9, isRed: 10 },
      target: { columns: 3, type: 'list', distinct: 3, missing: 1 },
    });
    expect(table.target).toMatchObject({
      columns: ['isRed', 'isBlue', 'isGreen'],
      labels: ['isBlue', 'isGreen', 'isRed'],
    });
    expect([...(table.target.codes ?? [])].slice(0, 4)).toEqual([2, 0, 1, 2]);
    expect(schema.target.labels).toEqual(table.target.labels);
    expect(schema.features.map(({ name }) => name)).toEqual(['a']);
  });
});
