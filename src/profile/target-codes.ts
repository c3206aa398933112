import { readDoubles, readIntegers } from './cells.js';
import { asNumber, asText, queryRows } from './duckdb.js';
import { codeExpression, ofRaw } from './features.js';
import { areNumbers, type LabelCount } from './labels.js';
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
  /** No cell of the column has a space before or after its label. */
  readonly isTrimmed?: boolean;
}

/**
 * A column's labels as indices into `labels`, one a row of table `cells`; -1 for a label that is not among them.
 * Labels that are all numbers are compared by value.
 */
export async function readCodes(
  source: Source,
  rows: number,
  { column, labels, isTrimmed = false }: CodesRequest,
): Promise<Int32Array> {
  if (areNumbers(labels)) {
    const indices = new Map(labels.map((label, index) => [Number(label), index]));
    const values = await readValues(source, rows, column);
    return Int32Array.from(values, (value) => indices.get(value) ?? -1);
  }
  const levels = labels.map((label) => label.trim());
  const expression = await codeExpression(source.connection, `labels_of_${column.sql}`, levels);
  const question = { column, expression: isTrimmed ? ofRaw(expression) : expression };
  const [codes = new Int32Array(rows)] = await readIntegers(source.connection, rows, [question]);
  return codes;
}
