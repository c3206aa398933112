import { readDecision } from '../audit/record.js';
import type { DecisionRecord } from '../audit/schema.js';
import { getDecision as getRow } from '../store/get-decision.js';
import type { Context } from './context.js';
import { notFound } from './not-found.js';

/**
 * One decision as it was recorded, with its facts and its trace.
 * @throws SextantError `not_found`, and `record_damaged` when the record was changed after it was written
 */
export async function getDecision(context: Context, id: string): Promise<DecisionRecord> {
  const row = await context.store(({ db }) => getRow(db, context.workspaceId, id));
  if (row) return readDecision(row);
  throw notFound('decision', id);
}
