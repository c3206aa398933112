import { SextantError } from '../errors.js';
import type { Database } from '../store/database.js';
import { getRuleSetRow } from '../store/rule-sets.js';
import type { RuleSetRow } from '../store/schema.js';
import { payloadHash } from './entry-hash.js';
import { damagedHint } from './record.js';
import { type RecordedRuleSet, recordedRuleSetSchema } from './rule-set.js';

/** Rule sets that are kept in mind: one decides, another did so before, and one or two are compared. */
const MOST_KNOWN = 4;

const known = new Map<string, RecordedRuleSet>();

/** A rule set that decided something, by its hash; what has a hash never changes. */
export async function getRuleSet(db: Database, hash: string): Promise<RecordedRuleSet | undefined> {
  const found = known.get(hash);
  if (found) return found;
  const row = await getRuleSetRow(db, hash);
  return row && readRuleSet(row);
}

/** The rule set of a stored row. Throws `store_failed` when the text does not have its hash. */
export function readRuleSet({ hash, body }: Pick<RuleSetRow, 'hash' | 'body'>): RecordedRuleSet {
  const found = known.get(hash);
  if (found) return found;
  if (payloadHash(body) !== hash)
    throw new SextantError('store_failed', `The stored rule set ${hash} was changed after it was written.`, {
      hint: damagedHint,
    });
  const ruleSet = recordedRuleSetSchema.parse(JSON.parse(body));
  if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value ?? '');
  known.set(hash, ruleSet);
  return ruleSet;
}
