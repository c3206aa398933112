import { placeEntries } from '../../src/audit/append.js';
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
  return db.transaction(async (tx) => {
    const entries = await placeEntries(tx, drafts, clock);
    const added = entries.flatMap((entry, index) => {
      const record = records[index];
      return record === undefined ? [] : [{ entry, decision: rowOfDecision({ record, entry }) }];
    });
    await insertDecisions(tx, added);
    return added.map(({ decision, entry: { payload, payloadHash, entryHash } }) => ({
      ...decision,
      payload,
      payloadHash,
      entryHash,
    }));
  });
}
