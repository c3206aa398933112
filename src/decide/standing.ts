import { parseCheckpoint } from '../audit/checkpoint.js';
import { entryHash, genesisHash, payloadHash } from '../audit/entry-hash.js';
import { parseNote, signersOf } from '../audit/signed-note.js';
import { isKeyRecord, trust } from '../audit/trusted-keys.js';
import { firstCheckpointOn, listAuditKeys } from '../store/audit-checkpoints.js';
import { listEntries } from '../store/audit-entries.js';
import { getDecision } from '../store/get-decision.js';
import type { AuditEntryRow } from '../store/schema.js';
import type { Context } from './context.js';
import { notFound } from './not-found.js';

/** Where a decision stands in its chain, and whether it agrees with its neighbours. The rest of the chain is not looked at. */
export interface Standing
  extends Pick<AuditEntryRow, 'chainId' | 'seq' | 'occurredAt' | 'payloadHash' | 'prevHash' | 'entryHash'> {
  /** Payload and entry hash recompute. */
  readonly recomputes: boolean;
  /** The previous hash is that of the entry before; null where that one is not there any more. */
  readonly isLinked: boolean | null;
  /** The first signed note that vouches for it, with its number of entries; null where none does yet. */
  readonly note: { readonly size: number; readonly isSigned: boolean } | null;
}

/** @throws SextantError `not_found`, and what the store throws */
export const standingOf = (context: Context, id: string): Promise<Standing> =>
  context.store(async ({ db }) => {
    const chainId = context.workspaceId;
    const row = await getDecision(db, chainId, id);
    if (!row) throw notFound('decision', id);
    const [entry, before] = await listEntries(db, { chainId, before: row.seq + 1, limit: 2 });
    if (!entry) throw notFound('decision', id);
    const note = await firstCheckpointOn(db, chainId, entry.seq);
    const keys = (await listAuditKeys(db)).filter(isKeyRecord).map(trust);
    const parsed = note && parseNote(note.note);
    const isSigned = parsed !== undefined && signersOf(parsed, keys).length > 0;
    const { seq, occurredAt, prevHash } = entry;
    return {
      chainId,
      seq,
      occurredAt,
      prevHash,
      payloadHash: entry.payloadHash,
      entryHash: entry.entryHash,
      recomputes: payloadHash(entry.payload ?? '') === entry.payloadHash && entryHash(entry) === entry.entryHash,
      isLinked: linkTo(entry, before),
      note: note ? { size: note.size, isSigned: isSigned && parseCheckpoint(parsed.text)?.size === note.size } : null,
    };
  });

function linkTo({ seq, prevHash }: AuditEntryRow, before: AuditEntryRow | undefined): boolean | null {
  if (seq === 1) return prevHash === genesisHash;
  return before?.seq === seq - 1 ? before.entryHash === prevHash : null;
}
