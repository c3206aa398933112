import { and, eq, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { type Database, runQuery } from './database.js';
import { activeRuleSets, shadows, workspaceRuleSets, workspaces } from './schema.js';

/** Which rule sets a workspace uses. */
export interface RuleChoice {
  /** The one that decides; `undefined`: what the service brings. */
  readonly active: { readonly id: string; readonly hash: string } | undefined;
  /** The one that is evaluated beside it; without a hash it is what the service brings. */
  readonly shadow: Shadow | undefined;
}

export interface Shadow {
  readonly id: string;
  readonly hash: string | null;
  readonly against: string;
  readonly startedAt: number;
}

const activeSet = alias(workspaceRuleSets, 'active_set');
const shadowSet = alias(workspaceRuleSets, 'shadow_set');

/** One row by primary keys and a unique index. */
export async function getRuleChoice(db: Database, workspaceId: string): Promise<RuleChoice> {
  const [row] = await runQuery(() =>
    db
      .select({
        activeId: activeSet.id,
        activeHash: activeSet.hash,
        shadowId: shadows.ruleSetId,
        shadowHash: shadowSet.hash,
        against: shadows.against,
        startedAt: shadows.startedAt,
      })
      .from(workspaces)
      .leftJoin(activeRuleSets, eq(activeRuleSets.workspaceId, workspaces.id))
      .leftJoin(activeSet, eq(activeSet.id, activeRuleSets.ruleSetId))
      .leftJoin(shadows, and(eq(shadows.workspaceId, workspaces.id), isNull(shadows.endedAt)))
      .leftJoin(shadowSet, eq(shadowSet.id, shadows.ruleSetId))
      .where(eq(workspaces.id, workspaceId)),
  );
  const { activeId, activeHash, shadowId, shadowHash, against, startedAt } = row ?? none;
  return {
    active: activeId !== null && activeHash !== null ? { id: activeId, hash: activeHash } : undefined,
    shadow:
      shadowId !== null && against !== null && startedAt !== null
        ? { id: shadowId, hash: shadowHash, against, startedAt }
        : undefined,
  };
}

const none = { activeId: null, activeHash: null, shadowId: null, shadowHash: null, against: null, startedAt: null };
