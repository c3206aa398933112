import type { Asked, Comparison } from '../advise/compare.js';
import type { RuleSetDifference } from '../advise/diff.js';
import { tryDecision } from '../audit/record.js';
import type { DecisionRow } from '../store/schema.js';
import { listDecisions } from '../store/list-decisions.js';
import { nextTurn } from '../turn.js';
import type { Context } from './context.js';
import { contentOf, findOwn, type OwnRuleSet, serviceRules } from './rule-sets.js';

export interface DiffRequest {
  readonly before: string;
  readonly after: string;
  /** So many of the newest decisions are asked anew. */
  readonly decisions: number;
}

type Named = Pick<OwnRuleSet, 'id' | 'name' | 'version' | 'hash'>;

export interface RuleSetDiff {
  readonly before: Named;
  readonly after: Named;
  /** Null where comparing them takes too long. */
  readonly cells: RuleSetDifference | null;
  readonly decisions: Comparison | null;
}

/**
 * Where two rule sets of the workspace differ: in their rules, over all regions of facts, and in what they say to the newest
 * recorded decisions.
 * @throws SextantError `not_found`, `queue_full`, `not_ready`, and what the store throws
 */
export async function diffRuleSets(context: Context, request: DiffRequest): Promise<RuleSetDiff> {
  const { checker } = serviceRules(context);
  const [a, b] = [await findOwn(context, request.before), await findOwn(context, request.after)];
  const sets = { before: await contentOf(context, a), after: await contentOf(context, b) };
  const asked = await newestAsked(context, request.decisions);
  const [cells, decisions] = await Promise.all([checker.run('diff', sets), checker.run('compare', { ...sets, asked })]);
  return { before: named(a), after: named(b), cells: cells ?? null, decisions: decisions ?? null };
}

const named = ({ id, name, version, hash }: OwnRuleSet): Named => ({ id, name, version, hash });

/** Records that are read before other work goes on. */
const RECORDS_OF_A_TURN = 20;

/** What was asked at the newest decisions of rules. */
async function newestAsked({ store, workspaceId }: Context, limit: number): Promise<Asked[]> {
  const rows = await store(({ db }) => listDecisions(db, { workspaceId, limit, kind: 'recommendation' }));
  const asked: Asked[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % RECORDS_OF_A_TURN === RECORDS_OF_A_TURN - 1) await nextTurn();
    asked.push(...askedIn(row));
  }
  return asked;
}

function askedIn(row: DecisionRow): Asked[] {
  const read = tryDecision(row);
  // Of one that was changed after it was written nobody knows what was asked.
  if (!('record' in read) || read.record.kind !== 'recommendation') return [];
  const { id, facts } = read.record;
  return [{ id, profile: facts.profile, fixed: facts.settings }];
}
