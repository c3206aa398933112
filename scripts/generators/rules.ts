import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { loadRuleSet } from '../../src/advise/load.js';
import { ruleSchema } from '../../src/advise/schema.js';
import { ruleCatalogue } from '../../src/report/rule-catalogue.js';

/** The catalogue of the built-in rules for people, and the JSON Schema of a rule for editors. */
export async function files(): Promise<Record<string, string>> {
  const ruleSet = await loadRuleSet(fileURLToPath(new URL('../../rules/', import.meta.url)));
  const schema = z.toJSONSchema(ruleSchema, { target: 'draft-2020-12', io: 'input' });
  return {
    'docs/rules.md': ruleCatalogue(ruleSet),
    'openapi/schemas/rule.schema.json': `${JSON.stringify({ title: 'Rule', ...schema }, null, 2)}\n`,
  };
}
