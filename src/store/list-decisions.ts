import { and, desc, eq } from 'drizzle-orm';
import type { Page } from '../page.js';
import { type Database, runQuery } from './database.js';
import { isOlderThan } from './page.js';
import { type DecisionRow, decisions } from './schema.js';
import { selectDecisions } from './select-decisions.js';

export interface DecisionQuery extends Page {
  readonly workspaceId: string;
  readonly recommendationId?: string;
  readonly kind?: string;
}

/** Decisions, newest first; of one millisecond in descending order of id. Pages stay as they are while entries are added. */
export async function listDecisions(db: Database, query: DecisionQuery): Promise<DecisionRow[]> {
  const { workspaceId, limit, before, recommendationId, kind } = query;
  const isOfRecommendation =
    recommendationId === undefined ? undefined : eq(decisions.recommendationId, recommendationId);
  const isOfKind = kind === undefined ? undefined : eq(decisions.kind, kind);
  const isOlder = isOlderThan(before, { at: decisions.occurredAt, id: decisions.id });
  return runQuery(() =>
    selectDecisions(db)
      .where(and(eq(decisions.workspaceId, workspaceId), isOlder, isOfRecommendation, isOfKind))
      .orderBy(desc(decisions.occurredAt), desc(decisions.id))
      .limit(limit),
  );
}
