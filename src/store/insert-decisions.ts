import { inBatches } from './batches.js';
import type { Database } from './database.js';
import { decisions } from './schema.js';

/** Adds decisions, all or none inside a transaction. An id that is already there fails: a decision is never changed. */
export const insertDecisions = (db: Database, rows: readonly (typeof decisions.$inferInsert)[]): Promise<void> =>
  inBatches(rows, (some) => db.insert(decisions).values(some));
