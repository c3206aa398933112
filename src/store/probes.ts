import { and, count, desc, eq, inArray, isNotNull, lt, ne, type SQL, sql } from 'drizzle-orm';
import type { Page } from '../page.js';
import { type Database, runQuery } from './database.js';
import { databaseNow, leaseFrom } from './lease.js';
import { isOlderThan } from './page.js';
import { type ProbeRow, probes } from './schema.js';

/** Queued or running. */
const OPEN = ['queued', 'running'];

export async function insertProbe(db: Database, row: ProbeRow): Promise<void> {
  await runQuery(() => db.insert(probes).values(row));
}

export async function getProbe(db: Database, workspaceId: string, id: string): Promise<ProbeRow | undefined> {
  const [row] = await runQuery(() =>
    db
      .select()
      .from(probes)
      .where(and(eq(probes.workspaceId, workspaceId), eq(probes.id, id))),
  );
  return row;
}

/** Probes, newest first. */
export async function listProbes(db: Database, query: Page & { readonly workspaceId: string }): Promise<ProbeRow[]> {
  const isOlder = isOlderThan(query.before, { at: probes.createdAt, id: probes.id });
  return runQuery(() =>
    db
      .select()
      .from(probes)
      .where(and(eq(probes.workspaceId, query.workspaceId), isOlder))
      .orderBy(desc(probes.createdAt), desc(probes.id))
      .limit(query.limit),
  );
}

/** The newest probe of a recommendation; with `having: 'model'` the newest that left a final model. */
export async function newestProbeOf(
  db: Database,
  recommendationId: string,
  having?: 'model',
): Promise<ProbeRow | undefined> {
  const [row] = await runQuery(() =>
    db
      .select()
      .from(probes)
      .where(
        and(
          eq(probes.recommendationId, recommendationId),
          having === 'model' ? isNotNull(probes.modelHash) : undefined,
        ),
      )
      .orderBy(desc(probes.createdAt), desc(probes.id))
      .limit(1),
  );
  return row;
}

/** How many probes of the workspace are queued or running. */
export const countOpenProbes = (db: Database, workspaceId: string): Promise<number> =>
  runQuery(() => db.$count(probes, and(eq(probes.workspaceId, workspaceId), inArray(probes.status, OPEN))));

/** How many probes stand where, over all workspaces. */
export async function countProbesByStatus(db: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await runQuery(() =>
    db.select({ status: probes.status, total: count() }).from(probes).groupBy(probes.status),
  );
  return new Map(rows.map(({ status, total }) => [status, total]));
}

/** Begins the next attempt, from which alone a result counts from now on; `undefined` where the probe has ended. */
export async function beginAttempt(
  db: Database,
  id: string,
  { now, leaseSeconds }: { readonly now: number; readonly leaseSeconds: number },
): Promise<ProbeRow | undefined> {
  const [row] = await runQuery(() =>
    db
      .update(probes)
      .set({
        status: 'running',
        attempt: sql`${probes.attempt} + 1`,
        startedAt: sql`coalesce(${probes.startedAt}, ${now}::bigint)`,
        leaseUntil: leaseFrom(leaseSeconds),
      })
      .where(and(eq(probes.id, id), inArray(probes.status, OPEN)))
      .returning(),
  );
  return row;
}

/** An attempt at a probe. */
export interface Attempt {
  readonly id: string;
  readonly attempt: number;
}

/** No later attempt has begun and the probe has not ended. It may have been given back: then it waits, and nobody else has it. */
const isLatest = ({ id, attempt }: Attempt) =>
  and(eq(probes.id, id), eq(probes.attempt, attempt), inArray(probes.status, OPEN));

type Change = Partial<Pick<ProbeRow, 'status' | 'finishedAt' | 'leaseUntil' | 'report' | 'error'>>;

/** Changes a probe on behalf of its latest attempt. The row as it is then; `undefined` where another has begun or the probe has ended. */
export async function updateAttempt(db: Database, attempt: Attempt, change: Change): Promise<ProbeRow | undefined> {
  const [row] = await runQuery(() => db.update(probes).set(change).where(isLatest(attempt)).returning());
  return row;
}

/** Says that an attempt goes on. The row as it is; `undefined` as of `updateAttempt`. */
export async function renewLease(db: Database, attempt: Attempt, seconds: number): Promise<ProbeRow | undefined> {
  const [row] = await runQuery(() =>
    db
      .update(probes)
      .set({ leaseUntil: leaseFrom(seconds) })
      .where(isLatest(attempt))
      .returning(),
  );
  return row;
}

/** Has a running attempt wait again; `undefined` where it does not run. */
export async function returnAttempt(db: Database, attempt: Attempt, jobId?: string): Promise<ProbeRow | undefined> {
  const [row] = await runQuery(() =>
    db
      .update(probes)
      .set({ status: 'queued', leaseUntil: null, ...(jobId !== undefined && { jobId }) })
      .where(and(isLatest(attempt), eq(probes.status, 'running')))
      .returning(),
  );
  return row;
}

/** Gives a probe its final model. */
export async function updateModel(db: Database, id: string, modelHash: string): Promise<void> {
  await runQuery(() => db.update(probes).set({ modelHash }).where(eq(probes.id, id)));
}

/** Ends a probe that has not ended, whatever its attempt; `undefined` where it has. */
export async function endProbe(db: Database, id: string, change: Change): Promise<ProbeRow | undefined> {
  const [row] = await runQuery(() =>
    db
      .update(probes)
      .set(change)
      .where(and(eq(probes.id, id), inArray(probes.status, OPEN)))
      .returning(),
  );
  return row;
}

/** Notes that a probe is to stop. One that waits has ended with that; a running one is ended by its worker. */
export async function cancelProbe(
  db: Database,
  { workspaceId, id, now }: { readonly workspaceId: string; readonly id: string; readonly now: number },
): Promise<ProbeRow | undefined> {
  const [row] = await runQuery(() =>
    db
      .update(probes)
      .set({
        cancelledAt: sql`coalesce(${probes.cancelledAt}, ${now}::bigint)`,
        status: sql`case when ${probes.status} = 'queued' then 'cancelled' else ${probes.status} end`,
        finishedAt: sql`case when ${probes.status} = 'queued' then ${now}::bigint else ${probes.finishedAt} end`,
      })
      .where(and(eq(probes.workspaceId, workspaceId), eq(probes.id, id), inArray(probes.status, OPEN)))
      .returning(),
  );
  return row;
}

/** Running probes whose lease is over; with `all` every one that runs. */
export const abandonedProbes = (db: Database, all: boolean): Promise<ProbeRow[]> =>
  runQuery(() =>
    db
      .select()
      .from(probes)
      .where(and(eq(probes.status, 'running'), all ? undefined : lt(probes.leaseUntil, databaseNow))),
  );

/** Takes the final models from the earlier probes of a recommendation: the newest predicts. Their hashes. */
export async function forgetEarlierModels(db: Database, { recommendationId, id }: ProbeRow): Promise<string[]> {
  const earlier = and(eq(probes.recommendationId, recommendationId), ne(probes.id, id), isNotNull(probes.modelHash));
  return forgetModels(db, earlier);
}

/** Takes the final models from the probes of a dataset. Their hashes. */
export const forgetModelsOf = (
  db: Database,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
): Promise<string[]> =>
  forgetModels(db, and(eq(probes.workspaceId, workspaceId), eq(probes.datasetId, id), isNotNull(probes.modelHash)));

async function forgetModels(db: Database, which: SQL | undefined): Promise<string[]> {
  const rows = await runQuery(() => db.select({ hash: probes.modelHash }).from(probes).where(which));
  await runQuery(() => db.update(probes).set({ modelHash: null }).where(which));
  return [...new Set(rows.flatMap(({ hash }) => hash ?? []))];
}

/** Whether a probe of the workspace has this model: equal trainings of equal rows leave one file. */
export const isModelUsed = async (db: Database, workspaceId: string, hash: string): Promise<boolean> =>
  (await runQuery(() => db.$count(probes, and(eq(probes.workspaceId, workspaceId), eq(probes.modelHash, hash))))) > 0;
