import { z } from 'zod';
import { ruleSetNames } from '../decide/rule-set-named.js';

/** How a request names a rule set. */
export const ruleSetNameSchema = z
  .string()
  .regex(new RegExp(`^(?:${ruleSetNames.join('|')}|[0-9a-f]{64})$`))
  .meta({
    description:
      '`active`: the one in force; `built-in`: the one that is shipped; or the content hash of one that decided something in the workspace.',
    example: 'built-in',
  });

export const decidingRuleSetSchema = z.object({ name: z.string(), version: z.string(), hash: z.string() });

const decidedSchema = z.object({
  ruleId: z.string().nullable().meta({ description: 'Null where the caller fixed the slot.' }),
  value: z.unknown().optional().meta({ description: 'Left out where the record does not tell it.' }),
});

/** A slot that came out differently; a list is empty where the slot does not apply. */
export const differenceSchema = z
  .object({ slot: z.string(), before: z.array(decidedSchema), after: z.array(decidedSchema) })
  .meta({ id: 'DecidedDifference' });
