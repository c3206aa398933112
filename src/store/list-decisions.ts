import { and, desc, eq, sql } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';
import { type DecisionRow, decisions } from './schema.js';

export interface DecisionQuery {
  /** At most this many, 1 to 200. */
  readonly limit: number;
  /** Only what is older than this entry: the last one of the page before. */
  readonly before?: Pick<DecisionRow, 'occurredAt' | 'id'>;
  readonly recommendationId?: string;
}

/** Decisions, newest first; of one millisecond in descending order of id. Pages stay as they are while entries are added. */
export async function listDecisions(db: Database, query: DecisionQuery): Promise<DecisionRow[]> {
  const { limit, before, recommendationId } = query;
  const isOlder =
    before && sql`(${decisions.occurredAt}, ${decisions.id}) < (${before.occurredAt}::bigint, ${before.id})`;
  const isOfRecommendation =
    recommendationId === undefined ? undefined : eq(decisions.recommendationId, recommendationId);
  return runQuery(() =>
    db
      .select()
      .from(decisions)
      .where(and(isOlder, isOfRecommendation))
      .orderBy(desc(decisions.occurredAt), desc(decisions.id))
      .limit(limit),
  );
}
