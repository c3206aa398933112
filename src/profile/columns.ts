import { withSource } from './source.js';
import type { TableLimits } from './table-limits.js';
import { fewestRows } from './target.js';

export interface Columns {
  readonly rows: number;
  readonly names: readonly string[];
}

export interface ColumnsOptions {
  readonly file: string;
  /** What messages call it. */
  readonly name: string;
  readonly limits: TableLimits;
  readonly signal?: AbortSignal | undefined;
}

/**
 * How many rows a file has, and its columns in their order.
 * @throws SextantError as `readDataset` where the file is no table
 */
export const readColumns = ({ file, name, limits, signal }: ColumnsOptions): Promise<Columns> =>
  withSource(
    {
      file: name,
      path: file,
      limits,
      signal,
      skipBadRows: true,
      hintOfBadRows: '',
      hintOfNoRows: `Give at least ${fewestRows} rows of data.`,
    },
    ({ rows, columns }) => Promise.resolve({ rows, names: columns.map((column) => column.name) }),
  );
