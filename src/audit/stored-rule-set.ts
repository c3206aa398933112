import { SextantError } from '../errors.js';
import type { Database } from '../store/database.js';
import { getRuleSetRow } from '../store/rule-sets.js';
import { payloadHash } from './entry-hash.js';
import { type RecordedRuleSet, recordedRuleSetSchema } from './rule-set.js';

/** Rule sets that are kept in mind: one decides, another did so before, and one or two are compared. */
const MOST_KNOWN = 4;

const known = new Map<string, RecordedRuleSet>();

/** A rule set that decided something, by its hash, which its text is checked against; what has a hash never changes. */
export async function getRuleSet(db: Database, hash: string): Promise<RecordedRuleSet | undefined> {
  const found = known.get(hash);
  if (found) return found;
  const row = await getRuleSetRow(db, hash);
  if (row === undefined) return undefined;
  if (payloadHash(row.body) !== hash)
    throw new SextantError('store_failed', `The stored rule set ${hash} was changed after it was written.`);
  const ruleSet = recordedRuleSetSchema.parse(JSON.parse(row.body));
  if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value ?? '');
  known.set(hash, ruleSet);
  return ruleSet;
}
