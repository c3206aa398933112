import { Readable } from 'node:stream';
import { SextantError } from '../errors.js';
import { type Database, notify } from '../store/database.js';
import { getDataset } from '../store/datasets.js';
import { getRecommendation } from '../audit/stored-recommendation.js';
import { lockWorkspace } from '../store/lock-workspace.js';
import { deleteProbeEvents, insertProbeEvent } from '../store/probe-events.js';
import {
  abandonedProbes,
  type Attempt,
  beginAttempt,
  endProbe,
  forgetEarlierModels,
  renewLease,
  returnAttempt,
  updateAttempt,
  updateModel,
} from '../store/probes.js';
import type { ProbeRow } from '../store/schema.js';
import type { Context } from './context.js';
import type { ProbeJob } from './enqueue.js';
import { packModel } from './model-file.js';
import type { ProbeTask } from './probe-recommendation.js';
import { probeChannels } from './probe-states.js';
import { specOf } from './probes.js';
import { overridesOf } from './overrides.js';
import { store } from './record.js';
import { recordedRules } from './recorded-rules.js';
import { removeUnusedModels } from './unused-models.js';
import type { TrainedRecommendation } from './train-recommendation.js';

/** What a worker does with probes; each verb is about one attempt, and does nothing once another has begun. */

/** A worker is taken to be alive for so long after it was heard of. */
export const leaseSeconds = 30;

/** Who asked for a probe decides: its decisions are in that name and workspace. */
export function contextOf(context: Context, row: ProbeRow): Context {
  const { actor, traceparent } = specOf(row);
  return { ...context, workspaceId: row.workspaceId, actor, ...(traceparent !== undefined && { traceparent }) };
}

/** A probe that was taken out of the queue. */
export interface Taken {
  readonly jobId: string;
  readonly job: ProbeJob;
}

export interface Taking {
  readonly take: (tx: Database) => Promise<Taken | undefined>;
  readonly complete: (jobId: string, tx: Database) => Promise<void>;
}

/** What begins: an attempt; `ended` where the probe had ended while its job waited; `undefined` where none waits. */
export type Begun = { readonly row: ProbeRow; readonly jobId: string } | 'ended' | undefined;

/** Takes the next probe and begins an attempt at it, in one transaction: what is taken has a lease. */
export const beginNextProbe = ({ store: useStore, clock }: Context, { take, complete }: Taking): Promise<Begun> =>
  useStore(({ db }) =>
    db.transaction(async (tx): Promise<Begun> => {
      const taken = await take(tx);
      if (!taken) return undefined;
      const { jobId, job } = taken;
      const row = await beginAttempt(tx, job.probeId, { now: clock.now(), leaseSeconds });
      if (row) return { row, jobId };
      await complete(jobId, tx);
      return 'ended';
    }),
  );

/** A task whose file is in the file store. */
export interface FiledTask {
  readonly fileHash: string;
  /** The task, once the file can be read at a path. */
  readonly taskWith: (path: string) => ProbeTask;
}

/**
 * All that the training needs.
 * @throws SextantError `dataset_required` where the dataset was deleted meanwhile
 */
export async function taskOf(context: Context, row: ProbeRow): Promise<FiledTask> {
  const { workspaceId, recommendationId } = row;
  const { dataset, settings, probe, requestId } = specOf(row);
  const { datasetId, ...reading } = dataset;
  return context.store(async ({ db }) => {
    const recommendation = await getRecommendation(db, workspaceId, recommendationId);
    const file = await getDataset(db, workspaceId, datasetId);
    if (!file) throw deleted(datasetId);
    const { seed, ...bounds } = probe;
    const task = {
      probeId: row.id,
      recommendation: recommendation ?? unknown(recommendationId),
      ruleSet: await recordedRules(db, recommendation?.ruleSet.hash ?? ''),
    };
    const kept = { ...settings, ...overridesOf(task.recommendation) };
    const request = { ...reading, name: file.name, settings: kept, probe: bounds, seed, needsModel: true };
    const asked = { ...request, ...(requestId !== null && { requestId }) };
    return {
      fileHash: file.hash,
      taskWith: (path) => ({ ...task, request: { ...asked, file: path, sha256: file.hash } }),
    };
  });
}

/** Says that the worker is alive. The row as it is; `undefined` where another attempt has begun or the probe has ended. */
export const keepLease = (context: Context, attempt: Attempt): Promise<ProbeRow | undefined> =>
  context.store(({ db }) => renewLease(db, attempt, leaseSeconds));

/** Keeps a piece of progress, and tells those who follow the probe that there is one. */
export const addProbeEvent = (
  context: Context,
  { id, attempt }: Attempt,
  { sequence, body }: { readonly sequence: number; readonly body: object },
): Promise<void> =>
  context.store(({ db }) =>
    db.transaction(async (tx) => {
      await insertProbeEvent(tx, { probeId: id, attempt, sequence, at: context.clock.now(), body });
      await notify(tx, probeChannels.event, id);
    }),
  );

/** Ends the job of an attempt in the transaction that ends the probe. */
export type EndJob = (tx: Database) => Promise<void>;

class Overtaken extends Error {}

export interface Finishing {
  readonly attempt: Attempt;
  readonly task: ProbeTask;
  readonly trained: TrainedRecommendation;
  readonly endJob: EndJob;
}

/** Puts what came of a probe on record; `false` where another attempt has begun or the probe has ended, and nothing was changed. */
export async function finishProbe(context: Context, finishing: Finishing): Promise<boolean> {
  const { attempt, task, trained, endJob } = finishing;
  const { recommendation, decisions, status, model } = trained;
  const { workspaceId, files, limits, clock } = context;
  const file = model && (await files.receive(Readable.from([packModel(model)]), limits.workspaceBytes));
  /** Models that may belong to no probe any more: looked at once all is settled. */
  const unused = file ? [file.hash] : [];
  const before = async (tx: Database): Promise<void> => {
    await lockWorkspace(tx, workspaceId, 'datasets');
    const ended = await updateAttempt(tx, attempt, {
      status,
      finishedAt: clock.now(),
      leaseUntil: null,
      report: recommendation.probe ?? null,
    });
    if (!ended) throw new Overtaken();
    // A model of rows that were deleted meanwhile goes with them.
    if (file && (await getDataset(tx, workspaceId, ended.datasetId))) {
      await updateModel(tx, attempt.id, file.hash);
      await file.keep(workspaceId);
      unused.push(...(await forgetEarlierModels(tx, ended)));
    }
    await endJob(tx);
    await notify(tx, probeChannels.event, attempt.id);
  };
  try {
    // Before the transaction: it may take long.
    await file?.stage(workspaceId);
    await store(context, task.ruleSet, { recommendations: [{ recommendation }], decisions, before });
    return true;
  } catch (error) {
    if (isOvertaken(error)) return false;
    throw error;
  } finally {
    await file?.discard();
    // A file that stays takes room and is known to nobody; that is no reason to lose a result.
    await removeUnusedModels(context, unused).catch(() => undefined);
  }
}

const isOvertaken = (error: unknown): boolean =>
  error instanceof Overtaken || (error instanceof Error && isOvertaken(error.cause));

export interface Ending {
  readonly status: 'failed' | 'cancelled';
  readonly error?: { readonly code: string; readonly detail: string };
}

const ended = ({ clock }: Context, { status, error }: Ending) => ({
  status,
  finishedAt: clock.now(),
  leaseUntil: null,
  error: error ?? null,
});

/** Ends a probe without a result; `false` where another attempt has begun or it has ended, and nothing was changed. */
export const endWithoutResult = (
  context: Context,
  attempt: Attempt,
  { endJob, ...ending }: Ending & { readonly endJob: EndJob },
): Promise<boolean> =>
  context.store(({ db }) =>
    db.transaction(async (tx) => {
      const row = await updateAttempt(tx, attempt, ended(context, ending));
      if (row) await endJob(tx);
      if (row) await notify(tx, probeChannels.event, attempt.id);
      return row !== undefined;
    }),
  );

export interface TakingLost {
  readonly takeLost: (tx: Database) => Promise<Taken | undefined>;
  readonly completeLost: (jobId: string, tx: Database) => Promise<void>;
}

/** Ends the next probe that was lost with every worker that tried. Its id; `undefined` where there is none. */
export const giveUpNextProbe = (
  context: Context,
  { takeLost, completeLost }: TakingLost,
  error: NonNullable<Ending['error']>,
): Promise<string | undefined> =>
  context.store(({ db }) =>
    db.transaction(async (tx) => {
      const lost = await takeLost(tx);
      if (!lost) return undefined;
      const { probeId } = lost.job;
      await endProbe(tx, probeId, ended(context, { status: 'failed', error }));
      await completeLost(lost.jobId, tx);
      await notify(tx, probeChannels.event, probeId);
      return probeId;
    }),
  );

/** Gives back a probe whose worker was lost: `failJob` has it tried once more, or lost. `false` where the attempt does not run. */
export const giveBack = (context: Context, attempt: Attempt, failJob: EndJob): Promise<boolean> =>
  context.store(({ db }) =>
    db.transaction(async (tx) => {
      const row = await returnAttempt(tx, attempt);
      if (row) await failJob(tx);
      return row !== undefined;
    }),
  );

/** Probes whose worker has not been heard of; all that run where this process is the only one. */
export const findAbandoned = (context: Context, isAlone: boolean): Promise<ProbeRow[]> =>
  context.store(({ db }) => abandonedProbes(db, isAlone));

/** Events of a probe are kept so long after its end; then its report tells what came of it. */
const EVENT_DAYS = 7;

export const removeOldEvents = (context: Context): Promise<void> =>
  context.store(({ db }) => deleteProbeEvents(db, context.clock.now() - EVENT_DAYS * 86_400_000));

/** Gives a probe back to the queue: its worker stops. */
export const requeueProbe = (
  context: Context,
  attempt: Attempt,
  { jobId, endJob }: { readonly jobId: string; readonly endJob: EndJob },
): Promise<void> =>
  context.store(({ db }) =>
    db.transaction(async (tx) => {
      const row = await returnAttempt(tx, attempt, jobId);
      if (!row) return;
      await endJob(tx);
      // Before what waits: it was begun already.
      await context.queue?.enqueue(tx, { probeId: attempt.id }, { id: jobId, priority: 1 });
      await notify(tx, probeChannels.queued, attempt.id);
    }),
  );

const deleted = (id: string): SextantError =>
  new SextantError('dataset_required', `The dataset ${id} was deleted before the probe began.`, {
    hint: 'Upload it again, and ask for a recommendation of that.',
  });

function unknown(id: string): never {
  throw new SextantError('internal', `The recommendation ${id} of the probe is not in the store.`);
}
