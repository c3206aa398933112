import { join } from 'node:path';
import { type Advisor, createAdvisor } from '../advise/advise.js';
import { loadRuleSet } from '../advise/load.js';
import { readRuleSet } from '../advise/read-rule-set.js';
import { SextantError } from '../errors.js';
import { packageRoot } from '../package-info.js';
import { getRuleSetOf } from '../store/rule-sets.js';
import type { RuleSetRow } from '../store/schema.js';
import { advisorFor } from './advisor-for.js';
import type { Context } from './context.js';

/** Names of rule sets beside their hashes: the one in force, and the one that is shipped. */
export const ruleSetNames = ['active', 'built-in'] as const;

/** Rule sets that stay compiled: to read one takes as long as a hundred decisions. */
const MOST_KEPT = 8;

/** By hash. What a rule set answers hangs on nothing else, so that it does not matter for whom it was compiled. */
const compiled = new Map<string, Advisor>();

let shipped: Promise<Advisor> | undefined;
const builtIn = (): Promise<Advisor> => (shipped ??= loadRuleSet(join(packageRoot, 'rules')).then(createAdvisor));

/**
 * The advisor of a rule set that the workspace can name: `active`, `built-in`, or the hash of one that decided something in it.
 * @throws SextantError `not_found`; `rules_invalid` where this version cannot evaluate it
 */
export async function ruleSetNamed(context: Context, name: string): Promise<Advisor> {
  if (name === 'built-in') return builtIn();
  const active = await advisorFor(context);
  if (name === 'active' || active.ruleSet.hash === name) return active;
  const { workspaceId } = context;
  const row = await context.store(({ db }) => getRuleSetOf(db, workspaceId, name));
  if (row) return compile(row);
  const ofPackage = await builtIn();
  if (ofPackage.ruleSet.hash === name) return ofPackage;
  throw new SextantError('not_found', `There is no rule set ${name.slice(0, 64)} here.`, {
    hint: `Name ${ruleSetNames.join(', ')}, or the hash of a rule set that a recorded decision names.`,
  });
}

/** The advisor of a rule set that is on record. Throws `rules_invalid`. */
export function compile({ hash, body }: Pick<RuleSetRow, 'hash' | 'body'>): Advisor {
  const known = compiled.get(hash);
  if (known) return known;
  const advisor = createAdvisor(readRuleSet(body, hash));
  const [oldest] = compiled.keys();
  if (compiled.size >= MOST_KEPT && oldest !== undefined) compiled.delete(oldest);
  compiled.set(hash, advisor);
  return advisor;
}
