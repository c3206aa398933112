import { SextantError } from '../errors.js';
import type { Store } from '../store/database.js';
import type { EventPlace } from '../store/probe-events.js';
import { createTopics, type Topic, type Topics } from './probe-topics.js';

/** What a follower of a probe is told: progress, that nothing happened for a while, or how it ended. */
export type FeedItem =
  | { readonly kind: 'progress'; readonly place: EventPlace; readonly body: unknown }
  | { readonly kind: 'quiet' }
  | { readonly kind: 'end'; readonly place: EventPlace; readonly status: string };

export interface Following {
  readonly workspaceId: string;
  readonly probeId: string;
  /** Goes on after this place. */
  readonly after?: EventPlace | undefined;
  readonly signal: AbortSignal;
}

/** Progress of probes as it comes in, whichever process makes it. */
export interface ProbeFeed {
  /** How many follow. */
  readonly followers: () => number;
  /**
   * All of a probe's progress in its order, from the beginning or a place on, until its end.
   * @throws SextantError `not_found`, `too_many_streams`
   */
  readonly follow: (following: Following) => Promise<AsyncGenerator<FeedItem, void, undefined>>;
  /** Ends what is followed. */
  readonly close: () => Promise<void>;
}

/** A follower is told at least so often that the connection is alive, in milliseconds. */
const QUIET_MS = 15_000;

export interface FeedOptions {
  readonly store: Store;
  /** Followers at most. */
  readonly most: number;
}

export function createProbeFeed({ store, most }: FeedOptions): ProbeFeed {
  const topics = createTopics(store);
  const closing = new AbortController();
  return {
    followers: topics.followers,
    follow: async (following) => {
      if (topics.followers() >= most) throw tooMany(most);
      const topic = await topics.enter(following.probeId, following.workspaceId);
      return told(topics, topic, { ...following, signal: AbortSignal.any([following.signal, closing.signal]) });
    },
    close: () => {
      closing.abort();
      return topics.close();
    },
  };
}

/** What one follower is told. */
async function* told(
  { refresh, leave }: Topics,
  topic: Topic,
  { after, signal }: Following,
): AsyncGenerator<FeedItem, void, undefined> {
  const { events, bell } = topic;
  const wake = (): void => bell.ring();
  signal.addEventListener('abort', wake, { once: true });
  try {
    let next = after ? events.filter((event) => !isAfter(event, after)).length : 0;
    while (!signal.aborted) {
      for (const event of events.slice(next)) {
        next += 1;
        yield { kind: 'progress', place: event, body: event.body };
      }
      if (next < events.length) continue;
      if (topic.ended !== undefined) {
        yield { kind: 'end', place: afterLast(events.at(-1)), status: topic.ended };
        return;
      }
      if ((await bell.wait(QUIET_MS)) === 'rung') continue;
      yield { kind: 'quiet' };
      // A call may have been lost.
      await refresh(topic).catch(() => undefined);
    }
  } finally {
    signal.removeEventListener('abort', wake);
    leave(topic);
  }
}

const isAfter = (event: EventPlace, place: EventPlace): boolean =>
  event.attempt > place.attempt || (event.attempt === place.attempt && event.sequence > place.sequence);

const afterLast = (last: EventPlace | undefined): EventPlace => ({
  attempt: last?.attempt ?? 0,
  sequence: (last?.sequence ?? 0) + 1,
});

const tooMany = (most: number): SextantError =>
  new SextantError('too_many_streams', `The service has ${most} streams of events open, and that is the most.`, {
    hint: 'Ask for the probe itself now and then, or try again later.',
  });
