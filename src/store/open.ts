import { accessSync, constants, mkdirSync } from 'node:fs';
import type { Clock } from '../clock.js';
import { SextantError } from '../errors.js';
import { readServerNote } from '../server-note.js';
import type { Store } from './database.js';

export interface StoreOptions {
  /** Postgres in place of the folder. */
  readonly databaseUrl?: string | undefined;
  readonly dataDirectory: string;
  readonly clock: Clock;
  /** How long to wait for another process to give the folder free; 30 unless told, and not at all for a server. Postgres needs no lock. */
  readonly lockWaitSeconds?: number;
  /** Whether PGlite runs in a thread of its own: for a program that does other work meanwhile. */
  readonly inThread?: boolean;
}

const defaultLockWaitSeconds = 30;

/**
 * Opens the store with its schema up to date, and creates it at the first time: PGlite in `<dataDirectory>/db`, or Postgres.
 * The drivers are loaded here and not before, since they cost more than most commands.
 * Throws `config_invalid` (the folder cannot be used), `store_locked` or `store_failed`.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, dataDirectory, clock, lockWaitSeconds, inThread = false } = options;
  if (databaseUrl !== undefined) {
    const { openPostgres } = await import('./postgres.js');
    return openPostgres(databaseUrl);
  }
  prepareFolder(dataDirectory);
  const { openPglite } = await import('./pglite.js');
  // Who says how long to wait, waits: a server for the one before it, which has its end before it.
  const lock =
    lockWaitSeconds === undefined
      ? { waitSeconds: defaultLockWaitSeconds, isLasting: (pid: number) => readServerNote(dataDirectory)?.pid === pid }
      : { waitSeconds: lockWaitSeconds };
  return openPglite(dataDirectory, { clock, ...lock, inThread });
}

/** Opens the store, uses it and closes it whatever happens: a command holds the folder no longer than it needs it. */
export async function withStore<T>(options: StoreOptions, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(options);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

function prepareFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new SextantError('config_invalid', `The data folder ${path} cannot be made or written to.`, {
      hint: 'Give a folder that you may write to with --data-dir or SEXTANT_DATA_DIR.',
      cause: error,
    });
  }
}
