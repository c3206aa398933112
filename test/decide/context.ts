import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { createDecisionLog, decisionLogName } from '../../src/audit/decision-log.js';
import { openSigningKey, renewSigningKey } from '../../src/audit/signing-key.js';
import { systemClock } from '../../src/clock.js';
import type { Context } from '../../src/decide/context.js';
import { createFolderStore } from '../../src/files/folder-store.js';
import { createIds, defaultWorkspaceId } from '../../src/ids.js';
import { createPool, type Pool } from '../../src/probe/pool.js';
import type { Store } from '../../src/store/database.js';
import { openStore } from '../../src/store/open.js';
import { advisor } from '../advise/built-in.js';

export const exampleData = (name: string): string =>
  fileURLToPath(new URL(`../../examples/data/${name}.csv`, import.meta.url));

export interface Bench {
  readonly folder: string;
  readonly context: Context;
  /** One pool for all runs of a test file: loading TensorFlow takes longer than most of them. */
  readonly pool: () => Pool;
  readonly store: () => Promise<Store>;
  /** Writes a file into the folder and returns its path. */
  readonly write: (name: string, text: string) => string;
  /** The lines of the decision log, parsed. */
  readonly logged: () => Record<string, unknown>[];
}

/** The real parts in a folder of its own, which is removed after the tests of the file. */
export function createBench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-decide-'));
  const dataDirectory = join(folder, 'record');
  mkdirSync(dataDirectory);
  let pool: Pool | undefined;
  let opened: Promise<Store> | undefined;
  const usePool = (): Pool => (pool ??= createPool({ size: 2, backend: 'native' }));
  const useStore = (): Promise<Store> => (opened ??= openStore({ dataDirectory, clock: systemClock }));
  afterAll(async () => {
    pool?.close();
    await (await opened)?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  let runs = 0;
  return {
    folder,
    pool: usePool,
    store: useStore,
    context: {
      clock: systemClock,
      ids: createIds({ clock: systemClock, randomBytes }),
      workspaceId: defaultWorkspaceId,
      actor: 'tester',
      randomBytes,
      advisor: () => Promise.resolve(advisor),
      store: async (use) => use(await useStore()),
      decisionLog: createDecisionLog(dataDirectory),
      files: createFolderStore(join(dataDirectory, 'files')),
      labelsBelow: 10,
      limits: {
        uploadBytes: 1e6,
        workspaceBytes: 1e7,
        table: { unpackedBytes: 1e8, memoryBytes: 1e9, rows: 1e6, columns: 5000 },
        openProbes: 5,
        probeSeconds: 60,
        probeTrials: 100,
      },
      createPool: () => lend(usePool(), `run ${runs++}`),
      versions: { app: '0.0.0', engine: 'json-rules-engine' },
      underWay: new Map(),
      renewAuditKey: () => renewSigningKey(join(folder, 'audit-key.pem'), dataDirectory),
      notary: {
        folder: join(dataDirectory, 'checkpoints'),
        openKey: () => openSigningKey(join(folder, 'audit-key.pem'), dataDirectory),
        createId: randomUUID,
        clock: systemClock,
      },
    },
    write: (name, text) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    logged: () =>
      readFileSync(join(dataDirectory, decisionLogName), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
  };
}

/** A pool that outlives its borrower; the borrowers' names for their data are kept apart. */
function lend(pool: Pool, borrower: string): Pool {
  const own = (id: string): string => `${borrower}: ${id}`;
  return {
    size: pool.size,
    backend: () => pool.backend(),
    provide: (id, data) => pool.provide(own(id), data),
    train: (call) => pool.train({ ...call, dataId: own(call.dataId) }),
    predict: (prediction) => pool.predict(prediction),
    close: () => undefined,
  };
}
