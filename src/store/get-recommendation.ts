import { and, eq } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';
import { recommendations } from './schema.js';

export interface RecommendationRow {
  /** What is kept of it (src/audit/compact-recommendation.ts). */
  readonly body: unknown;
  /** What was asked. */
  readonly request: unknown;
  readonly datasetName: string | null;
  /** SHA-256 of the file, lower-case hex. */
  readonly datasetHash: string | null;
}

/** Name of the file that it was made of; `undefined` where there is none, or no such recommendation. */
export async function getFileName(db: Database, workspaceId: string, id: string): Promise<string | undefined> {
  return runQuery(async () => {
    const [row] = await db
      .select({ name: recommendations.datasetName })
      .from(recommendations)
      .where(and(eq(recommendations.workspaceId, workspaceId), eq(recommendations.id, id)));
    return row?.name ?? undefined;
  });
}

export async function getRecommendationRow(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<RecommendationRow | undefined> {
  return runQuery(async () => {
    const [row] = await db
      .select({
        body: recommendations.body,
        request: recommendations.request,
        datasetName: recommendations.datasetName,
        datasetHash: recommendations.datasetHash,
      })
      .from(recommendations)
      .where(and(eq(recommendations.workspaceId, workspaceId), eq(recommendations.id, id)));
    return row;
  });
}
