import type { FeatureColumn } from './table.js';

/** Two independent hashes a row make 64 bits: false friends are rare, and each is checked. */
const multipliers = [0x9e3779b1, 0x85ebca6b] as const;
const missingBits = 0x7ff80000;

/**
 * Numbers the distinct rows of some columns.
 * @returns one number a row, from 0 in the order of first appearance; exact duplicates share it (missing equals missing)
 */
export function numberDistinctRows(columns: readonly FeatureColumn[], rows: number): Int32Array {
  const { high, low } = rowKeys(columns, rows);
  // An open table of the first row of each key; it is a quarter to a half full, so that a free place is near.
  const mask = 2 ** Math.ceil(Math.log2(2 * rows + 1)) - 1;
  const firsts = new Int32Array(mask + 1).fill(-1);
  const numbers = new Int32Array(rows);
  let distinct = 0;
  const isSame = (a: number, b: number): boolean => high[a] === high[b] && low[a] === low[b] && areEqual(columns, a, b);
  for (let row = 0; row < rows; row++) {
    let place = (low[row] ?? 0) & mask;
    let first = firsts[place] ?? -1;
    while (first >= 0 && !isSame(first, row)) {
      place = (place + 1) & mask;
      first = firsts[place] ?? -1;
    }
    if (first < 0) {
      firsts[place] = row;
      numbers[row] = distinct++;
    } else numbers[row] = numbers[first] ?? 0;
  }
  return numbers;
}

/** Share of rows that repeat an earlier row, features and target. */
export function duplicateShareOf(features: Int32Array, target: ArrayLike<number>): number {
  const firstOf = new Int32Array(features.length).fill(-1);
  /** Targets of the rows that share a number; most rows share theirs with none. */
  const seen = new Map<number, Set<number>>();
  let repeats = 0;
  for (let row = 0; row < features.length; row++) {
    const number = features[row] ?? 0;
    const first = firstOf[number] ?? -1;
    if (first < 0) {
      firstOf[number] = row;
      continue;
    }
    const values = seen.get(number) ?? new Set([target[first] ?? 0]);
    seen.set(number, values);
    if (values.has(target[row] ?? 0)) repeats++;
    else values.add(target[row] ?? 0);
  }
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

function rowKeys(columns: readonly FeatureColumn[], rows: number): { high: Uint32Array; low: Uint32Array } {
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
  return { high, low };
}

function mix(hash: number, bits: number, multiplier: number): number {
  const mixed = Math.imul(hash ^ bits, multiplier);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
