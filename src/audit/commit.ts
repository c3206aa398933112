import { SextantError } from '../errors.js';
import { inGroups } from '../groups.js';
import { nextTurn } from '../turn.js';
import { type Database, isOfStatement, runQuery, type Store } from '../store/database.js';
import { isSameJson } from '../same-json.js';
import { type ChainEnd, lockChains } from '../store/audit-entries.js';
import { type DecisionWithEntry, insertAtEnds, insertDecisions } from '../store/insert-decisions.js';
import { hasRuleSet, saveRuleSet } from '../store/rule-sets.js';
import { saveRecommendations, type StoredRecommendation } from '../store/save-recommendation.js';
import type { AuditEntryRow, RuleSetRow } from '../store/schema.js';
import { parts, pipeline } from '../pipeline.js';
import { type EntryDraft, openPlaces, placesAfter } from './append.js';
import { compactRecommendation } from './compact-recommendation.js';
import type { LoggedDecision } from './decision-line.js';
import type { DecisionLog } from './decision-log.js';
import { payloadHash } from './entry-hash.js';
import { writePayload } from './payload.js';
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
  const payload = writePayload(record);
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

async function commitAll(store: Store, group: readonly Pending[]): Promise<LoggedDecision[][]> {
  const known = knownOf(store);
  const logged = (await commitAtOnce(store, group, known)) ?? (await commitInSteps(store, group));
  for (const { recording } of group) known.ruleSets.add(recording.ruleSet.hash);
  for (const { chainId, seq, entryHash } of logged.flat().map(({ entry }) => entry))
    known.ends.set(chainId, { chainId, seq, entryHash });
  if (known.ends.size > MOST_KNOWN) known.ends.clear();
  return logged;
}

/** What this process knows of a store. Nothing is written by it where it is out of date. */
interface Known {
  /** By chain, the last entry that was added here. */
  readonly ends: Map<string, ChainEnd>;
  /** Hashes of rule sets that are there. */
  readonly ruleSets: Set<string>;
  /** Groups that are still to be written in steps, since other processes add to the same chains. */
  inSteps: number;
}
const MOST_KNOWN = 1000;
const knownByStore = new WeakMap<Store, Known>();

function knownOf(store: Store): Known {
  const known = knownByStore.get(store) ?? { ends: new Map(), ruleSets: new Set(), inSteps: 0 };
  knownByStore.set(store, known);
  return known;
}

/** The second is for chains that others added to since this process saw them, or that it has not seen. */
const MOST_TRIES = 2;
/** Whoever was overtaken by another process will be again, as long as it is at work. */
const STEPS_ONCE_OVERTAKEN = 20;

/**
 * In one statement, made for where the chains ended when this process last saw them: no lock is held while this process works or the
 * network does. `undefined` where it takes more, where others are faster, or where it cannot be done: what is wrong with a group the steps tell.
 */
async function commitAtOnce(store: Store, group: readonly Pending[], known: Known): Promise<WithEntry[][] | undefined> {
  const drafts = group.flatMap((pending) => pending.drafts.map(({ entry }) => entry));
  const isPlain = ({ recording: { before, after, ruleSet } }: Pending): boolean =>
    !before && !after && known.ruleSets.has(ruleSet.hash);
  if (drafts.length > MOST_SHARED || !group.every(isPlain)) return undefined;
  if (known.inSteps > 0) {
    known.inSteps -= 1;
    return undefined;
  }
  const recommendations = group.flatMap(({ recording }) => keptOf(recording, recording.recommendations));
  const chainIds = [...new Set(drafts.map(({ chainId }) => chainId))];
  let ends = chainIds.flatMap((chainId) => known.ends.get(chainId) ?? []);
  try {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const logged = placedAfter(group, ends);
      const found = await insertAtEnds(store.db, { ends, chainIds, recommendations, decisions: rowsOf(logged) });
      if (isSameJson(sorted(found), sorted(ends))) return logged;
      ends = found;
    }
    known.inSteps = STEPS_ONCE_OVERTAKEN;
  } catch (error) {
    if (!isOfStatement(error)) throw error;
    known.ruleSets.clear();
  }
  return undefined;
}

const sorted = (ends: readonly ChainEnd[]): ChainEnd[] => ends.toSorted((a, b) => (a.chainId < b.chainId ? -1 : 1));

const commitInSteps = (store: Store, group: readonly Pending[]): Promise<WithEntry[][]> =>
  runQuery(() =>
    store.db.transaction(async (tx) => {
      const recordings = group.map(({ recording }) => recording);
      for (const { before } of recordings) await before?.(tx);
      await saveRuleSets(tx, recordings);
      await saveRecommendations(
        tx,
        recordings.flatMap((recording) => keptOf(recording, recording.recommendations)),
      );
      const ends = await lockChains(
        tx,
        group.flatMap(({ drafts }) => drafts.map(({ entry }) => entry.chainId)),
      );
      const logged = placedAfter(group, ends);
      await insertDecisions(tx, rowsOf(logged));
      for (const { after } of recordings) await after?.(tx);
      return logged;
    }),
  );

type WithEntry = LoggedDecision & { readonly entry: AuditEntryRow };

/** The decisions of each with their entries, which follow the ends of their chains. */
function placedAfter(group: readonly Pending[], ends: readonly ChainEnd[]): WithEntry[][] {
  const [first] = group;
  if (first === undefined) return [];
  const place = placesAfter(ends, first.recording.clock);
  return group.map(({ drafts }) => {
    const entries = place(drafts.map(({ entry }) => entry));
    return drafts.flatMap(({ record }, index): WithEntry[] => {
      const entry = entries[index];
      return entry ? [{ record, entry }] : [];
    });
  });
}

const rowsOf = (logged: readonly (readonly WithEntry[])[]): DecisionWithEntry[] =>
  logged.flat().map((one) => ({ entry: one.entry, decision: rowOfDecision(one) }));

const keptOf = (
  { workspaceId, ruleSet: { content } }: Pick<Recording, 'workspaceId' | 'ruleSet'>,
  recommendations: readonly StoredRecommendation[],
) =>
  recommendations.map((stored) => ({
    ...stored,
    workspaceId,
    body: compactRecommendation(stored.recommendation, content),
  }));

/** A recording of many, which are made while those before them are written. */
export interface LongRecording extends Pick<Recording, 'workspaceId' | 'clock' | 'ruleSet'> {
  readonly parts: AsyncIterable<Pick<Recording, 'recommendations' | 'decisions'>>;
  /** When all are made, before the chain is held; what it throws undoes everything. */
  readonly before: (tx: Database) => Promise<void>;
}

/** Decisions that are written together: a few hundredths of a second of this process. */
const MOST_WRITTEN = 50;

/** Writes a long recording in one transaction. The chain is held while the entries are written, and not while they are made. */
export const commitLong = (
  store: Store,
  recording: LongRecording,
  lineOf: DecisionLog['lineOf'],
): Promise<LoggedDecision[]> =>
  runQuery(() =>
    store.db.transaction(async (tx) => {
      const { workspaceId, clock, ruleSet, before } = recording;
      await saveRuleSets(tx, [recording]);
      const decisions: DecisionRecord[] = [];
      await pipeline(recording.parts, async (part) => {
        checkNames(part.decisions, ruleSet);
        decisions.push(...part.decisions);
        await saveRecommendations(tx, keptOf(recording, part.recommendations));
      });
      await before(tx);
      const place = await openPlaces(tx, [workspaceId], clock);
      const logged: LoggedDecision[] = [];
      const added = placed(decisions, {
        place: (some) => place(some.map((record) => draftOf(record, workspaceId).entry)),
        lineOf,
      });
      await pipeline(added, async (some) => {
        logged.push(...some);
        await insertDecisions(
          tx,
          some.map((one) => ({ entry: one.entry, decision: rowOfDecision(one) })),
        );
      });
      return logged;
    }),
  );

interface Placing {
  readonly place: (some: readonly DecisionRecord[]) => readonly AuditEntryRow[];
  readonly lineOf: DecisionLog['lineOf'];
}

/** Decisions with their entries and lines, some at a time. */
async function* placed(
  decisions: readonly DecisionRecord[],
  { place, lineOf }: Placing,
): AsyncGenerator<(LoggedDecision & { readonly entry: AuditEntryRow })[]> {
  for (const some of parts(decisions, MOST_WRITTEN)) {
    const entries = place(some);
    yield some.flatMap((record, index) => {
      const entry = entries[index];
      return entry ? [{ record, entry, line: lineOf({ record, entry }) }] : [];
    });
    // What was handed over is sent before the next are made.
    await nextTurn();
  }
}

/** Whatever is recorded in one transaction names the rule set that is stored with it. */
export function checkNames(decisions: readonly DecisionRecord[], ruleSet: RecordedAs): void {
  const other = decisions.find((decision) => decision.ruleSet.hash !== ruleSet.hash);
  if (other)
    throw new SextantError('internal', `The decision ${other.id} names another rule set than the one that is stored.`);
}

async function saveRuleSets(tx: Database, recordings: readonly Pick<Recording, 'ruleSet'>[]): Promise<void> {
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

/** What a decision is found by. */
export function rowOfDecision({ record, entry }: LoggedDecision) {
  const { id, parentId, recommendationId, kind, schemaVersion, occurredAt, actor, requestId, ruleSet } = record;
  const columns = { id, parentId, recommendationId, kind, schemaVersion, occurredAt, actor, requestId };
  return { ...columns, workspaceId: entry.chainId, ruleSetHash: ruleSet.hash, seq: entry.seq };
}
