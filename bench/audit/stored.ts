import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storedTrail } from '../../dist/audit/stored-trail.js';
import { trust } from '../../dist/audit/trusted-keys.js';
import { verifyTrail } from '../../dist/audit/verify-trail.js';
import { systemClock } from '../../dist/clock.js';
import { insertEntries } from '../../dist/store/audit-entries.js';
import type { Store } from '../../dist/store/database.js';
import { insertRows } from '../../dist/store/insert-rows.js';
import { ensureWorkspace } from '../../dist/store/keys.js';
import { openStore } from '../../dist/store/open.js';
import { saveRuleSet } from '../../dist/store/rule-sets.js';
import { decisions } from '../../dist/store/schema.js';
import { startPostgres } from '../../test/store/postgres-server.js';
import { quantile } from '../common/measure.js';
import type { Verified } from './result.js';
import { chainId, columnsOf, type Drawn, drawTrail, keys, ruleSetHash } from './trail.js';

/** Rows added at once. */
const ROWS = 500;

interface Times {
  readonly entries: number;
  readonly rounds: number;
}

/** Verifies a trail in a database of each kind, round after round, after one to warm up. What a server of the database does beside is in the time of the clock alone. */
export async function timeStores(times: Times): Promise<Verified[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-bench-'));
  const server = await startPostgres({ isDurable: true });
  try {
    const databaseUrl = await server.createDatabase('bench');
    const place = { dataDirectory: folder, clock: systemClock };
    return [
      await timeStore('in Postgres', await openStore({ ...place, databaseUrl }), { ...times, folder }),
      await timeStore('in PGlite', await openStore(place), { ...times, folder }),
    ];
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timeStore(
  name: string,
  store: Store,
  { entries, rounds, folder }: Times & { readonly folder: string },
): Promise<Verified> {
  try {
    const notes = join(folder, 'checkpoints');
    const bytes = await fill(store, entries, notes);
    const times: { readonly seconds: number; readonly cpuSeconds: number }[] = [];
    for (let round = 0; round <= rounds; round++) {
      const [started, used] = [performance.now(), process.cpuUsage()];
      const trail = await storedTrail(store.db, { chainId, folder: notes, keys: keys.map(trust) });
      const report = await verifyTrail(trail);
      const { user, system } = process.cpuUsage(used);
      if (report.findings.length > 0 || report.entries !== entries || report.unwitnessed > 255)
        throw new Error('the trail was not found as it is');
      if (round > 0) times.push({ seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 });
    }
    const median = (of: 'seconds' | 'cpuSeconds'): number =>
      quantile(
        times.map((time) => time[of]),
        0.5,
      );
    return { name, megabytes: bytes / 1e6, seconds: median('seconds'), cpuSeconds: median('cpuSeconds') };
  } finally {
    await store.close();
  }
}

/** Puts a trail with its decisions into the store and its notes into a folder; the bytes of its payloads. */
async function fill({ db }: Store, count: number, notes: string): Promise<number> {
  await ensureWorkspace(db, { id: chainId, name: 'bench', now: 0 });
  await saveRuleSet(db, { name: 'bench', version: '1', hash: ruleSetHash, body: '{}' });
  const folder = join(notes, chainId);
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  let waiting: Drawn[] = [];
  const add = async (): Promise<void> => {
    const rows = waiting.map(({ entry }) => entry);
    await insertEntries(db, rows);
    await insertRows(db, decisions, rows.map(columnsOf));
    waiting = [];
  };
  for (const drawn of drawTrail(count)) {
    const { entry, note } = drawn;
    bytes += Buffer.byteLength(entry.payload ?? '');
    if (note) writeFileSync(join(folder, note.name), note.text);
    if (waiting.push(drawn) === ROWS) await add();
  }
  await add();
  return bytes;
}
