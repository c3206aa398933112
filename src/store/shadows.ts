import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';
import { type ShadowRow, shadows, shadowSlots } from './schema.js';

type Named = Pick<ShadowRow, 'workspaceId' | 'ruleSetId'>;
type Started = Named & Pick<ShadowRow, 'against' | 'startedAt'>;

const isOf = ({ workspaceId, ruleSetId }: Named) =>
  and(eq(shadows.workspaceId, workspaceId), eq(shadows.ruleSetId, ruleSetId));

const slotsOf = ({ workspaceId, ruleSetId }: Named) =>
  and(eq(shadowSlots.workspaceId, workspaceId), eq(shadowSlots.ruleSetId, ruleSetId));

/** Begins to count, from nothing. Fails where another one of the workspace runs. */
export async function startShadow(db: Database, started: Started): Promise<void> {
  const { against, startedAt } = started;
  const counts = { decisions: 0, different: 0, failed: 0, skipped: 0 };
  await runQuery(async () => {
    await db.delete(shadowSlots).where(slotsOf(started));
    await db
      .insert(shadows)
      .values(started)
      .onConflictDoUpdate({
        target: [shadows.workspaceId, shadows.ruleSetId],
        set: { against, startedAt, endedAt: null, ...counts },
      });
  });
}

export async function endShadow(db: Database, named: Named & { readonly now: number }): Promise<void> {
  await runQuery(() =>
    db
      .update(shadows)
      .set({ endedAt: named.now })
      .where(and(isOf(named), isNull(shadows.endedAt))),
  );
}

export interface ShadowCounts extends Pick<ShadowRow, 'decisions' | 'different' | 'failed' | 'skipped'> {
  readonly bySlot: Readonly<Record<string, number>>;
}

/** Adds to the counts, where the candidate still runs against the same rule set. */
export async function addToShadow(db: Database, of: Started, counts: ShadowCounts): Promise<void> {
  const { workspaceId, ruleSetId, against, startedAt } = of;
  await runQuery(async () => {
    const counted = await db
      .update(shadows)
      .set({
        decisions: sql`${shadows.decisions} + ${counts.decisions}`,
        different: sql`${shadows.different} + ${counts.different}`,
        failed: sql`${shadows.failed} + ${counts.failed}`,
        skipped: sql`${shadows.skipped} + ${counts.skipped}`,
      })
      .where(and(isOf(of), isNull(shadows.endedAt), eq(shadows.against, against), eq(shadows.startedAt, startedAt)))
      .returning({ ruleSetId: shadows.ruleSetId });
    // In one order, so that two processes that count at the same time do not wait for each other for ever.
    const rows = Object.entries(counts.bySlot)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([slot, different]) => ({ workspaceId, ruleSetId, slot, different }));
    if (counted.length === 0 || rows.length === 0) return;
    await db
      .insert(shadowSlots)
      .values(rows)
      .onConflictDoUpdate({
        target: [shadowSlots.workspaceId, shadowSlots.ruleSetId, shadowSlots.slot],
        set: { different: sql`${shadowSlots.different} + excluded.different` },
      });
  });
}

/** What came of a candidate, now or at the last time; `undefined` where it never ran. */
export async function getShadow(
  db: Database,
  named: Named,
): Promise<(ShadowRow & Pick<ShadowCounts, 'bySlot'>) | undefined> {
  return runQuery(async () => {
    const [row] = await db.select().from(shadows).where(isOf(named));
    if (!row) return undefined;
    const rows = await db.select().from(shadowSlots).where(slotsOf(named)).orderBy(asc(shadowSlots.slot));
    return { ...row, bySlot: Object.fromEntries(rows.map(({ slot, different }) => [slot, different])) };
  });
}
