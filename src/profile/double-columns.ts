import type { DuckDBConnection } from '@duckdb/node-api';
import { readDoubles } from './cells.js';
import { asNumber, queryRows } from './duckdb.js';
import type { SourceColumn } from './loaded-table.js';
import { largestNumber } from './missing.js';

/** A column of doubles. It is read whole before its kind is decided: most are to be read, and what is counted follows from the values. */
export interface DoubleColumn extends NumberRange {
  readonly column: SourceColumn;
  /** Cells with a value, whatever it is. */
  readonly present: number;
  /** One a row; NaN where there is none within range. */
  readonly values: Float64Array;
}

/** Columns asked for by one query; more would only make its plan large. */
const columnsPerQuery = 200;

/** Reads and counts columns of doubles of table `cells`. */
export async function readDoubleColumns(
  connection: DuckDBConnection,
  rows: number,
  columns: readonly SourceColumn[],
): Promise<DoubleColumn[]> {
  const present = await countPresent(connection, columns);
  const questions = columns.map((column) => ({ column, expression: ({ raw }: { readonly raw: string }) => raw }));
  const read = await readDoubles(connection, rows, questions);
  return columns.map((column, index) => {
    const values = read[index] ?? new Float64Array(rows);
    return { column, present: present[index] ?? 0, values, ...keepWithinRange(values) };
  });
}

async function countPresent(connection: DuckDBConnection, columns: readonly SourceColumn[]): Promise<number[]> {
  const counts: number[] = [];
  for (let from = 0; from < columns.length; from += columnsPerQuery) {
    const some = columns.slice(from, from + columnsPerQuery);
    const wanted = some.map(({ sql }) => `count(${sql})::double as ${sql}`);
    const [row = {}] = await queryRows(connection, `select ${wanted.join(', ')} from cells`);
    counts.push(...some.map(({ sql }) => asNumber(row[sql])));
  }
  return counts;
}

interface NumberRange {
  readonly numbers: number;
  /** 0 where there are none. */
  readonly min: number;
  readonly max: number;
  /** All numbers are whole, and there is one. */
  readonly integral: boolean;
}

/** Makes what is beyond the range of numbers NaN, and finds the range of the others. */
function keepWithinRange(values: Float64Array): NumberRange {
  let numbers = 0;
  let fractions = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    if (!(Math.abs(value) <= largestNumber)) {
      values[row] = Number.NaN;
      continue;
    }
    numbers++;
    if (value < min) min = value;
    if (value > max) max = value;
    if (value !== Math.floor(value)) fractions++;
  }
  return numbers === 0
    ? { numbers, min: 0, max: 0, integral: false }
    : { numbers, min, max, integral: fractions === 0 };
}
