import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Page } from '../page.js';
import { type Database, runQuery } from './database.js';
import { isOlderThan } from './page.js';
import { type KeyRow, keys, workspaces } from './schema.js';

export async function insertKey(db: Database, row: KeyRow): Promise<void> {
  await runQuery(() => db.insert(keys).values(row));
}

/** By the hash of the key, whether it is still good or not. */
export async function findKey(db: Database, keyHash: string): Promise<KeyRow | undefined> {
  const [row] = await runQuery(() => db.select().from(keys).where(eq(keys.keyHash, keyHash)));
  return row;
}

export async function findKeyById(db: Database, workspaceId: string, id: string): Promise<KeyRow | undefined> {
  const isIt = and(eq(keys.workspaceId, workspaceId), eq(keys.id, id));
  const [row] = await runQuery(() => db.select().from(keys).where(isIt));
  return row;
}

/** Keys of a workspace, newest first. */
export async function listKeys(db: Database, query: Page & { readonly workspaceId: string }): Promise<KeyRow[]> {
  return runQuery(() =>
    db
      .select()
      .from(keys)
      .where(
        and(eq(keys.workspaceId, query.workspaceId), isOlderThan(query.before, { at: keys.createdAt, id: keys.id })),
      )
      .orderBy(desc(keys.createdAt), desc(keys.id))
      .limit(query.limit),
  );
}

/** Ends a key for good; one that was revoked before keeps its time. `undefined` where the workspace has no such key. */
export async function revokeKey(
  db: Database,
  { workspaceId, id, now }: { readonly workspaceId: string; readonly id: string; readonly now: number },
): Promise<KeyRow | undefined> {
  const isIt = and(eq(keys.workspaceId, workspaceId), eq(keys.id, id));
  return runQuery(async () => {
    await db
      .update(keys)
      .set({ revokedAt: now })
      .where(and(isIt, isNull(keys.revokedAt)));
    const [row] = await db.select().from(keys).where(isIt);
    return row;
  });
}

/** Keys that were ever made, of all workspaces, those that ended too. */
export async function countKeys(db: Database): Promise<number> {
  return runQuery(() => db.$count(keys));
}

/** The id of the workspace of this name, which is made where there is none. */
export async function ensureWorkspace(
  db: Database,
  { id, name, now }: { readonly id: string; readonly name: string; readonly now: number },
): Promise<string> {
  return runQuery(async () => {
    await db.insert(workspaces).values({ id, name, createdAt: now }).onConflictDoNothing();
    return (await findWorkspace(db, name)) ?? id;
  });
}

export async function findWorkspace(db: Database, name: string): Promise<string | undefined> {
  const [row] = await runQuery(() =>
    db.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.name, name)),
  );
  return row?.id;
}

/** All of them, the oldest first. */
export const listWorkspaces = (db: Database): Promise<{ id: string; name: string }[]> =>
  runQuery(() =>
    db
      .select({ id: workspaces.id, name: workspaces.name })
      .from(workspaces)
      .orderBy(workspaces.createdAt, workspaces.id),
  );
