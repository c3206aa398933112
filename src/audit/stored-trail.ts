import { listAuditKeys, listCheckpoints } from '../store/audit-checkpoints.js';
import { entriesOf, type EntryWithCopy, listEntries } from '../store/audit-entries.js';
import type { Database } from '../store/database.js';
import type { AuditEntry, EntryToCheck } from './check-entries.js';
import type { NoteFile } from './check-notes.js';
import { beginning } from './pruned-range.js';
import { decisionKinds } from './schema.js';
import { noteFiles } from './take-checkpoint.js';
import { isKeyRecord, type TrustedKey, trust } from './trusted-keys.js';
import type { Trail } from './verify-trail.js';

/** A chain in the store, to be verified or exported. */
export interface StoredTrail extends Trail {
  readonly entries: AsyncIterable<EntryToCheck>;
  readonly notes: readonly NoteFile[];
}

export interface TrailSource {
  readonly chainId: string;
  /** Where this machine keeps its notes. */
  readonly folder: string;
  /** Keys that somebody trusts; those that the store knows unless told, which prove nothing by themselves. */
  readonly keys?: readonly TrustedKey[] | undefined;
}

/**
 * The chain as it is now. Entries are read as they are asked for, some at a time. Notes are read before the end: one that is signed meanwhile
 * vouches for entries that are added meanwhile. Files come first, since one that is replaced meanwhile has its successor in the database.
 */
export async function storedTrail(db: Database, { chainId, folder, keys }: TrailSource): Promise<StoredTrail> {
  const files = noteFiles(folder, chainId);
  const kept = await listCheckpoints(db, { chainId });
  const [last] = await listEntries(db, { chainId, limit: 1 });
  const to = last?.seq ?? 0;
  const range = { chainId, ...(await beginning(db, chainId)) };
  const others = kept.filter(({ note }) => files.every(({ text }) => text !== note));
  const notes = [
    ...files,
    ...others.map(({ size, note }) => ({ name: `${String(size).padStart(12, '0')}.copy.note`, text: note })),
  ];
  return {
    range: { ...range, to },
    entries: withColumns(entriesOf(db, { chainId, after: range.from - 1, upTo: to })),
    notes,
    keys: keys ?? (await listAuditKeys(db)).filter(isKeyRecord).map(trust),
  };
}

async function* withColumns(rows: AsyncIterable<EntryWithCopy>): AsyncGenerator<EntryToCheck> {
  for await (const { entry, decision } of rows) {
    if (decision === null && !decisionKinds.has(entry.kind)) yield entry;
    else yield { ...entry, isFound: () => isFound(entry, decision) };
  }
}

/** Members by which decisions are found, as their columns are called. */
const columns = [
  'id',
  'parentId',
  'recommendationId',
  'kind',
  'schemaVersion',
  'occurredAt',
  'actor',
  'requestId',
] as const;

/** Whether the columns by which a decision is found lead to this entry, and say what its payload says. Where that is erased, or says nothing, there is nothing to compare. */
function isFound({ payload, chainId, seq }: AuditEntry, decision: EntryWithCopy['decision']): boolean {
  if (payload === null) return true;
  if (decision?.workspaceId !== chainId || decision.seq !== seq) return false;
  const said = jsonOf(payload);
  if (typeof said !== 'object' || said === null) return true;
  const told: Readonly<Record<string, unknown>> = { ...said };
  return columns.every((name) => told[name] === decision[name]) && hashOf(told['ruleSet']) === decision.ruleSetHash;
}

const hashOf = (ruleSet: unknown): unknown =>
  typeof ruleSet === 'object' && ruleSet !== null && 'hash' in ruleSet ? ruleSet.hash : undefined;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
