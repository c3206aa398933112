import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import type { PGlite } from '@electric-sql/pglite';
import { SextantError } from '../errors.js';
import { type RunSql, type Store, withPlainFailures } from './database.js';
import { acquireLock, lockOf, type LockOptions } from './lock.js';
import { openInThread, type PgliteClient } from './pglite-in-thread.js';
import { tieringBudget } from './tiering.js';

/** A database of the current schema, made by the build: loading it takes a third of the time of creating one. */
const imagePath = fileURLToPath(new URL('../../dist/store/image.tar.gz', import.meta.url));

/**
 * The database in `<dataDirectory>/db`, created at the first time. It belongs to one process at a time (PGlite itself does
 * not notice a second one, and rows vanish), so that the lock is held until `close`.
 */
export async function openPglite(dataDirectory: string, { inThread, ...lock }: PgliteOptions): Promise<Store> {
  const release = await acquireLock(lockOf(dataDirectory), lock);
  try {
    const { client, db } = await openFolder(dataDirectory, inThread);
    const close = async () => {
      if (!client.closed) await client.close();
      await release();
    };
    const runSql: RunSql = async (text, values = []) =>
      values.length > 0 ? client.query(text, [...values]) : runText(client, text);
    const listen: Store['listen'] = (channel, onPayload) => client.listen(channel, onPayload);
    return { db: withPlainFailures(db), runSql, listen, setUpAlone: (run) => run(), close };
  } catch (error) {
    await release();
    if (error instanceof SextantError) throw error;
    throw new SextantError('store_failed', `The store in ${dataDirectory} cannot be opened.`, {
      hint: 'Give another folder with --data-dir, or move the folder "db" in this one away: a new one is then made.',
      cause: error,
    });
  }
}

/** Text without values may be several statements, a transaction among them: within another one, whose end leaves none open. */
async function runText(client: PgliteClient, text: string): ReturnType<RunSql> {
  const results = await client.transaction((tx) => tx.exec(text));
  return { rows: results.findLast(({ rows }) => rows.length > 0)?.rows ?? [] };
}

interface PgliteOptions extends LockOptions {
  /** Whether it runs in a thread of its own, so that long queries do not hold up this one. */
  readonly inThread: boolean;
}

/** The marker stands beside a folder that is being created; where it is found, the process before died in the middle. */
async function openFolder(dataDirectory: string, inThread: boolean) {
  const folder = join(dataDirectory, 'db');
  const marker = join(dataDirectory, 'db.creating');
  if (existsSync(marker)) rmSync(folder, { recursive: true, force: true });
  const isNew = !existsSync(folder);
  if (isNew) writeFileSync(marker, '');
  const opened = await openDatabase(folder, { isNew, inThread });
  rmSync(marker, { force: true });
  return opened;
}

/** The other modules are loaded while PGlite compiles, which leaves this thread idle. */
async function openDatabase(folder: string, { isNew, inThread }: { isNew: boolean; inThread: boolean }) {
  const image = isNew && existsSync(imagePath) ? readFileSync(imagePath) : undefined;
  const [client, { isMigrated }] = await Promise.all([
    inThread ? openInThread({ folder, image }) : openHere(folder, image),
    import('./migrations.js'),
    import('drizzle-orm/pglite'),
  ]);
  const db = await drizzleOf(client);
  try {
    if (!(await isMigrated(db))) await migrateFolder(client);
  } catch (error) {
    await client.close();
    throw error;
  }
  return { client, db };
}

async function openHere(folder: string, image: Uint8Array<ArrayBuffer> | undefined): Promise<PgliteClient> {
  setFlagsFromString(tieringBudget);
  const { PGlite } = await import('@electric-sql/pglite');
  return PGlite.create({ dataDir: folder, ...(image && { loadDataDir: new Blob([image]) }) });
}

async function drizzleOf(client: PgliteClient) {
  const { drizzle } = await import('drizzle-orm/pglite');
  // The driver uses no other part of it.
  return drizzle({ client: client as PGlite, casing: 'snake_case' });
}

async function migrateFolder(client: PgliteClient): Promise<void> {
  const { migrate } = await import('drizzle-orm/pglite/migrator');
  const { migratorConfig } = await import('./migrations.js');
  await migrate(await drizzleOf(client), migratorConfig);
}

/**
 * A new database of the current schema as a compressed archive; scripts/build-steps makes it part of the build.
 * @public
 */
export async function createImage(): Promise<Buffer> {
  const { PGlite } = await import('@electric-sql/pglite');
  const client = await PGlite.create();
  await migrateFolder(client);
  const image = await client.dumpDataDir('gzip');
  await client.close();
  return Buffer.from(await image.arrayBuffer());
}
