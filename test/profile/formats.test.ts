import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeDataset } from '../../src/profile/read.js';
import { csvOf, fileOf, kindsOf, read, scattered } from './files.js';

const columns = {
  size: (row: number) => (row === 3 ? '' : (scattered(row) * 10).toFixed(3)),
  colour: (row: number) => ['red', 'grün', 'blue, dark'][row % 3] ?? '',
  ready: (row: number) => (scattered(row, 2) < 0.5 ? 'true' : 'false'),
  y: (row: number) => (row % 4 === 0 ? 'no' : 'yes'),
};
const rows = 60;
const quote = (cell: string, delimiter: string): string => (cell.includes(delimiter) ? `"${cell}"` : cell);
const delimited = (delimiter: string): string =>
  csvOf(
    rows,
    Object.fromEntries(Object.entries(columns).map(([name, of]) => [name, (row: number) => quote(of(row), delimiter)])),
    delimiter,
  );
const objects = Array.from({ length: rows }, (_, row) => ({
  size: columns.size(row) === '' ? null : Number(columns.size(row)),
  colour: columns.colour(row),
  ready: columns.ready(row) === 'true',
  y: columns.y(row),
}));
const csv = delimited(',');
const ndjson = objects.map((row) => JSON.stringify(row)).join('\n');

async function parquetOf(sql: string, name: string): Promise<string> {
  const path = fileOf('', name);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`copy (${sql}) to '${path}' (format parquet)`);
  connection.closeSync();
  return path;
}

const utf16 = (text: string): Buffer => Buffer.from(`\u{feff}${text}`, 'utf16le');
const expected = read(csv);

describe('the same table', () => {
  it.each<[string, string, string | Uint8Array]>([
    ['semicolons', 'a.csv', delimited(';')],
    ['tabs', 'a.tsv', delimited('\t')],
    ['bars', 'a.txt', delimited('|')],
    ['a byte-order mark', 'b.csv', `\u{feff}${csv}`],
    ['line ends of Windows', 'c.csv', csv.replaceAll('\n', '\r\n')],
    ['line ends of old Macs', 'd.csv', csv.replaceAll('\n', '\r')],
    ['mixed line ends', 'e.csv', csv.replace(/(.*\n)(.*)\n/g, '$1$2\r\n')],
    ['empty lines around and between', 'f.csv', `\n\n${csv.replace('\n', '\n\n')}\n\n`],
    ['every cell quoted', 'g.csv', csv.replace(/(^|,|\n)([^",\n]+)(?=,|\n)/g, '$1"$2"')],
    ['UTF-16, little end first', 'h.csv', utf16(csv)],
    ['UTF-16, big end first', 'i.csv', utf16(csv).swap16()],
    ['gzip', 'j.csv.gz', gzipSync(csv)],
    ['gzip in two parts', 'k.csv.gz', Buffer.concat([gzipSync(csv.slice(0, 500)), gzipSync(csv.slice(500))])],
    ['no line end at the end', 'l.csv', csv.trimEnd()],
    ['NDJSON', 'm.ndjson', ndjson],
    ['NDJSON in gzip', 'n.jsonl.gz', gzipSync(ndjson)],
    ['a JSON list', 'o.json', JSON.stringify(objects, null, 2)],
    ['JSON without an ending', 'p', JSON.stringify(objects)],
    ['a name that looks like a pattern', "q[1]*'.csv", csv],
  ])('is read from %s', async (_, name, content) => {
    const dataset = await read(content, { name });
    const { table, profile, schema } = await expected;
    expect(dataset.profile).toEqual(profile);
    expect(dataset.schema).toEqual(schema);
    expect(dataset.table).toEqual(table);
    expect(dataset.warnings).toEqual([]);
  });

  it('is read from Parquet', async () => {
    const path = await parquetOf(`select * from read_json('${fileOf(ndjson, 'source.ndjson')}')`, 'a.parquet');
    const dataset = await describeDataset({ file: path, target: ['y'] });
    expect(dataset.table).toEqual((await expected).table);
    expect(dataset.profile).toEqual((await expected).profile);
  });

  it('was what it is taken for', async () => {
    const dataset = await expected;
    expect(kindsOf(dataset)).toEqual({ size: 'numeric', colour: 'categorical', ready: 'boolean', y: 'boolean' });
    expect(dataset.table.columns[1]).toMatchObject({ levels: ['blue, dark', 'grün', 'red'] });
    expect([...(dataset.table.target.codes ?? [])].slice(0, 5)).toEqual([0, 1, 1, 1, 0]);
    expect(dataset.sha256).toBe(createHash('sha256').update(csv).digest('hex'));
    // Of a file whose hash is known it is not looked for again.
    expect((await read(csv, { sha256: 'ab'.repeat(32) })).sha256).toBe('ab'.repeat(32));
  });
});

describe('numbers', () => {
  it('may have a decimal comma where the comma does not separate', async () => {
    const { table } = await read(csvOf(20, { a: (row) => `${row},${row}5`, y: (row) => row % 2 }, ';'));
    expect(table.columns[0]).toMatchObject({
      kind: 'numeric',
      values: expect.objectContaining({ 3: 3.35, 12: 12.125 }),
    });
  });

  it('may have grouped thousands in quotes', async () => {
    const { table } = await read(csvOf(20, { a: (row) => `"${row + 1},234,567.5"`, y: (row) => row % 2 }));
    expect(table.columns[0]).toMatchObject({ values: expect.objectContaining({ 0: 1_234_567.5 }) });
  });

  it('are not what merely looks like one: 1_000 is a code', async () => {
    const dataset = await read(
      csvOf(20, { a: (row) => `${(row % 3) + 1}_000`, b: (row) => row / 3, y: (row) => row % 2 }),
    );
    expect(kindsOf(dataset)['a']).toBe('categorical');
  });
});

describe('typed files', () => {
  let path = '';
  beforeAll(async () => {
    path = await parquetOf(
      `select i % 7 as whole, (i * 0.61) % 1 as real, (i % 5)::decimal(9, 2) as price, date '2020-01-01' + i::integer as day,
        [i, i] as list, (i % 3)::varchar as code, (i * 0.37)::varchar as written, i % 2 = 0 as flag, 9007199254740993 + i % 3 as y
       from range(60) t(i)`,
      'typed.parquet',
    );
  });

  it('keep their types, and leave out what is nested', async () => {
    const dataset = await describeDataset({ file: path, target: ['y'] });
    expect(kindsOf(dataset)).toEqual({
      whole: 'numeric',
      real: 'numeric',
      price: 'numeric',
      day: 'datetime',
      list: 'text',
      code: 'categorical',
      written: 'numeric',
      flag: 'boolean',
      y: 'numeric',
    });
    expect(dataset.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['text_column', 'datetime_column']),
    );
  });

  it('read mixed JSON values as text without quotes', async () => {
    const mixed = Array.from({ length: 30 }, (_, i) =>
      JSON.stringify({ a: i % 3 === 0 ? 'x' : i % 3, b: scattered(i), y: i % 2 }),
    );
    const { schema } = await read(mixed.join('\n'), { name: 'mixed.ndjson' });
    expect(schema.features[0]).toEqual({ name: 'a', kind: 'categorical', levels: ['1', '2', 'x'] });
  });
});

it('keeps the order of rows of a large file', async () => {
  const count = 300_000;
  const lines = Array.from({ length: count }, (_, row) => `${row * 0.5},${row % 2}`);
  const { table } = await read(`a,y\n${lines.join('\n')}\n`);
  const [column] = table.columns;
  expect(column?.kind === 'numeric' && column.values.every((value, row) => value === row * 0.5)).toBe(true);
});

it('reads the sets that are shipped', async () => {
  const shipped = (name: string, target: string) =>
    describeDataset({ file: `examples/data/${name}.csv`, target: [target] });
  const iris = await shipped('iris', 'species');
  expect(iris.profile).toMatchObject({ rows: 150, columns: { numeric: 4 }, labelEncoding: 'text' });
  expect(Object.values(iris.profile.classCounts ?? {})).toEqual([50, 50, 50]);
  expect((await shipped('autompg', 'mpg')).profile).toMatchObject({
    rows: 398,
    columns: { numeric: 7 },
    target: { type: 'number', integral: false },
  });
  expect((await shipped('diabetes', 'outcome')).profile).toMatchObject({ rows: 768, columns: { numeric: 8 } });
});

it('JSON names that differ in capitals alone, or look like a number added to another, stay as they are', async () => {
  const names = ['a', 'A', 'a_1', 'b', 'b_1', 'B', 'y'];
  const rowOf = (row: number) =>
    Object.fromEntries(names.map((name, i) => [name, name === 'y' ? row % 2 : row * 7 + i]));
  const all = Array.from({ length: 30 }, (_, row) => rowOf(row));
  for (const [file, text] of [
    ['capitals.json', JSON.stringify(all)],
    ['capitals.ndjson', all.map((row) => JSON.stringify(row)).join('\n')],
  ] as const) {
    const { columns: found } = await describeDataset({ file: fileOf(text, file), target: ['y'] });
    expect(found.map(({ name }) => name)).toEqual(names);
  }
});
