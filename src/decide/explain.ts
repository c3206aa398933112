import { renderSentence } from '../advise/explain.js';
import { explainDecision, type Explanation } from '../audit/explain.js';
import { readDecision, tryDecision } from '../audit/record.js';
import type { DecisionRecord } from '../audit/schema.js';
import { readRuleSet } from '../audit/stored-rule-set.js';
import type { Context } from './context.js';
import { readRecorded } from './recorded.js';

/**
 * Why a decision came out as it did, from what was recorded: of a decision (`dec_`), or of a recommendation (`rec_`) with
 * the trials and verdicts that followed it.
 * @throws SextantError `not_found`, and `record_damaged` when its record was changed after it was written
 */
export const explain = async (context: Context, id: string): Promise<Explanation> =>
  (await explainRecord(context, id)).explanation;

/** The same beside the record itself. */
export async function explainRecord(
  context: Context,
  id: string,
): Promise<{ readonly record: DecisionRecord; readonly explanation: Explanation }> {
  const { row, related, ruleSet } = await context.store(({ db }) => readRecorded(db, context.workspaceId, id));
  const record = readDecision(row);
  const read = record.kind === 'recommendation' ? related.map((one) => ({ id: one.id, ...tryDecision(one) })) : [];
  const explanation = explainDecision({
    record,
    children: read.flatMap((one) => ('record' in one ? [one.record] : [])),
    ruleSet: readRuleSet(ruleSet),
    renderSentence,
  });
  const damaged = read.flatMap((one) => ('damage' in one ? [one.id] : []));
  return { record, explanation: { ...explanation, ...(damaged.length > 0 && { damaged }) } };
}
