// Upload and profile of a large file beside DuckDB's own summary of it, and the memory of the server. Read bench/README.md.
// Options: --rows --rounds --save.
import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
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

/** A sender that costs next to nothing beside the server: `fetch` takes as long to send a large file as the server to take it in. */
function send(server: Server, path: string, type: string, body: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    const sending = request(
      `${server.url}${path}`,
      { method: 'POST', headers: { 'Content-Type': type } },
      (response) => {
        readText(response).then((text) => {
          if (response.statusCode === 200 || response.statusCode === 201) resolve(text);
          else reject(new Error(`${path} was answered ${response.statusCode}: ${text}`));
        }, reject);
      },
    );
    pipeline(body, sending).catch(reject);
  });
}

/** A server of its own for each round: memory that one gave free to itself is not given back. */
async function round(folder: string, file: string): Promise<UploadRound> {
  const server = await startServer(mkdtempSync(join(folder, 'data-')));
  const idleMb = residentMb(server.pid);
  let peakMb = idleMb;
  const watching = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(server.pid));
  }, INTERVAL);
  const bytes = createReadStream(file, { highWaterMark: 1 << 20 });
  const [upload, answer] = await costOf(server.pid, () =>
    send(server, '/v1/datasets?name=table.csv', 'text/csv', bytes),
  );
  const { id } = JSON.parse(answer) as { id: string };
  const asked = Readable.from([JSON.stringify({ target: ['y'] })]);
  const [profile] = await costOf(server.pid, () =>
    send(server, `/v1/datasets/${id}/profile`, 'application/json', asked),
  );
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
