import { endWithoutResult, findAbandoned, giveBack } from '../decide/probe-jobs.js';
import { probeChannels } from '../decide/probe-states.js';
import { type Bell, createBell } from '../bell.js';
import type { WorkerOptions } from './options.js';
import type { Taken } from './queue.js';
import { createProbeJob } from './run-job.js';

/** Without a call, how long a slot waits before it looks for a probe again, in milliseconds. */
const POLL_MS = 2_000;
/** How often abandoned probes are looked for, in milliseconds. */
const SWEEP_MS = 10_000;

/** Runs probes from the queue until the signal; what it cannot do for want of a database it tries again. */
export async function work(options: WorkerOptions): Promise<void> {
  const { store, log, concurrency, isAlone, signal } = options;
  const bell = createBell();
  const cancelled = new EventTarget();
  const unlisten = await Promise.all([
    store.listen(probeChannels.queued, bell.ring),
    store.listen(probeChannels.cancelled, (id) => void cancelled.dispatchEvent(new Event(id))),
  ]);
  await sweep(options, isAlone);
  const sweeping = setInterval(() => void sweep(options, false), SWEEP_MS);
  const onStop = (): void => bell.ring();
  signal.addEventListener('abort', onStop, { once: true });
  const run = createProbeJob({ ...options, cancelled });
  log.info({ concurrency }, 'worker takes probes');
  await Promise.all(Array.from({ length: concurrency }, () => takeTurns(options, bell, run)));
  clearInterval(sweeping);
  await Promise.allSettled(unlisten.map((stop) => stop()));
}

/** One probe after the other. */
async function takeTurns({ queue, log, signal }: WorkerOptions, bell: Bell, run: (taken: Taken) => Promise<void>) {
  while (!signal.aborted) {
    try {
      const taken = await queue.take();
      if (taken) await run(taken);
      else await bell.wait(POLL_MS);
    } catch (error) {
      log.error({ err: error }, 'worker could not take or run a probe');
      await bell.wait(POLL_MS);
    }
  }
}

/** Gives abandoned probes back, and ends those that were lost with every worker that tried. */
async function sweep({ context, queue, log }: WorkerOptions, isAlone: boolean): Promise<void> {
  try {
    for (const { id, attempt, jobId } of await findAbandoned(context, isAlone)) {
      const isGiven = await giveBack(context, { id, attempt }, (tx) => queue.fail(jobId, 'its worker was lost', tx));
      if (isGiven) log.warn({ probeId: id, attempt }, 'the worker of a probe was lost');
    }
    for (let lost = await queue.takeLost(); lost; lost = await queue.takeLost()) {
      const { probeId } = lost.job;
      await endWithoutResult(context, probeId, { status: 'failed', error: lostError, endJob: () => Promise.resolve() });
      await queue.completeLost(lost.jobId);
      log.error({ probeId }, 'a probe was lost with its worker, also at a second try');
    }
  } catch (error) {
    log.error({ err: error }, 'worker could not look for abandoned probes');
  }
}

const lostError = {
  code: 'probe_lost',
  detail: 'The process that ran the probe ended, also at a second try: the data may need more memory than there is.',
};
