import type { RuleSet } from '../advise/schema.js';
import { SextantError } from '../errors.js';
import type { Database } from '../store/database.js';
import { getRuleSetRow } from '../store/rule-sets.js';

/** The rules that recommended something, as they were recorded with it. */
export async function recordedRules(db: Database, hash: string): Promise<RuleSet> {
  const row = await getRuleSetRow(db, hash);
  if (!row) throw new SextantError('internal', `The rule set ${hash} of the recommendation is not in the store.`);
  return { ...(JSON.parse(row.body) as Omit<RuleSet, 'hash'>), hash };
}
