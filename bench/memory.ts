// How much memory a probe takes at 100,000 rows of 50 columns. Read bench/README.md. Option: --save.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRandom } from '../dist/random.js';
import { machine } from './common/measure.js';
import { saveResult } from './common/results.js';
import type { MemoryResult } from './memory/result.js';
import { memoryTable } from './memory/table.js';

const { values: asked } = parseArgs({ options: { save: { type: 'boolean', default: false } } });
const rows = 100_000;
const inputs = 50;
/** Two trials of one epoch, and a probe with all that it trains in half a minute. */
const runs = [
  ['--trials', '2', '--set', 'epochs=1'],
  ['--budget', '30s'],
];
/** Milliseconds between two looks: the kernel keeps the peak, only a process that ends between two looks is missed. */
const INTERVAL = 100;

function writeTable(file: string): void {
  const random = createRandom(0, 'memory');
  const lines = Array.from({ length: rows }, () => {
    const x = Array.from({ length: inputs }, () => 2 * random() - 1);
    const isSecond = (x[0] ?? 0) * (x[1] ?? 0) + (x[2] ?? 0) / 2 > 0;
    return `${x.map((value) => value.toFixed(3)).join(',')},${isSecond ? 'yes' : 'no'}`;
  });
  const head = [...Array.from({ length: inputs }, (_, i) => `x${i}`), 'y'].join(',');
  writeFileSync(file, `${[head, ...lines].join('\n')}\n`);
}

/** Peak of resident memory in megabytes (`VmHWM`, Linux alone) of a process and of those that it started. */
function peaksOf(parent: number): { id: number; role: 'command' | 'probe process'; megabytes: number }[] {
  return readdirSync('/proc').flatMap((name) => {
    const status = /^\d+$/.test(name) ? statusOf(name) : undefined;
    if (!status) return [];
    const id = Number(name);
    const isChild = fieldOf(status, 'PPid') === parent;
    if (id !== parent && !isChild) return [];
    const megabytes = fieldOf(status, 'VmHWM') / 1024;
    // A process that has just ended is still listed, but has no memory.
    if (Number.isNaN(megabytes)) return [];
    return [{ id, role: isChild ? 'probe process' : 'command', megabytes } as const];
  });
}

const fieldOf = (status: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);

/** Undefined when the process has ended meanwhile. */
function statusOf(id: string): string | undefined {
  try {
    return readFileSync(`/proc/${id}/status`, 'utf8');
  } catch {
    return undefined;
  }
}

/** The peak of each process while the command runs. */
async function measure(file: string, options: readonly string[]): Promise<MemoryResult['runs'][number]> {
  const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
  const record = mkdtempSync(join(dirname(file), 'record-'));
  const child = spawn(process.execPath, [main, 'recommend', file, '--target', 'y', '--data-dir', record, ...options], {
    stdio: 'ignore',
  });
  const peaks = new Map<number, ReturnType<typeof peaksOf>[number]>();
  const timer = setInterval(() => {
    for (const peak of peaksOf(child.pid ?? 0)) peaks.set(peak.id, peak);
  }, INTERVAL);
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`sextant ended with ${code}`);
  const processes = [...peaks.values()].map(({ role, megabytes }) => ({ role, megabytes }));
  return { options: options.join(' '), processes };
}

async function main(): Promise<void> {
  if (process.platform !== 'linux') {
    console.log('memory: left out, the peak of a process is read from /proc, which Linux alone has.');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'sextant-memory-'));
  try {
    const file = join(folder, 'table.csv');
    writeTable(file);
    console.log(`memory: ${machine()}; ${rows} rows, ${inputs} columns, sextant recommend`);
    const measured: MemoryResult['runs'][number][] = [];
    for (const options of runs) measured.push(await measure(file, options));
    const result: MemoryResult = { rows, columns: inputs, runs: measured };
    console.log(memoryTable(result));
    if (asked.save) saveResult('memory', result);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
