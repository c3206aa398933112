import { fileError, plural } from './messages.js';

/** How large a table may be that is read. */
export interface TableLimits {
  /** What a file in gzip may unpack to: it can hold a thousand times its size. */
  readonly unpackedBytes: number;
  /** What the database that reads it may hold in memory; the rest is on disk. */
  readonly memoryBytes: number;
  readonly rows: number;
  readonly columns: number;
}

/** Where nothing else is said. Columns: far above what a network on a table can use; also keeps the queries over all of them within memory. */
export const defaultTableLimits: TableLimits = {
  unpackedBytes: 4096 * 1024 * 1024,
  memoryBytes: 1e9,
  rows: 20_000_000,
  columns: 5000,
};

/** @throws table_too_large */
export function checkRows(rows: number, most: number, file: string): void {
  if (rows <= most) return;
  throw fileError('table_too_large', file, `it has ${plural(rows, 'row')}; the limit is ${most}.`, {
    hint: 'Give a sample of its rows, or raise the limit (SEXTANT_TABLE_ROWS).',
    fields: { rows, limit: most },
  });
}
