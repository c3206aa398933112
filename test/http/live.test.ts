import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../store/backends.js';
import { isPostgresAvailable, type PostgresServer, startPostgres } from '../store/postgres-server.js';
import { type Running, serveAlone, start } from './processes.js';
import { adviseRows, ask, getProbe, uploadRows } from './service-client.js';

/** Events of a probe as a server tells of them. */
async function listen(url: string, probe: string) {
  const { body } = await fetch(`${url}/v1/probes/${probe}/events`);
  let said = '';
  let hear = (): void => {};
  const heard = new Promise<void>((resolve) => {
    hear = resolve;
  });
  const ended = (async () => {
    for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      said += part;
      if (said.includes('event: progress')) hear();
    }
    return said.split('\n\n').filter((block) => block.includes('event: '));
  })();
  return { heard, ended };
}

describe('a server that carries out probes itself', () => {
  const folder = temporaryFolder();
  let server: Running;
  beforeAll(async () => {
    server = await start(['serve', '--port', '0'], { dataDirectory: folder });
  });
  afterAll(async () => {
    await server.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });

  it('counts what they put on record among its own decisions', { timeout: 60_000 }, async () => {
    const { probe } = await adviseRows(server.url, await uploadRows(server.url), { trialsLimit: 2 });
    await (await listen(server.url, probe)).ended;
    expect((await getProbe(server.url, probe)).status).toBe('succeeded');
    // The process of the probe tells the server after its commit, by a way of its own.
    await vi.waitFor(
      async () => {
        const text = await (await ask(`${server.url}/metrics`)).text();
        expect(text).toContain('sextant_decisions_total{kind="recommendation"} 1');
        expect(text).toContain('sextant_decisions_total{kind="verdicts"} 1');
        expect(text).toMatch(/sextant_decisions_total\{kind="refinement"\} [1-9]/);
      },
      { timeout: 10_000, interval: 50 },
    );
  });
});

describe.skipIf(!isPostgresAvailable)('two servers on one Postgres, and a worker for itself', () => {
  const folder = temporaryFolder();
  const running: Running[] = [];
  let postgres: PostgresServer;
  let options: { readonly dataDirectory: string; readonly databaseUrl: string };
  const begin = async (words: readonly string[]): Promise<Running> => {
    const one = await start(words, options);
    running.push(one);
    return one;
  };
  beforeAll(async () => {
    postgres = await startPostgres();
    options = { dataDirectory: folder, databaseUrl: await postgres.createDatabase('sextant_live') };
  });
  afterAll(async () => {
    await Promise.all(running.map(({ end }) => end('SIGTERM')));
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tell the same of a probe, both while it runs', { timeout: 90_000 }, async () => {
    const [one, other] = [await begin(serveAlone), await begin(serveAlone)];
    const { probe } = await adviseRows(one.url, await uploadRows(one.url), { trialsLimit: 12 });
    const streams = [await listen(one.url, probe), await listen(other.url, probe)];
    await begin(['worker']);
    await Promise.all(streams.map(({ heard }) => heard));
    expect((await getProbe(other.url, probe)).status).toBe('running');
    const [told, toldByOther] = await Promise.all(streams.map(({ ended }) => ended));
    expect(told?.length).toBeGreaterThan(2);
    expect(told?.at(-1)).toContain('event: end');
    expect(toldByOther).toEqual(told);
    expect((await getProbe(one.url, probe)).status).toBe('succeeded');
  });
});
