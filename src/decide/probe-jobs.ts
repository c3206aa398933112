import type { RuleSet } from '../advise/schema.js';
import { SextantError } from '../errors.js';
import { type Database, notify } from '../store/database.js';
import { getDataset } from '../store/datasets.js';
import { getRecommendation } from '../store/get-recommendation.js';
import { insertProbeEvent } from '../store/probe-events.js';
import { abandonedProbes, type Attempt, beginAttempt, endProbe, updateAttempt } from '../store/probes.js';
import { getRuleSetRow } from '../store/rule-sets.js';
import type { ProbeRow } from '../store/schema.js';
import type { Context } from './context.js';
import { packModel } from './model-file.js';
import type { ProbeTask } from './probe-recommendation.js';
import { probeChannels } from './probe-states.js';
import { specOf } from './probes.js';
import { store } from './record.js';
import type { TrainedRecommendation } from './train-recommendation.js';

/** What a worker does with probes; each verb is about one attempt, and does nothing once another has begun. */

/** A worker is taken to be alive for so long after it was heard of. */
export const leaseSeconds = 30;

const leaseUntil = ({ clock }: Context): number => clock.now() + leaseSeconds * 1000;

/** Who asked for a probe decides: its decisions are in that name and workspace. */
export const contextOf = (context: Context, row: ProbeRow): Context => ({
  ...context,
  workspaceId: row.workspaceId,
  actor: specOf(row).actor,
});

/** Begins the next attempt at a probe; `undefined` where it has ended. */
export const beginProbe = (context: Context, probeId: string): Promise<ProbeRow | undefined> =>
  context.store(({ db }) => beginAttempt(db, probeId, { now: context.clock.now(), leaseUntil: leaseUntil(context) }));

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
    const request = { ...reading, name: file.name, settings, probe: bounds, seed, needsModel: true };
    const asked = { ...request, ...(requestId !== null && { requestId }) };
    return { fileHash: file.hash, taskWith: (path) => ({ ...task, request: { ...asked, file: path } }) };
  });
}

async function recordedRules(db: Database, hash: string): Promise<RuleSet> {
  const row = await getRuleSetRow(db, hash);
  if (!row) throw new SextantError('internal', `The rule set ${hash} of the recommendation is not in the store.`);
  return { ...(JSON.parse(row.body) as Omit<RuleSet, 'hash'>), hash };
}

/** Says that the worker is alive. The row as it is; `undefined` where the attempt is not under way any more. */
export const renewLease = (context: Context, attempt: Attempt): Promise<ProbeRow | undefined> =>
  context.store(({ db }) => updateAttempt(db, attempt, { leaseUntil: leaseUntil(context) }));

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

/** Puts what came of a probe on record; `false` where the attempt is not under way any more, and nothing was changed. */
export async function finishProbe(context: Context, finishing: Finishing): Promise<boolean> {
  const { attempt, task, trained, endJob } = finishing;
  const { recommendation, decisions, status, model } = trained;
  const { workspaceId, files, limits, clock } = context;
  const file = model && (await files.receive(pieces(packModel(model)), limits.workspaceBytes));
  const before = async (tx: Database): Promise<void> => {
    const change = { status, finishedAt: clock.now(), leaseUntil: null, report: recommendation.probe ?? null };
    const ended = await updateAttempt(tx, attempt, { ...change, modelHash: file?.hash ?? null });
    if (!ended) throw new Overtaken();
    await file?.keep(workspaceId);
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
  }
}

const isOvertaken = (error: unknown): boolean =>
  error instanceof Overtaken || (error instanceof Error && isOvertaken(error.cause));

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

export interface Ending {
  readonly status: 'failed' | 'cancelled';
  readonly error?: { readonly code: string; readonly detail: string };
}

/** Ends a probe without a result. */
export const endWithoutResult = (
  context: Context,
  probeId: string,
  { status, error, endJob }: Ending & { readonly endJob: EndJob },
): Promise<void> =>
  context.store(({ db }) =>
    db.transaction(async (tx) => {
      const change = { status, finishedAt: context.clock.now(), leaseUntil: null, error: error ?? null };
      await endProbe(tx, probeId, change);
      await endJob(tx);
      await notify(tx, probeChannels.event, probeId);
    }),
  );

/** Gives back a probe whose worker was lost: `failJob` has it tried once more, or lost. `false` where the attempt is not under way. */
export const giveBack = (context: Context, attempt: Attempt, failJob: EndJob): Promise<boolean> =>
  context.store(({ db }) =>
    db.transaction(async (tx) => {
      const row = await updateAttempt(tx, attempt, { status: 'queued', leaseUntil: null });
      if (row) await failJob(tx);
      return row !== undefined;
    }),
  );

/** Probes whose worker has not been heard of; all that run where this process is the only one. */
export const findAbandoned = (context: Context, isAlone: boolean): Promise<ProbeRow[]> =>
  context.store(({ db }) => abandonedProbes(db, isAlone ? Number.MAX_SAFE_INTEGER : context.clock.now()));

/** Gives a probe back to the queue: its worker stops. */
export const requeueProbe = (
  context: Context,
  attempt: Attempt,
  { jobId, endJob }: { readonly jobId: string; readonly endJob: EndJob },
): Promise<void> =>
  context.store(({ db }) =>
    db.transaction(async (tx) => {
      const row = await updateAttempt(tx, attempt, { status: 'queued', leaseUntil: null, jobId });
      await endJob(tx);
      if (!row) return;
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
