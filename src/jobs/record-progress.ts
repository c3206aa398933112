import type { Context } from '../decide/context.js';
import { addProbeEvent } from '../decide/probe-jobs.js';
import { asSextantError } from '../errors.js';
import type { Log } from '../log.js';
import type { ProbeRow } from '../store/schema.js';
import type { ProgressSummary } from '../decide/schema.js';

export interface ProgressRecorder {
  readonly add: (summary: ProgressSummary) => void;
  /** Takes no more, and resolves once all is written that was added. */
  readonly finish: () => Promise<void>;
  /** Takes no more, and leaves what waits: an attempt that does not count adds nothing to what came after it. */
  readonly drop: () => Promise<void>;
}

/** Summaries that wait while the database is slow or away, at most: those of two minutes, some megabytes. */
const MOST_WAITING = 1200;
/** A database that is away is asked again so often, and for as long as the end of a probe waits for it. */
const [RETRY_MS, MOST_TRIES] = [1000, 120];

/** Writes summaries one after the other, and waits for a database that is away; one that cannot be written is missing, and the probe goes on. */
export function recordProgress(context: Context, { id, attempt }: ProbeRow, log: Log): ProgressRecorder {
  let sequence = 0;
  let waiting = 0;
  let isOver = false;
  let isDropped = false;
  let last: Promise<void> = Promise.resolve();
  const write = async (event: Parameters<typeof addProbeEvent>[2]): Promise<void> => {
    for (let tries = 1; ; tries++) {
      if (isDropped) return;
      try {
        return await addProbeEvent(context, { id, attempt }, event);
      } catch (error) {
        if (asSextantError(error).kind !== 'busy' || tries === MOST_TRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  };
  const keep = (summary: ProgressSummary): Promise<void> =>
    write({ sequence: ++sequence, body: summary })
      .catch((error: unknown) => log.warn({ err: error, probeId: id }, 'progress of a probe could not be kept'))
      .finally(() => (waiting -= 1));
  const finish = (): Promise<void> => {
    isOver = true;
    return last;
  };
  return {
    add: (summary) => {
      if (isOver || waiting === MOST_WAITING) return;
      waiting += 1;
      last = last.then(() => keep(summary));
    },
    finish,
    drop: () => {
      isDropped = true;
      return finish();
    },
  };
}
