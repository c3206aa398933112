import { chainEnds } from '../store/audit-entries.js';
import type { Context } from './context.js';
import { eachChain } from './each-chain.js';
import { type Pruning, pruneTrail } from './prune-trail.js';

const DAY_MS = 86_400_000;

export interface RetentionOptions {
  /** Entries of every trail that are older go. */
  readonly days: number;
  /** What cannot be pruned now is tried again a day later. */
  readonly onFailure: (error: unknown) => void;
  /** Milliseconds to the first pruning: a start is not held up by it. A minute unless told. */
  readonly first?: number;
}

export interface Retention {
  /** Resolves when what is under way is done. */
  readonly close: () => Promise<void>;
}

/** Prunes every trail once a day. Several processes on one store may: who comes second finds nothing to do. */
export function createRetention(context: Context, { days, onFailure, first = 60_000 }: RetentionOptions): Retention {
  let pruning: Promise<unknown> = Promise.resolve();
  const prune = (): void => {
    pruning = pruning.then(() => pruneOld(context, days)).catch(onFailure);
  };
  let daily: NodeJS.Timeout | undefined;
  const start = setTimeout(() => {
    daily = setInterval(prune, DAY_MS).unref();
    prune();
  }, first).unref();
  return {
    close: async () => {
      clearTimeout(start);
      clearInterval(daily);
      await pruning;
    },
  };
}

/**
 * Takes entries away that are older than so many days: of every workspace, and of the service itself.
 * @throws what the store throws, and after the last trail what kept one from being pruned
 */
export async function pruneOld(context: Context, days: number): Promise<readonly Pruning[]> {
  const before = context.clock.now() - days * DAY_MS;
  const reason = `Older than ${days} ${days === 1 ? 'day' : 'days'}, which is how long this service keeps its record.`;
  const chains = await context.store(({ db }) => chainEnds(db));
  return eachChain(chains, ({ chainId }) => pruneTrail({ ...context, workspaceId: chainId }, { before, reason }));
}
