import { type DuckDBConnection, type DuckDBDataChunk, DuckDBDoubleVector } from '@duckdb/node-api';
import type { SourceColumn } from './loaded-table.js';

/** Columns read by one query; more would only make its plan large. */
const columnsPerQuery = 64;

/** SQL names of what is known of a cell: its value as text (NULL when missing), and its number within range (else NULL). */
export interface Cell {
  /** As table `cells` has it. */
  readonly raw: string;
  readonly value: string;
  readonly number: string;
}

/** SQL over a cell. */
export type CellExpression = (cell: Cell) => string;

export interface CellQuestion {
  readonly column: SourceColumn;
  readonly expression: CellExpression;
}

const cellOf = ({ sql }: SourceColumn): Cell => ({
  raw: sql,
  value: `value_${sql}`,
  number: `number_${sql}`,
});

/**
 * SQL of table `cells` with every cell read. In steps, because a macro repeats its argument wherever it names it: nested
 * macros over many columns would not fit into memory.
 */
function readCells(columns: readonly SourceColumn[]): string {
  const values = columns.map((column) => {
    const text = column.isDouble ? `${column.sql}::varchar` : `value_of(${column.sql})`;
    return `${text} as ${cellOf(column).value}, ${column.sql}`;
  });
  const numbers = columns.map((column) => {
    const number = column.isDouble ? column.sql : `number_of(${cellOf(column).value})`;
    return `${number} as written_${column.sql}`;
  });
  const ranged = columns.map((column) => `within_range(written_${column.sql}) as ${cellOf(column).number}`);
  return `(select *, ${ranged.join(', ')} from (select *, ${numbers.join(', ')} from
    (select rowid as row_id, ${values.join(', ')} from cells)))`;
}

/** SQL that is true or not of some cells of a row. */
export type CellCondition = (cells: readonly Cell[]) => string;

export const isNumber: CellCondition = (cells) => cells.map(({ number }) => `${number} is not null`).join(' and ');
export const isWritten: CellCondition = (cells) => cells.map(({ value }) => `${value} is not null`).join(' and ');

/** SQL of the number of rows of table `cells` for which a condition over some of their cells is true. */
export function countQuery(columns: readonly SourceColumn[], condition: CellCondition): string {
  return `select count(*)::double from ${readCells(columns)} where ${condition(columns.map(cellOf))}`;
}

/** Deletes the rows of table `cells` for which a condition over some of their cells (never NULL) is false. */
export async function keepRowsWhere(
  connection: DuckDBConnection,
  columns: readonly SourceColumn[],
  condition: CellCondition,
): Promise<void> {
  const dropped = `select row_id from ${readCells(columns)} where not (${condition(columns.map(cellOf))})`;
  await connection.run(`delete from cells where rowid in (${dropped})`);
}

/**
 * Evaluates one expression a question over all rows of table `cells`, in the rows' order.
 * @returns one array of `rows` numbers a question; NULL is NaN
 */
export async function readDoubles(
  connection: DuckDBConnection,
  rows: number,
  questions: readonly CellQuestion[],
): Promise<Float64Array[]> {
  const out: Float64Array[] = [];
  for (let from = 0; from < questions.length; from += columnsPerQuery) {
    out.push(...(await readBatch(connection, rows, questions.slice(from, from + columnsPerQuery))));
  }
  return out;
}

async function readBatch(connection: DuckDBConnection, rows: number, questions: readonly CellQuestion[]) {
  const out = questions.map(() => new Float64Array(rows));
  // NaN instead of NULL: testing validity bit by bit costs more than reading the numbers.
  const wanted = questions.map(
    ({ column, expression }) => `coalesce((${expression(cellOf(column))})::double, 'nan'::double)`,
  );
  const from = readCells(questions.map(({ column }) => column));
  const result = await connection.stream(`select row_id::double, ${wanted.join(', ')} from ${from}`);
  let row = 0;
  let lastId = -1;
  for await (const chunk of result) {
    for (const id of doublesOf(chunk, 0)) {
      if (id <= lastId) throw new RangeError('the database returned rows out of order');
      lastId = id;
    }
    out.forEach((values, index) => values.set(doublesOf(chunk, index + 1), row));
    row += chunk.rowCount;
  }
  return out;
}

/** The numbers of a column that has no NULL, all at once: asking for one after the other takes ten times as long. */
function doublesOf(chunk: DuckDBDataChunk, index: number): Float64Array {
  const vector = chunk.getColumnVector(index);
  const items: unknown = vector instanceof DuckDBDoubleVector ? vector['items'] : undefined;
  if (items instanceof Float64Array) return items;
  throw new TypeError(`column ${index} of the answer is not of doubles`);
}
