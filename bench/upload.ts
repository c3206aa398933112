// Upload and profile of a large file beside DuckDB's own summary of it, and the memory of the server. Read bench/README.md.
// Options: --rows --rounds --save.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, openAsBlob, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machine } from './common/measure.js';
import { saveResult } from './common/results.js';
import { type Server, startServer } from './service/server.js';
import { writeTable } from './upload/file.js';
import type { Cost, UploadResult, UploadRound } from './upload/result.js';
import { uploadTable } from './upload/table.js';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    save: { type: 'boolean', default: false },
  },
});
/** Milliseconds between two looks at the memory. */
const INTERVAL = 20;

const summarizer = fileURLToPath(new URL('./upload/summarize.ts', import.meta.url));
const summarize = (file: string): Cost =>
  JSON.parse(execFileSync(process.execPath, ['--import', 'tsx', summarizer, file], { encoding: 'utf8' })) as Cost;

/** Resident memory of a process in MB (Linux). */
const residentMb = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** A clock tick of Linux in milliseconds. */
const TICK = 10;

/** Processor time of a process so far, by proc(5), fields 14 and 15; the name before them may hold blanks. */
function processorOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK;
}

async function costOf<T>(pid: number, work: () => Promise<T>): Promise<[Cost, T]> {
  const before = processorOf(pid);
  const started = performance.now();
  const result = await work();
  return [{ elapsed: performance.now() - started, processor: processorOf(pid) - before }, result];
}

async function send(server: Server, path: string, body: Blob | string): Promise<string> {
  const headers = { 'Content-Type': typeof body === 'string' ? 'application/json' : 'text/csv' };
  const response = await fetch(`${server.url}${path}`, { method: 'POST', headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${text}`);
  return text;
}

/** A server of its own for each round: memory that one gave free to itself is not given back. */
async function round(folder: string, file: string): Promise<UploadRound> {
  const server = await startServer(mkdtempSync(join(folder, 'data-')));
  const idleMb = residentMb(server.pid);
  let peakMb = idleMb;
  const watching = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(server.pid));
  }, INTERVAL);
  const blob = await openAsBlob(file);
  const [upload, answer] = await costOf(server.pid, () => send(server, '/v1/datasets?name=table.csv', blob));
  const { id } = JSON.parse(answer) as { id: string };
  const asked = JSON.stringify({ target: ['y'] });
  const [profile] = await costOf(server.pid, () => send(server, `/v1/datasets/${id}/profile`, asked));
  clearInterval(watching);
  await server.stop();
  return { upload, profile, summarize: summarize(file), idleMb, peakMb };
}

const folder = mkdtempSync(join(tmpdir(), 'sextant-upload-'));
try {
  const file = join(folder, 'table.csv');
  const rows = Number(options.rows);
  await writeTable(file, rows);
  const fileMb = statSync(file).size / 1e6;
  console.log(`upload: ${machine()}`);
  const rounds: UploadRound[] = [];
  for (let i = 0; i < Number(options.rounds); i++) {
    rounds.push(await round(folder, file));
    console.log(JSON.stringify(rounds.at(-1)));
  }
  const result: UploadResult = { rows, fileMb, rounds };
  console.log(uploadTable(result));
  if (options.save) saveResult('upload', result);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
