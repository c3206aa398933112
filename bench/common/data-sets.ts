import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How the error of a set is measured; lower is better in all of them. */
export const errorMeasures = ['accuracy', 'macroF1', 'r2'] as const;
export type ErrorMeasure = (typeof errorMeasures)[number];

/** The tasks that a folder of sets may have. */
const tasks = ['binary', 'multiclass', 'regression'] as const;

/** A data set on disk: two CSV files with the target in the column `target`. */
export interface DataSet {
  readonly name: string;
  readonly task: (typeof tasks)[number];
  readonly error: ErrorMeasure;
  readonly train: string;
  readonly test: string;
}

export const TARGET = 'target';

/** Cells of a file of tab-separated lines. */
export const readTsv = (file: string): string[][] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));

/**
 * The sets of a folder: `index.tsv` with a header and the columns name, task, error; `<name>/train.csv` and `<name>/test.csv`.
 * `only` keeps those named.
 */
export function readDataSets(folder: string, only?: readonly string[]): DataSet[] {
  const [, ...rows] = readTsv(join(folder, 'index.tsv'));
  const known = rows.map(([name = '', task, error]) => ({
    name,
    task: oneOf(tasks, task),
    error: oneOf(errorMeasures, error),
    train: join(folder, name, 'train.csv'),
    test: join(folder, name, 'test.csv'),
  }));
  const unknown = only?.filter((wanted) => !known.some(({ name }) => name === wanted)) ?? [];
  if (unknown.length > 0) throw new Error(`there is no set ${unknown.join(', ')} in index.tsv`);
  return known.filter(({ name }) => only?.includes(name) !== false);
}

function oneOf<T extends string>(values: readonly T[], text: string | undefined): T {
  const value = values.find((one) => one === text);
  if (value === undefined) throw new Error(`index.tsv: ${text} is none of ${values.join(', ')}`);
  return value;
}

/** Where the sets are: the option `--data`, or the environment's SEXTANT_BENCH_DATA; undefined, told, where there are none. */
export function dataFolder(option: string | undefined): string | undefined {
  const folder = option ?? process.env['SEXTANT_BENCH_DATA'];
  if (folder !== undefined && existsSync(join(folder, 'index.tsv'))) return folder;
  const why = folder === undefined ? 'no folder of data sets is named' : `${folder} holds no index.tsv`;
  console.log(`Left out: ${why}. Give --data FOLDER or SEXTANT_BENCH_DATA; bench/README.md says what is in it.`);
  return undefined;
}

/** The parts of an option that is a list: `a,b`. */
export const listOf = (option: string | undefined): string[] | undefined => option?.split(',').filter(Boolean);
