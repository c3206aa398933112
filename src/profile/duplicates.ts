import type { FeatureColumn } from './table.js';

const multipliers = [0x9e3779b1, 0x85ebca6b] as const;
const missingBits = 0x7ff80000;

/**
 * Numbers the distinct rows of some columns.
 * @returns one number a row, from 0 in the order of first appearance; exact duplicates share it (missing equals missing)
 */
export function numberDistinctRows(columns: readonly FeatureColumn[], rows: number): Int32Array {
  const hashes = hashRows(columns, rows);
  // An open table of the first row of each hash; it is a quarter to a half full, so that a free place is near.
  const mask = 2 ** Math.ceil(Math.log2(2 * rows + 1)) - 1;
  const firsts = new Int32Array(mask + 1).fill(-1);
  const numbers = new Int32Array(rows);
  let distinct = 0;
  const isSame = (a: number, b: number): boolean => hashes[a] === hashes[b] && areEqual(columns, a, b);
  for (let row = 0; row < rows; row++) {
    let place = (hashes[row] ?? 0) & mask;
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

/** 32 bits of each row, the same of rows that are equal. Of a million different rows a hundred pairs share theirs by chance. */
function hashRows(columns: readonly FeatureColumn[], rows: number): Int32Array {
  const hashes = new Int32Array(rows);
  for (const column of columns) {
    if (column.kind === 'categorical') addCodes(hashes, column.codes);
    else addNumbers(hashes, column.values);
  }
  return hashes;
}

function addCodes(hashes: Int32Array, codes: Int32Array): void {
  for (let row = 0; row < hashes.length; row++) hashes[row] = mix(hashes[row] ?? 0, codes[row] ?? 0, multipliers[0]);
}

function addNumbers(hashes: Int32Array, values: Float64Array): void {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let row = 0; row < hashes.length; row++) {
    const value = values[row] ?? Number.NaN;
    // Numbers that are equal have the same bits, but for the two zeros; what is missing may have several.
    const isPlain = !Number.isNaN(value) && value !== 0;
    const low = isPlain ? (words[2 * row] ?? 0) : 0;
    const high = isPlain ? (words[2 * row + 1] ?? 0) : value === 0 ? 0 : missingBits;
    hashes[row] = mix(mix(hashes[row] ?? 0, low, multipliers[0]), high, multipliers[1]);
  }
}

function mix(hash: number, bits: number, multiplier: number): number {
  const mixed = Math.imul(hash ^ bits, multiplier);
  return mixed ^ (mixed >>> 15);
}
