import { renderSentence } from '../advise/explain.js';
import { explainDecision, type Explanation } from '../audit/explain.js';
import { readDecision } from '../audit/record.js';
import type { RecordedRuleSet } from '../audit/rule-set.js';
import { getRuleSet } from '../audit/stored-rule-set.js';
import { SextantError } from '../errors.js';
import { prefixOf } from '../ids.js';
import type { Database } from '../store/database.js';
import { decisionsOf } from '../store/decisions-of.js';
import { getDecision } from '../store/get-decision.js';
import type { DecisionRow } from '../store/schema.js';
import type { Context } from './context.js';

interface Recorded {
  readonly row: DecisionRow;
  /** What followed it: trials and verdicts. */
  readonly children: readonly DecisionRow[];
  readonly ruleSet: RecordedRuleSet;
}

/**
 * Why a decision came out as it did, from what was recorded: of a decision (`dec_`), or of a recommendation (`rec_`) with
 * the trials and verdicts that followed it.
 * @throws SextantError `not_found`, and `store_failed` when a record was changed after it was written
 */
export async function explain(context: Context, id: string): Promise<Explanation> {
  const { row, children, ruleSet } = await context.store(({ db }) => read(db, context.workspaceId, id));
  return explainDecision({
    record: readDecision(row),
    children: children.map(readDecision),
    ruleSet,
    renderSentence,
  });
}

/** Nothing but queries while the store is held. */
async function read(db: Database, workspaceId: string, id: string): Promise<Recorded> {
  const row = await rowOf(db, workspaceId, id);
  if (row === undefined) throw notFound(id);
  const ruleSet = await getRuleSet(db, row.ruleSetHash);
  if (ruleSet === undefined)
    throw new SextantError('store_failed', `The rule set of the decision ${id} is not stored.`);
  const { kind, recommendationId } = row;
  const related =
    kind === 'recommendation' && recommendationId !== null ? await decisionsOf(db, workspaceId, recommendationId) : [];
  return { row, children: related.filter((one) => one.id !== row.id), ruleSet };
}

async function rowOf(db: Database, workspaceId: string, id: string): Promise<DecisionRow | undefined> {
  const prefix = prefixOf(id);
  if (prefix === 'dec') return getDecision(db, workspaceId, id);
  if (prefix !== 'rec') return undefined;
  const rows = await decisionsOf(db, workspaceId, id);
  return rows.find(({ kind }) => kind === 'recommendation');
}

function notFound(id: string): SextantError {
  const isId = ['dec', 'rec'].includes(prefixOf(id) ?? '');
  const message = isId
    ? `There is no record of ${id} here.`
    : `${id.slice(0, 60)} is not the id of a decision or a recommendation.`;
  return new SextantError('not_found', message, {
    hint: '`sextant decisions` lists what is recorded; --data-dir names the folder of another record.',
    fields: { id: id.slice(0, 60) },
  });
}
