import { and, eq } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';
import { recommendations } from './schema.js';

/** What is kept of a recommendation (src/audit/compact-recommendation.ts), and what was asked. */
export async function getRecommendationRow(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<{ readonly body: unknown; readonly request: unknown } | undefined> {
  return runQuery(async () => {
    const [row] = await db
      .select({ body: recommendations.body, request: recommendations.request })
      .from(recommendations)
      .where(and(eq(recommendations.workspaceId, workspaceId), eq(recommendations.id, id)));
    return row;
  });
}
