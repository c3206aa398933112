import { z } from 'zod';
import type { Finding } from '../advise/findings.js';
import type { Rule } from '../advise/schema.js';
import type { RuleSetDetails, RuleSetEntry } from '../decide/rule-sets.js';
import { nameSchema } from './names.js';
import { timeSchema, toTime } from './times.js';

const members = {
  id: { type: 'string' },
  slot: { type: 'string' },
  priority: { type: 'number' },
  when: { type: 'object', additionalProperties: true, description: 'Absent: the rule always fires.' },
  recommend: { description: 'The value, or how it is computed.' },
  because: { type: 'string' },
  source: { type: 'object', additionalProperties: true },
} as const;
const required = ['id', 'slot', 'priority', 'recommend', 'because', 'source'];

/** As in the files under `rules/`; a condition is a tree of any depth. */
export const ruleSchema = z.custom<Rule>().meta({ id: 'Rule', type: 'object', required, properties: members });

const conditions = z.custom<Record<string, unknown>>().meta({
  type: 'object',
  additionalProperties: { type: 'object', additionalProperties: true },
  description: 'Conditions that rules refer to by name.',
});

/** Only the outermost members: what is within is looked at in a process of its own. */
export const ruleSetRequestSchema = z
  .strictObject({
    name: nameSchema,
    version: z.string().regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}$/),
    extends: z
      .string()
      .regex(/^(?:built-in|[0-9a-f]{64})$/)
      .optional()
      .meta({
        description:
          'Makes it an overlay, whose rules go before those that are shipped: `built-in`, or their hash, which is then checked.',
      }),
    conditions: conditions.optional(),
    rules: z
      .array(z.unknown().meta({ id: 'RuleInput', type: 'object', required, properties: members }))
      .min(1)
      .max(1000),
  })
  .meta({ id: 'RuleSetRequest' });

const entry = {
  id: z.string(),
  name: z.string(),
  version: z.string(),
  hash: z.string().meta({ description: 'SHA-256 of the canonical content, lower-case hexadecimal.' }),
  kind: z.enum(['builtIn', 'overlay', 'whole']).meta({ description: 'builtIn: what the service brings.' }),
  extends: z.string().nullable().meta({ description: 'Hash of the rules that it extends.' }),
  rules: z.int().min(0).max(1_000_000).meta({ description: 'How many, those that it extends among them.' }),
  createdAt: timeSchema.nullable().meta({ description: 'Null: what the service brings.' }),
  createdBy: z.string().nullable(),
  status: z
    .enum(['active', 'shadow', 'inactive'])
    .meta({ description: 'active: it decides. shadow: it is evaluated beside the active one.' }),
};

export const ruleSetSchema = z.object(entry).meta({ id: 'RuleSet' });

export const showRuleSet = (of: RuleSetEntry): z.infer<typeof ruleSetSchema> => ({
  ...of,
  createdAt: of.createdAt === null ? null : toTime(of.createdAt),
});

export const namedSetSchema = z
  .object({ id: z.string(), name: z.string(), version: z.string(), hash: z.string() })
  .meta({ id: 'RuleSetReference' });

export const findingSchema = z
  .object({
    kind: z.enum(['invalid', 'duplicate', 'conflict', 'shadowed', 'unreachable', 'gap', 'unproven']),
    ruleId: z.string().nullable(),
    problem: z.string(),
    fix: z.string(),
    witness: z
      .custom<NonNullable<unknown>>()
      .optional()
      .meta({ type: 'object', additionalProperties: true, description: 'A profile for which it shows, if any.' }),
  })
  .meta({ id: 'RuleFinding' });

export const showFinding = (finding: Finding): z.infer<typeof findingSchema> => {
  const { kind = 'invalid', ruleId = null, problem, fix, witness } = finding;
  return { kind, ruleId, problem, fix, ...(witness !== undefined && witness !== null && { witness }) };
};

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

const shadowSchema = z
  .object({
    against: z.string().meta({ description: 'Hash of the active rule set that it is compared with.' }),
    startedAt: timeSchema,
    endedAt: timeSchema.nullable().meta({ description: 'Null while it runs.' }),
    decisions: count,
    different: count.meta({ description: 'Decisions in which at least one setting comes out differently.' }),
    failed: count.meta({ description: 'Decisions to which it has no answer.' }),
    skipped: count.meta({ description: 'Decisions for which there was no time.' }),
    bySlot: z.record(z.string(), count).meta({ description: 'Decisions in which a setting comes out differently.' }),
  })
  .meta({ id: 'Shadow' });

export const ruleSetDetailsSchema = z
  .object({
    ...entry,
    conditions,
    rules: z.array(ruleSchema).meta({ description: 'Those of an overlay itself have `layer` 1.' }),
    proof: z
      .object({ isProven: z.boolean(), findings: z.array(findingSchema) })
      .nullable()
      .meta({ description: 'Null where nobody has asked for it yet: see lintRuleSet.' }),
    shadow: shadowSchema.nullable().meta({ description: 'What came of it as a candidate, now or at the last time.' }),
  })
  .meta({ id: 'RuleSetDetails' });

export function showDetails(details: RuleSetDetails): z.infer<typeof ruleSetDetailsSchema> {
  const { content, findings, shadow } = details;
  const { rules: _, ...of } = showRuleSet(details.entry);
  return {
    ...of,
    conditions: content.conditions,
    rules: [...content.rules],
    proof: findings === null ? null : { isProven: findings.length === 0, findings: findings.map(showFinding) },
    shadow: shadow && {
      ...shadow,
      startedAt: toTime(shadow.startedAt),
      endedAt: shadow.endedAt === null ? null : toTime(shadow.endedAt),
    },
  };
}

/** Of an operation that is on record where it changed something. */
export const decisionHeader = {
  'Decision-Id': { description: 'Id of the recorded change.', schema: { type: 'string' as const } },
};
