import { sql } from 'drizzle-orm';
import { inBatches } from './batches.js';
import type { Database } from './database.js';
import { insertion } from './insert-rows.js';
import { type AuditEntryRow, auditEntries, decisions } from './schema.js';

/** A decision as it is found, and its entry in the chain. */
export interface DecisionWithEntry {
  readonly entry: AuditEntryRow;
  readonly decision: typeof decisions.$inferInsert;
}

/** Adds decisions and their entries, all or none inside a transaction. An id or a place that is already there fails: neither is ever changed. */
export const insertDecisions = (tx: Database, rows: readonly DecisionWithEntry[]): Promise<void> =>
  inBatches(rows, (some) => {
    const entries = insertion(
      auditEntries,
      some.map(({ entry }) => entry),
    );
    const found = insertion(
      decisions,
      some.map(({ decision }) => decision),
    );
    return tx.execute(sql`with added as (${entries}) ${found}`);
  });
