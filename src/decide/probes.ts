import { SextantError } from '../errors.js';
import type { Page } from '../page.js';
import type { ReadOptions } from '../profile/read.js';
import type { ProbeReport, Recommendation } from '../settings/recommendation.js';
import type { Settings } from '../settings/slots.js';
import { type Database, notify } from '../store/database.js';
import { getDataset as getDatasetRow } from '../store/datasets.js';
import { getRecommendationRequest } from '../audit/stored-recommendation.js';
import { lockWorkspace } from '../store/lock-workspace.js';
import {
  cancelProbe as cancelRow,
  countOpenProbes,
  countProbesByStatus,
  getProbe as getRow,
  insertProbe,
  listProbes as listRows,
  newestProbeOf,
} from '../store/probes.js';
import type { ProbeRow } from '../store/schema.js';
import { answerOnce, type IdempotentRequest } from './answer-once.js';
import type { Context } from './context.js';
import { notFound } from './not-found.js';
import { isOpen, probeChannels } from './probe-states.js';
import type { ProbeRequest } from './schema.js';

/** How a dataset of the store is read. */
export interface DatasetReading extends Omit<ReadOptions, 'file' | 'name' | 'limits'> {
  readonly datasetId: string;
}

/** What was asked for a recommendation of a dataset; kept with it. */
export interface AskedOfDataset {
  readonly dataset: DatasetReading;
  /** Slots fixed by the caller. */
  readonly settings: Partial<Settings>;
}

/** A bound, and what the random numbers start from. */
export type AskedOfProbe = ProbeRequest & { readonly seed: number };

/** What a worker carries out; kept with the probe. */
export interface ProbeSpec extends AskedOfDataset {
  readonly probe: AskedOfProbe;
  /** Who asked, for the record. */
  readonly actor: string;
  readonly requestId: string | null;
  /** Place of the request in the trace that it is part of. */
  readonly traceparent?: string;
  /** Rows of the profile. */
  readonly rows: number;
}

/** A probe with its place in time. Times are milliseconds since the epoch. */
export interface Probe extends ProbeReport {
  readonly recommendationId: string;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** What ended it, where it failed. */
  readonly error: ProbeRow['error'];
}

/** What is known of a probe that has no result: what was asked. */
export const unfinishedReport = (
  { probe, rows }: Pick<ProbeSpec, 'probe' | 'rows'>,
  { id, status }: { readonly id: string; readonly status: string },
): ProbeReport => ({
  id,
  status: status as ProbeReport['status'],
  backend: null,
  ...probe,
  seconds: 0,
  rows,
  plan: [],
  baselines: [],
  trials: [],
  score: null,
  expectedScore: null,
  learningCurves: [],
});

export const specOf = ({ request }: Pick<ProbeRow, 'request'>): ProbeSpec => request as ProbeSpec;

export function probeOf(row: ProbeRow): Probe {
  const { recommendationId, createdAt, startedAt, finishedAt, error } = row;
  const report = (row.report as ProbeReport | null) ?? unfinishedReport(specOf(row), row);
  return { ...report, recommendationId, createdAt, startedAt, finishedAt, error };
}

export interface CreateProbeRequest {
  readonly recommendationId: string;
  readonly probe: AskedOfProbe;
  readonly requestId: string;
  readonly idempotency?: IdempotentRequest | undefined;
}

/**
 * Queues a probe of a recommendation that was made from a dataset.
 * @throws SextantError `not_found`, `dataset_required`, `probe_unfinished`, `queue_full`, `idempotency_conflict`, and what the
 * store throws
 */
export const createProbe = (context: Context, asked: CreateProbeRequest): Promise<Probe> =>
  answerOnce(context, asked.idempotency, async (keep) => {
    const { recommendationId: id, probe, requestId } = asked;
    checkBounds(context, probe);
    const { workspaceId } = context;
    const found = await context.store(({ db }) => getRecommendationRequest(db, workspaceId, id));
    if (!found) throw notFound('recommendation', id);
    if (found.request === null) throw withoutDataset();
    const of = found.request as AskedOfDataset;
    if (!(await context.store(({ db }) => getDatasetRow(db, workspaceId, of.dataset.datasetId))))
      throw withoutDataset();
    const spec = { ...of, probe, actor: context.actor, requestId, rows: found.recommendation.profile.rows };
    const row = newRow(context, id, spec);
    const answer = probeOf(row);
    await context.store(({ db }) =>
      db.transaction(async (tx) => {
        await keep(tx, answer);
        await enqueueProbe(context, tx, row);
      }),
    );
    return answer;
  });

/** @throws SextantError `request_invalid` where the service does not train so long for a caller */
export function checkBounds({ limits }: Context, probe: ProbeRequest): void {
  const [name, asked, most] =
    'budgetSeconds' in probe
      ? (['budgetSeconds', probe.budgetSeconds, limits.probeSeconds] as const)
      : (['trialsLimit', probe.trialsLimit, limits.probeTrials] as const);
  if (asked <= most) return;
  throw new SextantError('request_invalid', `${name} is ${asked}; this service allows ${most}.`, {
    hint: 'Ask for less, or run the probe with the command line.',
    fields: { pointers: [`/${name}`] },
  });
}

/** A probe that is to be queued with the recommendation that it tests. */
export function newRow(context: Context, recommendationId: string, spec: ProbeSpec): ProbeRow {
  const id = context.ids('prb');
  const { traceparent } = context;
  return {
    id,
    workspaceId: context.workspaceId,
    recommendationId,
    datasetId: spec.dataset.datasetId,
    status: 'queued',
    attempt: 0,
    request: { ...spec, ...(traceparent !== undefined && { traceparent }) },
    jobId: jobIdOf(id),
    createdAt: context.clock.now(),
    startedAt: null,
    finishedAt: null,
    cancelledAt: null,
    leaseUntil: null,
    report: null,
    error: null,
    modelHash: null,
  };
}

/** Jobs are known by the UUID of an id. */
export const jobIdOf = (id: string): string => id.slice(id.indexOf('_') + 1);

/** Minutes by which each probe that a workspace has open puts its next one back: as many as the longest that can be asked for over HTTP takes. */
const TURN_MINUTES = 1440;

/** When the turn of a workspace's next probe comes, in minutes since the epoch. */
const turnOf = ({ clock }: Context, open: number): number => Math.floor(clock.now() / 60_000) + open * TURN_MINUTES;

/**
 * Puts a probe on record and into the queue, in the transaction of the caller. The more probes of a workspace are open, the later its
 * next one comes: workspaces take turns. Whoever comes when its turn is over goes behind it, so that it does not wait for ever.
 */
export async function enqueueProbe(context: Context, tx: Database, row: ProbeRow): Promise<void> {
  const { queue, limits } = context;
  const { id, workspaceId, recommendationId, jobId } = row;
  if (!queue) throw new SextantError('internal', 'This process has no queue for probes.');
  await lockWorkspace(tx, workspaceId, 'probes');
  const open = await countOpenProbes(tx, workspaceId);
  if (open >= limits.openProbes) throw queueFull(limits.openProbes);
  const newest = await newestProbeOf(tx, recommendationId);
  if (newest && isOpen(newest)) throw unfinished(newest.id);
  await insertProbe(tx, row);
  await queue.enqueue(tx, { probeId: id }, { id: jobId, priority: -turnOf(context, open) });
  await notify(tx, probeChannels.queued, id);
}

/** @throws SextantError `not_found`, and what the store throws */
export const getProbe = async (context: Context, id: string): Promise<Probe> => probeOf(await getProbeRow(context, id));

/** What is stored of it. Throws as `getProbe` does. */
export async function getProbeRow(context: Context, id: string): Promise<ProbeRow> {
  const row = await context.store(({ db }) => getRow(db, context.workspaceId, id));
  if (row) return row;
  throw notFound('probe', id);
}

/** How many probes there are, over all workspaces, by status. */
export const countProbes = (context: Context): Promise<ReadonlyMap<string, number>> =>
  context.store(({ db }) => countProbesByStatus(db));

/** What a list shows of a probe. */
export type ProbeEntry = Pick<Probe, 'id' | 'recommendationId' | 'status' | 'createdAt' | 'startedAt' | 'finishedAt'>;

/** Probes of the workspace, newest first. */
export async function listProbes(context: Context, page: Page): Promise<ProbeEntry[]> {
  const { workspaceId } = context;
  const rows = await context.store(({ db }) => listRows(db, { ...page, workspaceId }));
  return rows.map(probeOf).map(({ id, recommendationId, status, createdAt, startedAt, finishedAt }) => ({
    id,
    recommendationId,
    status,
    createdAt,
    startedAt,
    finishedAt,
  }));
}

/**
 * Ends a probe that waits, or asks one that runs to end: it does so within a second or two, and keeps what it knows.
 * @throws SextantError `not_found`, `probe_ended`, and what the store throws
 */
export async function cancelProbe(context: Context, id: string): Promise<Probe> {
  const { workspaceId, queue, clock } = context;
  const row = await context.store(({ db }) =>
    db.transaction(async (tx) => {
      const found = await cancelRow(tx, { workspaceId, id, now: clock.now() });
      if (found) await notify(tx, probeChannels.cancelled, id);
      if (found) await notify(tx, probeChannels.event, id);
      return found;
    }),
  );
  // After the commit: who takes a job holds it before the row. One that stays behind ends where it is taken.
  if (row?.status === 'cancelled') await queue?.cancel(row.jobId).catch(() => undefined);
  if (row) return probeOf(row);
  const { status } = await getProbe(context, id);
  throw new SextantError('probe_ended', `The probe has ended: it has ${status}.`, {
    hint: 'There is nothing to cancel any more.',
  });
}

/** What a recommendation says of a probe that has not ended, where its newest has not. */
export async function withOpenProbe(db: Database, recommendation: Recommendation): Promise<Recommendation> {
  const newest = await newestProbeOf(db, recommendation.id);
  return newest && isOpen(newest)
    ? { ...recommendation, probe: unfinishedReport(specOf(newest), newest) }
    : recommendation;
}

const withoutDataset = (): SextantError =>
  new SextantError(
    'dataset_required',
    'There are no rows to train on: the recommendation was made from a profile, or of a dataset that was deleted.',
    {
      hint: 'Upload the rows as a dataset, and ask for a recommendation of that.',
    },
  );

const queueFull = (most: number): SextantError =>
  new SextantError('queue_full', `The workspace has ${most} probes that wait or run, and that is the most.`, {
    hint: 'Wait for one to end, or cancel one.',
  });

const unfinished = (id: string): SextantError =>
  new SextantError('probe_unfinished', `The probe ${id} of this recommendation has not ended.`, {
    hint: 'Wait for it, or cancel it.',
    fields: { id },
  });
