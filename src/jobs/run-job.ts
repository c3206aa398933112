import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../decide/context.js';
import {
  type Begun,
  contextOf,
  endWithoutResult,
  finishProbe,
  giveBack,
  requeueProbe,
  taskOf,
} from '../decide/probe-jobs.js';
import type { ProbeTask } from '../decide/probe-recommendation.js';
import { specOf } from '../decide/probes.js';
import { asSextantError, type ErrorCode } from '../errors.js';
import type { Database } from '../store/database.js';
import type { ProbeRow } from '../store/schema.js';
import { inSpan, type Span } from '../tracing.js';
import { holdLease, type Lease } from './lease.js';
import type { WorkerOptions } from './options.js';
import { type ProgressRecorder, recordProgress } from './record-progress.js';
import { mostMilliseconds, type ProcessEnd, runInProcess } from './run-in-process.js';

export interface ProbeJobOptions extends WorkerOptions {
  /** Has an event by the id of every probe that is cancelled. */
  readonly cancelled: EventTarget;
}

/** A result that cannot be stored is tried again so often, with so long between; by a worker that stops, once. */
const STORE_TRIES = 60;
const STORE_WAIT_MS = 2_000;

/** What may be otherwise in a while, for no fault of the probe. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'store_failed',
  'store_locked',
  'store_unavailable',
  'files_unavailable',
]);

interface Job {
  readonly context: Context;
  readonly row: ProbeRow;
  readonly jobId: string;
  readonly lease: Lease;
}

/** Carries out an attempt that has begun, and puts its end on record. */
export function runJob(options: ProbeJobOptions, begun: Exclude<Begun, 'ended' | undefined>): Promise<void> {
  const { row, jobId } = begun;
  const context = contextOf(options.context, row);
  return inSpan(context.tracer, { name: 'probe', kind: 'consumer', parent: context.traceparent }, (span) => {
    span?.describe({ 'sextant.probe_id': row.id, 'sextant.probe_attempt': row.attempt });
    const placed = span ? { ...context, traceparent: span.traceparent } : context;
    return carryOut(options, { context: placed, row, jobId, lease: holdLease(context, row, options) }, span);
  });
}

async function carryOut(options: ProbeJobOptions, job: Job, span: Span | undefined): Promise<void> {
  const { row, lease } = job;
  options.log.info({ probeId: row.id, attempt: row.attempt }, 'probe begins');
  const store = (ended: Ended): Promise<void> =>
    within(span, 'store', () => untilStored(options, () => settle(options, job, ended)));
  try {
    await store(await within(span, 'train', () => attempt(options, job)));
  } catch (thrown) {
    const failed = asFailure(thrown);
    // What does not pass would be the same at every try. What does is left to the lease.
    if (failed.kind === 'lost') throw thrown;
    await store({ end: failed });
  } finally {
    lease.release();
  }
}

const within = <T>(span: Span | undefined, name: string, work: () => Promise<T>): Promise<T> =>
  span ? span.within(name, work) : work();

interface Ended {
  readonly end: ProcessEnd;
  /** Of one that was carried out. */
  readonly task?: ProbeTask;
}

/** Runs the probe in its process. */
async function attempt(options: ProbeJobOptions, { context, row, lease }: Job): Promise<Ended> {
  const { backend, memoryBytes, environment, log } = options;
  const { actor, traceparent, limits, labelsBelow, versions, files, workspaceId } = context;
  const progress = recordProgress(context, row, log);
  // What a process that is killed leaves in its temporary folder goes with the folder.
  const folder = await mkdtemp(join(tmpdir(), 'sextant-probe-'));
  try {
    const { fileHash, taskWith } = await taskOf(context, row);
    return await files.use(workspaceId, fileHash, async (path) => {
      const task = taskWith(path);
      const run = { task, backend, actor, traceparent, limits, labelsBelow, versions, memoryBytes };
      const { cancel, kill } = lease;
      const mostMs = mostMilliseconds(specOf(row).probe);
      const end = await runInProcess(run, { environment, folder, onProgress: progress.add, cancel, kill, mostMs });
      await endProgress(progress, end, kill);
      // Where the rows were deleted before they were read, that is why.
      if (end.kind === 'failed') await taskOf(context, row);
      return { end, task };
    });
  } catch (thrown) {
    return { end: asFailure(thrown) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Nothing comes after the end. Where the worker stops, or another one has the probe, this is not the end, unless there is a result. */
async function endProgress(progress: ProgressRecorder, { kind }: ProcessEnd, kill: AbortSignal): Promise<void> {
  if (kind === 'trained') return progress.finish();
  const drop = (): void => void progress.drop();
  kill.addEventListener('abort', drop, { once: true });
  try {
    await (kill.aborted ? progress.drop() : progress.finish());
  } finally {
    kill.removeEventListener('abort', drop);
  }
}

/** What passes costs a try; anything else ends the probe. */
function asFailure(thrown: unknown): Exclude<ProcessEnd, { kind: 'trained' }> {
  const { code, message, stack } = asSextantError(thrown);
  return passing.has(code) ? { kind: 'lost', why: message } : { kind: 'failed', code, detail: message, stack };
}

/** Puts the end of an attempt on record. */
async function settle({ queue, signal, log }: ProbeJobOptions, job: Job, { end, task }: Ended): Promise<void> {
  const { context, row, jobId, lease } = job;
  const of = { probeId: row.id, attempt: row.attempt };
  const endJob = (tx: Database) => queue.complete(jobId, tx);
  if (end.kind === 'trained' && task) {
    const isKept = await finishProbe(context, { attempt: row, task, trained: end.trained, endJob });
    log.info({ ...of, status: isKept ? end.trained.status : 'overtaken' }, 'probe ends');
  } else if (lease.isOvertaken()) {
    log.warn(of, 'another worker has the probe, or it was ended');
  } else if (lease.cancel.aborted) {
    await endWithoutResult(context, row, { status: 'cancelled', endJob });
    log.info({ ...of, status: 'cancelled' }, 'probe ends before it has a result');
  } else if (end.kind === 'failed') {
    const error = { code: end.code, detail: end.detail };
    await endWithoutResult(context, row, { status: 'failed', error, endJob });
    log.warn({ ...of, ...error, stack: end.stack }, 'probe fails');
  } else if (signal.aborted) {
    await requeueProbe(context, row, { jobId: crypto.randomUUID(), endJob });
    log.info(of, 'probe goes back to the queue: the worker stops');
  } else {
    const why = end.kind === 'lost' ? end.why : 'no result';
    await giveBack(context, row, (tx) => queue.fail(jobId, why, tx));
    log.error({ ...of, why }, 'an attempt at a probe was lost');
  }
}

/** A database or a storage that is away for a minute or two does not cost a result. */
async function untilStored({ log, signal }: ProbeJobOptions, settleOnce: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await settleOnce();
    } catch (error) {
      const isPassing = passing.has(asSextantError(error).code);
      if (!isPassing || signal.aborted || tries === STORE_TRIES) throw error;
      log.warn({ err: error }, 'the end of a probe could not be stored yet');
      await new Promise((resolve) => setTimeout(resolve, STORE_WAIT_MS));
    }
  }
}
