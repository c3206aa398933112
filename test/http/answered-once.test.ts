import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defaultWorkspaceId } from '../../src/ids.js';
import { problemSchema } from '../../src/http/problems.js';
import type { Store } from '../../src/store/database.js';
import { claimKey } from '../../src/store/idempotency.js';
import { idempotencyClaims } from '../../src/store/schema.js';
import { describeOnBackends, temporaryFolder } from '../store/backends.js';
import { isPostgresAvailable, type PostgresServer, startPostgres } from '../store/postgres-server.js';
import { createService, post, smallest } from './helpers.js';
import { type Running, serveAlone, start } from './processes.js';

const path = '/v1/recommendations';
const idSchema = z.object({ id: z.string() });
const pageSchema = z.object({ data: z.array(z.looseObject({ id: z.string() })) });
const request = (key: string, body: unknown = smallest): RequestInit => post(body, { 'Idempotency-Key': key });
const idOf = async (response: Response): Promise<string> => {
  expect(response.status).toBe(201);
  return idSchema.parse(await response.json()).id;
};

/** A place where requests wait: `reached` once one does, until `open` or `fail`. */
interface Gate {
  readonly reached: Promise<void>;
  readonly pass: () => Promise<void>;
  readonly open: () => void;
  readonly fail: (error: Error) => void;
}

function newGate(): Gate {
  let [arrive, open, fail]: [() => void, () => void, (error: Error) => void] = [() => {}, () => {}, () => {}];
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const opened = new Promise<void>((resolve, reject) => {
    [open, fail] = [resolve, reject];
  });
  const pass = (): Promise<void> => {
    arrive();
    return opened;
  };
  return { reached, pass, open, fail };
}

describeOnBackends('one idempotency key', (backend) => {
  /** Two processes on one store, as far as they know of one another. */
  const store = <T>(use: (store: Store) => Promise<T>): Promise<T> => use(backend().store);
  let held: Gate | undefined;
  const { advisor } = createService().context;
  const slow = async (): ReturnType<typeof advisor> => {
    await held?.pass();
    return advisor();
  };
  const [one, other] = [createService({ store, advisor: slow }), createService({ store, advisor: slow })];
  const send = (of: typeof one, key: string, body?: unknown): Promise<Response> =>
    Promise.resolve(of.app.request(path, request(key, body)));
  const listed = async (): Promise<string[]> =>
    pageSchema.parse(await (await one.app.request(`${path}?limit=200`)).json()).data.map(({ id }) => id);
  const claims = () => backend().store.db.$count(idempotencyClaims);

  it('of a thousand requests at once creates one', async () => {
    const sent = await Promise.all(Array.from({ length: 1000 }, () => send(one, 'thousand')));
    const ids = new Set(await Promise.all(sent.map(idOf)));
    expect(ids.size).toBe(1);
    expect(await listed()).toEqual([...ids]);
    const decisions = pageSchema.parse(await (await one.app.request('/v1/decisions?limit=200')).json());
    expect(decisions.data).toHaveLength(1);
    expect(await claims()).toBe(0);
  });

  it('waits while the first request is carried out, in this process and in another', async () => {
    held = newGate();
    const first = send(one, 'held');
    await expect.poll(claims).toBe(1);
    const later = [send(one, 'held'), send(other, 'held'), send(other, 'held')];
    const early = await Promise.race([...later, new Promise((resolve) => void setTimeout(resolve, 1000, 'none yet'))]);
    expect(early).toBe('none yet');
    held.open();
    const ids = new Set(await Promise.all([first, ...later].map(async (sent) => idOf(await sent))));
    expect(await listed()).toEqual([...ids]);
  });

  it('is in progress after ten seconds, held by whoever still works on it, and answered once the first request is', async () => {
    held = newGate();
    const first = send(one, 'long');
    await expect.poll(claims).toBe(1);
    for (const response of await Promise.all([send(one, 'long'), send(other, 'long')])) {
      expect([response.status, response.headers.get('retry-after')]).toEqual([409, '5']);
      expect(problemSchema.parse(await response.json()).code).toBe('in_progress');
    }
    // Longer than a claim is good for unless it is renewed.
    const rival = { workspaceId: defaultWorkspaceId, key: 'long', token: 'a rival' };
    expect(await claimKey(backend().store.db, rival, 1)).toBe(false);
    held.open();
    const id = await idOf(await first);
    expect(await idOf(await send(other, 'long'))).toBe(id);
    expect(await listed()).toEqual([id]);
  });

  it('is free again where the request failed', async () => {
    const gate = newGate();
    held = gate;
    const taken = { profile: { task: 'binary', rows: 1000, columns: { numeric: 1 }, classCounts: { a: 1 } } };
    const first = send(one, 'fails', taken);
    await gate.reached;
    const second = send(other, 'fails');
    held = undefined;
    gate.fail(new Error('the rules cannot be read'));
    expect((await first).status).toBe(500);
    await idOf(await second);
    expect(await claims()).toBe(0);
    await idOf(await send(one, 'fails'));
  });

  it('is taken over where whoever held it was lost', async () => {
    held = undefined;
    const claim = { workspaceId: defaultWorkspaceId, key: 'lost', token: 'of a process that is gone' };
    expect(await claimKey(backend().store.db, claim, 2)).toBe(true);
    expect(await claimKey(backend().store.db, { ...claim, token: 'another' }, 2)).toBe(false);
    expect(await claimKey(backend().store.db, claim, 2)).toBe(true);
    await idOf(await send(one, 'lost'));
    expect(await claims()).toBe(0);
  });
});

describe.skipIf(!isPostgresAvailable)('two servers on one Postgres', () => {
  const folder = temporaryFolder();
  let postgres: PostgresServer;
  let servers: Running[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
    const databaseUrl = await postgres.createDatabase('sextant_once');
    const options = { dataDirectory: folder, databaseUrl };
    servers = await Promise.all([start(serveAlone, options), start(serveAlone, options)]);
  });
  afterAll(async () => {
    await Promise.all(servers.map(({ end }) => end('SIGTERM')));
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('create one of a thousand requests with one idempotency key', async () => {
    const urls = Array.from({ length: 1000 }, (_, i) => `${servers[i % 2]?.url}${path}`);
    const ids = await Promise.all(urls.map(async (url) => idOf(await fetch(url, request('shared')))));
    expect(new Set(ids).size).toBe(1);
    const page = pageSchema.parse(await (await fetch(`${servers[0]?.url}${path}?limit=200`)).json());
    expect(page.data.map(({ id }) => id)).toEqual([ids[0]]);
  });
});
