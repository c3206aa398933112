import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { SextantError } from '../../src/errors.js';
import { type DescribedDataset, describeDataset, type ReadOptions } from '../../src/profile/read.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file of the given name and returns its path. */
export function fileOf(content: string | Uint8Array, name = 'data.csv'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A CSV text of `rows` rows; each column is a function of the row's number. */
export function csvOf(
  rows: number,
  columns: Record<string, (row: number) => string | number>,
  delimiter = ',',
): string {
  const names = Object.keys(columns);
  const lines = Array.from({ length: rows }, (_, row) => names.map((name) => columns[name]?.(row)).join(delimiter));
  return `${[names.join(delimiter), ...lines].join('\n')}\n`;
}

/** Reads a text as a file with target `y`. */
export const read = (
  content: string | Uint8Array,
  options: Partial<ReadOptions> & { name?: string } = {},
): Promise<DescribedDataset> => {
  const { name, ...rest } = options;
  return describeDataset({ file: fileOf(content, name), target: ['y'], ...rest });
};

/** The error with which a promise fails. */
export async function failureOf(promise: Promise<unknown>): Promise<SextantError> {
  const failure: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof SextantError) return failure;
  throw new Error(`expected a SextantError, got ${String(failure)}`);
}

export const codesOf = (dataset: Pick<DescribedDataset, 'warnings'>): string[] =>
  dataset.warnings.map(({ code }) => code);
export const messageOf = (dataset: Pick<DescribedDataset, 'warnings'>, code: string): string =>
  dataset.warnings.find((warning) => warning.code === code)?.message ?? '';
export const kindsOf = (dataset: DescribedDataset): Record<string, string> =>
  Object.fromEntries(dataset.columns.map(({ name, kind }) => [name, kind]));

/** Numbers between 0 and 1 without visible order, always the same. */
export function scattered(row: number, seed = 1): number {
  let hash = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(seed, 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
