import { and, asc, eq } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';
import { type DecisionRow, decisions } from './schema.js';
import { selectDecisions } from './select-decisions.js';

/** Every decision about a recommendation in the order in which they were made: the rules' own, refinements, verdicts. */
export async function decisionsOf(db: Database, workspaceId: string, recommendationId: string): Promise<DecisionRow[]> {
  return runQuery(() =>
    selectDecisions(db)
      .where(and(eq(decisions.workspaceId, workspaceId), eq(decisions.recommendationId, recommendationId)))
      .orderBy(asc(decisions.occurredAt), asc(decisions.id)),
  );
}
