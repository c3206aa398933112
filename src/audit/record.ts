import { SextantError } from '../errors.js';
import type { Store } from '../store/database.js';
import type { DecisionRow } from '../store/schema.js';
import { nextTurn } from '../turn.js';
import { checkNames, commit, commitLong, type Draft, draftOf, type LongRecording, type Recording } from './commit.js';
import type { DecisionLog } from './decision-log.js';
import { payloadHash } from './entry-hash.js';
import { readPayload } from './payload.js';
import type { DecisionRecord } from './schema.js';

/** So many take a hundredth of a second: a batch has a thousand. */
const ROWS_OF_A_TURN = 50;

/**
 * Stores recommendations, the decisions that made them and their rule set in one transaction, and adds the decisions to the
 * workspace's chain: all or nothing. After the commit a line for each decision goes to the log. Throws `store_failed` when
 * either fails: an answer that is not on record is not given.
 */
export async function recordDecisions(store: Store, log: DecisionLog, recording: Recording): Promise<void> {
  checkNames(recording.decisions, recording.ruleSet);
  const drafts: Draft[] = [];
  for (const record of recording.decisions) {
    if (drafts.length % ROWS_OF_A_TURN === ROWS_OF_A_TURN - 1) await nextTurn();
    drafts.push(draftOf(record, recording.workspaceId));
  }
  const entries = await commit(store, { recording, drafts });
  await log.append(entries);
}

/** Stores many that are made while those before them are written, all or nothing, as `recordDecisions` does. */
export async function recordLong(store: Store, log: DecisionLog, recording: LongRecording): Promise<void> {
  await log.append(await commitLong(store, recording, log.lineOf));
}

/** The record of a stored row. Throws `store_failed` when the text does not have its hash, or is no record. */
export function readDecision(row: DecisionRow): DecisionRecord {
  const { payload } = row;
  const isIntact = payload !== null && payloadHash(payload) === row.payloadHash;
  const record = isIntact ? readPayload(payload) : undefined;
  if (record?.id === row.id) return record;
  const what = record
    ? 'leads to the record of another one'
    : isIntact
      ? 'is not a record that this version can read'
      : 'was changed after it was written';
  throw new SextantError('store_failed', `The stored decision ${row.id} ${what}.`);
}
