import type { ProbeEvent, Progress } from '../decide/schema.js';
import type { ProgressSummary } from '../decide/schema.js';

/** At most ten summaries a second. */
const INTERVAL_MS = 100;

export interface Summarizer {
  readonly add: (progress: Progress) => void;
  /** Passes on what waits. */
  readonly flush: () => void;
}

/** Gathers progress, which comes with every epoch of every program, into at most ten summaries a second. */
export function summarize(pass: (summary: ProgressSummary) => void): Summarizer {
  let latest: Progress | undefined;
  let events: ProbeEvent[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!latest) return;
    const { event: _, ...place } = latest;
    pass({ ...place, events });
    latest = undefined;
    events = [];
  };
  return {
    add: (progress) => {
      latest = progress;
      if (progress.event) events = merged(events, progress.event);
      timer ??= setTimeout(flush, INTERVAL_MS);
    },
    flush,
  };
}

/** An epoch takes the place of one before it of the same program. */
function merged(events: readonly ProbeEvent[], event: ProbeEvent): ProbeEvent[] {
  const isEarlier = (other: ProbeEvent): boolean =>
    event.kind === 'epoch' && other.kind === 'epoch' && other.purpose === event.purpose;
  return [...events.filter((other) => !isEarlier(other)), event];
}
