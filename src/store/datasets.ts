import { and, desc, eq, sum } from 'drizzle-orm';
import type { Page } from '../page.js';
import { type Database, runQuery } from './database.js';
import { isOlderThan } from './page.js';
import { type DatasetRow, datasets } from './schema.js';

export async function insertDataset(db: Database, row: DatasetRow): Promise<void> {
  await runQuery(() => db.insert(datasets).values(row));
}

export async function getDataset(db: Database, workspaceId: string, id: string): Promise<DatasetRow | undefined> {
  const [row] = await runQuery(() =>
    db
      .select()
      .from(datasets)
      .where(and(eq(datasets.workspaceId, workspaceId), eq(datasets.id, id))),
  );
  return row;
}

/** Datasets, newest first. */
export async function listDatasets(
  db: Database,
  query: Page & { readonly workspaceId: string },
): Promise<DatasetRow[]> {
  const isOlder = isOlderThan(query.before, { at: datasets.createdAt, id: datasets.id });
  return runQuery(() =>
    db
      .select()
      .from(datasets)
      .where(and(eq(datasets.workspaceId, query.workspaceId), isOlder))
      .orderBy(desc(datasets.createdAt), desc(datasets.id))
      .limit(query.limit),
  );
}

export async function deleteDataset(db: Database, { workspaceId, id }: DatasetRow): Promise<void> {
  await runQuery(() => db.delete(datasets).where(and(eq(datasets.workspaceId, workspaceId), eq(datasets.id, id))));
}

/** Datasets of the workspace that are these bytes. */
export async function countDatasetsOf(
  db: Database,
  { workspaceId, hash }: Pick<DatasetRow, 'workspaceId' | 'hash'>,
): Promise<number> {
  return runQuery(() => db.$count(datasets, and(eq(datasets.workspaceId, workspaceId), eq(datasets.hash, hash))));
}

/** Bytes of all datasets of the workspace, each counted for itself. */
export async function bytesOfDatasets(db: Database, workspaceId: string): Promise<number> {
  const [row] = await runQuery(() =>
    db
      .select({ bytes: sum(datasets.bytes).mapWith(Number) })
      .from(datasets)
      .where(eq(datasets.workspaceId, workspaceId)),
  );
  return row?.bytes ?? 0;
}
