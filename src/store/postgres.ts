import { SextantError } from '../errors.js';
import type { Store } from './database.js';
import { isMigrated, migratorConfig } from './migrations.js';

/** Key of the advisory lock, the same in all processes: "sextant" as a big-endian integer. */
const migrationLock = '32481190344748660';

const connectSeconds = 10;

/** A pool on the server. Many processes may open it at once: the first one migrates, the others wait for it. */
export async function openPostgres(databaseUrl: string): Promise<Store> {
  const [{ default: postgres }, { drizzle }] = await Promise.all([
    import('postgres'),
    import('drizzle-orm/postgres-js'),
  ]);
  const connect = (most: number) =>
    postgres(databaseUrl, {
      max: most,
      connect_timeout: connectSeconds,
      onnotice: () => {},
      connection: { application_name: 'sextant' },
    });
  const client = connect(10);
  const db = drizzle({ client, casing: 'snake_case' });
  try {
    if (!(await isMigrated(db))) await migrateAlone(connect(1));
  } catch (error) {
    await client.end();
    if (error instanceof SextantError) throw error;
    throw new SextantError('store_failed', 'The Postgres database cannot be opened.', {
      hint: 'Check that the server runs and that DATABASE_URL names it, a database, and a user that may create tables.',
      cause: error,
    });
  }
  return { db, close: () => client.end() };
}

/** One connection holds the lock and migrates. The migrator looks again at what is applied, so that who waited does nothing. */
async function migrateAlone(client: import('postgres').Sql): Promise<void> {
  const { drizzle } = await import('drizzle-orm/postgres-js');
  const { migrate } = await import('drizzle-orm/postgres-js/migrator');
  try {
    await client`select pg_advisory_lock(${migrationLock}::bigint)`;
    await migrate(drizzle({ client, casing: 'snake_case' }), migratorConfig);
  } finally {
    await client.end();
  }
}
