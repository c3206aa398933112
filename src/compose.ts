import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { createDecisionLog } from './audit/decision-log.js';
import type { Application, ComposeOptions, ServeOptions } from './cli/application.js';
import { systemClock } from './clock.js';
import { type Config, readConfigFile, resolveConfig } from './config.js';
import type { Context } from './decide/context.js';
import { createFileStore } from './file-store.js';
import { createIds, defaultWorkspaceId } from './ids.js';
import { appVersion, packageRoot, packageVersion } from './package-info.js';
import { createPool } from './probe/pool.js';
import { leaveServerNote, namingServer } from './server-note.js';
import type { Store } from './store/database.js';
import { openStore, type StoreOptions } from './store/open.js';

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
    ids: createIds({ clock: systemClock, randomBytes }),
    workspaceId: defaultWorkspaceId,
    actor: userName(),
    randomBytes,
    advisor: once(() => loadAdvisor(config.rules === undefined ? undefined : resolve(cwd, config.rules))),
    store: doors.use,
    decisionLog: createDecisionLog(dataDirectory),
    files: createFileStore(join(dataDirectory, 'files')),
    limits: {
      uploadBytes: config.uploadMb * MB,
      workspaceBytes: config.workspaceMb * MB,
      unpackedBytes: config.unpackedMb * MB,
    },
    createPool: () => createPool({ size: poolSize, backend: config.backend }),
    versions: { app: appVersion(), engine: `json-rules-engine ${packageVersion('json-rules-engine') ?? ''}` },
  };
  return {
    config,
    dataDirectory,
    context,
    openEarly: doors.openEarly,
    close: doors.close,
    serve: (serving) => serve({ config, context, storeOptions }, serving),
  };
}

/** The parts for a program that embeds Sextant: configured by its process, and by its own options before that. */
export const composeForProcess = (flags: NonNullable<ComposeOptions['flags']>): Application =>
  compose({ flags, env: process.env, cwd: process.cwd() });

const MB = 1024 * 1024;

/** The probe cuts every round in two, so that a third process would have nothing to do. */
const poolSize = 2;

const rulesDirectory = join(packageRoot, 'rules');

/** The built-in rules, or an overlay on top of them. */
async function loadAdvisor(overlay: string | undefined) {
  const [{ loadRuleSet }, { createAdvisor }] = await Promise.all([
    import('./advise/load.js'),
    import('./advise/advise.js'),
  ]);
  const base = await loadRuleSet(rulesDirectory);
  return createAdvisor(overlay === undefined ? base : await loadRuleSet(overlay, base));
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

/** A server holds the store for its life: what it answers is on record, and nobody else writes to the folder. */
async function serve({ config, context, storeOptions }: Parts, { signal, onListening }: ServeOptions): Promise<void> {
  const [{ serveApp, checkHost }, { createApp }, { createLog }, { hasKeys }] = await Promise.all([
    import('./http/server.js'),
    import('./http/app.js'),
    import('./log.js'),
    import('./decide/keys.js'),
  ]);
  const { databaseUrl, dataDirectory } = storeOptions;
  // Where nothing is stored there is no key: that is known without making a store.
  if (databaseUrl === undefined && !existsSync(join(dataDirectory, 'db'))) checkHost(config.host, false);
  const log = createLog({ level: config.logLevel, clock: systemClock });
  const store = await open({ ...storeOptions, lockWaitSeconds: serverWaitSeconds });
  let removeNote = (): void => undefined;
  try {
    const ofServer = { ...context, actor: 'http', store: <T>(use: (opened: Store) => Promise<T>) => use(store) };
    const isKeyed = await hasKeys(ofServer);
    checkHost(config.host, isKeyed);
    const app = createApp({ context: ofServer, log, requestsPerMinute: config.requestsPerMinute });
    await serveApp({
      app,
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
    await store.close();
  }
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
