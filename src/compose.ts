import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir, platform, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import type { Checkpointer } from './audit/checkpointer.js';
import { createDecisionLog, type DecisionLog } from './audit/decision-log.js';
import { defaultKeyPath, openSigningKey, renewSigningKey } from './audit/signing-key.js';
import type { Application, ComposeOptions, ServeOptions, WorkOptions } from './cli/application.js';
import { systemClock } from './clock.js';
import { type Config, readConfigFile, resolveConfig } from './config.js';
import type { Context, Limits } from './decide/context.js';
import { SextantError } from './errors.js';
import { openFiles } from './files/open.js';
import { createIds, defaultWorkspaceId } from './ids.js';
import type { Queue } from './jobs/queue.js';
import type { Log } from './log.js';
import { appVersion, packageRoot, packageVersion } from './package-info.js';
import { createPool } from './probe/pool.js';
import { createRandomBytes } from './random-bytes.js';
import { leaveServerNote, namingServer } from './server-note.js';
import type { Store } from './store/database.js';
import type { AuditEntryRow } from './store/schema.js';
import { openStore, type StoreOptions } from './store/open.js';
import { serverOf } from './store/server-of.js';

/**
 * The composition root: reads the configuration once and wires the parts. Rules, database drivers, training and the web
 * framework are imported when something asks for them, so that a command costs only what it uses.
 */
export function compose(options: ComposeOptions): Application {
  const { cwd, lockWaitSeconds, ...inputs } = options;
  const config = resolveConfig({ ...inputs, file: readConfigFile(cwd) });
  const dataDirectory = resolve(cwd, config.dataDirectory);
  const storeOptions: StoreOptions = {
    databaseUrl: config.databaseUrl,
    dataDirectory,
    clock: systemClock,
    ...(lockWaitSeconds !== undefined && { lockWaitSeconds }),
  };
  const doors = createStoreDoors(storeOptions);
  const context: Context = {
    clock: systemClock,
    ids: createIds({ clock: systemClock, randomBytes: createRandomBytes() }),
    workspaceId: defaultWorkspaceId,
    actor: userName(),
    randomBytes,
    advisor: once(() => loadAdvisor(config.rules === undefined ? undefined : resolve(cwd, config.rules))),
    store: doors.use,
    decisionLog: createDecisionLog(dataDirectory, { redact: config.redact }),
    ...openNotary(config, { dataDirectory, cwd, env: inputs.env ?? {} }),
    files: openFiles(config, { folder: join(dataDirectory, 'files'), clock: systemClock }),
    limits: limitsOf(config),
    labelsBelow: config.labelsBelow,
    createPool: () => createPool({ size: poolSize, backend: config.backend }),
    versions: { app: appVersion(), engine: `json-rules-engine ${packageVersion('json-rules-engine') ?? ''}` },
    underWay: new Map(),
  };
  return {
    config,
    dataDirectory,
    context,
    withRules: (use) =>
      doors.use(async (store) => {
        const { withServiceRules } = await import('./decide/with-service-rules.js');
        const held = { ...context, store: <T>(run: (opened: Store) => Promise<T>): Promise<T> => run(store) };
        return withServiceRules(held, { base: loadBase, checkSeconds: config.ruleCheckSeconds }, use);
      }),
    openEarly: doors.openEarly,
    close: doors.close,
    findServer: () => findServer(config, dataDirectory),
    serve: (serving) => serve({ config, context, storeOptions }, serving),
    work: (working) => workAlone({ config, context, storeOptions }, working),
  };
}

/** The parts for a program that embeds Sextant: configured by its process, and by its own options before that. */
export const composeForProcess = (flags: NonNullable<ComposeOptions['flags']>): Application =>
  compose({ flags, env: process.env, cwd: process.cwd() });

interface Places {
  readonly dataDirectory: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What signs the trail lies apart from it; it is read, or made, when the first note is due. */
function openNotary(
  { auditKey }: Config,
  { dataDirectory, cwd, env }: Places,
): Pick<Context, 'notary' | 'renewAuditKey'> {
  const user = { env, home: homedir(), platform: platform() };
  const path = auditKey === undefined ? defaultKeyPath(user) : resolve(cwd, auditKey);
  return {
    notary: {
      folder: join(dataDirectory, 'checkpoints'),
      // Each time anew: it may have been replaced.
      openKey: () => openSigningKey(path, dataDirectory),
      createId: randomUUID,
      clock: systemClock,
    },
    renewAuditKey: () => renewSigningKey(path, dataDirectory),
  };
}

const MB = 1024 * 1024;

const limitsOf = ({ uploadMb, workspaceMb, openProbes, probeSeconds, probeTrials, ...config }: Config): Limits => ({
  uploadBytes: uploadMb * MB,
  workspaceBytes: workspaceMb * MB,
  table: {
    unpackedBytes: config.unpackedMb * MB,
    memoryBytes: config.readMb * 1e6,
    rows: config.tableRows,
    columns: config.tableColumns,
  },
  openProbes,
  probeSeconds,
  probeTrials,
});

/** The probe cuts every round in two, so that a third process would have nothing to do. */
const poolSize = 2;

const rulesDirectory = join(packageRoot, 'rules');

const loadBase = once(async () => (await import('./advise/load.js')).loadRuleSet(rulesDirectory));

/** The built-in rules, or an overlay on top of them. */
async function loadAdvisor(overlay: string | undefined) {
  const [base, { loadRuleSet }, { createAdvisor }] = await Promise.all([
    loadBase(),
    import('./advise/load.js'),
    import('./advise/advise.js'),
  ]);
  return createAdvisor(overlay === undefined ? base : await loadRuleSet(overlay, base));
}

/** A data folder that a server holds is that server's; a database of its own is open to all. */
async function findServer({ url, apiKey: key, databaseUrl }: Config, dataDirectory: string) {
  if (url !== undefined) return { url, key };
  const holding = databaseUrl === undefined ? await serverOf(dataDirectory, systemClock) : undefined;
  return holding === undefined ? undefined : { url: holding, key };
}

/** The store; who finds it taken learns by whom. */
const open = (options: StoreOptions): Promise<Store> =>
  openStore(options).catch((error: unknown) => {
    throw namingServer(error, options.dataDirectory);
  });

/**
 * Opens the store for each use and closes it again. One that was opened early serves the next use; whoever asked for it
 * closes what was not used.
 */
function createStoreDoors(options: StoreOptions) {
  let early: Promise<Store> | undefined;
  const take = (): Promise<Store> | undefined => {
    const taken = early;
    early = undefined;
    return taken;
  };
  return {
    use: async <T>(use: (store: Store) => Promise<T>): Promise<T> => {
      const store = await (take() ?? open(options));
      try {
        return await use(store);
      } finally {
        await store.close();
      }
    },
    openEarly: (): void => {
      early ??= open(options);
      // The use that follows reports the failure.
      early.catch(() => undefined);
    },
    close: async (): Promise<void> => {
      const unused = await take()?.catch(() => undefined);
      await unused?.close();
    },
  };
}

interface Parts {
  readonly config: Config;
  readonly context: Context;
  readonly storeOptions: StoreOptions;
}

/** Long enough for a command that is writing; another server will not go away. */
const serverWaitSeconds = 3;

/** Predictions that come within a minute of one another share their processes. */
const idlePoolMs = 60_000;

/** No upload and no use of a file takes longer. */
const leftoverMs = 24 * 60 * 60 * 1000;

/** A server holds the store for its life: what it answers is on record, and nobody else writes to the folder. */
async function serve(parts: Parts, { signal, withWorker, onListening }: ServeOptions): Promise<void> {
  const { config, storeOptions } = parts;
  const { serveApp, checkHost, patience } = await import('./http/server.js');
  const { databaseUrl, dataDirectory } = storeOptions;
  // Where nothing is stored there is no key: that is known without making a store.
  if (databaseUrl === undefined && !existsSync(join(dataDirectory, 'db'))) checkHost(config.host, false);
  // Loaded while the store is opened, which leaves this thread idle for a while.
  const loading = Promise.all([
    import('./http/app.js'),
    import('./decide/keys.js'),
    import('./decide/probe-feed.js'),
    import('./decide/shared-pool.js'),
    import('./decide/service-rules.js'),
    parts.context.advisor().catch(() => undefined),
  ]);
  let removeNote = (): void => undefined;
  await withQueue(parts, 'http', async ({ context: queued, store, queue, log }) => {
    const [{ createApp, measured }, { hasKeys }, { createProbeFeed }, { createSharedPool }, { createServiceRules }] =
      await loading;
    const feed = createProbeFeed({ store, most: config.eventStreams });
    const sharedPool = createSharedPool({
      createPool: queued.createPool,
      most: config.predictions,
      idleMs: idlePoolMs,
    });
    const rules = createServiceRules({ ...queued, base: loadBase, checkSeconds: config.ruleCheckSeconds });
    // The worker of this process counts with it.
    const { context, metrics } = measured({ ...queued, feed, sharedPool, rules });
    const isKeyed = await hasKeys(context);
    checkHost(config.host, isKeyed);
    const served = new AbortController();
    const stopping = AbortSignal.any([signal, served.signal]);
    const working = withWorker ? work(parts, { context, store, queue, log, signal: stopping }) : undefined;
    // What is followed would hold up the end of the requests.
    stopping.addEventListener('abort', () => void feed.close(), { once: true });
    try {
      await serveApp({
        app: createApp({ context, metrics, log, limits: config }),
        patience: { ...patience, ...patienceOf(config) },
        host: config.host,
        port: config.port,
        signal,
        onListening: (url) => {
          if (config.databaseUrl === undefined)
            removeNote = leaveServerNote(storeOptions.dataDirectory, { pid: process.pid, url });
          onListening(url, isKeyed);
        },
      });
    } finally {
      removeNote();
      sharedPool.close();
      // Also where it could not listen.
      served.abort();
      await working;
      await rules.close();
    }
  });
}

const patienceOf = ({ bodySeconds, uploadSeconds }: Config) => ({
  body: bodySeconds * 1000,
  upload: uploadSeconds * 1000,
});

/** A worker for itself takes probes from the database that it shares with servers. */
async function workAlone(parts: Parts, { signal, onReady }: WorkOptions): Promise<void> {
  if (parts.config.databaseUrl === undefined)
    throw new SextantError('config_invalid', 'A worker for itself needs a database that it shares: none is named.', {
      hint: 'Set DATABASE_URL. Without one `sextant serve` runs probes itself.',
    });
  await withQueue(parts, 'worker', async (of) => {
    onReady();
    await work(parts, { ...of, signal });
  });
}

interface Queued {
  readonly context: Context;
  readonly store: Store;
  readonly queue: Queue;
  readonly log: Log;
}

/** Opens the store and the queue in it, and closes both in the end. */
async function withQueue(
  { config, context, storeOptions }: Parts,
  actor: string,
  use: (queued: Queued) => Promise<void>,
): Promise<void> {
  const [store, { createLog }, { openQueue }, { createCheckpointer }, telemetry] = await Promise.all([
    open({ ...storeOptions, lockWaitSeconds: serverWaitSeconds, inThread: true }),
    import('./log.js'),
    import('./jobs/queue.js'),
    import('./audit/checkpointer.js'),
    config.otlpEndpoint === undefined ? undefined : import('./telemetry/tracer.js'),
  ]);
  const log = createLog({ level: config.logLevel, clock: systemClock });
  const tracer = telemetry?.createTracer({
    endpoint: config.otlpEndpoint ?? '',
    version: appVersion(),
    onProblem: (reason) => log.warn({ reason }, 'traces could not be sent'),
  });
  const held = <T>(run: (opened: Store) => Promise<T>): Promise<T> => run(store);
  const checkpointer = createCheckpointer({
    store: held,
    notary: context.notary,
    onFailure: (error) => log.error({ err: error }, 'the trail could not be signed'),
  });
  let queue: Queue | undefined;
  try {
    queue = await openQueue(store, (error) => log.error({ err: error }, 'queue failed'));
    const ofProcess = {
      ...context,
      ...(tracer && { tracer }),
      actor,
      queue,
      store: held,
      decisionLog: seenBy(checkpointer, context.decisionLog),
      witness: (entries: readonly AuditEntryRow[]) => checkpointer.saw(entries.map((entry) => ({ entry }))),
    };
    void checkpointer.takeAll();
    await Promise.all([recordProgram(ofProcess, 'start'), context.files.sweep(systemClock.now() - leftoverMs)]);
    const retention = await keepRetention(ofProcess, config, log);
    try {
      await use({ context: ofProcess, store, queue, log });
    } finally {
      await retention?.close();
      // The database may be away: the end does not wait for it.
      await recordProgram(ofProcess, 'stop').catch((error: unknown) =>
        log.error({ err: error }, 'the stop could not be put on record'),
      );
    }
  } finally {
    await checkpointer.close();
    await tracer?.close();
    await queue?.close();
    await store.close();
  }
}

async function keepRetention(context: Context, { retentionDays: days }: Config, log: Log) {
  if (days === undefined) return undefined;
  const { createRetention } = await import('./decide/retention.js');
  return createRetention(context, {
    days,
    onFailure: (error) => log.error({ err: error }, 'old entries of the trail could not be pruned'),
  });
}

/** Puts the start or the end of this program on record, in the trail of the service. */
async function recordProgram(context: Context, kind: 'start' | 'stop'): Promise<void> {
  const event = { kind, program: context.actor, appVersion: context.versions.app };
  const { recordServiceEvents } = await import('./decide/record-event.js');
  const entries = await context.store(({ db }) => db.transaction((tx) => recordServiceEvents(tx, context, [event])));
  context.witness?.(entries);
}

/** What is added to a chain is to be signed, whether or not the line could be written. */
const seenBy = (checkpointer: Checkpointer, log: DecisionLog): DecisionLog => ({
  ...log,
  append: (entries) => {
    checkpointer.saw(entries);
    return log.append(entries);
  },
});

async function work({ config, storeOptions }: Parts, of: Queued & { readonly signal: AbortSignal }): Promise<void> {
  const { work: takeProbes } = await import('./jobs/worker.js');
  await takeProbes({
    ...of,
    concurrency: config.concurrency,
    backend: config.backend,
    memoryBytes: config.probeMb * MB,
    environment: process.env,
    isAlone: storeOptions.databaseUrl === undefined,
  });
}

/** Calls once, whoever asks how often; a failure is not kept. */
function once<T>(create: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= create().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** A container may run under a user number without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
