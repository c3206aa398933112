import { eq } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';
import { type RuleSetRow, ruleSets } from './schema.js';

/** Keeps the rule set, once: one that is there already, by its hash, is the same. */
export async function saveRuleSet(db: Database, row: RuleSetRow): Promise<void> {
  await runQuery(() => db.insert(ruleSets).values(row).onConflictDoNothing());
}

export const hasRuleSet = async (db: Database, hash: string): Promise<boolean> =>
  (await runQuery(() => db.$count(ruleSets, eq(ruleSets.hash, hash)))) > 0;

export async function getRuleSetRow(db: Database, hash: string): Promise<RuleSetRow | undefined> {
  const [row] = await runQuery(() => db.select().from(ruleSets).where(eq(ruleSets.hash, hash)));
  return row;
}
