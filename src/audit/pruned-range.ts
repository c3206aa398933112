import { firstPlace, prunings } from '../store/audit-upkeep.js';
import type { Database } from '../store/database.js';
import { hasSizesOf, readRange } from './merkle.js';
import { type Pruned, readPruned } from './trail-events.js';
import type { TrailRange } from './verify-trail.js';

/** Where the chain begins: at 1, or after what was pruned. What is missing without a pruning on record that can be one is missing. */
export async function beginning(
  db: Database,
  chainId: string,
): Promise<Pick<TrailRange, 'from' | 'pruned' | 'prevHash'>> {
  const first = await firstPlace(db, chainId);
  if (first <= 1) return { from: 1 };
  const told = (await prunings(db, chainId)).map(readPruned).find((pruned) => endsAt(first - 1, pruned));
  if (!told) return { from: 1 };
  return { from: first, pruned: readRange(told.compactRange), prevHash: told.lastEntryHash };
}

/** Whether it tells of the entries up to this place, and of a tree over so many. */
const endsAt = (place: number, pruned: Pruned | undefined): boolean =>
  pruned?.upTo === place && hasSizesOf(place, pruned.compactRange);
