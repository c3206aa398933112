import type { RuleSet } from '../advise/schema.js';
import { payloadHash } from '../audit/entry-hash.js';
import { SextantError } from '../errors.js';
import type { Database } from '../store/database.js';
import { getRuleSetRow } from '../store/rule-sets.js';
import type { RuleSetRow } from '../store/schema.js';

/** The rules that recommended something, as they were recorded with it. */
export async function recordedRules(db: Database, hash: string): Promise<RuleSet> {
  const row = await getRuleSetRow(db, hash);
  if (!row) throw new SextantError('internal', `The rule set ${hash} of the recommendation is not in the store.`);
  return rulesOf(row);
}

/** The rules of a row. Throws `store_failed` where they have not its hash: what they decide would be recorded under the name of others. */
export function rulesOf({ hash, body }: Pick<RuleSetRow, 'hash' | 'body'>): RuleSet {
  if (payloadHash(body) === hash) return { ...(JSON.parse(body) as Omit<RuleSet, 'hash'>), hash };
  throw new SextantError('store_failed', `The stored rule set ${hash} was changed after it was written.`);
}
