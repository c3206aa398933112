import { and, eq, getTableColumns, isNotNull } from 'drizzle-orm';
import type { Database } from './database.js';
import { auditEntries, decisions } from './schema.js';

/** Decisions with what their chain keeps of them, but those that were erased; to be narrowed and ordered. */
export const selectDecisions = (db: Database) => {
  const { payload, payloadHash, entryHash } = auditEntries;
  const isEntry = and(
    eq(auditEntries.chainId, decisions.workspaceId),
    eq(auditEntries.seq, decisions.seq),
    isNotNull(payload),
  );
  return db
    .select({ ...getTableColumns(decisions), payload, payloadHash, entryHash })
    .from(decisions)
    .innerJoin(auditEntries, isEntry);
};
