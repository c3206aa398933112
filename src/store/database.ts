import { sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { SextantError } from '../errors.js';

/**
 * What every query takes: a database or a transaction, on either back end. Inside a transaction pass the transaction on:
 * PGlite has one connection, so that a query through the outer database would wait for the transaction for ever.
 */
export type Database = PgDatabase<PgQueryResultHKT>;

export interface Store {
  readonly db: Database;
  /** Ends the connection, and on PGlite gives the folder free. A second call does nothing. */
  readonly close: () => Promise<void>;
}

/** The least that a database can be asked. */
export async function pingStore(db: Database): Promise<void> {
  await runQuery(() => db.execute(sql`select 1`));
}

/** A failed query as `store_failed`. What the database says can hold data, and stays in the cause. */
export async function runQuery<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    if (error instanceof SextantError) throw error;
    throw new SextantError('store_failed', 'The store could not carry out a query.', {
      hint: 'Run again with --debug to see what the database said.',
      cause: error,
    });
  }
}
