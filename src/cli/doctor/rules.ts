import { lintThoroughly } from '../../advise/lint.js';
import type { Context } from '../../decide/context.js';
import { asSextantError } from '../../errors.js';
import type { Check } from './check.js';

/** Loads the rules and looks for what is wrong with them. */
export async function checkRules(context: Context): Promise<Check> {
  const name = 'rules';
  try {
    const { ruleSet } = await context.advisor();
    const findings = await lintThoroughly(ruleSet);
    const what = `${ruleSet.name} ${ruleSet.version}, ${ruleSet.rules.length} rules, SHA-256 ${ruleSet.hash.slice(0, 12)}`;
    if (findings.length === 0) return { name, status: 'ok', detail: `${what}; nothing wrong with them` };
    const [first] = findings;
    const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
    const detail = `${what}; ${first?.ruleId ?? 'a rule'}: ${first?.problem ?? ''}${more}`;
    return { name, status: 'broken', detail, ...(first && { fix: first.fix }) };
  } catch (thrown) {
    const { message, hint } = asSextantError(thrown);
    return { name, status: 'broken', detail: message, ...(hint !== undefined && { fix: hint }) };
  }
}
