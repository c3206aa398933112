import { rmSync } from 'node:fs';
import { asc } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { commit, draftOf, type Recording } from '../../src/audit/commit.js';
import { systemClock } from '../../src/clock.js';
import { entryHash, genesisHash, payloadHash } from '../../src/audit/entry-hash.js';
import { SextantError } from '../../src/errors.js';
import type { Store } from '../../src/store/database.js';
import { openStore } from '../../src/store/open.js';
import { auditEntries, decisions, workspaces } from '../../src/store/schema.js';
import { createContext, createRecording } from '../fixtures/decisions.js';
import { describeOnBackends, temporaryFolder } from '../store/backends.js';
import { isPostgresAvailable, startPostgres } from '../store/postgres-server.js';

const write = (store: Store, recording: Recording) =>
  commit(store, { recording, drafts: recording.decisions.map((record) => draftOf(record, recording.workspaceId)) });

/** What is wrong with the chains of the store, and how long they are. */
async function examine({ db }: Store) {
  const entries = await db.select().from(auditEntries).orderBy(asc(auditEntries.chainId), asc(auditEntries.seq));
  const wrong = entries.filter((entry, index) => {
    const before = entries[index - 1];
    const isFirst = before?.chainId !== entry.chainId;
    return (
      entry.seq !== (isFirst ? 1 : (before?.seq ?? 0) + 1) ||
      entry.prevHash !== (isFirst ? genesisHash : before?.entryHash) ||
      entry.entryHash !== entryHash(entry) ||
      entry.payloadHash !== payloadHash(entry.payload ?? '')
    );
  });
  return { entries: entries.length, chains: new Set(entries.map(({ chainId }) => chainId)).size, wrong };
}

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describeOnBackends('a chain', (backend) => {
  const addWorkspaces = async (ids: readonly string[]) =>
    backend()
      .store.db.insert(workspaces)
      .values(ids.map((id) => ({ id, name: id, createdAt: 1 })));

  it('has no gap and no fork after a hundred writers at once, in one workspace and in some', async () => {
    const { store } = backend();
    const context = createContext();
    await Promise.all(many(100, () => write(store, createRecording(context))));
    expect(await examine(store)).toEqual({ entries: 100, chains: 1, wrong: [] });
    const ids = many(7, (index) => `wsp_${index}`);
    await addWorkspaces(ids);
    const made = many(70, (index) => ({ ...createRecording(context), workspaceId: ids[index % 7] ?? '' }));
    await Promise.all(made.map((one) => write(store, one)));
    expect(await examine(store)).toEqual({ entries: 170, chains: 8, wrong: [] });
    expect(await store.db.$count(decisions)).toBe(170);
  });

  it('shares transactions, and one that fails spoils no other', async () => {
    const { store } = backend();
    const context = createContext();
    let transactions = 0;
    const counted: Store = {
      ...store,
      db: Object.assign(Object.create(store.db), {
        transaction: (...args: Parameters<Store['db']['transaction']>) => {
          transactions++;
          return store.db.transaction(...args);
        },
      }),
    };
    await Promise.all(many(40, () => write(counted, createRecording(context))));
    expect(transactions).toBeLessThan(5);
    const [twice] = createRecording(context).decisions;
    if (twice === undefined) throw new Error('the fixture has no decision');
    const refuse = () => Promise.reject(new SextantError('idempotency_conflict', 'no'));
    const recordings = many(9, (index): Recording => {
      const one = createRecording(context);
      return index === 3 ? { ...one, before: refuse } : one;
    });
    const answers = await Promise.allSettled(recordings.map((one) => write(counted, one)));
    expect(answers.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([3]);
    expect(await examine(store)).toEqual({ entries: 48, chains: 1, wrong: [] });
  });

  it('is added to in one statement, also after others added to it, and once its rule set went', async () => {
    const { store } = backend();
    const context = createContext();
    await write(store, createRecording(context));
    let transactions = 0;
    const here = Object.assign(Object.create(store), {
      db: Object.assign(Object.create(store.db), {
        transaction: (...args: Parameters<Store['db']['transaction']>) => {
          transactions++;
          return store.db.transaction(...args);
        },
      }),
    }) as Store;
    // What a store was told by others it does not know: this one begins by knowing nothing.
    await write(here, createRecording(context));
    expect(transactions).toBe(1);
    await write(here, createRecording(context));
    await write(store, createRecording(context));
    await Promise.all(many(5, () => write(here, createRecording(context))));
    expect(transactions).toBe(1);
    expect(await examine(store)).toEqual({ entries: 9, chains: 1, wrong: [] });
    await backend().clear();
    await write(here, createRecording(context));
    expect(transactions).toBe(2);
    expect(await examine(store)).toEqual({ entries: 1, chains: 1, wrong: [] });
  });

  it('says where each decision stands', async () => {
    const { store } = backend();
    const [logged] = await write(store, createRecording());
    const [entry] = await store.db.select().from(auditEntries);
    expect(logged?.entry).toEqual(entry);
    expect(entry?.entryId.slice(4)).toBe(logged?.record.id.slice(4));
  });
});

describe.skipIf(!isPostgresAvailable)('several processes on one Postgres', () => {
  it('add to one chain without a gap or a fork', async () => {
    const server = await startPostgres();
    const databaseUrl = await server.createDatabase('shared');
    const dataDirectory = temporaryFolder();
    const context = createContext();
    const open = () => openStore({ databaseUrl, dataDirectory, clock: systemClock });
    try {
      const stores = [await open(), await open(), await open()];
      await Promise.all(many(90, (index) => write(stores[index % 3] as Store, createRecording(context))));
      expect(await examine(stores[0] as Store)).toEqual({ entries: 90, chains: 1, wrong: [] });
      await Promise.all(stores.map((store) => store.close()));
    } finally {
      await server.stop();
      rmSync(dataDirectory, { recursive: true });
    }
  });
});
