import { appendEntries } from '../../src/audit/append.js';
import { draftOf, rowOfDecision } from '../../src/audit/commit.js';
import type { DecisionRecord } from '../../src/audit/schema.js';
import { defaultWorkspaceId } from '../../src/ids.js';
import type { Database } from '../../src/store/database.js';
import { insertDecisions } from '../../src/store/insert-decisions.js';
import type { DecisionRow } from '../../src/store/schema.js';

/** Puts decisions on record that nobody made, and gives back their rows. */
export async function addDecisions(
  db: Database,
  records: readonly DecisionRecord[],
  clock: { now(): number } = Date,
): Promise<DecisionRow[]> {
  const drafts = records.map((record) => draftOf(record, defaultWorkspaceId).entry);
  const entries = await db.transaction((tx) => appendEntries(tx, drafts, clock));
  const rows = entries.flatMap((entry, index): DecisionRow[] => {
    const record = records[index];
    if (record === undefined) return [];
    const { payload, payloadHash, entryHash } = entry;
    return [{ ...rowOfDecision({ record, entry }), payload, payloadHash, entryHash }];
  });
  await insertDecisions(db, rows);
  return rows;
}
