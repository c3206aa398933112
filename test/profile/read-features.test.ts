import { describe, expect, it } from 'vitest';
import { readFeatures, readLabelled } from '../../src/profile/read-features.js';
import { csvOf, fileOf, read, scattered } from './files.js';

const training = csvOf(40, {
  size: (row) => scattered(row).toFixed(4),
  colour: (row) => ['red', 'green'][row % 2] ?? '',
  ready: (row) => ['no', 'yes'][row % 2] ?? '',
  flag: (row) => Number(row % 4 === 0),
  id: (row) => `u${row}`,
  y: (row) => ['0.0', '1.0', '2.0'][row % 3] ?? '',
});

const other = [
  'flag,extra,ready,colour,y,size',
  '1,x,YES,red,1,0.5',
  '0.0,x,no,purple,7,"1,234.5"',
  'true,x,?,,?,broken',
  '2,x,perhaps, green ,2.00,-inf',
  '',
  ',,,,,',
].join('\n');

describe('another file', () => {
  it('is read by the columns of training, by name, row by row', async () => {
    const { schema } = await read(training);
    const { rows, columns } = await readFeatures(fileOf(other, 'other.csv'), schema);
    const nan = Number.NaN;
    expect(rows).toBe(5);
    expect(columns).toEqual([
      { name: 'size', kind: 'numeric', values: Float64Array.of(0.5, 1234.5, nan, nan, nan) },
      { name: 'colour', kind: 'categorical', levels: ['green', 'red'], codes: Int32Array.of(1, -1, -1, 0, -1) },
      { name: 'ready', kind: 'boolean', values: Float64Array.of(1, 0, nan, nan, nan) },
      { name: 'flag', kind: 'boolean', values: Float64Array.of(1, 0, 1, nan, nan) },
    ]);
  });

  it('gives the training file its own features again', async () => {
    const { schema, table } = await read(training);
    expect((await readFeatures(fileOf(training, 'again.csv'), schema)).columns).toEqual(table.columns);
  });

  it('needs the schema only as plain data', async () => {
    const { schema, table } = await read(training);
    const saved = JSON.parse(JSON.stringify(schema));
    expect((await readFeatures(fileOf(training, 'again.csv'), saved)).columns).toEqual(table.columns);
  });
});

describe('a labelled file', () => {
  it('has the codes of the training labels, by value where they are numbers; rows without a target are dropped', async () => {
    const { schema } = await read(training);
    const { features, target } = await readLabelled(fileOf(other, 'other.csv'), schema, 'multiclass');
    expect(target).toEqual({ columns: ['y'], labels: ['0.0', '1.0', '2.0'], codes: Int32Array.of(1, -1, 2) });
    expect(features.rows).toBe(3);
    expect(features.columns[1]).toMatchObject({ codes: Int32Array.of(1, -1, 0) });
  });

  it('has values for a quantity', async () => {
    const { schema } = await read(training, { task: 'regression' });
    const { features, target } = await readLabelled(fileOf(other, 'other.csv'), schema, 'regression');
    expect(target).toEqual({ columns: ['y'], values: Float64Array.of(1, 7, 2) });
    expect(features.rows).toBe(3);
  });

  it('has labels with quotes and spaces as text', async () => {
    const quoted = csvOf(20, {
      a: scattered,
      y: (row) => ["'-1'", ' b"'][row % 2]?.replaceAll('"', '""').replace(/^(.*)$/, '"$1"') ?? '',
    });
    const { schema } = await read(quoted);
    expect(schema.target.labels).toEqual([' b"', "'-1'"]);
    const { target } = await readLabelled(fileOf(`y,a\n'-1',1\n"b""",2\n-1,3\n`, 'test.csv'), schema, 'binary');
    expect(target.codes).toEqual(Int32Array.of(1, 0, -1));
  });

  it('may be one-hot', async () => {
    const text = csvOf(20, { a: scattered, u: (row) => row % 2, v: (row) => 1 - (row % 2) });
    const { schema } = await read(text, { target: ['v', 'u'] });
    const { target } = await readLabelled(fileOf('a,u,v\n1,1,0\n2,0,1\n3,,1\n4,1,1\n', 'hot.csv'), schema, 'binary');
    expect(target).toEqual({ columns: ['v', 'u'], labels: ['u', 'v'], codes: Int32Array.of(0, 1, -1) });
  });
});
