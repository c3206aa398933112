import { createHash } from 'node:crypto';
import { canonicalize } from '../canonical-json.js';
import { SextantError } from '../errors.js';
import { type Database, runQuery, type Store } from '../store/database.js';
import { insertDecisions } from '../store/insert-decisions.js';
import { hasRuleSet, saveRuleSet } from '../store/rule-sets.js';
import { saveRecommendations, type StoredRecommendation } from '../store/save-recommendation.js';
import type { DecisionRow, RuleSetRow } from '../store/schema.js';
import { nextTurn } from '../turn.js';
import type { DecisionLog } from './decision-log.js';
import { type DecisionRecord, decisionRecordSchema } from './schema.js';

/** A rule set as decisions name it. */
export interface RecordedAs {
  readonly name: string;
  readonly version: string;
  readonly hash: string;
  /** The canonical JSON whose SHA-256 is `hash`. Asked for where the store does not have it, since it is as long as a hundred decisions. */
  readonly body: () => string;
}

export interface Recording {
  readonly workspaceId: string;
  readonly recommendations: readonly StoredRecommendation[];
  readonly decisions: readonly DecisionRecord[];
  /** First in the transaction; what it throws undoes the rest. */
  readonly before?: ((tx: Database) => Promise<void>) | undefined;
  /** Last in the transaction, likewise. */
  readonly after?: ((tx: Database) => Promise<void>) | undefined;
  readonly ruleSet: RecordedAs;
}

/** So many take a hundredth of a second: a batch has a thousand. */
const ROWS_OF_A_TURN = 50;

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/**
 * Stores recommendations, the decisions that made them and their rule set in one transaction: all or nothing. After the
 * commit a line for each decision goes to the log. Throws `store_failed` when either fails: an answer that is not on
 * record is not given.
 */
export async function recordDecisions(store: Store, log: DecisionLog, recording: Recording): Promise<void> {
  const { workspaceId, recommendations, decisions, ruleSet } = recording;
  checkNames(recording);
  const rows: DecisionRow[] = [];
  for (const record of decisions) {
    if (rows.length % ROWS_OF_A_TURN === ROWS_OF_A_TURN - 1) await nextTurn();
    rows.push(toRow(record, workspaceId));
  }
  await runQuery(() =>
    store.db.transaction(async (tx) => {
      await recording.before?.(tx);
      if (!(await hasRuleSet(tx, ruleSet.hash))) await saveRuleSet(tx, rowOf(ruleSet));
      await saveRecommendations(tx, workspaceId, recommendations);
      await insertDecisions(tx, rows);
      await recording.after?.(tx);
    }),
  );
  log.append(decisions.map((record, index) => ({ record, payloadHash: rows[index]?.payloadHash ?? '' })));
}

function checkNames({ decisions, ruleSet }: Recording): void {
  const other = decisions.find((decision) => decision.ruleSet.hash !== ruleSet.hash);
  if (other)
    throw new SextantError('internal', `The decision ${other.id} names another rule set than the one that is stored.`);
}

function rowOf({ name, version, hash, body: bodyOf }: RecordedAs): RuleSetRow {
  const body = bodyOf();
  if (sha256(body) === hash) return { name, version, hash, body };
  throw new SextantError('internal', `The rule set ${name} ${version} does not have the hash it names.`);
}

/** The row that keeps the record: its canonical JSON, the hash of that, and copies of members for queries. */
export function toRow(record: DecisionRecord, workspaceId: string): DecisionRow {
  const payload = canonicalize(record);
  const { id, parentId, recommendationId, kind, schemaVersion, occurredAt, actor, requestId, ruleSet } = record;
  const columns = { id, workspaceId, parentId, recommendationId, kind, schemaVersion, occurredAt, actor, requestId };
  return { ...columns, ruleSetHash: ruleSet.hash, payload, payloadHash: sha256(payload) };
}

/** The record of a stored row. Throws `store_failed` when the text does not have its hash, or is no record. */
export function readDecision(row: DecisionRow): DecisionRecord {
  const isIntact = sha256(row.payload) === row.payloadHash;
  const result = isIntact ? decisionRecordSchema.safeParse(JSON.parse(row.payload)) : undefined;
  if (result?.success) return result.data;
  const what = isIntact ? 'is not a record that this version can read' : 'was changed after it was written';
  throw new SextantError('store_failed', `The stored decision ${row.id} ${what}.`, { cause: result?.error });
}
