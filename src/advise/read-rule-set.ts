import { z } from 'zod';
import { SextantError } from '../errors.js';
import { hashRuleSet } from './hash.js';
import { lintRuleSet } from './lint.js';
import { conditionSchema, manifestSchema, ruleSchema, type RuleSet } from './schema.js';

const recordedSchema = manifestSchema.extend({
  conditions: z.record(z.string().min(1), conditionSchema),
  rules: z.array(ruleSchema.extend({ layer: z.literal(1).optional() })),
});

/**
 * A rule set from the canonical JSON in which it is kept, by its hash. Throws `rules_invalid` where the text is not that rule
 * set, or is one that this version cannot evaluate: its schema is that of an older or a newer one, or its rules are not sound.
 */
export function readRuleSet(body: string, hash: string): RuleSet {
  const parsed = recordedSchema.safeParse(JSON.parse(body));
  if (!parsed.success) throw unreadable(hash, 'this version of Sextant does not know its form', parsed.error);
  const { name, version, extends: base, conditions, rules } = parsed.data;
  const content = {
    name,
    version,
    ...(base !== undefined && { extends: base }),
    conditions,
    rules: rules.map(({ layer, ...rule }) => (layer === undefined ? rule : { ...rule, layer })),
  };
  if (hashRuleSet(content) !== hash) throw unreadable(hash, 'its text does not have this hash');
  const [finding] = lintRuleSet(content);
  if (finding) throw unreadable(hash, `${finding.ruleId ?? 'the whole'}: ${finding.problem}`);
  return { ...content, hash };
}

const unreadable = (hash: string, why: string, cause?: unknown): SextantError =>
  new SextantError('rules_invalid', `The rule set ${hash} cannot be evaluated: ${why}.`, {
    hint: 'The record itself is as it was; `sextant explain` shows it.',
    fields: { hash },
    cause,
  });
