import { and, desc, eq, inArray, lte, max, min, or, sql } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';
import { auditEntries, decisions, idempotencyRecords, probeEvents, probes, recommendations } from './schema.js';

/** What takes anything away from a trail. The table itself refuses it, but for two functions that want it recorded first. */

interface Place {
  readonly chainId: string;
  readonly seq: number;
}

/** Takes away what an entry says. The erasure that names it must be in the chain. */
export async function erasePayload(tx: Database, { chainId, seq }: Place): Promise<void> {
  await runQuery(() => tx.execute(sql`select sextant.erase_payload(${chainId}, ${seq}::bigint)`));
}

/** Takes away the entries up to a place, and what their decisions are found by. The pruning must be in the chain. */
export async function pruneEntries(tx: Database, { chainId, seq }: Place): Promise<void> {
  const isGone = and(eq(decisions.workspaceId, chainId), lte(decisions.seq, seq));
  await runQuery(() => tx.delete(decisions).where(isGone));
  await runQuery(() => tx.execute(sql`select sextant.prune_entries(${chainId}, ${seq}::bigint)`));
}

/** Place up to which every entry was added before a time, also where a clock was set back; 0 for none. */
export async function lastPlaceBefore(db: Database, chainId: string, time: number): Promise<number> {
  const isOfChain = eq(auditEntries.chainId, chainId);
  const { seq, occurredAt } = auditEntries;
  const [row] = await runQuery(() =>
    db
      .select({
        last: max(seq),
        stays: sql<number | string | null>`min(${seq}) filter (where ${occurredAt} >= ${time}::bigint)`,
      })
      .from(auditEntries)
      .where(isOfChain),
  );
  return row?.stays == null ? (row?.last ?? 0) : Number(row.stays) - 1;
}

/** Place of the first entry that is there; 0 for none. */
export async function firstPlace(db: Database, chainId: string): Promise<number> {
  const [row] = await runQuery(() =>
    db
      .select({ seq: min(auditEntries.seq) })
      .from(auditEntries)
      .where(eq(auditEntries.chainId, chainId)),
  );
  return row?.seq ?? 0;
}

/** Place of the newest entry that tells of an erasure or a pruning; 0 for none. */
export async function lastUpkeep(db: Database, chainId: string): Promise<number> {
  const isUpkeep = and(eq(auditEntries.chainId, chainId), sql`${auditEntries.kind} in ('erasure', 'prune')`);
  const [row] = await runQuery(() =>
    db
      .select({ seq: max(auditEntries.seq) })
      .from(auditEntries)
      .where(isUpkeep),
  );
  return row?.seq ?? 0;
}

/** What the newest prunings of a chain say, the last first. */
export async function prunings(db: Database, chainId: string): Promise<(string | null)[]> {
  const isPruning = and(eq(auditEntries.chainId, chainId), sql`${auditEntries.kind} = 'prune'`);
  const rows = await runQuery(() =>
    db
      .select({ payload: auditEntries.payload })
      .from(auditEntries)
      .where(isPruning)
      .orderBy(desc(auditEntries.seq))
      .limit(2),
  );
  return rows.map(({ payload }) => payload);
}

/** Id of a recommendation by its own, or by that of the decision that made it, whether or not that one is still there. */
export async function recommendationNamed(
  tx: Database,
  workspaceId: string,
  name: string,
): Promise<string | undefined> {
  const { id, decisionId } = recommendations;
  const isIt = and(eq(recommendations.workspaceId, workspaceId), or(eq(id, name), eq(decisionId, name)));
  const [row] = await runQuery(() => tx.select({ id }).from(recommendations).where(isIt).limit(1));
  return row?.id;
}

/** What is erased with the decisions of a recommendation. */
export interface Forgotten {
  readonly workspaceId: string;
  readonly recommendationId: string;
}

/** Takes a recommendation and its probes away, and its answers to requests that might be sent again. Hashes of the models that it had. */
export const forgetRecommendation = (tx: Database, { workspaceId, recommendationId }: Forgotten): Promise<string[]> =>
  runQuery(async () => {
    const isOf = and(eq(probes.workspaceId, workspaceId), eq(probes.recommendationId, recommendationId));
    const its = await tx.select({ id: probes.id, modelHash: probes.modelHash }).from(probes).where(isOf);
    const ids = its.map(({ id }) => id);
    if (ids.length > 0) await tx.delete(probeEvents).where(inArray(probeEvents.probeId, ids));
    await tx.delete(probes).where(isOf);
    await tx
      .update(decisions)
      .set({ recommendationId: null, actor: null, requestId: null })
      .where(and(eq(decisions.workspaceId, workspaceId), eq(decisions.recommendationId, recommendationId)));
    await tx
      .delete(recommendations)
      .where(and(eq(recommendations.workspaceId, workspaceId), eq(recommendations.id, recommendationId)));
    await tx
      .delete(idempotencyRecords)
      .where(
        and(
          eq(idempotencyRecords.workspaceId, workspaceId),
          sql`strpos(${idempotencyRecords.answer}, ${recommendationId}) > 0`,
        ),
      );
    return [...new Set(its.flatMap(({ modelHash }) => modelHash ?? []))];
  });
