import { and, eq, lt } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';
import { type IdempotencyRow, idempotencyRecords } from './schema.js';

/** How long an answer is given again. */
export const idempotencyHours = 24;

type Named = Pick<IdempotencyRow, 'workspaceId' | 'key'>;

export async function findAnswer(db: Database, { workspaceId, key }: Named): Promise<IdempotencyRow | undefined> {
  const { workspaceId: inWorkspace, key: called } = idempotencyRecords;
  const [row] = await runQuery(() =>
    db
      .select()
      .from(idempotencyRecords)
      .where(and(eq(inWorkspace, workspaceId), eq(called, key))),
  );
  return row;
}

/**
 * Keeps an answer, in the transaction of what it answers; false where the key has one. Answers that are past go. On Postgres this waits while another
 * transaction that uses the key runs.
 */
export async function saveAnswer(db: Database, row: IdempotencyRow): Promise<boolean> {
  return runQuery(async () => {
    const { key, createdAt } = idempotencyRecords;
    await db.delete(idempotencyRecords).where(lt(createdAt, row.createdAt - idempotencyHours * 3_600_000));
    const saved = await db.insert(idempotencyRecords).values(row).onConflictDoNothing().returning({ key });
    return saved.length > 0;
  });
}
