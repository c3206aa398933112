import type { ParameterOrJSON, Sql } from 'postgres';
import { SextantError } from '../errors.js';
import { type RunSql, type Store, withPlainFailures } from './database.js';
import { isMigrated, migratorConfig } from './migrations.js';

/** Key of the advisory lock under which tables are made, the same in all processes: "sextant" as a big-endian integer. */
const setUpLock = '32481190344748660';

const connectSeconds = 10;

/** Between two tries at a connection: a server that is away is noticed at once, and so is that it is back. */
const retrySeconds = 0.5;

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
      backoff: () => retrySeconds,
      onnotice: () => {},
      connection: { application_name: 'sextant' },
    });
  const client = connect(10);
  const db = withPlainFailures(drizzle({ client, casing: 'snake_case' }));
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
  return {
    db,
    runSql: (text, values = []) => runSql(client, text, values),
    listen: async (channel, onPayload) => {
      const listening = await client.listen(channel, onPayload);
      return () => listening.unlisten();
    },
    setUpAlone: (run) => setUpAlone(client, run),
    close: () => client.end(),
  };
}

/** Text without values may be several statements, a transaction among them, which wants a connection for itself. */
async function runSql(client: Sql, text: string, values: readonly unknown[]): ReturnType<RunSql> {
  if (values.length > 0) return { rows: await client.unsafe(text, values as ParameterOrJSON<never>[]) };
  const connection = await client.reserve();
  try {
    const result: unknown[] = await connection.unsafe(text);
    const isMany = Array.isArray(result[0]);
    const last = isMany ? (result as unknown[][]).findLast((rows) => rows.length > 0) : result;
    return { rows: last ?? [] };
  } catch (error) {
    // It may have begun a transaction, which nobody else is to find on the connection.
    await connection.unsafe('rollback').catch(() => undefined);
    throw error;
  } finally {
    connection.release();
  }
}

/** One connection holds the lock while others do the work. Where it is lost, so is the lock. */
async function setUpAlone<T>(client: Sql, run: () => Promise<T>): Promise<T> {
  const connection = await client.reserve();
  try {
    await connection`select pg_advisory_lock(${setUpLock}::bigint)`;
    return await run();
  } finally {
    await connection`select pg_advisory_unlock(${setUpLock}::bigint)`.catch(() => undefined);
    connection.release();
  }
}

/** One connection holds the lock and migrates. The migrator looks again at what is applied, so that who waited does nothing. */
async function migrateAlone(client: Sql): Promise<void> {
  const { drizzle } = await import('drizzle-orm/postgres-js');
  const { migrate } = await import('drizzle-orm/postgres-js/migrator');
  try {
    await client`select pg_advisory_lock(${setUpLock}::bigint)`;
    await migrate(drizzle({ client, casing: 'snake_case' }), migratorConfig);
  } finally {
    await client.end();
  }
}
