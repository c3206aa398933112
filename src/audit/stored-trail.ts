import { listAuditKeys, listCheckpoints } from '../store/audit-checkpoints.js';
import { entriesOf, type EntryWithCopy, listEntries } from '../store/audit-entries.js';
import type { Database } from '../store/database.js';
import type { AuditEntry } from './check-entries.js';
import type { NoteFile } from './check-notes.js';
import { beginning } from './pruned-range.js';
import { decisionKinds } from './schema.js';
import { noteFiles } from './take-checkpoint.js';
import { type TrustedKey, trust } from './trusted-keys.js';
import type { Trail } from './verify-trail.js';

/** A chain in the store, to be verified or exported. */
export interface StoredTrail extends Trail {
  readonly entries: AsyncIterable<AuditEntry>;
  readonly notes: readonly NoteFile[];
}

export interface TrailSource {
  readonly chainId: string;
  /** Where this machine keeps its notes. */
  readonly folder: string;
  /** Keys that somebody trusts; those that the store knows unless told, which prove nothing by themselves. */
  readonly keys?: readonly TrustedKey[] | undefined;
}

/** The chain as it is now. Entries are read as they are asked for, some at a time. */
export async function storedTrail(db: Database, { chainId, folder, keys }: TrailSource): Promise<StoredTrail> {
  const [last] = await listEntries(db, { chainId, limit: 1 });
  const to = last?.seq ?? 0;
  const range = { chainId, ...(await beginning(db, chainId)) };
  const kept = await listCheckpoints(db, { chainId });
  const files = [...noteFiles(folder, chainId)];
  const others = kept.filter(({ note }) => files.every(({ text }) => text !== note));
  const notes = [
    ...files,
    ...others.map(({ size, note }) => ({ name: `${String(size).padStart(12, '0')}.copy.note`, text: note })),
  ];
  return {
    range: { ...range, to },
    entries: withCopies(entriesOf(db, { chainId, after: range.from - 1, upTo: to })),
    notes,
    keys: keys ?? (await listAuditKeys(db)).map(trust),
  };
}

async function* withCopies(rows: AsyncIterable<EntryWithCopy>): AsyncGenerator<AuditEntry> {
  for await (const { entry, decision } of rows)
    yield decision === null && !decisionKinds.has(entry.kind) ? entry : { ...entry, copy: copyOf(entry, decision) };
}

/**
 * The payload with the members by which decisions are found in place of its own: it is as before where they agree. A decision that cannot be
 * found, or that leads to another entry, has none.
 */
function copyOf({ payload, chainId, seq }: AuditEntry, decision: EntryWithCopy['decision']): unknown {
  if (payload === null || decision?.workspaceId !== chainId || decision.seq !== seq) return null;
  const { id, parentId, recommendationId, kind, schemaVersion, occurredAt, actor, requestId, ruleSetHash } = decision;
  const columns = { id, parentId, recommendationId, kind, schemaVersion, occurredAt, actor, requestId };
  try {
    const said: unknown = JSON.parse(payload);
    if (typeof said !== 'object' || said === null) return said;
    const ruleSet = 'ruleSet' in said && typeof said.ruleSet === 'object' ? said.ruleSet : {};
    return { ...said, ...columns, ruleSet: { ...ruleSet, hash: ruleSetHash } };
  } catch {
    return undefined;
  }
}
