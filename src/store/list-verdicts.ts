import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Page } from '../page.js';
import { type Database, runQuery } from './database.js';
import { isOlderThan } from './page.js';
import { type DecisionRow, decisions } from './schema.js';
import { selectDecisions } from './select-decisions.js';

/** What a probe found, and the decision that it tested; that one may be pruned or erased, and then nobody knows what it said. */
export interface VerdictRows {
  readonly verdicts: DecisionRow;
  readonly tested: DecisionRow | undefined;
}

/** Verdicts of a workspace, newest first. */
export async function listVerdicts(
  db: Database,
  query: Page & { readonly workspaceId: string },
): Promise<VerdictRows[]> {
  const isOfWorkspace = eq(decisions.workspaceId, query.workspaceId);
  return runQuery(async () => {
    const found = await selectDecisions(db)
      .where(
        and(
          isOfWorkspace,
          // Written out: a planner that sees a parameter does not know that the index of verdicts will do.
          sql`${decisions.kind} = 'verdicts'`,
          isOlderThan(query.before, { at: decisions.occurredAt, id: decisions.id }),
        ),
      )
      .orderBy(desc(decisions.occurredAt), desc(decisions.id))
      .limit(query.limit);
    const ids = found.flatMap(({ parentId }) => parentId ?? []);
    const parents =
      ids.length === 0 ? [] : await selectDecisions(db).where(and(isOfWorkspace, inArray(decisions.id, ids)));
    return found.map((verdicts) => ({ verdicts, tested: parents.find(({ id }) => id === verdicts.parentId) }));
  });
}
