import { kindsInWords } from '../audit/decision-kinds.js';
import { z } from 'zod';
import { verdictSchema } from '../settings/recommendation.js';
import { slots, type Slot } from '../settings/slots.js';
import { defined } from './defined.js';
import { idPattern } from './ids.js';
import { nameSchema } from './names.js';
import { momentSchema } from './times.js';

function moment(description: string) {
  return { type: 'string', format: 'date-time', description } as const;
}

/** What narrows a list of decisions, as a query says it. */
export const filterSchema = z.object({
  recommendation: z.string().regex(idPattern).optional().meta({ description: 'Only those about this recommendation.' }),
  from: momentSchema.optional().openapi({ ...moment('From this time on.') }),
  to: momentSchema.optional().openapi({ ...moment('Before this time.') }),
  kind: z
    .string()
    .regex(/^[a-z]{1,40}$/)
    .optional()
    .meta({ description: `${kindsInWords}.` }),
  actor: nameSchema.optional().meta({ description: 'Who asked.' }),
  dataset: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .meta({ description: 'Only those about a recommendation that was made of the file with this SHA-256.' }),
  rule: z.string().min(1).max(100).optional().meta({ description: 'The rule that decided, or that proposed a trial.' }),
  slot: z
    .enum(slots as [Slot, ...Slot[]])
    .optional()
    .meta({ description: 'A setting that was decided, tried or judged.' }),
  value: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .meta({ description: 'What the setting is: JSON, or else a text. With `slot` or `rule` of that setting.' }),
  verdict: verdictSchema.optional().meta({ description: 'What a probe found; with `slot` about that setting.' }),
});

/** The same as the list is asked for it. */
export const filterOf = ({ recommendation, dataset, ...filter }: z.infer<typeof filterSchema>) =>
  defined({ ...filter, recommendationId: recommendation, datasetHash: dataset });
