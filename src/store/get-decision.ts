import { and, eq } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';
import { type DecisionRow, decisions } from './schema.js';

export async function getDecision(db: Database, workspaceId: string, id: string): Promise<DecisionRow | undefined> {
  const [row] = await runQuery(() =>
    db
      .select()
      .from(decisions)
      .where(and(eq(decisions.workspaceId, workspaceId), eq(decisions.id, id))),
  );
  return row;
}
