import { eq } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';
import { type DecisionRow, decisions } from './schema.js';

export async function getDecision(db: Database, id: string): Promise<DecisionRow | undefined> {
  const [row] = await runQuery(() => db.select().from(decisions).where(eq(decisions.id, id)));
  return row;
}
