import { chainEnds } from '../store/audit-entries.js';
import type { Store } from '../store/database.js';
import type { LoggedDecision } from './decision-line.js';
import { type Notary, takeCheckpoint } from './take-checkpoint.js';

/** Entries of a chain after which a note is due, and the longest that a new entry goes without one. */
const ENTRIES = 256;
const MS = 10_000;

interface ChainPlace {
  readonly chainId: string;
  readonly seq: number;
}

export interface Checkpointer {
  /** Takes notice of entries that were added by this process. */
  readonly saw: (entries: readonly Pick<LoggedDecision, 'entry'>[]) => void;
  /** Signs what is new in any chain: what was added before this process began. */
  readonly takeAll: () => Promise<void>;
  /** Signs what this process added, and ends. */
  readonly close: () => Promise<void>;
}

export interface CheckpointerParts {
  readonly store: <T>(use: (store: Store) => Promise<T>) => Promise<T>;
  readonly notary: Notary;
  /** A note that cannot be made now is tried again; the trail goes on without it. */
  readonly onFailure: (error: unknown) => void;
}

/** Signs notes on the chains as they grow. What other processes add is signed by them. */
export function createCheckpointer({ store, notary, onFailure }: CheckpointerParts): Checkpointer {
  /** Place of the last entry that was seen, and how many since the note before. */
  const grown = new Map<string, { seq: number; count: number }>();
  let signing: Promise<void> = Promise.resolve();
  const sign = async (chainId: string, seq: number): Promise<void> => {
    try {
      await store(({ db }) => takeCheckpoint(db, { chainId, upTo: seq }, notary));
    } catch (error) {
      onFailure(error);
      // The timer tries again, unless newer entries come first.
      if (!grown.has(chainId)) grown.set(chainId, { seq, count: 0 });
    }
  };
  /** One after the other, whoever asks. */
  const signAll = (chains: () => Promise<readonly ChainPlace[]>): Promise<void> => {
    signing = signing.then(async () => {
      for (const { chainId, seq } of await chains().catch(nothing)) await sign(chainId, seq);
    });
    return signing;
  };
  const nothing = (error: unknown): [] => {
    onFailure(error);
    return [];
  };
  const signGrown = (): Promise<void> =>
    signAll(() => {
      const chains = [...grown].map(([chainId, { seq }]) => ({ chainId, seq }));
      grown.clear();
      return Promise.resolve(chains);
    });
  const timer = setInterval(() => {
    if (grown.size > 0) void signGrown();
  }, MS);
  timer.unref();
  return {
    saw: (entries) => {
      for (const { entry } of entries) {
        const { count } = grown.get(entry.chainId) ?? { count: 0 };
        grown.set(entry.chainId, { seq: entry.seq, count: count + 1 });
      }
      if ([...grown.values()].some(({ count }) => count >= ENTRIES)) void signGrown();
    },
    takeAll: () => signAll(() => store(({ db }) => chainEnds(db))),
    close: async () => {
      clearInterval(timer);
      await signGrown();
    },
  };
}
