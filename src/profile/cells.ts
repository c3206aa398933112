import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBDoubleVector,
  DuckDBIntegerVector,
  type DuckDBResult,
  type DuckDBVector,
} from '@duckdb/node-api';
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

/** How answers come from the database; `itemsOf` tells whether a column of an answer is of that form. */
interface Form<Numbers extends Float64Array | Int32Array> {
  /** SQL that is never NULL: testing validity bit by bit costs more than reading the numbers. */
  readonly answer: (expression: string) => string;
  readonly zeros: (rows: number) => Numbers;
  readonly itemsOf: (items: unknown) => Numbers | undefined;
  readonly ask: (connection: DuckDBConnection, sql: string) => Promise<DuckDBResult>;
}

/** Read while the database goes on, so that it need not hold them all. */
const doubles: Form<Float64Array> = {
  answer: (expression) => `coalesce((${expression})::double, 'nan'::double)`,
  zeros: (rows) => new Float64Array(rows),
  itemsOf: (items) => (items instanceof Float64Array ? items : undefined),
  ask: (connection, sql) => connection.stream(sql),
};

/** Half as large, and costly to find: all are found before the first is read, since only so the database uses all its threads. */
const integers: Form<Int32Array> = {
  answer: (expression) => `coalesce((${expression})::integer, -1)`,
  zeros: (rows) => new Int32Array(rows),
  itemsOf: (items) => (items instanceof Int32Array ? items : undefined),
  ask: (connection, sql) => connection.run(sql),
};

/**
 * Evaluates one expression a question over all rows of table `cells`, in the rows' order.
 * @returns one array of `rows` numbers a question; NULL is NaN
 */
export const readDoubles = (
  connection: DuckDBConnection,
  rows: number,
  questions: readonly CellQuestion[],
): Promise<Float64Array[]> => readNumbers(connection, rows, questions, doubles);

/** As `readDoubles`, of whole numbers; NULL is -1. */
export const readIntegers = (
  connection: DuckDBConnection,
  rows: number,
  questions: readonly CellQuestion[],
): Promise<Int32Array[]> => readNumbers(connection, rows, questions, integers);

async function readNumbers<Numbers extends Float64Array | Int32Array>(
  connection: DuckDBConnection,
  rows: number,
  questions: readonly CellQuestion[],
  form: Form<Numbers>,
): Promise<Numbers[]> {
  const out = questions.map(() => form.zeros(rows));
  for (let from = 0; from < questions.length; from += columnsPerQuery) {
    const some = questions.slice(from, from + columnsPerQuery);
    const result = await form.ask(connection, answersQuery(some, form.answer));
    await fill(out.slice(from, from + columnsPerQuery), result, form.itemsOf);
  }
  return out;
}

function answersQuery(questions: readonly CellQuestion[], answer: (expression: string) => string): string {
  const wanted = questions.map(({ column, expression }) => answer(expression(cellOf(column))));
  const from = readCells(questions.map(({ column }) => column));
  return `select row_id::double, ${wanted.join(', ')} from ${from}`;
}

async function fill<Numbers extends Float64Array | Int32Array>(
  out: readonly Numbers[],
  result: DuckDBResult,
  itemsOf: Form<Numbers>['itemsOf'],
): Promise<void> {
  let row = 0;
  let lastId = -1;
  for await (const chunk of result) {
    for (const id of columnOf(chunk, 0, doubles.itemsOf)) {
      if (id <= lastId) throw new RangeError('the database returned rows out of order');
      lastId = id;
    }
    out.forEach((values, index) => values.set(columnOf(chunk, index + 1, itemsOf), row));
    row += chunk.rowCount;
  }
}

/** The numbers of a column that has no NULL, all at once: asking for one after the other takes ten times as long. */
function columnOf<Numbers>(
  chunk: DuckDBDataChunk,
  index: number,
  itemsOf: (items: unknown) => Numbers | undefined,
): Numbers {
  const items = itemsOf(allItemsOf(chunk.getColumnVector(index)));
  if (items) return items;
  throw new TypeError(`column ${index} of the answer is not of the numbers that were asked for`);
}

function allItemsOf(vector: DuckDBVector): unknown {
  if (vector instanceof DuckDBDoubleVector || vector instanceof DuckDBIntegerVector)
    return Reflect.get(vector, 'items');
  return undefined;
}
