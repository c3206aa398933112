import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { systemClock } from '../../src/clock.js';
import type { Store } from '../../src/store/database.js';
import { openStore, type StoreOptions } from '../../src/store/open.js';
import {
  activeRuleSets,
  auditCheckpoints,
  auditEntries,
  auditKeys,
  datasets,
  decisions,
  idempotencyClaims,
  idempotencyRecords,
  installation,
  keys,
  probeEvents,
  probes,
  recommendations,
  ruleSets,
  shadows,
  shadowSlots,
  workspaceRuleSets,
} from '../../src/store/schema.js';
import { aroundTriggers } from './around-triggers.js';
import { isPostgresAvailable, type PostgresServer, startPostgres } from './postgres-server.js';

export interface Backend {
  readonly store: Store;
  /** Closes the store and opens it again; `store` is the new one. */
  readonly reopen: () => Promise<void>;
  /** Empties it behind its back, as a backup that is played back does. */
  readonly clear: () => Promise<void>;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'sextant-test-'));
}

/** One suite on every back end: each gets a store of its own for the file, emptied after each test. */
export function describeOnBackends(name: string, suite: (backend: () => Backend) => void): void {
  describe(`${name} on PGlite`, () => defineSuite(suite, () => Promise.resolve(undefined)));
  describe.skipIf(!isPostgresAvailable)(`${name} on Postgres`, () => {
    let server: PostgresServer;
    afterAll(() => server.stop());
    defineSuite(suite, async () => {
      server = await startPostgres();
      return server.createDatabase('sextant_test');
    });
  });
}

/** Who refers to another comes before it. */
const tables = [
  probeEvents,
  probes,
  datasets,
  idempotencyClaims,
  idempotencyRecords,
  keys,
  decisions,
  auditEntries,
  auditCheckpoints,
  auditKeys,
  installation,
  recommendations,
  shadowSlots,
  shadows,
  activeRuleSets,
  workspaceRuleSets,
  ruleSets,
];

function defineSuite(suite: (backend: () => Backend) => void, createDatabase: () => Promise<string | undefined>): void {
  const dataDirectory = temporaryFolder();
  let options: StoreOptions;
  let store: Store;
  beforeAll(async () => {
    options = { dataDirectory, databaseUrl: await createDatabase(), clock: systemClock };
    store = await openStore(options);
  });
  const clear = (): Promise<void> =>
    aroundTriggers(store.db, async (tx) => {
      for (const table of tables) await tx.delete(table);
    });
  afterEach(clear);
  afterAll(async () => {
    await store.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
  const reopen = async () => {
    await store.close();
    store = await openStore(options);
  };
  suite(() => ({ store, reopen, clear }));
}
