import { and, count, desc, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm';
import type { Page } from '../page.js';
import { type Database, runQuery } from './database.js';
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
    db
      .select({ status: probes.status, total: count() })
      .from(probes)
      .where(inArray(probes.status, OPEN))
      .groupBy(probes.status),
  );
  return new Map(rows.map(({ status, total }) => [status, total]));
}

/** Begins the next attempt, from which alone a result counts from now on; `undefined` where the probe has ended. */
export async function beginAttempt(
  db: Database,
  id: string,
  { now, leaseUntil }: { readonly now: number; readonly leaseUntil: number },
): Promise<ProbeRow | undefined> {
  const [row] = await runQuery(() =>
    db
      .update(probes)
      .set({
        status: 'running',
        attempt: sql`${probes.attempt} + 1`,
        startedAt: sql`coalesce(${probes.startedAt}, ${now}::bigint)`,
        leaseUntil,
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

const isUnderWay = ({ id, attempt }: Attempt) =>
  and(eq(probes.id, id), eq(probes.attempt, attempt), eq(probes.status, 'running'));

type Change = Partial<
  Pick<ProbeRow, 'status' | 'finishedAt' | 'leaseUntil' | 'report' | 'error' | 'modelHash' | 'jobId'>
>;

/** Changes a probe on behalf of an attempt. The row as it is then; `undefined` where the attempt is not under way any more. */
export async function updateAttempt(db: Database, attempt: Attempt, change: Change): Promise<ProbeRow | undefined> {
  const [row] = await runQuery(() => db.update(probes).set(change).where(isUnderWay(attempt)).returning());
  return row;
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

/** Running probes whose worker has not been heard of. */
export const abandonedProbes = (db: Database, now: number): Promise<ProbeRow[]> =>
  runQuery(() =>
    db
      .select()
      .from(probes)
      .where(and(eq(probes.status, 'running'), lt(probes.leaseUntil, now))),
  );

/** Takes the final models from the probes of a dataset; the hashes of those that no other probe has. */
export async function forgetModelsOf(
  db: Database,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
): Promise<string[]> {
  const ofDataset = and(eq(probes.workspaceId, workspaceId), eq(probes.datasetId, id), isNotNull(probes.modelHash));
  const rows = await runQuery(() => db.select({ hash: probes.modelHash }).from(probes).where(ofDataset));
  await runQuery(() => db.update(probes).set({ modelHash: null }).where(ofDataset));
  const hashes = [...new Set(rows.flatMap(({ hash }) => hash ?? []))];
  if (hashes.length === 0) return [];
  // Equal trainings of equal rows, uploaded twice, leave one file.
  const kept = await runQuery(() =>
    db
      .select({ hash: probes.modelHash })
      .from(probes)
      .where(and(eq(probes.workspaceId, workspaceId), inArray(probes.modelHash, hashes))),
  );
  const stillUsed = new Set(kept.map(({ hash }) => hash));
  return hashes.filter((hash) => !stillUsed.has(hash));
}
