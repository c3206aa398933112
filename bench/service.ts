// The service under load, from another process: rates, latencies, and what stays free meanwhile. Read bench/README.md.
// Options: --seconds --save.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compose } from '../dist/compose.js';
import { createKey } from '../dist/decide/keys.js';
import { startPostgres } from '../test/store/postgres-server.js';
import { machine } from './common/measure.js';
import { saveResult } from './common/results.js';
import type { ServiceResult } from './service/result.js';
import { load, type Server, startServer } from './service/server.js';
import { serviceTable } from './service/table.js';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '10' }, save: { type: 'boolean', default: false } },
});
const seconds = Number(options.seconds);
const folder = mkdtempSync(join(tmpdir(), 'sextant-service-'));
/** Streams of one probe. */
const CLIENTS = 500;

const profile = {
  task: 'binary',
  rows: 1000,
  columns: { numeric: 12, categorical: 3 },
  classCounts: { no: 910, yes: 90 },
};
const json = { 'Content-Type': 'application/json' };

/** A key in each of so many workspaces. */
async function createKeys(count: number, dataDirectory: string, databaseUrl: string | undefined): Promise<string[]> {
  const env = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
  const { context } = compose({ flags: { dataDirectory }, env, cwd: folder });
  const keys: string[] = [];
  for (let i = 0; i < count; i++)
    keys.push((await createKey(context, { name: 'load', scopes: ['advise'], workspace: `load ${i}` })).key);
  return keys;
}

type Advice = ServiceResult['advice'][number];

async function advice(store: string, workspaces: number, databaseUrl?: string): Promise<Advice> {
  const dataDirectory = mkdtempSync(join(folder, 'data-'));
  const keys = await createKeys(workspaces, dataDirectory, databaseUrl);
  const server = await startServer(dataDirectory, databaseUrl);
  const plan = { url: `${server.url}/v1/recommendations`, keys, body: JSON.stringify({ profile }) };
  await load({ ...plan, seconds: 2, load: { atOnce: 8 } });
  const most = await load({ ...plan, seconds, load: { atOnce: 32 } });
  const steady = await load({ ...plan, seconds, load: { perSecond: 200 } });
  await server.stop();
  return { store, workspaces, most, steady };
}

const health = (server: Server, duration: number) =>
  load({ url: `${server.url}/health/live`, keys: [], seconds: duration, load: { perSecond: 50 } });

async function batches(databaseUrl: string): Promise<ServiceResult['batch']> {
  const server = await startServer(mkdtempSync(join(folder, 'data-')), databaseUrl);
  const body = JSON.stringify({ items: Array.from({ length: 1000 }, () => ({ profile })) });
  const pinged = health(server, seconds);
  const started = performance.now();
  let profiles = 0;
  while (performance.now() - started < seconds * 1000) {
    const response = await fetch(`${server.url}/v1/recommendations/batch`, { method: 'POST', headers: json, body });
    if (!response.ok) throw new Error(`a batch was answered ${response.status}`);
    await response.arrayBuffer();
    profiles += 1000;
  }
  const profilesPerSecond = profiles / ((performance.now() - started) / 1000);
  const answer = { profilesPerSecond, health: await pinged };
  await server.stop();
  return answer;
}

async function askProbe({ url }: Server, budgetSeconds: number): Promise<string> {
  const rows = Array.from(
    { length: 400 },
    (_, i) => `${i % 17},${(i * 7) % 13},${(i % 17) * ((i * 7) % 13) > 50 ? 'a' : 'b'}`,
  );
  const body = ['x,z,y', ...rows].join('\n');
  const sent = await fetch(`${url}/v1/datasets?name=rows.csv`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/csv' },
    body,
  });
  const { id } = (await sent.json()) as { id: string };
  const request = { dataset: { id, target: ['y'] }, probe: { budgetSeconds } };
  const asked = await fetch(`${url}/v1/recommendations`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(request),
  });
  return ((await asked.json()) as { probe: { id: string } }).probe.id;
}

/** Ids of the events that a client sees until the end. */
async function follow({ url }: Server, probe: string): Promise<string> {
  const text = await (await fetch(`${url}/v1/probes/${probe}/events`)).text();
  return [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id).join(' ');
}

async function probing(): Promise<Pick<ServiceResult, 'probing' | 'streams' | 'ready'>> {
  const dataDirectory = mkdtempSync(join(folder, 'data-'));
  const server = await startServer(dataDirectory, undefined, ['--concurrency', '2']);
  await Promise.all([askProbe(server, seconds), askProbe(server, seconds)]);
  const pinged = await health(server, seconds);
  const probe = await askProbe(server, 5);
  const seen = await Promise.all(Array.from({ length: CLIENTS }, () => follow(server, probe)));
  const all = await follow(server, probe);
  const complete = seen.filter((one) => one === all).length;
  await server.stop();
  const ready: number[] = [];
  for (let i = 0; i < 5; i++) {
    const again = await startServer(dataDirectory);
    ready.push(again.readyMs);
    await again.stop();
  }
  return { probing: pinged, streams: { clients: CLIENTS, complete, events: all.split(' ').length }, ready };
}

console.log(`service: ${machine()}`);
const postgres = await startPostgres({ isDurable: true });
try {
  const rates: Advice[] = [];
  for (const [store, workspaces] of [
    ['Postgres', 1],
    ['Postgres', 20],
    ['PGlite', 1],
  ] as const) {
    const url = store === 'Postgres' ? await postgres.createDatabase(`bench_${workspaces}`) : undefined;
    rates.push(await advice(store, workspaces, url));
    console.log(JSON.stringify(rates.at(-1)));
  }
  const batch = await batches(await postgres.createDatabase('bench_batch'));
  console.log(JSON.stringify(batch));
  const result: ServiceResult = { advice: rates, batch, ...(await probing()) };
  console.log(serviceTable(result));
  if (options.save) saveResult('service', result);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
