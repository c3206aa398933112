import { type Database, runQuery } from './database.js';
import { type DecisionRow, decisions } from './schema.js';

/** Rows of one statement: far below the 65,535 parameters that Postgres takes. */
const MOST_ROWS = 200;

/** Adds entries, all or none inside a transaction. An id that is already there fails: an entry is never changed. */
export async function insertDecisions(db: Database, rows: readonly DecisionRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += MOST_ROWS)
    await runQuery(() => db.insert(decisions).values(rows.slice(from, from + MOST_ROWS)));
}
