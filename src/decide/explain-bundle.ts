import { renderSentence } from '../advise/explain.js';
import { type Bundle, openBundle } from '../audit/bundle/read.js';
import { explainDecision, type Explanation } from '../audit/explain.js';
import { readPayload } from '../audit/payload.js';
import type { DecisionRecord } from '../audit/schema.js';
import { readRuleSet } from '../audit/stored-rule-set.js';
import { type DecisionSummary, summarize } from './list-decisions.js';
import { notFound } from './not-found.js';

/** What an exported trail says, for who has nothing else. Whether it was changed is another question. */

/**
 * Its decisions in the order in which they were recorded; erased ones and what is no decision are left out.
 * @throws SextantError `bundle_invalid`
 */
export async function listBundle(folder: string): Promise<DecisionSummary[]> {
  const found: DecisionSummary[] = [];
  for await (const record of recordsIn(openBundle(folder), () => true)) found.push(summarize(record));
  return found;
}

/**
 * One of its decisions in words, or that of a recommendation; with the trials, verdicts and overrides that followed it.
 * @throws SextantError `bundle_invalid`, `not_found`
 */
export async function explainBundle(folder: string, id: string): Promise<Explanation> {
  const bundle = openBundle(folder);
  let record: DecisionRecord | undefined;
  const children: DecisionRecord[] = [];
  const isNamed = (payload: string): boolean =>
    payload.includes(JSON.stringify(id)) ||
    (record?.recommendationId != null && payload.includes(JSON.stringify(record.recommendationId)));
  for await (const found of recordsIn(bundle, isNamed)) {
    const isIt = found.id === id || (found.kind === 'recommendation' && found.recommendationId === id);
    if (isIt) record ??= found;
    else if (record?.kind === 'recommendation' && found.recommendationId === record.recommendationId)
      children.push(found);
  }
  if (record === undefined) throw notFound('decision', id);
  const { hash } = record.ruleSet;
  const ruleSet = readRuleSet({ hash, body: bundle.ruleSet(hash) });
  return explainDecision({ record, children, ruleSet, renderSentence });
}

async function* recordsIn(bundle: Bundle, isWanted: (payload: string) => boolean): AsyncGenerator<DecisionRecord> {
  for await (const entry of bundle.entries()) {
    if (entry?.payload == null || !isWanted(entry.payload)) continue;
    const record = readPayload(entry.payload);
    if (record) yield record;
  }
}
