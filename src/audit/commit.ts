import { canonicalize } from '../canonical-json.js';
import { SextantError } from '../errors.js';
import { inGroups } from '../groups.js';
import { type Database, isOfStatement, runQuery, type Store } from '../store/database.js';
import { insertDecisions } from '../store/insert-decisions.js';
import { hasRuleSet, saveRuleSet } from '../store/rule-sets.js';
import { saveRecommendations, type StoredRecommendation } from '../store/save-recommendation.js';
import type { AuditEntryRow, RuleSetRow } from '../store/schema.js';
import { type EntryDraft, placeEntries } from './append.js';
import { compactRecommendation } from './compact-recommendation.js';
import type { LoggedDecision } from './decision-line.js';
import { payloadHash } from './entry-hash.js';
import type { RecordedRuleSet } from './rule-set.js';
import type { DecisionRecord } from './schema.js';

/** A rule set as decisions name it. */
export interface RecordedAs {
  readonly name: string;
  readonly version: string;
  readonly hash: string;
  /** The canonical JSON whose SHA-256 is `hash`. Asked for where the store does not have it, since it is as long as a hundred decisions. */
  readonly body: () => string;
  readonly content: RecordedRuleSet;
}

export interface Recording {
  readonly workspaceId: string;
  readonly clock: { now(): number };
  readonly recommendations: readonly StoredRecommendation[];
  readonly decisions: readonly DecisionRecord[];
  /** First in the transaction; what it throws undoes the rest. */
  readonly before?: ((tx: Database) => Promise<void>) | undefined;
  /** Last in the transaction, likewise. */
  readonly after?: ((tx: Database) => Promise<void>) | undefined;
  readonly ruleSet: RecordedAs;
}

/** A decision and the entry of the chain that will hold it. */
export interface Draft {
  readonly record: DecisionRecord;
  readonly entry: EntryDraft;
}

/** The entry has the UUID of the decision, and its canonical JSON. */
export function draftOf(record: DecisionRecord, workspaceId: string): Draft {
  const payload = canonicalize(record);
  const { id, kind, schemaVersion } = record;
  const entryId = id.replace(/^dec_/, 'ent_');
  return {
    record,
    entry: { chainId: workspaceId, entryId, kind, schemaVersion, payload, payloadHash: payloadHash(payload) },
  };
}

interface Pending {
  readonly recording: Recording;
  readonly drafts: readonly Draft[];
}

/** Decisions of recordings that share a transaction; more of one have a transaction for themselves. */
const MOST_SHARED = 50;

const groups = new WeakMap<Store, (pending: Pending) => Promise<LoggedDecision[]>>();

/**
 * Writes a recording in one transaction, and adds its decisions to the chain of the workspace. Short ones that are asked for
 * at the same time share one: adding to a chain is for one after the other, and a commit waits for the disk.
 */
export function commit(store: Store, pending: Pending): Promise<readonly LoggedDecision[]> {
  const { recording, drafts } = pending;
  if (recording.after || drafts.length > 1) return commitAll(store, [pending]).then(([only]) => only ?? []);
  const known = groups.get(store);
  if (known) return known(pending);
  const join = inGroups({
    carryOut: (some: readonly Pending[]) => commitAll(store, some),
    most: MOST_SHARED,
    isOfOne: isOfStatement,
  });
  groups.set(store, join);
  return join(pending);
}

const commitAll = (store: Store, group: readonly Pending[]): Promise<LoggedDecision[][]> =>
  runQuery(() =>
    store.db.transaction(async (tx) => {
      const recordings = group.map(({ recording }) => recording);
      for (const { before } of recordings) await before?.(tx);
      await saveRuleSets(tx, recordings);
      await saveRecommendations(
        tx,
        recordings.flatMap(({ workspaceId, recommendations, ruleSet: { content } }) =>
          recommendations.map((stored) => {
            const body = compactRecommendation(stored.recommendation, content);
            return { ...stored, workspaceId, body };
          }),
        ),
      );
      const logged = await addDecisions(tx, group);
      for (const { after } of recordings) await after?.(tx);
      return logged;
    }),
  );

async function saveRuleSets(tx: Database, recordings: readonly Recording[]): Promise<void> {
  const distinct = new Map(recordings.map(({ ruleSet }) => [ruleSet.hash, ruleSet]));
  for (const ruleSet of distinct.values()) {
    if (!(await hasRuleSet(tx, ruleSet.hash))) await saveRuleSet(tx, rowOf(ruleSet));
  }
}

function rowOf({ name, version, hash, body: bodyOf }: RecordedAs): RuleSetRow {
  const body = bodyOf();
  if (payloadHash(body) === hash) return { name, version, hash, body };
  throw new SextantError('internal', `The rule set ${name} ${version} does not have the hash it names.`);
}

/** Entries of the chains, and what decisions are found by. */
async function addDecisions(tx: Database, group: readonly Pending[]): Promise<LoggedDecision[][]> {
  const [first] = group;
  if (first === undefined) return [];
  const entries = await placeEntries(
    tx,
    group.flatMap(({ drafts }) => drafts.map(({ entry }) => entry)),
    first.recording.clock,
  );
  let next = 0;
  const logged = group.map(({ drafts }) =>
    drafts.flatMap(({ record }): (LoggedDecision & { entry: AuditEntryRow })[] => {
      const entry = entries[next++];
      return entry ? [{ record, entry }] : [];
    }),
  );
  await insertDecisions(
    tx,
    logged.flat().map((one) => ({ entry: one.entry, decision: rowOfDecision(one) })),
  );
  return logged;
}

/** What a decision is found by. */
export function rowOfDecision({ record, entry }: LoggedDecision) {
  const { id, parentId, recommendationId, kind, schemaVersion, occurredAt, actor, requestId, ruleSet } = record;
  const columns = { id, parentId, recommendationId, kind, schemaVersion, occurredAt, actor, requestId };
  return { ...columns, workspaceId: entry.chainId, ruleSetHash: ruleSet.hash, seq: entry.seq };
}
