import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '../../src/http/problems.js';
import { temporaryFolder } from '../store/backends.js';
import { isPostgresAvailable, type PostgresServer, startPostgres } from '../store/postgres-server.js';
import { rowsOf } from '../store/sql.js';
import { post, smallest } from './helpers.js';
import { type Running, serveAlone, start } from './processes.js';
import { adviseRows, ask, getProbe, uploadRows } from './service-client.js';

const awayMs = 30_000;

describe.skipIf(!isPostgresAvailable)('a Postgres that is away for half a minute', () => {
  const dataDirectory = temporaryFolder();
  let server: PostgresServer;
  let databaseUrl = '';
  let api: Running;
  let worker: Running;
  beforeAll(async () => {
    server = await startPostgres();
    databaseUrl = await server.createDatabase('sextant_outage');
    const options = { dataDirectory, databaseUrl };
    [api, worker] = await Promise.all([start(serveAlone, options), start(['worker'], options)]);
  });
  afterAll(async () => {
    await Promise.all([api, worker].map(({ end }) => end('SIGTERM')));
    await server.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
  const statusOf = async (probe: string) => (await getProbe(api.url, probe)).status;
  const ended = { timeout: 90_000, interval: 500 };

  it('is said to every caller, and costs neither a process nor a probe', { timeout: 300_000 }, async () => {
    const path = `${api.url}/v1/recommendations`;
    const dataset = await uploadRows(api.url);
    // It comes to its end while there is nowhere to put it.
    const { probe } = await adviseRows(api.url, dataset, { budgetSeconds: 8 });
    await expect.poll(() => statusOf(probe), ended).toBe('running');

    await server.halt('shutdown');
    const back = performance.now() + awayMs;
    do {
      const answers = await Promise.all([ask(path), ask(path, post(smallest)), ask(`${api.url}/v1/probes/${probe}`)]);
      for (const answer of answers) {
        expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
        expect(problemSchema.parse(await answer.json())).toMatchObject({ code: 'store_unavailable' });
      }
      const [live, ready] = await Promise.all([ask(`${api.url}/health/live`), ask(`${api.url}/health/ready`)]);
      expect([live.status, ready.status]).toEqual([200, 503]);
      await new Promise((resolve) => void setTimeout(resolve, 1000));
    } while (performance.now() < back);
    await server.resume();

    await expect.poll(async () => (await ask(`${api.url}/health/ready`)).status, ended).toBe(200);
    expect((await ask(path, post(smallest))).status).toBe(201);
    await expect.poll(() => statusOf(probe), ended).toBe('succeeded');
    // Of each attempt what was told is kept without a gap, also what there was nowhere to keep at first.
    const said = await (await ask(`${api.url}/v1/probes/${probe}/events`)).text();
    const places = [...said.matchAll(/^id: (\d+)\.(\d+)$/gm)].map(([, ...place]) => place.map(Number));
    const attempts = new Set(places.map(([attempt]) => attempt));
    expect(attempts.size).toBeGreaterThan(0);
    for (const attempt of attempts) {
      const of = places.filter(([own]) => own === attempt);
      expect(of.map(([, sequence]) => sequence)).toEqual(of.map((_, i) => i + 1));
    }
    const later = await adviseRows(api.url, dataset, { trialsLimit: 1 });
    await expect.poll(() => statusOf(later.probe), ended).toBe('succeeded');
    // The worker hears of probes again, and does not only look for them.
    const listening = () => rowsOf(databaseUrl, "select 1 from pg_stat_activity where query ilike 'listen %'");
    await expect.poll(async () => (await listening()).length, ended).toBeGreaterThan(0);
    expect([api.hasEnded(), worker.hasEnded()]).toEqual([false, false]);
  });
});
