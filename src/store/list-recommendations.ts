import { and, desc, eq } from 'drizzle-orm';
import type { Page } from '../page.js';
import { type Database, runQuery } from './database.js';
import { isOlderThan } from './page.js';
import { recommendations } from './schema.js';

export interface RecommendationQuery extends Page {
  readonly workspaceId: string;
}

/** What a list shows of a recommendation. */
export interface RecommendationEntry {
  readonly id: string;
  readonly decisionId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly task: string | null;
  readonly datasetName: string | null;
}

/** Recommendations, newest first. */
export async function listRecommendations(db: Database, query: RecommendationQuery): Promise<RecommendationEntry[]> {
  const { id, decisionId, createdAt, task, datasetName, workspaceId } = recommendations;
  const isOlder = isOlderThan(query.before, { at: createdAt, id });
  return runQuery(() =>
    db
      .select({ id, decisionId, createdAt, task, datasetName })
      .from(recommendations)
      .where(and(eq(workspaceId, query.workspaceId), isOlder))
      .orderBy(desc(createdAt), desc(id))
      .limit(query.limit),
  );
}
