import type { Pool } from '../../src/probe/pool.js';
import type { Table } from '../../src/profile/table.js';

const pattern = (rows: number, of: (row: number) => number): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => of(row));

/** A table of two classes in turn with a numeric column. */
export function twoClasses(rows: number): Table {
  return {
    rows,
    columns: [{ name: 'x', kind: 'numeric', values: pattern(rows, (row) => row) }],
    target: { columns: ['y'], labels: ['no', 'yes'], codes: Int32Array.from({ length: rows }, (_, row) => row % 2) },
    duplicateOf: Int32Array.from({ length: rows }, (_, row) => row),
  };
}

/** A table with a column of each kind and both forms of a target. */
export function mixedTable(rows: number): Table {
  return {
    rows,
    columns: [
      { name: 'size', kind: 'numeric', values: pattern(rows, (row) => (row % 7 === 3 ? Number.NaN : (row * 13) % 10)) },
      { name: 'new', kind: 'boolean', values: pattern(rows, (row) => row % 2) },
      {
        name: 'colour',
        kind: 'categorical',
        levels: ['blue', 'green', 'red'],
        codes: Int32Array.from({ length: rows }, (_, row) => row % 3),
      },
    ],
    target: {
      columns: ['y'],
      labels: ['1', '2', '3'],
      codes: Int32Array.from({ length: rows }, (_, row) => (row * 5) % 3),
      values: pattern(rows, (row) => 1 + ((row * 5) % 3)),
    },
    duplicateOf: Int32Array.from({ length: rows }, (_, row) => row),
  };
}

/** A pool for what trains nothing: it may be told of data, and fails whoever asks for more. */
export const idlePool: Pool = {
  size: 2,
  backend: () => Promise.reject(new Error('not asked')),
  provide: () => undefined,
  train: () => Promise.reject(new Error('not asked')),
  predict: () => Promise.reject(new Error('not asked')),
  close: () => undefined,
};
