import { type SQL, sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { SextantError } from '../errors.js';

/**
 * What every query takes: a database or a transaction, on either back end. Inside a transaction pass the transaction on:
 * PGlite has one connection, so that a query through the outer database would wait for the transaction for ever.
 */
export type Database = PgDatabase<PgQueryResultHKT>;

export interface Store {
  readonly db: Database;
  /** SQL that a library brings, one statement or several; the rows of the last that returns rows. */
  readonly runSql: RunSql;
  /** Calls back with the payload of every `notify` on the channel, from whichever process; until the returned function is called. */
  readonly listen: (channel: string, onPayload: (payload: string) => void) => Promise<() => Promise<void>>;
  /** Runs while no other process that shares the store sets something up in it. */
  readonly setUpAlone: <T>(run: () => Promise<T>) => Promise<T>;
  /** Ends the connection, and on PGlite gives the folder free. A second call does nothing. */
  readonly close: () => Promise<void>;
}

export type RunSql = (text: string, values?: readonly unknown[]) => Promise<{ readonly rows: unknown[] }>;

/** The same within a transaction, one statement at a time. Places of values are `$1`, `$2` and so on. */
export const runSqlIn =
  (tx: Database): RunSql =>
  async (text, values = []) => {
    const chunks = text
      .split(/\$(\d+)/)
      .map((part, i) => (i % 2 === 0 ? sql.raw(part) : sql`${sql.param(values[Number(part) - 1] ?? null)}`));
    return { rows: await rowsOf(tx, sql.join(chunks)) };
  };

/** What a statement gives, on either back end. */
export async function rowsOf(db: Database, statement: SQL): Promise<unknown[]> {
  const result: unknown = await runQuery(() => db.execute(statement));
  return Array.isArray(result) ? (result as unknown[]) : (result as { readonly rows: unknown[] }).rows;
}

/** Tells those who listen, once the transaction is committed. */
export async function notify(db: Database, channel: string, payload: string): Promise<void> {
  await runQuery(() => db.execute(sql`select pg_notify(${channel}, ${payload})`));
}

/** The least that a database can be asked. */
export async function pingStore(db: Database): Promise<void> {
  await runQuery(() => db.execute(sql`select 1`));
}

/** A failed query as `store_failed`, or `store_unavailable` where it is not the query's fault. What the database says can hold data, and stays in the cause. */
export async function runQuery<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    if (error instanceof SextantError) throw error;
    throw (
      asUnavailable(error) ??
      new SextantError('store_failed', 'The store could not carry out a query.', {
        hint: 'Run again with --debug to see what the database said.',
        cause: error,
      })
    );
  }
}

/** SQLSTATE classes of a statement's own fault: data, constraints, conflicts of transactions. */
const classesOfStatements = ['22', '23', '40'];

/** Whether a transaction failed because of what was written in it, and not because the database is away or full. */
export function isOfStatement(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (asUnavailable(error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^[0-9A-Z]{5}$/.test(code)) return classesOfStatements.includes(code.slice(0, 2));
  if (error.cause !== undefined) return isOfStatement(error.cause);
  return !['store_failed', 'store_unavailable'].includes(code);
}

/** The same database, whose transactions also say where it is unavailable at their beginning or end. */
export function withPlainFailures<D extends Database>(db: D): D {
  const begin = db.transaction.bind(db);
  const transaction: Database['transaction'] = (run, config) =>
    begin(run, config).catch((error: unknown) => {
      throw error instanceof SextantError ? error : (asUnavailable(error) ?? error);
    });
  return Object.assign(db, { transaction });
}

/** How the system and Postgres call it: no connection, a server that starts or stops, one without room or memory. */
const unavailableCodes =
  /^(?:ECONN|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENOSPC|EFBIG|08|53|57P0[123]|58030)/;

/** The driver has no codes. */
const unavailableMessages =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;

/** `store_unavailable` where a failure is of the database itself, somewhere among its causes. */
export function asUnavailable(error: unknown): SextantError | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  if (!unavailableCodes.test(code) && !unavailableMessages.test(error.message)) return asUnavailable(error.cause);
  return new SextantError('store_unavailable', 'The database does not answer, or has no room.', {
    hint: 'Try again in a moment. If it lasts, the log of the service says why.',
    cause: error,
  });
}
