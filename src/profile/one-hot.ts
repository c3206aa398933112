import type { SextantError } from '../errors.js';
import { type Cell, type CellCondition, type CellExpression, countQuery, isWritten, readDoubles } from './cells.js';
import { queryNumber } from './duckdb.js';
import { byCodePoint } from './labels.js';
import { fileError, listNames } from './messages.js';
import type { SourceColumn } from './loaded-table.js';
import type { Source } from './source.js';

/** 0 or 1, NULL for anything else. */
const bit: CellExpression = ({ value, number }) => `case
  when ${number} = 1 or lower(${value}) = 'true' then 1 when ${number} = 0 or lower(${value}) = 'false' then 0 end`;

/** The classes that one-hot columns stand for: their names, sorted by code point. */
export const oneHotLabels = (columns: readonly SourceColumn[]): string[] =>
  columns.map(({ name }) => name).sort(byCodePoint);

/**
 * Refuses target columns that are not one-hot labels.
 * @throws usage_invalid unless every row without a missing cell has a single 1 among zeros
 */
export async function checkOneHot(source: Source, columns: readonly SourceColumn[]): Promise<void> {
  const sum = (cells: readonly Cell[]): string => cells.map((cell) => `(${bit(cell)})`).join(' + ');
  const isWrong: CellCondition = (cells) => `${isWritten(cells)} and coalesce(${sum(cells)}, 0) <> 1`;
  const rows = await queryNumber(source.connection, countQuery(columns, isWrong));
  if (rows === 0) return;
  throw notOneHot(source.file, columns, rows);
}

function notOneHot(file: string, columns: readonly SourceColumn[], rows: number): SextantError {
  const names = columns.map(({ name }) => name);
  const sentence = `the target columns ${listNames(names)} are not one-hot labels: ${rows} of the rows do not have a single 1 among zeros.`;
  return fileError('usage_invalid', file, sentence, {
    hint: 'Several independent targets (multi-label) are not available: name one target column a run.',
    fields: { columns: names, rows, pointers: ['/target'] },
  });
}

/**
 * One-hot columns as indices into `labels`, one a row of table `cells`; -1 where no single column is 1.
 * @param labels names of the columns
 */
export async function readOneHot(
  source: Source,
  rows: number,
  columns: readonly SourceColumn[],
  labels: readonly string[],
): Promise<Int32Array> {
  const bits = await readDoubles(
    source.connection,
    rows,
    columns.map((column) => ({ column, expression: bit })),
  );
  const indices = columns.map(({ name }) => labels.indexOf(name));
  return Int32Array.from({ length: rows }, (_, row) => {
    const set = bits.flatMap((values, column) => (values[row] === 1 ? [column] : []));
    return set.length === 1 ? (indices[set[0] ?? -1] ?? -1) : -1;
  });
}
