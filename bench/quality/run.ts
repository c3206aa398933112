import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatCsv, parseCsv } from '../common/csv.js';
import { type DataSet, TARGET } from '../common/data-sets.js';
import type { Job } from './job.js';
import { type Score, scorePredictions } from './score.js';
import { variantOf, type VariantName } from './variants.js';

export interface RunOptions {
  readonly budget: number;
  readonly seed: number;
}

/** Beyond the budget: start, reading and the record. A run that takes longer broke its promise, and is told. */
const MORE_SECONDS = 8;
const LONGER = 1.05;

const cli = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const variantProgram = fileURLToPath(new URL('./run-variant.ts', import.meta.url));

/** A folder with the test rows, their target taken away; removed when `use` ends. */
function withRows<T>(set: DataSet, use: (folder: string, truth: readonly string[]) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-bench-'));
  try {
    const [header = [], ...rows] = parseCsv(readFileSync(set.test, 'utf8'));
    const target = header.indexOf(TARGET);
    const without = [header, ...rows].map((row) => row.filter((_, column) => column !== target));
    writeFileSync(join(folder, 'rows.csv'), formatCsv(without));
    const truth = rows.map((row) => row[target] ?? '');
    return use(folder, truth);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const scoreFile = (file: string, truth: readonly string[], set: DataSet): Score =>
  scorePredictions(parseCsv(readFileSync(file, 'utf8')), truth, set);

/** The command line as a user runs it: its score on the test rows, and whether it kept to its budget. */
export function scoreCommand(
  set: DataSet,
  flags: readonly string[],
  { budget, seed }: RunOptions,
): { score: Score; seconds: number; isLate: boolean } {
  return withRows(set, (folder, truth) => {
    const predictions = join(folder, 'predictions.csv');
    const command = [cli, 'recommend', set.train, '--target', TARGET, '--task', set.task, '--json', ...flags];
    const bound = ['--budget', `${budget}s`, '--seed', `${seed}`, '--data-dir', join(folder, 'record')];
    const files = ['--predict', join(folder, 'rows.csv'), '--predictions', predictions];
    const seconds = run([...command, ...bound, ...files]);
    const isLate = !flags.includes('--no-probe') && seconds > budget * LONGER + MORE_SECONDS;
    return { score: scoreFile(predictions, truth, set), seconds, isLate };
  });
}

/** Scores of variants of the product; those that only change the final model share the training of the whole one. */
export function scoreVariants(set: DataSet, names: readonly VariantName[], { budget, seed }: RunOptions) {
  return withRows(set, (folder, truth): { name: VariantName; score: Score }[] => {
    const fileOf = (name: VariantName): string => join(folder, `${names.indexOf(name)}.csv`);
    const ofModel = names.filter((name) => name === 'whole' || variantOf(name).model !== undefined);
    const trainings = [
      { variant: 'whole' as const, models: ofModel },
      ...names.filter((name) => !ofModel.includes(name)).map((variant) => ({ variant, models: [variant] })),
    ];
    for (const { variant, models } of trainings.filter((training) => training.models.length > 0)) {
      const job: Job = {
        train: set.train,
        rows: join(folder, 'rows.csv'),
        task: set.task,
        budget,
        seed,
        home: folder,
        variant,
        predictions: models.map((model) => ({ model, file: fileOf(model) })),
      };
      run(['--import', 'tsx', variantProgram, JSON.stringify(job)]);
    }
    return names.map((name) => ({ name, score: scoreFile(fileOf(name), truth, set) }));
  });
}

/** Runs a program of this project; returns its seconds. */
function run(words: readonly string[]): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...words], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`ended with ${status}: ${stderr.trim().slice(-1000)}`);
  return (performance.now() - started) / 1000;
}
