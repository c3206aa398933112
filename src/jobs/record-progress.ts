import type { Context } from '../decide/context.js';
import { addProbeEvent } from '../decide/probe-jobs.js';
import type { Log } from '../log.js';
import type { ProbeRow } from '../store/schema.js';
import type { ProgressSummary } from '../decide/schema.js';

export interface ProgressRecorder {
  readonly add: (summary: ProgressSummary) => void;
  /** Resolves once all is written that was added. */
  readonly written: () => Promise<void>;
}

/** Summaries that wait while the database is slow, at most: those of half a minute. */
const MOST_WAITING = 300;

/** Writes summaries one after the other; one that cannot be written is missing, and the probe goes on. */
export function recordProgress(context: Context, { id, attempt }: ProbeRow, log: Log): ProgressRecorder {
  let sequence = 0;
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();
  const write = async (summary: ProgressSummary): Promise<void> => {
    try {
      await addProbeEvent(context, { id, attempt }, { sequence: ++sequence, body: summary });
    } catch (error) {
      log.warn({ err: error, probeId: id }, 'progress of a probe could not be kept');
    } finally {
      waiting -= 1;
    }
  };
  return {
    add: (summary) => {
      if (waiting === MOST_WAITING) return;
      waiting += 1;
      last = last.then(() => write(summary));
    },
    written: () => last,
  };
}
