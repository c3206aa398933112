import { type Bell, createBell } from '../bell.js';
import type { Store } from '../store/database.js';
import { probeEventsAfter } from '../store/probe-events.js';
import { getProbe as getRow } from '../store/probes.js';
import type { ProbeEventRow } from '../store/schema.js';
import { isOpen, probeChannels } from './probe-states.js';

/** A probe that somebody follows: read once for all of them. */
export interface Topic {
  readonly probeId: string;
  readonly workspaceId: string;
  /** Rings when there is more. */
  readonly bell: Bell;
  /** All so far, in their order. */
  readonly events: ProbeEventRow[];
  /** Its status, once it has ended and all of its events are here. */
  ended: string | undefined;
  followers: number;
  /** Reads are one after the other; one that waits sees all that came before it. */
  reading: Promise<void>;
  isReadWaiting: boolean;
}

/** The probes that are followed. */
export interface Topics {
  readonly followers: () => number;
  /** The topic of a probe, read up to now. Whoever enters leaves. */
  readonly enter: (probeId: string, workspaceId: string) => Promise<Topic>;
  readonly leave: (topic: Topic) => void;
  readonly refresh: (topic: Topic) => Promise<void>;
  readonly close: () => Promise<void>;
}

export function createTopics(store: Store): Topics {
  const topics = new Map<string, Topic>();
  let listening: Promise<() => Promise<void>> | undefined;
  const refresh = (topic: Topic): Promise<void> => {
    if (topic.isReadWaiting) return topic.reading;
    topic.isReadWaiting = true;
    topic.reading = topic.reading
      .catch(() => undefined)
      .then(() => {
        topic.isReadWaiting = false;
        return read(store, topic);
      });
    return topic.reading;
  };
  const onEvent = (id: string): void => {
    const topic = topics.get(id);
    // Where this fails, a follower that waits looks again by itself.
    if (topic) refresh(topic).catch(() => undefined);
  };
  const listen = (): Promise<unknown> => {
    listening ??= store.listen(probeChannels.event, onEvent).catch((error: unknown) => {
      listening = undefined;
      throw error;
    });
    return listening;
  };
  const leave = (topic: Topic): void => {
    topic.followers -= 1;
    if (topic.followers === 0) topics.delete(topic.probeId);
  };
  return {
    followers: () => [...topics.values()].reduce((sum, { followers }) => sum + followers, 0),
    leave,
    refresh,
    enter: async (probeId, workspaceId) => {
      await listen();
      const topic = topics.get(probeId) ?? newTopic(probeId, workspaceId);
      topics.set(probeId, topic);
      topic.followers += 1;
      try {
        await refresh(topic);
        return topic;
      } catch (error) {
        leave(topic);
        throw error;
      }
    },
    close: async () => {
      const unlisten = await listening?.catch(() => undefined);
      await unlisten?.().catch(() => undefined);
    },
  };
}

async function read({ db }: Store, topic: Topic): Promise<void> {
  const { probeId, workspaceId, events, bell } = topic;
  // The row first: once it has ended, all events are there for the next query.
  const row = await getRow(db, workspaceId, probeId);
  for await (const some of probeEventsAfter(db, probeId, events.at(-1))) events.push(...some);
  if (!row || !isOpen(row)) topic.ended = row?.status ?? 'failed';
  bell.ring();
}

const newTopic = (probeId: string, workspaceId: string): Topic => ({
  probeId,
  workspaceId,
  bell: createBell(),
  events: [],
  ended: undefined,
  followers: 0,
  reading: Promise.resolve(),
  isReadWaiting: false,
});
