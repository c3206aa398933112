import type { FeatureColumn } from './table.js';

/** Two independent hashes a row make 53 bits: among a million rows false friends are rare, and each is checked. */
const multipliers = [0x9e3779b1, 0x85ebca6b] as const;
const missingBits = 0x7ff80000;

/**
 * Numbers the distinct rows of some columns.
 * @returns one number a row, from 0 in the order of first appearance; exact duplicates share it (missing equals missing)
 */
export function numberDistinctRows(columns: readonly FeatureColumn[], rows: number): Int32Array {
  const keys = rowKeys(columns, rows);
  const firstOf = new Map<number, number>();
  const numbers = new Int32Array(rows);
  let distinct = 0;
  for (let row = 0; row < rows; row++) {
    let key = keys[row] ?? 0;
    let first = firstOf.get(key);
    while (first !== undefined && !areEqual(columns, first, row)) first = firstOf.get(++key);
    if (first === undefined) {
      firstOf.set(key, row);
      numbers[row] = distinct++;
    } else numbers[row] = numbers[first] ?? 0;
  }
  return numbers;
}

/** Share of rows that repeat an earlier row, features and target. */
export function duplicateShareOf(features: Int32Array, target: ArrayLike<number>): number {
  const seen = new Map<number, Set<number>>();
  let repeats = 0;
  features.forEach((number, row) => {
    const value = target[row] ?? 0;
    const values = seen.get(number);
    if (values?.has(value)) repeats++;
    else if (values) values.add(value);
    else seen.set(number, new Set([value]));
  });
  return features.length === 0 ? 0 : repeats / features.length;
}

const valuesOf = (column: FeatureColumn): ArrayLike<number> =>
  column.kind === 'categorical' ? column.codes : column.values;

function areEqual(columns: readonly FeatureColumn[], a: number, b: number): boolean {
  return columns.every((column) => {
    const values = valuesOf(column);
    const [one, other] = [values[a], values[b]];
    return one === other || (Number.isNaN(one) && Number.isNaN(other));
  });
}

function rowKeys(columns: readonly FeatureColumn[], rows: number): Float64Array {
  const high = new Uint32Array(rows);
  const low = new Uint32Array(rows);
  const number = new Float64Array(1);
  const bits = new Uint32Array(number.buffer);
  for (const column of columns) {
    const values = valuesOf(column);
    for (let row = 0; row < rows; row++) {
      const value = values[row] ?? Number.NaN;
      number[0] = value + 0; // -0 + 0 is 0, as they compare equal
      const one = Number.isNaN(value) ? missingBits : (bits[0] ?? 0);
      const two = Number.isNaN(value) ? missingBits : (bits[1] ?? 0);
      high[row] = mix(mix(high[row] ?? 0, one, multipliers[0]), two, multipliers[0]);
      low[row] = mix(mix(low[row] ?? 0, two, multipliers[1]), one, multipliers[1]);
    }
  }
  return Float64Array.from(high, (value, row) => (value >>> 11) * 2 ** 32 + (low[row] ?? 0));
}

function mix(hash: number, bits: number, multiplier: number): number {
  const mixed = Math.imul(hash ^ bits, multiplier);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
