// How fast a trail is verified, exported or in the database, and in how much memory. Read bench/README.md.
// Options: --entries (of the bundle on disk) --long (entries of the trail whose memory is watched) --rounds --save.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { entryLine, limits, parseEntry } from '../dist/audit/bundle/format.js';
import { readLines } from '../dist/audit/bundle/lines.js';
import { writeBundle } from '../dist/audit/bundle/write.js';
import { trust } from '../dist/audit/trusted-keys.js';
import { verifyBundle } from '../dist/audit/verify-bundle.js';
import { verifyTrail } from '../dist/audit/verify-trail.js';
import { type AuditResult, marks } from './audit/result.js';
import { timeStores } from './audit/stored.js';
import { auditTable } from './audit/table.js';
import { chainId, drawTrail, keys, PAYLOAD_BYTES } from './audit/trail.js';
import { machine, quantile } from './common/measure.js';
import { saveResult } from './common/results.js';

const { values: options } = parseArgs({
  options: {
    entries: { type: 'string', default: '20000' },
    long: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    save: { type: 'boolean', default: false },
  },
});
const rounds = Number(options.rounds);

const rangeOf = (count: number) => ({ chainId, from: 1, to: count });

async function writeTrail(folder: string, count: number): Promise<void> {
  const notes: { name: string; text: string }[] = [];
  for (const { note } of drawTrail(count)) if (note) notes.push(note);
  async function* entries() {
    for (const { entry } of drawTrail(count)) yield await Promise.resolve(entry);
  }
  await writeBundle(folder, { range: rangeOf(count), entries: entries(), notes, keys, ruleSets: [] });
}

interface Timed {
  readonly seconds: number;
  readonly cpuSeconds: number | null;
}

async function timeOwn(folder: string, count: number): Promise<Timed> {
  const [started, used] = [performance.now(), process.cpuUsage()];
  const { intact, entries, unwitnessed } = await verifyBundle({ folder });
  const { user, system } = process.cpuUsage(used);
  if (!intact || entries !== count || unwitnessed > 255) throw new Error('the trail was not found as it is');
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 };
}

/** Another program, its start included. */
function timeOther(command: string, file: string, folder: string): Timed {
  const started = performance.now();
  const path = fileURLToPath(new URL(`../examples/verify-bundle/${file}`, import.meta.url));
  const { stdout } = spawnSync(command, [path, folder], { encoding: 'utf8' });
  if (!(JSON.parse(stdout) as { intact: boolean }).intact) throw new Error(`${file} was not content`);
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: null };
}

async function timeAll(folder: string, count: number): Promise<AuditResult['verifiers']> {
  const contenders: readonly (readonly [string, () => Timed | Promise<Timed>])[] = [
    ['sextant audit verify', () => timeOwn(folder, count)],
    ['verify.mjs', () => timeOther(process.execPath, 'verify.mjs', folder)],
    ['verify.py', () => timeOther('python3', 'verify.py', folder)],
  ];
  const times = contenders.map((): Timed[] => []);
  await timeOwn(folder, count);
  for (let round = 0; round < rounds; round++)
    for (const [i, [, run]] of contenders.entries()) times[i]?.push(await run());
  return contenders.map(([name], i) => {
    const seconds = quantile(times[i]?.map((time) => time.seconds) ?? [], 0.5);
    const cpuSeconds = quantile(times[i]?.map((time) => time.cpuSeconds ?? Number.NaN) ?? [], 0.5);
    return { name, seconds, cpuSeconds: Number.isNaN(cpuSeconds) ? null : cpuSeconds };
  });
}

/** Makes a trail and verifies it as it comes, as lines, with the notes of a first pass; what the process holds is what verification keeps of it. */
async function watchMemory(count: number): Promise<AuditResult['memory']> {
  const memory: { entries: number; megabytes: number }[] = [];
  let most = 0;
  async function* lines() {
    for (const { entry } of drawTrail(count)) {
      yield await Promise.resolve(Buffer.from(entryLine(entry)));
      if (entry.seq % 1000 === 0) most = Math.max(most, process.memoryUsage.rss() / 1e6);
      if (entry.seq * 10 === count || entry.seq * 2 === count || entry.seq === count)
        memory.push({ entries: entry.seq, megabytes: most });
    }
  }
  async function* entries() {
    for await (const line of readLines(lines(), limits.line)) yield parseEntry(line);
  }
  function* notes() {
    for (const { note } of drawTrail(count)) if (note) yield note;
  }
  const range = rangeOf(count);
  const report = await verifyTrail({ range, entries: entries(), notes: notes(), keys: keys.map(trust) });
  if (!report.intact || report.entries !== count || report.unwitnessed > 255)
    throw new Error('the trail was not found as it is');
  return memory;
}

const folder = mkdtempSync(join(tmpdir(), 'sextant-bench-'));
try {
  console.log(`audit: ${machine()}`);
  const count = Number(options.entries);
  await writeTrail(join(folder, 'bundle'), count);
  const megabytes = statSync(join(folder, 'bundle', 'entries.ndjson')).size / 1e6;
  const verifiers = await timeAll(join(folder, 'bundle'), count);
  // Before PGlite, which takes hundreds of MB of this process for itself.
  const memory = await watchMemory(Number(options.long));
  const stores = await timeStores({ entries: count, rounds });
  const result = { entries: count, megabytes, payloadBytes: PAYLOAD_BYTES, rounds, verifiers, stores, memory };
  console.log(auditTable(result));
  const own = verifiers.slice(0, 1).map((verifier) => ({ ...verifier, name: 'exported', megabytes }));
  for (const { name, cpuSeconds, megabytes: size } of [...own, ...stores]) {
    const time = cpuSeconds ?? Number.NaN;
    const isMet = count / time >= marks.entriesPerSecond && size / time >= marks.megabytesPerSecond;
    console.log(
      `marks ${marks.entriesPerSecond} entries/s and ${marks.megabytesPerSecond} MB/s on one core: ${name} ${isMet ? 'met' : 'missed'}`,
    );
  }
  if (options.save) saveResult('audit', result);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
