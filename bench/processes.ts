// How many processes and threads train most steps of populations a second on this machine. Read bench/README.md.
// Options: --rounds --steps --save.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { allocator } from '../dist/probe/pool.js';
import { machine, quantile } from './common/measure.js';
import { saveResult } from './common/results.js';
import { layouts, type Layout, type ProcessesResult } from './processes/result.js';
import { processesTable } from './processes/table.js';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    steps: { type: 'string', default: '600' },
    save: { type: 'boolean', default: false },
  },
});

/** Configurations on each of five folds. */
const PER_FOLD = 4;
const FOLDS = 5;
/** Widths and batches: the smallest population of the probe, and a large one. */
const sizes = [
  { width: 64, batch: 64 },
  { width: 256, batch: 256 },
] as const;

const script = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Steps of one model a second over all programs of a layout, which run side by side; null where a signal ended one. */
async function rateOf(
  { processes, workers, threads }: Layout,
  size: { width: number; batch: number },
): Promise<number | null> {
  const words = ['full', PER_FOLD, size.width, size.batch, options.steps].map(String);
  const program = workers > 0 ? [script('./processes/workers.ts'), String(workers)] : [script('./step/sextant.ts')];
  const outputs = await Promise.all(
    Array.from({ length: processes }, () => run(['--import', 'tsx', ...program, ...words], threads)),
  );
  const texts = outputs.filter((output) => output !== null);
  if (texts.length < processes) return null;
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.startsWith('{'));
  if (lines.length !== processes * Math.max(1, workers)) throw new Error('a program gave no answer');
  return lines.reduce((sum, line) => sum + 1000 / (JSON.parse(line) as { ms: number }).ms, 0);
}

/** What a program writes; null where a signal ended it, which is told. */
function run(words: readonly string[], threads: number): Promise<string | null> {
  const env = {
    ...process.env,
    ...allocator,
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: '1',
    TF_CPP_MIN_LOG_LEVEL: '2',
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const what = `node ${words.join(' ')} ended with ${signal ?? code}:\n${errors.slice(-2000)}`;
      if (signal !== null) console.error(what);
      if (code === 0) resolve(output);
      else if (signal !== null) resolve(null);
      else reject(new Error(what));
    });
  });
}

async function measured(): Promise<ProcessesResult> {
  const rows: ProcessesResult['rows'][number][] = [];
  for (const { width, batch } of sizes) {
    const rates = layouts.map((): (number | null)[] => []);
    for (let round = 0; round < Number(options.rounds); round++)
      for (const [i, layout] of layouts.entries()) rates[i]?.push(await rateOf(layout, { width, batch }));
    const ended = rates.map((ofLayout) => ofLayout.filter((rate) => rate !== null));
    rows.push({
      width,
      batch,
      stepsPerSecond: ended.map((ofLayout) => (ofLayout.length > 0 ? quantile(ofLayout, 0.5) : null)),
      lost: ended.map((ofLayout) => Number(options.rounds) - ofLayout.length),
    });
  }
  return { members: PER_FOLD * FOLDS, rounds: Number(options.rounds), rows };
}

console.log(`processes: ${machine()}`);
const result = await measured();
console.log(processesTable(result));
if (options.save) saveResult('processes', result);
