import type { TrailEvent } from '../audit/trail-events.js';
import { takeCheckpoint } from '../audit/take-checkpoint.js';
import { holdCheckpoint } from '../store/audit-checkpoints.js';
import { listEntries, lockChains } from '../store/audit-entries.js';
import { firstPlace, lastPlaceBefore, pruneEntries } from '../store/audit-upkeep.js';
import type { Database } from '../store/database.js';
import type { Context } from './context.js';
import { recordEvents } from './record-event.js';

export interface PruneRequest {
  /** Only what was added before this time goes, in milliseconds since the epoch. */
  readonly before: number;
  /** Why, for the record: it stays. */
  readonly reason: string;
}

export interface Pruning {
  /** How many entries are there no more. */
  readonly pruned: number;
  /** Place of the last of them, or of the last that went before; 0 for none. */
  readonly upTo: number;
}

/**
 * Takes the oldest entries of the workspace's trail away, and the decisions that they hold, up to the last signed note before a time. An entry says
 * who did it and why, and has what the rest is verified from. Recommendations stay; what decided them can no longer be explained.
 */
export async function pruneTrail(context: Context, { before, reason }: PruneRequest): Promise<Pruning> {
  const { workspaceId: chainId, notary } = context;
  const { entries, ...pruning } = await context.store(async ({ db }) => {
    // Where nothing was signed since, there is a note to go up to.
    const place = await lastPlaceBefore(db, chainId, before);
    await takeCheckpoint(db, { chainId, upTo: place }, notary);
    return db.transaction(async (tx) => {
      await lockChains(tx, [chainId]);
      const first = await firstPlace(tx, chainId);
      const event = await pruningUpTo(tx, { chainId, place, reason });
      if (event === undefined || event.upTo < first) return { pruned: 0, upTo: Math.max(0, first - 1), entries: [] };
      const added = await recordEvents(tx, context, [event]);
      await pruneEntries(tx, { chainId, seq: event.upTo });
      return { pruned: event.upTo - first + 1, upTo: event.upTo, entries: added };
    });
  });
  context.witness?.(entries);
  return pruning;
}

/** Up to the newest note on nothing after a place. */
async function pruningUpTo(
  tx: Database,
  { chainId, place, reason }: { readonly chainId: string; readonly place: number; readonly reason: string },
): Promise<Extract<TrailEvent, { kind: 'prune' }> | undefined> {
  const note = await holdCheckpoint(tx, chainId, place);
  if (!note) return undefined;
  const [last] = await listEntries(tx, { chainId, before: note.size + 1, limit: 1 });
  if (last?.seq !== note.size) return undefined;
  const compactRange = note.tree.map(({ size, hash }) => ({ size, hash }));
  return { kind: 'prune', upTo: note.size, compactRange, lastEntryHash: last.entryHash, reason };
}
