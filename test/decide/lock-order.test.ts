import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { compose } from '../../src/compose.js';
import { adviseDataset } from '../../src/decide/advise-dataset.js';
import type { Context } from '../../src/decide/context.js';
import { uploadDataset } from '../../src/decide/datasets.js';
import { cancelProbe, getProbe } from '../../src/decide/probes.js';
import { openQueue, type Queue } from '../../src/jobs/queue.js';
import { lockChains } from '../../src/store/audit-entries.js';
import type { Store } from '../../src/store/database.js';
import { lockWorkspace } from '../../src/store/lock-workspace.js';
import { openStore } from '../../src/store/open.js';
import { beginAttempt } from '../../src/store/probes.js';
import { temporaryFolder } from '../store/backends.js';
import { isPostgresAvailable, type PostgresServer, startPostgres } from '../store/postgres-server.js';

const csv = ['a,y', ...Array.from({ length: 60 }, (_, i) => `${i % 10},${i % 10 > 4 ? 'p' : 'q'}`)].join('\n');

describe.skipIf(!isPostgresAvailable)('transactions that want the same', () => {
  let server: PostgresServer;
  let store: Store;
  let queue: Queue;
  let context: Context;
  let datasetId = '';
  beforeAll(async () => {
    server = await startPostgres();
    const dataDirectory = temporaryFolder();
    store = await openStore({
      databaseUrl: await server.createDatabase('sextant_locks'),
      dataDirectory,
      clock: systemClock,
    });
    queue = await openQueue(store, (error) => expect.fail(error.message));
    const { context: composed } = compose({ flags: { dataDirectory }, env: {}, cwd: dataDirectory });
    context = { ...composed, queue, store: (use) => use(store) };
    const source = Readable.from([Buffer.from(csv)]);
    ({ id: datasetId } = await uploadDataset(context, { name: 'rows.csv', source }));
  });
  afterAll(async () => {
    await queue.close();
    await store.close();
    await server.stop();
  });
  const ask = () =>
    adviseDataset(context, { dataset: { datasetId, target: ['y'] }, probe: { budgetSeconds: 5, seed: 0 } });
  /** Until a transaction waits for another. */
  const isWaiting = () =>
    expect
      .poll(async () => (await store.runSql('select count(*)::int as n from pg_locks where not granted')).rows)
      .toEqual([{ n: 1 }]);

  it('a recommendation with a probe waits for who changes probes before it holds the chain', async () => {
    const asked = await store.db.transaction(async (tx) => {
      await lockWorkspace(tx, context.workspaceId, 'probes');
      const asking = ask();
      asking.catch(() => undefined);
      await isWaiting();
      await lockChains(tx, [context.workspaceId]);
      return { asking };
    });
    expect((await asked.asking).probe?.status).toBe('queued');
  });

  it('a probe is cancelled while a worker takes it', async () => {
    const { probe } = await ask();
    const id = probe?.id ?? '';
    const { cancelling } = await store.db.transaction(async (tx) => {
      for (let taken = await queue.take(tx); taken?.job.probeId !== id; taken = await queue.take(tx))
        expect(taken).toBeDefined();
      const asked = cancelProbe(context, id);
      asked.catch(() => undefined);
      await isWaiting();
      expect(await beginAttempt(tx, id, { now: 0, leaseSeconds: 30 })).toBeUndefined();
      return { cancelling: asked };
    });
    expect((await cancelling).status).toBe('cancelled');
    expect((await getProbe(context, id)).status).toBe('cancelled');
  });
});
