import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { post, smallest } from '../http/helpers.js';
import { serveAlone, start } from '../http/processes.js';
import { temporaryFolder } from './backends.js';
import { isPostgresAvailable, type PostgresServer, startPostgres } from './postgres-server.js';
import { rowsOf } from './sql.js';

const journal = z.object({ entries: z.array(z.object({ when: z.number() })) });

describe.skipIf(!isPostgresAvailable)('processes that start together on an empty Postgres', () => {
  const dataDirectory = temporaryFolder();
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  });

  it.each([1, 2, 3])('make its tables once, and all of them work (database %i)', async (turn) => {
    const databaseUrl = await server.createDatabase(`together_${turn}`);
    const options = { dataDirectory, databaseUrl };
    const running = await Promise.all([
      start(serveAlone, options),
      start(serveAlone, options),
      start(['worker'], options),
    ]);
    for (const { url } of running.filter((one) => one.url !== '')) {
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      expect((await fetch(`${url}/v1/recommendations`, post(smallest))).status).toBe(201);
    }
    const applied = await rowsOf<{ when: number }>(
      databaseUrl,
      'select created_at::float8 as "when" from drizzle.sextant_migrations order by id',
    );
    const { entries } = journal.parse(JSON.parse(readFileSync('migrations/meta/_journal.json', 'utf8')));
    expect(applied.map(({ when }) => when)).toEqual(entries.map(({ when }) => when));
    expect(await Promise.all(running.map(({ end }) => end('SIGTERM')))).toEqual([0, 0, 0]);
    for (const { log } of running) expect(log()).not.toContain('"level":"error"');
  });
});
