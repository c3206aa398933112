import { and, eq } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';
import { type DecisionRow, decisions } from './schema.js';
import { selectDecisions } from './select-decisions.js';

export async function getDecision(db: Database, workspaceId: string, id: string): Promise<DecisionRow | undefined> {
  const [row] = await runQuery(() =>
    selectDecisions(db).where(and(eq(decisions.workspaceId, workspaceId), eq(decisions.id, id))),
  );
  return row;
}
