import { type Database, runQuery } from './database.js';
import { type DecisionRow, decisions } from './schema.js';

/** Adds entries, all or none. An id that is already there fails: an entry is never changed. */
export async function insertDecisions(db: Database, rows: readonly DecisionRow[]): Promise<void> {
  if (rows.length === 0) return;
  await runQuery(() => db.insert(decisions).values([...rows]));
}
