import { and, desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Page } from '../page.js';
import { type Database, runQuery } from './database.js';
import { isOlderThan } from './page.js';
import { type DecisionRow, decisions } from './schema.js';

/** What a probe found, and the decision that it tested. */
export interface VerdictRows {
  readonly verdicts: DecisionRow;
  readonly tested: DecisionRow;
}

const tested = alias(decisions, 'tested');

/** Verdicts of a workspace, newest first. */
export async function listVerdicts(
  db: Database,
  query: Page & { readonly workspaceId: string },
): Promise<VerdictRows[]> {
  return runQuery(() =>
    db
      .select({ verdicts: decisions, tested })
      .from(decisions)
      .innerJoin(tested, eq(tested.id, decisions.parentId))
      .where(
        and(
          eq(decisions.workspaceId, query.workspaceId),
          // Written out: a planner that sees a parameter does not know that the index of verdicts will do.
          sql`${decisions.kind} = 'verdicts'`,
          isOlderThan(query.before, { at: decisions.occurredAt, id: decisions.id }),
        ),
      )
      .orderBy(desc(decisions.occurredAt), desc(decisions.id))
      .limit(query.limit),
  );
}
