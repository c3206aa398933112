// Whether a budget in seconds is held, from a hundred to half a million rows. Read bench/README.md.
// Options: --rows --budgets --repeats --save.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSextant } from '../dist/index.js';
import { createRandom } from '../dist/random.js';
import type { BudgetResult } from './budget/result.js';
import { budgetTable } from './budget/table.js';
import { machine } from './common/measure.js';
import { saveResult } from './common/results.js';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '100,10000,500000' },
    budgets: { type: 'string', default: '5,30,120' },
    repeats: { type: 'string', default: '3' },
    save: { type: 'boolean', default: false },
  },
});
const columns = 10;
const folder = mkdtempSync(join(tmpdir(), 'sextant-budget-'));
const sextant = createSextant({ dataDirectory: join(folder, 'record') });

/** The rows with their classes, and again without. */
function writeTables(rows: number): { file: string; features: string } {
  const random = createRandom(0, 'budget');
  const all = Array.from({ length: rows }, () => Array.from({ length: columns }, () => 2 * random() - 1));
  const head = Array.from({ length: columns }, (_, i) => `x${i}`);
  const isSecond = ([a = 0, b = 0, c = 0]: readonly number[]): boolean => a * b + c / 2 + (random() - 0.5) / 5 > 0;
  const cells = (row: readonly number[]): string => row.map((value) => value.toFixed(4)).join(',');
  const [file, features] = [join(folder, `${rows}.csv`), join(folder, `${rows}-features.csv`)];
  const labelled = all.map((row) => `${cells(row)},${isSecond(row) ? 'yes' : 'no'}`);
  writeFileSync(file, `${[[...head, 'y'].join(','), ...labelled].join('\n')}\n`);
  writeFileSync(features, `${[head.join(','), ...all.map(cells)].join('\n')}\n`);
  return { file, features };
}

type Repeated = BudgetResult['runs'][number];
type Once = Omit<Repeated, 'seconds'> & { readonly seconds: number };

async function run(rows: number, budgetSeconds: number): Promise<Once> {
  const { file, features } = writeTables(rows);
  let started = Number.NaN;
  const predict = { rows: features, predictions: join(folder, 'predictions.csv') };
  const { recommendation } = await sextant.recommend(
    { file, target: ['y'], probe: { budgetSeconds }, seed: 0, predict },
    {
      // The budget begins when the files are read; the first progress of the probe comes with it.
      onProgress: ({ stage }) => {
        if (stage === 'probe' && Number.isNaN(started)) started = performance.now();
      },
    },
  );
  const seconds = (performance.now() - started) / 1000;
  const { probe, warnings } = recommendation;
  const told = warnings.map(({ code }) => code).filter((code) => /sampled|cut|lost|refitted/.test(code));
  return { rows, budgetSeconds, seconds, trainedRows: probe?.rows ?? 0, trials: probe?.trials.length ?? 0, told };
}

const numbersOf = (list: string): number[] => list.split(',').map(Number);

console.log(`budget: ${machine()}`);
try {
  const all: Once[] = [];
  for (let repeat = 0; repeat < Number(options.repeats); repeat++)
    for (const rows of numbersOf(options.rows))
      for (const budgetSeconds of numbersOf(options.budgets)) {
        const once = await run(rows, budgetSeconds);
        all.push(once);
        console.log(`  ${rows} rows, ${budgetSeconds} s: ${once.seconds.toFixed(1)} s`);
      }
  const isSame = (a: Once) => (b: Once) => a.rows === b.rows && a.budgetSeconds === b.budgetSeconds;
  const runs: Repeated[] = all
    .filter((one, i) => all.findLastIndex(isSame(one)) === i)
    .map((last) => ({ ...last, seconds: all.filter(isSame(last)).map(({ seconds }) => seconds) }));
  const result: BudgetResult = { columns, runs };
  console.log(budgetTable(result));
  if (options.save) saveResult('budget', result);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
