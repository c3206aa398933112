import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readDataset } from '../../src/profile/read.js';
import { readFeatures, readLabelled } from '../../src/profile/read-features.js';
import { csvOf, failureOf, fileOf, read, scattered } from './files.js';

const good = csvOf(20, { a: (row) => scattered(row), b: (row) => 'pqr'[row % 3] ?? '', y: (row) => row % 2 });
const lines = good.trimEnd().split('\n');

const fails = (content: string | Uint8Array, options: Parameters<typeof read>[1] = {}) =>
  failureOf(read(content, options));

describe('a file that cannot be read', () => {
  it('is named when it does not exist', async () => {
    const error = await failureOf(readDataset({ file: '/nowhere/at-all.csv', target: ['y'] }));
    expect(error).toMatchObject({ code: 'file_not_found', kind: 'input' });
    expect(error.message).toBe('at-all.csv: there is no such file.');
  });

  it('may be a folder', async () => {
    const error = await failureOf(readDataset({ file: dirname(fileOf(good)), target: ['y'] }));
    expect(error.code).toBe('not_a_table');
    expect(error.message).toContain('folder');
  });

  it.each([
    ['no bytes', ''],
    ['only empty lines and a byte-order mark', '\u{feff}\n  \n\n'],
    ['a gzip of nothing', gzipSync('')],
  ])('is empty with %s', async (_, content) => {
    expect((await fails(content)).code).toBe('file_empty');
  });

  it('has a header only', async () => {
    const error = await fails('a,b,y\n');
    expect(error.code).toBe('file_empty');
    expect(error.message).toContain('a header line and no rows');
    expect((await fails('[]', { name: 'none.json' })).code).toBe('file_empty');
  });

  it.each([
    ['a,b,y\n', 'head.csv'],
    ['[]', 'none.json'],
  ])('without rows needs ten of them to learn from, and one to predict: %s', async (text, name) => {
    const { schema } = await read(good);
    expect((await fails(text, { name })).hint).toContain('at least 10 rows');
    const file = fileOf(text, name);
    for (const reading of [() => readFeatures(file, schema), () => readLabelled(file, schema, 'binary')])
      expect((await failureOf(reading())).hint).toBe('Give at least one row of data.');
  });

  it.each([
    ['random bytes', Uint8Array.from({ length: 2000 }, (_, i) => (i * 7919 + (i >> 3) * 104729) % 256), 'binary'],
    ['control characters', 'a,b\u{1}\u{2}\u{3}\u{4}\u{5}\u{6},y\n\u{7}\u{8}1,2,3\n', 'binary'],
    ['an Excel workbook', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 0, 0]), 'Excel'],
    ['a web page', '<!doctype html><html><body>1,2</body></html>', 'web page'],
    ['a PDF', '%PDF-1.7\n1 0 obj\n', 'PDF'],
  ])('is no table: %s', async (_, content, word) => {
    const error = await fails(content);
    expect(error.code).toBe('not_a_table');
    expect(error.message).toContain(word);
    expect(error.hint).toBeTruthy();
  });

  it('is named Parquet and is not, or is cut off', async () => {
    expect((await fails(good, { name: 'data.parquet' })).code).toBe('not_a_table');
    expect((await fails('PAR1 and then nothing of the kind', { name: 'cut.parquet' })).code).toBe('not_a_table');
  });

  it('is a damaged or cut gzip', async () => {
    const packed = gzipSync(good);
    expect((await fails(packed.subarray(0, packed.length - 12), { name: 'cut.csv.gz' })).message).toContain('gzip');
    packed.fill(0x55, 20, 60);
    expect((await fails(packed, { name: 'bad.csv.gz' })).code).toBe('not_a_table');
  });

  it('is a gzip that unpacks to more than it may, for each way to read it', async () => {
    const { schema } = await read(good);
    const file = fileOf(gzipSync(`${good}${'1,p,0\n'.repeat(100_000)}`), 'bomb.csv.gz');
    const limits = { unpackedBytes: 100_000 };
    const readings = [
      () => readDataset({ file, target: ['y'], limits }),
      () => readFeatures(file, schema, { limits }),
      () => readLabelled(file, schema, 'binary', { limits }),
    ];
    for (const reading of readings) expect((await failureOf(reading())).code).toBe('table_too_large');
    const packed = gzipSync(good);
    expect((await read(packed, { limits: { unpackedBytes: good.length } })).table.rows).toBe(20);
    expect((await fails(packed, { limits: { unpackedBytes: good.length - 1 } })).code).toBe('table_too_large');
  });

  it('is broken JSON, and the line is told', async () => {
    const error = await fails('{"a":1,"y":0}\n{"a":2,"y":1}\n{"a" 3}\n', { name: 'broken.ndjson' });
    expect(error.code).toBe('not_a_table');
    expect(error.message).toContain('line 3');
    expect(error.message).not.toContain('/');
    const list = await fails('[\n{"a":1,"y":0},\n{"a":2 "y":1}\n]\n', { name: 'broken.json' });
    expect(list.message).toBe('broken.json: it is not JSON of one object a row.');
  });

  it('is JSON of one object of lists, or of no objects', async () => {
    for (const text of ['[1, 2]', '[[1, 0], [2, 1]]', '"a"', 'null']) {
      expect((await fails(text, { name: 'values.json' })).message).toContain('not of one object a row');
    }
    expect((await fails('{"a":[1,2,3],"y":[0,1,0]}', { name: 'lists.json' })).message).toContain('object of lists');
  });
});

describe('wrong encoding', () => {
  it('names the line of the first character that is not UTF-8 and how to convert', async () => {
    const error = await fails(Buffer.from(good.replace(lines[7] ?? '', 'café,p,1'), 'latin1'));
    expect(error).toMatchObject({ code: 'encoding_invalid', fields: { line: 8 } });
    expect(error.message).toContain('line 8');
    expect(error.hint).toContain('UTF-8');
  });

  it('is seen when the last character is cut', async () => {
    const bytes = Buffer.from(`${good}1,é`);
    expect((await fails(bytes.subarray(0, bytes.length - 1))).fields).toMatchObject({ line: 22 });
  });

  it('is seen beyond the first megabyte', async () => {
    const rows = Array.from({ length: 60_000 }, (_, row) => `${row},some text of the row,${row % 2}`);
    rows[55_000] = '1,\u{e9},0';
    expect((await fails(Buffer.from(`a,b,y\n${rows.join('\n')}\n`, 'latin1'))).fields).toMatchObject({ line: 55_002 });
  });
});

describe('rows that do not fit the header', () => {
  const ragged = [...lines.slice(0, 5), '1,2', ...lines.slice(5, 9), '1,2,3,4,5', ...lines.slice(9)].join('\n');

  it('are counted, with the first lines and their cells', async () => {
    const error = await fails(ragged);
    expect(error).toMatchObject({ code: 'ragged_rows', fields: { count: 2, lines: [6, 11] } });
    expect(error.message).toBe(
      'data.csv: 2 rows do not fit the header, which has 3 columns: line 6 (2 cells), line 11 (5 cells).',
    );
    expect(error.hint).toContain('(skipBadRows, --skip-bad-rows)');
  });

  it('are left out on request, with a warning', async () => {
    const { profile, warnings } = await read(ragged, { skipBadRows: true });
    expect(profile.rows).toBe(20);
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'bad_rows_skipped' }));
    expect(warnings[0]?.message).toContain('line 6 (2 cells), line 11 (5 cells)');
  });

  it('are numbered by lines, not records, where cells hold line ends', async () => {
    const text = ['', 'a,b,y', '1,"two\nlines",0', '2,"three\n\nlines",1', '', '3,x', ...lines.slice(1)].join('\r\n');
    expect((await fails(text)).fields).toMatchObject({ lines: [9] });
  });

  it('name only the first five of many', async () => {
    const error = await fails(`a,b,y\n${'1,2\n'.repeat(1000)}`);
    expect(error.fields).toMatchObject({ count: 1000, lines: [2, 3, 4, 5, 6] });
    expect(error.message).toContain('and 995 more');
  });

  it('include a quote that is never closed, which skipping would not mend', async () => {
    const open = [...lines.slice(0, 5), '1,"open,0', ...lines.slice(5)].join('\n');
    for (const skipBadRows of [false, true]) {
      const error = await fails(open, { skipBadRows });
      expect(error).toMatchObject({ code: 'ragged_rows', fields: { lines: [6] } });
      expect(error.message).toContain('a quote opens on line 6');
    }
  });

  it('are not lines of spaces', async () => {
    expect((await read(`${good}   \n\n`)).profile.rows).toBe(20);
  });
});

describe('the header', () => {
  it('must not name a column twice', async () => {
    const error = await fails(good.replace('a,b,y', 'a,a ,y'));
    expect(error).toMatchObject({ code: 'duplicate_columns', fields: { columns: ['a'] } });
    expect((await fails('{"a":1,"a":2,"y":0}\n{"a":1,"y":1}\n', { name: 'twice.ndjson' })).code).toBe(
      'duplicate_columns',
    );
  });

  it('is asked for where the first line looks like data', async () => {
    const rows = lines.slice(1).map((line) => line.replace(/[pqr]/, '1'));
    expect((await fails(rows.join('\n'), { target: ['2'] })).hint).toContain('looks like data');
    expect((await fails('1,1,0\n2,3,1\n')).hint).toContain('looks like data');
  });

  it('must not have more columns than the limit', async () => {
    const wide = csvOf(
      12,
      Object.fromEntries([...Array.from({ length: 30 }, (_, i) => `c${i}`), 'y'].map((n) => [n, (r: number) => r % 2])),
    );
    const error = await fails(wide, { limits: { columns: 30 } });
    expect(error).toMatchObject({ code: 'too_many_columns', fields: { columns: 31, limit: 30 } });
    const enormous = `${Array.from({ length: 5001 }, (_, i) => `c${i}`).join(',')}\n1\n`;
    expect((await fails(enormous)).code).toBe('too_many_columns');
  });

  it('must not have more rows than the limit, for each way to read it', async () => {
    const { schema } = await read(good);
    const file = fileOf(good, 'long.csv');
    const readings = (limits: { rows: number }) => [
      () => readDataset({ file, target: ['y'], limits }),
      () => readFeatures(file, schema, { limits }),
      () => readLabelled(file, schema, 'binary', { limits }),
    ];
    for (const reading of readings({ rows: 20 })) await reading();
    for (const reading of readings({ rows: 19 }))
      expect(await failureOf(reading())).toMatchObject({
        code: 'table_too_large',
        fields: { rows: 20, limit: 19 },
        hint: expect.stringContaining('SEXTANT_TABLE_ROWS'),
      });
  });

  it('names columns that have no name', async () => {
    const { columns, warnings } = await read(good.replace('a,b,y', ',b,y'));
    expect(columns[0]).toMatchObject({ name: 'column_1', kind: 'numeric' });
    expect(warnings[0]).toMatchObject({ code: 'unnamed_columns' });
  });

  it('must end', async () => {
    expect((await fails(`"${'x'.repeat(2_100_000)}`)).code).toBe('not_a_table');
  });
});

describe('named columns', () => {
  it('suggest near names for an absent target', async () => {
    const error = await fails(good.replace('a,b,y', 'sepal_length,b,outcome'), { target: ['Outcom'] });
    expect(error).toMatchObject({
      code: 'target_absent',
      hint: 'Did you mean "outcome"?',
      fields: { near: ['outcome'] },
    });
  });

  it('list the columns when none is near', async () => {
    expect((await fails(good, { target: ['something'] })).hint).toBe('Its columns are "a", "b", "y".');
  });

  it('are looked for in ignore and group too', async () => {
    expect(await fails(good, { ignore: ['bb'] })).toMatchObject({ code: 'column_missing', fields: { near: ['b'] } });
    expect((await fails(good, { group: 'nobody' })).code).toBe('column_missing');
  });

  it('have one role', async () => {
    expect((await fails(good, { ignore: ['y'] })).code).toBe('usage_invalid');
    expect((await fails(good, { target: ['y', 'y'] })).code).toBe('usage_invalid');
    expect((await fails(good, { target: [] })).code).toBe('usage_invalid');
  });

  it('must leave a feature', async () => {
    expect((await fails(csvOf(20, { y: (row) => row % 2 }))).code).toBe('no_features');
    expect((await fails(good, { ignore: ['a', 'b'] })).code).toBe('no_features');
    const useless = await fails(csvOf(20, { a: () => 'same', b: (row) => `code-${row}`, y: (row) => row % 2 }));
    expect(useless.code).toBe('no_features');
    expect(useless.message).toContain('"a" is constant, "b" is identifier');
  });
});

describe('the target', () => {
  const withTarget = (y: (row: number) => string | number, rows = 40) => csvOf(rows, { a: (row) => scattered(row), y });

  it('must vary', async () => {
    expect(await fails(withTarget(() => 'same'))).toMatchObject({ code: 'target_constant', fields: { column: 'y' } });
    expect((await fails(withTarget((row) => (row % 2 ? '1' : '1.0')))).code).toBe('target_constant');
  });

  it('must be there', async () => {
    expect((await fails(withTarget((row) => (row % 2 ? '?' : '')))).code).toBe('target_missing');
  });

  it('needs ten usable rows', async () => {
    expect((await fails(withTarget((row) => row % 2, 9))).code).toBe('too_few_rows');
    const error = await fails(withTarget((row) => (row < 9 ? row % 2 : 'NA')));
    expect(error).toMatchObject({ code: 'too_few_rows', fields: { rows: 9 } });
    expect((await read(withTarget((row) => row % 2, 10))).profile.rows).toBe(10);
  });

  it.each([
    ['regression', (row: number) => 'xyz'[row % 3] ?? '', 'not numbers, such as "x"'],
    ['binary', (row: number) => row % 3, '3 distinct labels, not 2'],
    ['count', (row: number) => row - 5, 'negative or not whole'],
    ['count', (row: number) => row / 2, 'negative or not whole'],
    ['proportion', (row: number) => row / 10, 'outside 0 to 1'],
    ['ordinal', (row: number) => ['low', 'high'][row % 2] ?? '', 'order is not known'],
    ['multilabel', (row: number) => row % 2, 'one label a row'],
    ['multiclass', (row: number) => scattered(row), 'too many for classes'],
  ] as const)('must suit the task: %s', async (task, y, reason) => {
    const error = await fails(withTarget(y), { task });
    expect(error.code).toBe('target_unsuitable');
    expect(error.message).toContain(reason);
    expect(error.hint).toBeTruthy();
  });

  it('must not have more classes than an output layer may have units', async () => {
    const many = csvOf(300_003, { a: (row) => row, y: (row) => row % 100_001 });
    expect((await fails(many, { task: 'multiclass' })).message).toContain('100001 distinct labels');
  });

  it('must not be a text that differs from row to row', async () => {
    expect((await fails(withTarget((row) => `answer ${row}`))).code).toBe('target_unsuitable');
  });

  it('may be several columns only if they are one-hot', async () => {
    const several = csvOf(12, { a: scattered, y1: (row) => row % 2, y2: (row) => row % 3 });
    const error = await fails(several, { target: ['y1', 'y2'] });
    expect(error.code).toBe('usage_invalid');
    expect(error.hint).toContain('multi-label');
    const gaps = csvOf(12, { a: scattered, y1: (row) => Number(row % 3 === 0), y2: (row) => Number(row % 3 === 1) });
    expect((await fails(gaps, { target: ['y1', 'y2'] })).fields).toMatchObject({ rows: 4 });
    const words = csvOf(12, { a: scattered, y1: (row) => row % 2, y2: () => 'x' });
    expect((await fails(words, { target: ['y1', 'y2'] })).code).toBe('usage_invalid');
  });
});

describe('another file for a trained schema', () => {
  it('must have the columns, and its rows cannot be skipped', async () => {
    const { schema } = await read(good.replace('a,b,y', 'alpha,b,y'));
    const absent = await failureOf(readFeatures(fileOf(good.replace('a,b,y', 'Alpha,c,d'), 'other.csv'), schema));
    expect(absent).toMatchObject({ code: 'column_missing', fields: { columns: ['alpha', 'b'], near: ['Alpha'] } });
    const ragged = await failureOf(readFeatures(fileOf(`${good}1,2\n`, 'ragged.csv'), schema));
    expect(ragged.code).toBe('ragged_rows');
    expect(ragged.hint).not.toContain('skip-bad-rows');
  });
});

it('never prints control characters of a file, and stays within a dozen lines', async () => {
  const hostile = `a,"b\u{1b}[31m\nred",y\n${'1,2,0\n'.repeat(20)}`;
  const error = await fails(hostile, { target: ['z'] });
  expect(`${error.message}${error.hint}`).not.toMatch(/\p{Cc}/u);
  expect(`${error.message}\n${error.hint}`.split('\n').length).toBeLessThanOrEqual(12);
});

it('leaves nothing behind, whether it succeeds or fails', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-test-'));
  vi.stubEnv('TMPDIR', folder);
  try {
    await read(good);
    await fails(good, { target: ['z'] });
    await fails(new Uint8Array([0, 1, 2]));
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  }
});

describe('is read no further when nobody wants it any more, and nothing is left of it', () => {
  const file = fileOf(csvOf(200_000, { a: scattered, b: (row) => scattered(row, 2), y: (row) => row % 2 }), 'long.csv');
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sextant-left-'));
    vi.stubEnv('TMPDIR', folder);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  const copied = (): number => {
    const [copy] = readdirSync(folder);
    return copy === undefined ? 0 : (statSync(join(folder, copy, 'table'), { throwIfNoEntry: false })?.size ?? 0);
  };
  it.each<[string, () => boolean]>([
    ['at once', () => true],
    ['while it is copied', () => copied() > 0],
    ['while it is loaded', () => copied() === statSync(file).size],
  ])('%s', async (_, isTime) => {
    const stop = new AbortController();
    const reading = failureOf(readDataset({ file, target: ['y'], signal: stop.signal }));
    while (!isTime()) await setImmediate();
    stop.abort();
    expect((await reading).code).toBe('interrupted');
    expect(readdirSync(folder)).toEqual([]);
  });
});
