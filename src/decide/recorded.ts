import { SextantError } from '../errors.js';
import { prefixOf } from '../ids.js';
import type { Database } from '../store/database.js';
import { decisionsOf } from '../store/decisions-of.js';
import { getDecision } from '../store/get-decision.js';
import { getRuleSetRow } from '../store/rule-sets.js';
import type { DecisionRow, RuleSetRow } from '../store/schema.js';

export interface Recorded {
  readonly row: DecisionRow;
  /** Every other decision about the same recommendation, in the order in which they were made. */
  readonly related: readonly DecisionRow[];
  readonly ruleSet: RuleSetRow;
}

/**
 * A decision (`dec_`), or the one by which a recommendation (`rec_`) was made, with what belongs to it. Nothing but queries: the
 * store is held meanwhile.
 * @throws SextantError `not_found`
 */
export async function readRecorded(db: Database, workspaceId: string, id: string): Promise<Recorded> {
  const row = await rowOf(db, workspaceId, id);
  if (row === undefined) throw notFound(id);
  const ruleSet = await getRuleSetRow(db, row.ruleSetHash);
  if (ruleSet === undefined)
    throw new SextantError('store_failed', `The rule set of the decision ${id} is not stored.`);
  const { recommendationId } = row;
  const all = recommendationId === null ? [] : await decisionsOf(db, workspaceId, recommendationId);
  return { row, related: all.filter((one) => one.id !== row.id), ruleSet };
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
    hint: '`sextant decisions` lists what is recorded; --data-dir names the folder of another record. Of one that was erased or pruned the trail still tells: `sextant audit verify`, or POST /v1/audit/verify.',
    fields: { id: id.slice(0, 60) },
  });
}
