import type { FeatureColumn, Table, Target } from '../profile/table.js';
import { createRandom, shuffle } from '../random.js';

/**
 * About `most` rows, each class in its share (at least one row of each, also where that makes them more), in the order of the file.
 * Returns the table itself when it is small enough.
 */
export function sampleRows(table: Table, most: number, seed: number): Table {
  if (table.rows <= most) return table;
  const random = createRandom(seed, 'sample');
  const byClass = new Map<number, number[]>();
  for (let row = 0; row < table.rows; row++) {
    const code = table.target.codes?.[row] ?? 0;
    const rows = byClass.get(code);
    if (rows) rows.push(row);
    else byClass.set(code, [row]);
  }
  const kept: number[] = [];
  for (const rows of byClass.values()) {
    const count = Math.max(1, Math.floor((rows.length * most) / table.rows));
    kept.push(...shuffle(rows, random).slice(0, count));
  }
  return takeRows(table, Int32Array.from(kept).sort());
}

/** The given rows of a table, in the order given. */
export function takeRows(table: Table, rows: Int32Array): Table {
  const codes = (values: Int32Array): Int32Array => Int32Array.from(rows, (row) => values[row] ?? -1);
  const numbers = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row] ?? Number.NaN);
  const column = (of: FeatureColumn): FeatureColumn =>
    of.kind === 'categorical' ? { ...of, codes: codes(of.codes) } : { ...of, values: numbers(of.values) };
  const { target } = table;
  const taken: Target = {
    ...target,
    ...(target.values && { values: numbers(target.values) }),
    ...(target.codes && { codes: codes(target.codes) }),
  };
  return {
    rows: rows.length,
    columns: table.columns.map(column),
    target: taken,
    duplicateOf: codes(table.duplicateOf),
    ...(table.groups && { groups: codes(table.groups) }),
    ...(table.weights && { weights: numbers(table.weights) }),
  };
}
