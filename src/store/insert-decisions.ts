import { inBatches } from './batches.js';
import type { Database } from './database.js';
import { type DecisionRow, decisions } from './schema.js';

/** Adds entries, all or none inside a transaction. An id that is already there fails: an entry is never changed. */
export const insertDecisions = (db: Database, rows: readonly DecisionRow[]): Promise<void> =>
  inBatches(rows, (some) => db.insert(decisions).values(some));
