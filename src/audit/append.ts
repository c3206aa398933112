import { type ChainEnd, insertEntries, lockChains } from '../store/audit-entries.js';
import type { Database } from '../store/database.js';
import type { AuditEntryRow } from '../store/schema.js';
import { entryHash, genesisHash } from './entry-hash.js';

/** An entry that does not have its place yet. */
export type EntryDraft = Pick<AuditEntryRow, 'chainId' | 'entryId' | 'kind' | 'schemaVersion' | 'payloadHash'> & {
  readonly payload: string;
};

/** Adds entries to the ends of their chains, in the order in which they are given, and gives them back with their places. */
export async function appendEntries(
  tx: Database,
  drafts: readonly EntryDraft[],
  clock: { now(): number },
): Promise<AuditEntryRow[]> {
  const entries = await placeEntries(tx, drafts, clock);
  await insertEntries(tx, entries);
  return entries;
}

/** Gives entries the next places of their chains, in the order in which they are handed over. */
export type Places = (drafts: readonly EntryDraft[]) => AuditEntryRow[];

/** Entries with their places at the ends of their chains, for whoever adds them in this transaction. */
export async function placeEntries(
  tx: Database,
  drafts: readonly EntryDraft[],
  clock: { now(): number },
): Promise<AuditEntryRow[]> {
  if (drafts.length === 0) return [];
  const place = await openPlaces(
    tx,
    drafts.map(({ chainId }) => chainId),
    clock,
  );
  return place(drafts);
}

/** Places at the ends of these chains. Others who add to one of them wait until the transaction ends. */
export async function openPlaces(tx: Database, chainIds: readonly string[], clock: { now(): number }): Promise<Places> {
  return placesAfter(await lockChains(tx, chainIds), clock);
}

/** Places after these ends; of a chain that is not among them, from its beginning. */
export function placesAfter(found: readonly ChainEnd[], clock: { now(): number }): Places {
  const ends = new Map(found.map(({ chainId, seq, entryHash: hash }) => [chainId, { seq, hash }]));
  const occurredAt = clock.now();
  return (drafts) =>
    drafts.map((draft): AuditEntryRow => {
      const end = ends.get(draft.chainId) ?? { seq: 0, hash: genesisHash };
      const head = { ...draft, seq: end.seq + 1, occurredAt, prevHash: end.hash };
      const hash = entryHash(head);
      ends.set(draft.chainId, { seq: head.seq, hash });
      return { ...head, entryHash: hash };
    });
}
