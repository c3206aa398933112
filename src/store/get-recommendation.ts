import { and, eq } from 'drizzle-orm';
import { type Recommendation, recommendationSchema } from '../settings/recommendation.js';
import { type Database, runQuery } from './database.js';
import { recommendations } from './schema.js';

/** The recommendation as it was last saved. Throws `store_failed` when what is stored is not one. */
export async function getRecommendation(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<Recommendation | undefined> {
  return runQuery(async () => {
    const [row] = await db
      .select({ body: recommendations.body })
      .from(recommendations)
      .where(and(eq(recommendations.workspaceId, workspaceId), eq(recommendations.id, id)));
    return row && recommendationSchema.parse(row.body);
  });
}

export interface StoredRequest {
  readonly recommendation: Recommendation;
  /** What was asked of a dataset; null where it was made from a profile. */
  readonly request: unknown;
}

/** A recommendation with what was asked. */
export async function getRecommendationRequest(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<StoredRequest | undefined> {
  return runQuery(async () => {
    const [row] = await db
      .select({ body: recommendations.body, request: recommendations.request })
      .from(recommendations)
      .where(and(eq(recommendations.workspaceId, workspaceId), eq(recommendations.id, id)));
    if (!row) return undefined;
    return { recommendation: recommendationSchema.parse(row.body), request: row.request };
  });
}
