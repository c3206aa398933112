import { firstPlace, prunings } from '../store/audit-upkeep.js';
import type { Database } from '../store/database.js';
import { readRange } from './merkle.js';
import { readPruned } from './trail-events.js';
import type { TrailRange } from './verify-trail.js';

/** Where the chain begins: at 1, or after what was pruned. What is missing without a pruning on record is missing. */
export async function beginning(
  db: Database,
  chainId: string,
): Promise<Pick<TrailRange, 'from' | 'pruned' | 'prevHash'>> {
  const first = await firstPlace(db, chainId);
  if (first <= 1) return { from: 1 };
  const told = (await prunings(db, chainId)).map(readPruned).find((pruned) => pruned?.upTo === first - 1);
  if (!told) return { from: 1 };
  return { from: first, pruned: readRange(told.compactRange), prevHash: told.lastEntryHash };
}
