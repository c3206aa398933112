import { readDoubles, readIntegers } from './cells.js';
import { asNumber, asText, queryRows } from './duckdb.js';
import { codeExpression, ofRaw } from './features.js';
import type { LabelCount } from './labels.js';
import type { SourceColumn } from './loaded-table.js';
import type { Source } from './source.js';

/** The distinct labels of a column with their rows. */
export async function countLabels(source: Source, { sql }: SourceColumn, areValues: boolean): Promise<LabelCount[]> {
  const query = `select raw_of(cell) as text, value_of(cell) as key, real_of(key) as value, rows
    from (select ${sql} as cell, count(*)::double as rows from cells group by cell)`;
  // Asked for in the query, the filter would be of every row before they are grouped.
  const labels = (await queryRows(source.connection, query)).filter((row) => row['key'] !== null);
  return labels.map((row) => ({
    text: asText(row['text']),
    key: asText(row['key']),
    rows: asNumber(row['rows']),
    ...(areValues ? { value: asNumber(row['value']) } : {}),
  }));
}

/** A column's numbers, one a row of table `cells`; NaN is missing. */
export async function readValues(source: Source, rows: number, column: SourceColumn): Promise<Float64Array> {
  const [values] = await readDoubles(source.connection, rows, [{ column, expression: ({ number }) => number }]);
  return values ?? new Float64Array(rows);
}

export interface CodesRequest {
  readonly column: SourceColumn;
  readonly labels: readonly string[];
  /** Of labels that are numbers: that of each. They are compared by value, so that `1` means the class `1.0`; others as texts. */
  readonly values?: readonly number[] | undefined;
  /** No cell of the column has white space before or after its label. */
  readonly isTrimmed?: boolean;
}

/** A column's labels as indices into `labels`, one a row of table `cells`; -1 for a label that is not among them. */
export async function readCodes(
  source: Source,
  rows: number,
  { column, labels, values, isTrimmed = false }: CodesRequest,
): Promise<Int32Array> {
  if (values) {
    const indices = new Map(values.map((value, index) => [value, index]));
    return Int32Array.from(await readValues(source, rows, column), (value) => indices.get(value) ?? -1);
  }
  const expression = await codeExpression(source.connection, `labels_of_${column.sql}`, labels);
  const question = { column, expression: isTrimmed ? ofRaw(expression) : expression };
  const [codes = new Int32Array(rows)] = await readIntegers(source.connection, rows, [question]);
  return codes;
}

/** Codes of the file that the labels are of. A row whose label is not found again is a fault of ours: it must not be trained on. */
export function allFound(codes: Int32Array): Int32Array {
  if (codes.includes(-1)) throw new RangeError('a row has a label that is none of those of its own file');
  return codes;
}
