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
