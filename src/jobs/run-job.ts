import type { Context } from '../decide/context.js';
import {
  addProbeEvent,
  beginProbe,
  contextOf,
  endWithoutResult,
  finishProbe,
  giveBack,
  leaseSeconds,
  renewLease,
  requeueProbe,
  taskOf,
} from '../decide/probe-jobs.js';
import type { ProbeTask } from '../decide/probe-recommendation.js';
import { asSextantError } from '../errors.js';
import type { Log } from '../log.js';
import type { ProbeRow } from '../store/schema.js';
import type { ProgressSummary } from './messages.js';
import { type ProcessEnd, runInProcess } from './run-in-process.js';
import type { Taken } from './queue.js';
import type { WorkerOptions } from './options.js';

export interface ProbeJobOptions extends WorkerOptions {
  /** Has an event by the id of every probe that is cancelled. */
  readonly cancelled: EventTarget;
}

/** So often the database hears that a probe is alive, in milliseconds: it may miss two calls. */
const RENEW_MS = (leaseSeconds * 1000) / 3;
/** A result that cannot be stored is tried again so often, with so long between. */
const STORE_TRIES = 60;
const STORE_WAIT_MS = 2_000;

/** What a worker does with a probe that it has taken. */
export const createProbeJob =
  (options: ProbeJobOptions) =>
  async ({ jobId, job }: Taken): Promise<void> => {
    const { queue, log } = options;
    const row = await beginProbe(options.context, job.probeId);
    // It has ended: the job is what is left of it.
    if (!row) return queue.complete(jobId);
    const context = contextOf(options.context, row);
    log.info({ probeId: row.id, attempt: row.attempt }, 'probe begins');
    const ended = await attempt(options, context, row);
    await untilStored(log, () => settle(options, { context, row, jobId, ...ended }));
  };

interface Ended {
  readonly end: ProcessEnd;
  readonly task?: ProbeTask;
  /** Another attempt has begun, or the probe was ended elsewhere. */
  readonly isOvertaken?: boolean;
}

/** Runs the probe in its process while its lease is kept up. */
async function attempt(options: ProbeJobOptions, context: Context, row: ProbeRow): Promise<Ended> {
  const { cancelled, signal, backend, memoryBytes, log } = options;
  const { id } = row;
  const cancel = new AbortController();
  const kill = new AbortController();
  let isOvertaken = false;
  const renew = async (): Promise<void> => {
    const current = await renewLease(context, row).catch(() => row);
    if (current?.cancelledAt) cancel.abort();
    if (current) return;
    isOvertaken = true;
    kill.abort();
  };
  const onCancel = (): void => cancel.abort();
  const onStop = (): void => kill.abort();
  cancelled.addEventListener(id, onCancel);
  signal.addEventListener('abort', onStop, { once: true });
  const renewing = setInterval(() => void renew(), RENEW_MS);
  const progress = recordProgress(context, row, log);
  try {
    const { fileHash, taskWith } = await taskOf(context, row);
    await renew();
    if (signal.aborted) kill.abort();
    const { actor, limits, versions, files, workspaceId } = context;
    const signals = { cancel: cancel.signal, kill: kill.signal };
    return await files.use(workspaceId, fileHash, async (path) => {
      const task = taskWith(path);
      const run = { task, backend, actor, limits, versions, memoryBytes };
      const end = await runInProcess(run, { onProgress: progress.add, ...signals });
      await progress.written();
      return { end, task, isOvertaken };
    });
  } catch (thrown) {
    const { code, message, stack } = asSextantError(thrown);
    return { end: { kind: 'failed', code, detail: message, stack } };
  } finally {
    clearInterval(renewing);
    cancelled.removeEventListener(id, onCancel);
    signal.removeEventListener('abort', onStop);
  }
}

/** Writes summaries one after the other; one that cannot be written is missing, and the probe goes on. */
function recordProgress(context: Context, { id, attempt: number }: ProbeRow, log: Log) {
  let sequence = 0;
  let last: Promise<void> = Promise.resolve();
  return {
    add: (summary: ProgressSummary): void => {
      sequence += 1;
      const event = { sequence, body: summary };
      last = last
        .then(() => addProbeEvent(context, { id, attempt: number }, event))
        .catch((error: unknown) => log.warn({ err: error, probeId: id }, 'progress of a probe could not be kept'));
    },
    written: () => last,
  };
}

interface Settling extends Ended {
  readonly context: Context;
  readonly row: ProbeRow;
  readonly jobId: string;
}

/** Puts the end of an attempt on record. */
async function settle(options: ProbeJobOptions, { context, row, jobId, end, task, isOvertaken }: Settling) {
  const { queue, signal, log } = options;
  const of = { probeId: row.id, attempt: row.attempt };
  const endJob = (tx: Parameters<typeof queue.complete>[1]) => queue.complete(jobId, tx);
  if (end.kind === 'trained' && task) {
    const isKept = await finishProbe(context, { attempt: row, task, trained: end.trained, endJob });
    log.info({ ...of, status: isKept ? end.trained.status : 'overtaken' }, 'probe ends');
  } else if (end.kind === 'failed') {
    const error = { code: end.code, detail: end.detail };
    await endWithoutResult(context, row.id, { status: 'failed', error, endJob });
    log.warn({ ...of, ...error, stack: end.stack }, 'probe fails');
  } else if (isOvertaken) {
    log.warn(of, 'another worker has the probe');
  } else if (signal.aborted) {
    await requeueProbe(context, row, { jobId: crypto.randomUUID(), endJob });
    log.info(of, 'probe goes back to the queue: the worker stops');
  } else {
    const why = end.kind === 'lost' ? end.why : 'no result';
    await giveBack(context, row, (tx) => queue.fail(jobId, why, tx));
    log.error({ ...of, why }, 'the process of a probe was lost');
  }
}

/** A database that is away for a minute or two does not cost a result. */
async function untilStored(log: Log, settleOnce: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await settleOnce();
    } catch (error) {
      if (tries === STORE_TRIES) throw error;
      log.warn({ err: error }, 'the end of a probe could not be stored yet');
      await new Promise((resolve) => setTimeout(resolve, STORE_WAIT_MS));
    }
  }
}
