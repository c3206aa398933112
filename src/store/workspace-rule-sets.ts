import { and, desc, eq, getTableColumns } from 'drizzle-orm';
import type { Page } from '../page.js';
import { type Database, runQuery } from './database.js';
import { isOlderThan } from './page.js';
import { activeRuleSets, type RuleSetRow, ruleSets, type WorkspaceRuleSetRow, workspaceRuleSets } from './schema.js';

/** A rule set of a workspace with its name, and without what it says. */
export type NamedRuleSet = WorkspaceRuleSetRow & Pick<RuleSetRow, 'name' | 'version'>;

const named = { ...getTableColumns(workspaceRuleSets), name: ruleSets.name, version: ruleSets.version };

export async function insertWorkspaceRuleSet(db: Database, row: WorkspaceRuleSetRow): Promise<void> {
  await runQuery(() => db.insert(workspaceRuleSets).values(row));
}

export const countWorkspaceRuleSets = (db: Database, workspaceId: string): Promise<number> =>
  runQuery(() => db.$count(workspaceRuleSets, eq(workspaceRuleSets.workspaceId, workspaceId)));

/** By its id, or by its content. */
export async function findWorkspaceRuleSet(
  db: Database,
  workspaceId: string,
  by: { readonly id: string } | { readonly hash: string },
): Promise<NamedRuleSet | undefined> {
  const { id, hash, workspaceId: inWorkspace } = workspaceRuleSets;
  const isIt = 'id' in by ? eq(id, by.id) : eq(hash, by.hash);
  const [row] = await runQuery(() =>
    db
      .select(named)
      .from(workspaceRuleSets)
      .innerJoin(ruleSets, eq(ruleSets.hash, hash))
      .where(and(eq(inWorkspace, workspaceId), isIt)),
  );
  return row;
}

/** Newest first. */
export async function listWorkspaceRuleSets(
  db: Database,
  query: Page & { readonly workspaceId: string },
): Promise<NamedRuleSet[]> {
  const { id, hash, createdAt, workspaceId } = workspaceRuleSets;
  return runQuery(() =>
    db
      .select(named)
      .from(workspaceRuleSets)
      .innerJoin(ruleSets, eq(ruleSets.hash, hash))
      .where(and(eq(workspaceId, query.workspaceId), isOlderThan(query.before, { at: createdAt, id })))
      .orderBy(desc(createdAt), desc(id))
      .limit(query.limit),
  );
}

export async function saveProof(
  db: Database,
  id: string,
  proof: Pick<WorkspaceRuleSetRow, 'findings' | 'provenBy'>,
): Promise<void> {
  await runQuery(() => db.update(workspaceRuleSets).set(proof).where(eq(workspaceRuleSets.id, id)));
}

/** Lets a rule set decide in the workspace; without one what the service brings does. */
export async function setActive(db: Database, workspaceId: string, ruleSetId: string | undefined): Promise<void> {
  await runQuery(async () => {
    if (ruleSetId === undefined) await db.delete(activeRuleSets).where(eq(activeRuleSets.workspaceId, workspaceId));
    else
      await db
        .insert(activeRuleSets)
        .values({ workspaceId, ruleSetId })
        .onConflictDoUpdate({ target: activeRuleSets.workspaceId, set: { ruleSetId } });
  });
}
