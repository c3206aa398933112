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

/** Why the text of a row is not the record of its decision, as it is told in a list. */
export type Damage =
  | 'changed after it was written'
  | 'not a record that this version can read'
  | 'the record of another decision';

/** The record of a stored row, or what is wrong with it. */
export type ReadRow = { readonly record: DecisionRecord } | { readonly damage: Damage };

export function tryDecision({ id, payload, payloadHash: hash }: DecisionRow): ReadRow {
  if (payload === null || payloadHash(payload) !== hash) return { damage: 'changed after it was written' };
  const record = readPayload(payload);
  if (record === undefined) return { damage: 'not a record that this version can read' };
  return record.id === id ? { record } : { damage: 'the record of another decision' };
}

/** The record of a stored row. Throws `record_damaged` when the text does not have its hash, or is not the record of this decision. */
export function readDecision(row: DecisionRow): DecisionRecord {
  const read = tryDecision(row);
  if ('record' in read) return read.record;
  const verb = read.damage === 'changed after it was written' ? 'was' : 'is';
  throw new SextantError('record_damaged', `The stored decision ${row.id} ${verb} ${read.damage}.`, {
    hint: damagedHint,
    fields: { id: row.id },
  });
}

/** What to do about a record that is not what was written. */
export const damagedHint =
  'Do not rely on what it says. `sextant audit verify`, or POST /v1/audit/verify, tells what else of the trail was changed; an exported trail or a backup may have what was written.';
