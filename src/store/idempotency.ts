import { and, eq, lt, or, sql } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';
import { databaseNow, leaseFrom } from './lease.js';
import { idempotencyClaims, type IdempotencyRow, idempotencyRecords } from './schema.js';

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

/** A request that wants to be the one that is carried out. */
export interface Claim extends Named {
  readonly token: string;
}

/** Claims a key that nobody holds, or holds it longer; false where another request has it. */
export async function claimKey(db: Database, claim: Claim, leaseSeconds: number): Promise<boolean> {
  const { workspaceId, key, token, leaseUntil } = idempotencyClaims;
  const changed = { token: claim.token, leaseUntil: leaseFrom(leaseSeconds) };
  const { token: mine } = claim;
  const claimed = await runQuery(() =>
    db
      .insert(idempotencyClaims)
      .values({ ...claim, ...changed })
      .onConflictDoUpdate({
        target: [workspaceId, key],
        set: changed,
        setWhere: sql`${token} = ${mine} or ${leaseUntil} < ${databaseNow}`,
      })
      .returning({ key }),
  );
  return claimed.length > 0;
}

/** Gives a key free, and those whose holders were lost. */
export async function releaseKey(db: Database, claim: Claim): Promise<void> {
  const { workspaceId, key, token, leaseUntil } = idempotencyClaims;
  const own = and(eq(workspaceId, claim.workspaceId), eq(key, claim.key), eq(token, claim.token));
  await runQuery(() => db.delete(idempotencyClaims).where(or(own, lt(leaseUntil, databaseNow))));
}
