import { type Bell, createBell } from '../bell.js';
import { beginNextProbe, findAbandoned, giveBack, giveUpNextProbe, removeOldEvents } from '../decide/probe-jobs.js';
import { probeChannels } from '../decide/probe-states.js';
import type { WorkerOptions } from './options.js';
import { type ProbeJobOptions, runJob } from './run-job.js';

/** Without a call, how long a slot waits before it looks for a probe again, in milliseconds. */
const POLL_MS = 2_000;
/** How often abandoned probes are looked for, and old events, in milliseconds. */
const SWEEP_MS = 10_000;
const CLEAN_MS = 3_600_000;

interface Working extends ProbeJobOptions {
  /** Probes that this process runs. */
  readonly held: Set<string>;
}

/** Runs probes from the queue until the signal; what it cannot do for want of a database it tries again. */
export async function work(options: WorkerOptions): Promise<void> {
  const { store, log, concurrency, isAlone, signal } = options;
  const bell = createBell();
  const cancelled = new EventTarget();
  const working: Working = { ...options, cancelled, held: new Set() };
  const unlisten = await Promise.all([
    store.listen(probeChannels.queued, bell.ring),
    store.listen(probeChannels.cancelled, (id) => void cancelled.dispatchEvent(new Event(id))),
  ]);
  await Promise.all([sweep(working, isAlone), clean(working)]);
  const timers = [
    setInterval(() => void sweep(working, false), SWEEP_MS),
    setInterval(() => void clean(working), CLEAN_MS),
  ];
  signal.addEventListener('abort', bell.ring, { once: true });
  log.info({ concurrency }, 'worker takes probes');
  await Promise.all(Array.from({ length: concurrency }, () => takeTurns(working, bell)));
  timers.forEach((timer) => clearInterval(timer));
  await Promise.allSettled(unlisten.map((stop) => stop()));
}

/** One probe after the other. */
async function takeTurns(working: Working, bell: Bell): Promise<void> {
  const { context, queue, log, signal, held } = working;
  while (!signal.aborted) {
    try {
      const begun = await beginNextProbe(context, queue);
      if (begun === 'ended') continue;
      if (begun === undefined) {
        await bell.wait(POLL_MS);
        continue;
      }
      held.add(begun.row.id);
      await runJob(working, begun).finally(() => held.delete(begun.row.id));
    } catch (error) {
      log.error({ err: error }, 'worker could not take or run a probe');
      if (!signal.aborted) await bell.wait(POLL_MS);
    }
  }
}

/** Gives abandoned probes back, and ends those that were lost with every worker that tried. */
async function sweep({ context, queue, log, held }: Working, isAlone: boolean): Promise<void> {
  try {
    const abandoned = await findAbandoned(context, isAlone);
    // One of its own is alive, though the database was away too long to hear of it.
    for (const { id, attempt, jobId } of abandoned.filter((row) => !held.has(row.id))) {
      const isGiven = await giveBack(context, { id, attempt }, (tx) => queue.fail(jobId, 'its worker was lost', tx));
      if (isGiven) log.warn({ probeId: id, attempt }, 'the worker of a probe was lost');
    }
    const next = () => giveUpNextProbe(context, queue, lostError);
    for (let probeId = await next(); probeId !== undefined; probeId = await next())
      log.error({ probeId }, 'a probe was lost with its worker, also at a second try');
  } catch (error) {
    log.error({ err: error }, 'worker could not look for abandoned probes');
  }
}

async function clean({ context, log }: Working): Promise<void> {
  await removeOldEvents(context).catch((error: unknown) =>
    log.error({ err: error }, 'worker could not remove old events'),
  );
}

const lostError = {
  code: 'probe_lost',
  detail:
    'The process that ran the probe ended or hung, also at a second try: the data may need more memory than there is.',
};
