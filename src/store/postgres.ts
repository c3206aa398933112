import type { Pool, PoolClient } from 'pg';
import { SextantError } from '../errors.js';
import { asUnavailable, type Database, type RunSql, type Store } from './database.js';
import { isMigrated, migratorConfig } from './migrations.js';
import { createListener } from './postgres-listener.js';

/** Key of the advisory lock under which tables are made, the same in all processes: "sextant" as a big-endian integer. */
const setUpLock = '32481190344748660';

/** Longest that a query waits for a connection, be it a new one or one that others use. */
const connectMs = 10_000;
const mostConnections = 10;

/** A pool on the server. Many processes may open it at once: the first one migrates, the others wait for it. */
export async function openPostgres(databaseUrl: string): Promise<Store> {
  const [{ default: pg }, { drizzle }] = await Promise.all([import('pg'), import('drizzle-orm/node-postgres')]);
  const connection = {
    connectionString: databaseUrl,
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    application_name: 'sextant',
  };
  const pool = new pg.Pool({ ...connection, max: mostConnections, idleTimeoutMillis: 0 });
  // Whoever uses a connection that is lost hears of it by its query; of one that is idle nobody needs to.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  const open = (client: Pool | PoolClient): Database => drizzle({ client: preparing(client), casing: 'snake_case' });
  const db = Object.assign(open(pool), { transaction: transactionOn(pool, open) });
  const listener = createListener(() => new pg.Client(connection));
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    await listener.close();
    await pool.end();
  };
  try {
    if (!(await isMigrated(db))) await migrateAlone(pool);
  } catch (error) {
    await close();
    if (error instanceof SextantError) throw error;
    throw new SextantError('store_failed', 'The Postgres database cannot be opened.', {
      hint: 'Check that the server runs and that DATABASE_URL names it, a database, and a user that may create tables.',
      cause: error,
    });
  }
  return {
    db,
    runSql: (text, values = []) => runSql(pool, text, values),
    listen: listener.listen,
    setUpAlone: (run) => setUpAlone(pool, run),
    close,
  };
}

/** Names of statements that are prepared, by their text, the same on all connections. */
const statementNames = new Map<string, string>();

function statementName(text: string): string {
  const name = statementNames.get(text) ?? `s${statementNames.size}`;
  statementNames.set(text, name);
  return name;
}

interface QueryConfig {
  readonly text: string;
}

/** The same client, whose queries with values are parsed and planned once for each connection. */
function preparing(client: Pool | PoolClient): PoolClient {
  const query = (config: QueryConfig, values: readonly unknown[] = []): Promise<unknown> =>
    client.query(values.length > 0 ? { ...config, name: statementName(config.text) } : { ...config }, [...values]);
  return { query } as unknown as PoolClient;
}

/**
 * Transactions that give their connection back whatever happens, and to nobody where it is broken: that of the library keeps it
 * where already the beginning fails.
 */
function transactionOn(pool: Pool, open: (client: PoolClient) => Database): Database['transaction'] {
  const opened = new WeakMap<PoolClient, Database>();
  return async (run, config) => {
    let isBroken = false;
    const client = await pool.connect().catch((error: unknown) => {
      throw asUnavailable(error) ?? error;
    });
    try {
      const db = opened.get(client) ?? open(client);
      opened.set(client, db);
      return await db.transaction(run, config);
    } catch (error) {
      const unavailable = asUnavailable(error);
      isBroken = unavailable !== undefined;
      throw error instanceof SextantError ? error : (unavailable ?? error);
    } finally {
      client.release(isBroken);
    }
  };
}

/** Text without values may be several statements, a transaction among them, which wants a connection for itself. */
async function runSql(pool: Pool, text: string, values: readonly unknown[]): ReturnType<RunSql> {
  if (values.length > 0) return pool.query(text, [...values]);
  const client = await pool.connect();
  let isBroken = true;
  try {
    const result: unknown = await client.query(text);
    isBroken = false;
    const results = (Array.isArray(result) ? result : [result]) as readonly { readonly rows: unknown[] }[];
    return { rows: results.findLast(({ rows }) => rows.length > 0)?.rows ?? [] };
  } finally {
    // It may be in the middle of a transaction, which nobody else is to find.
    client.release(isBroken);
  }
}

/** One connection holds the lock while others do the work. Where it is lost, so is the lock. */
async function setUpAlone<T>(pool: Pool, run: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1::bigint)', [setUpLock]);
    return await run();
  } finally {
    // The lock ends with its connection.
    client.release(true);
  }
}

/** The migrator looks again at what is applied, so that who waited does nothing. */
async function migrateAlone(pool: Pool): Promise<void> {
  const { drizzle } = await import('drizzle-orm/node-postgres');
  const { migrate } = await import('drizzle-orm/node-postgres/migrator');
  await setUpAlone(pool, () => migrate(drizzle({ client: pool, casing: 'snake_case' }), migratorConfig));
}
