import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { z } from 'zod';
import { openSigningKey } from '../../src/audit/signing-key.js';
import type { Notary } from '../../src/audit/take-checkpoint.js';
import { systemClock } from '../../src/clock.js';
import { compose } from '../../src/compose.js';
import { resolveConfig } from '../../src/config.js';
import type { Context } from '../../src/decide/context.js';
import { createProbeFeed, type ProbeFeed } from '../../src/decide/probe-feed.js';
import { createServiceRules } from '../../src/decide/service-rules.js';
import { createSharedPool } from '../../src/decide/shared-pool.js';
import { createApp, measured } from '../../src/http/app.js';
import { createDocument } from '../../src/http/document.js';
import type { RequestLimits } from '../../src/http/limits.js';
import type { App } from '../../src/http/operation.js';
import { serveApp, type ServeAppOptions } from '../../src/http/server.js';
import { openQueue, type Queue } from '../../src/jobs/queue.js';
import { work } from '../../src/jobs/worker.js';
import { createLog } from '../../src/log.js';
import type { Store } from '../../src/store/database.js';
import { openStore } from '../../src/store/open.js';
import { builtIn } from '../advise/built-in.js';

const requestLimits: RequestLimits = { ...resolveConfig({}), requestsPerMinute: 100_000 };

/** Signs by a key and into a folder of its own. */
export function createNotary(): Notary {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-notary-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const key = openSigningKey(join(folder, 'key.pem'), join(folder, 'data'));
  return {
    folder: join(folder, 'data', 'checkpoints'),
    openKey: () => key,
    createId: () => 'of-tests',
    clock: systemClock,
  };
}

/** The app over a real store in a folder of its own, and what it logged. */
export function createService(over: Partial<Context> = {}, limits: Partial<RequestLimits> = {}) {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'sextant-http-'));
  let opened: Promise<Store> | undefined;
  const useStore = (): Promise<Store> => (opened ??= openStore({ dataDirectory, clock: systemClock }));
  afterAll(async () => {
    await (await opened)?.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
  const { context: composed } = compose({
    flags: { dataDirectory },
    env: { SEXTANT_AUDIT_KEY: process.env['SEXTANT_AUDIT_KEY'] },
    cwd: dataDirectory,
  });
  const logged: string[] = [];
  const destination = { write: (line: string) => void logged.push(line) };
  const log = createLog({ level: 'info', clock: systemClock, destination });
  let queued: Promise<Queue> | undefined;
  const useQueue = (): Promise<Queue> =>
    (queued ??= useStore().then((store) => openQueue(store, (error) => log.error({ err: error }, 'queue failed'))));
  let feed: ProbeFeed | undefined;
  const useFeed = async (): Promise<ProbeFeed> => (feed ??= createProbeFeed({ store: await useStore(), most: 1000 }));
  const sharedPool = createSharedPool({ createPool: composed.createPool, most: 16, idleMs: 5000 });
  afterAll(() => sharedPool.close());
  // As a server holds it: open for its whole life.
  const held: Pick<Context, 'store'> = {
    store: async (use) => {
      // As at the start of a server: opened within a transaction it would wait for its end.
      await useQueue();
      return use(await useStore());
    },
  };
  const rules = createServiceRules({
    ...composed,
    ...held,
    ...over,
    base: () => Promise.resolve(builtIn),
    checkSeconds: 60,
  });
  afterAll(() => rules.close());
  const { context, metrics } = measured({
    ...composed,
    ...held,
    rules,
    queue: {
      enqueue: async (...job) => (await useQueue()).enqueue(...job),
      cancel: async (...job) => (await useQueue()).cancel(...job),
    },
    feed: {
      followers: () => feed?.followers() ?? 0,
      follow: async (following) => (await useFeed()).follow(following),
      close: async () => (await useFeed()).close(),
    },
    sharedPool,
    ...over,
  });
  /** Runs queued probes until the returned function is called, which waits for the end. */
  const startWorker = async (): Promise<() => Promise<void>> => {
    const stopping = new AbortController();
    const [store, queue] = [await useStore(), await useQueue()];
    const options = {
      concurrency: 1,
      backend: 'auto',
      memoryBytes: 4e9,
      environment: process.env,
      isAlone: true,
    } as const;
    const working = work({ ...options, context, store, queue, log, signal: stopping.signal });
    return async () => {
      stopping.abort();
      await working;
    };
  };
  afterAll(async () => (await queued)?.close());
  return {
    app: createApp({ context, metrics, log, limits: { ...requestLimits, ...limits } }),
    context,
    logged,
    startWorker,
  };
}

const documentShape = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        security: z.array(z.unknown()),
        parameters: z.array(z.object({ name: z.string(), schema: z.unknown().optional() })).default([]),
        requestBody: z.unknown().optional(),
        responses: z.record(z.string(), z.unknown()),
      }),
    ),
  ),
});

/** Every operation as the document describes it. */
export const describedOperations = () =>
  Object.entries(documentShape.parse(createDocument()).paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
  );

/** The app behind a socket of its own, until `stop`. */
export async function serve(app: App, over: Partial<ServeAppOptions> = {}) {
  const stopping = new AbortController();
  let served: Promise<void> | undefined;
  const url = await new Promise<string>((onListening, failed) => {
    served = serveApp({ app, host: '127.0.0.1', port: 0, signal: stopping.signal, onListening, ...over });
    served.catch(failed);
  });
  return {
    url,
    port: Number(new URL(url).port),
    stop: async (): Promise<void> => {
      stopping.abort();
      await served;
    },
  };
}

export const smallest = {
  profile: {
    task: 'binary',
    rows: 1000,
    columns: { numeric: 12, categorical: 3 },
    classCounts: { no: 910, yes: 90 },
  },
};

export const post = (body: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
