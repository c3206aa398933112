import { and, eq, exists, inArray } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';
import { decisions, type RuleSetRow, ruleSets } from './schema.js';

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

export type RuleSetName = Pick<RuleSetRow, 'hash' | 'name' | 'version'>;

/** What rule sets are called, without what they say. */
export const ruleSetNames = (db: Database, hashes: readonly string[]): Promise<RuleSetName[]> =>
  runQuery(() => {
    const { hash, name, version } = ruleSets;
    return db
      .select({ hash, name, version })
      .from(ruleSets)
      .where(inArray(hash, [...hashes]));
  });

/** Those by which something was decided in a workspace. */
export const ruleSetsOf = (db: Database, workspaceId: string): Promise<RuleSetRow[]> =>
  runQuery(() => {
    const used = db
      .selectDistinct({ hash: decisions.ruleSetHash })
      .from(decisions)
      .where(eq(decisions.workspaceId, workspaceId));
    return db.select().from(ruleSets).where(inArray(ruleSets.hash, used)).orderBy(ruleSets.hash);
  });
/** The same where it decided something in the workspace: who knows the hash of another's rules does not see them by it. */
export async function getRuleSetOf(db: Database, workspaceId: string, hash: string): Promise<RuleSetRow | undefined> {
  const decided = db
    .select({ id: decisions.id })
    .from(decisions)
    .where(and(eq(decisions.workspaceId, workspaceId), eq(decisions.ruleSetHash, ruleSets.hash)));
  const [row] = await runQuery(() =>
    db
      .select()
      .from(ruleSets)
      .where(and(eq(ruleSets.hash, hash), exists(decided))),
  );
  return row;
}
