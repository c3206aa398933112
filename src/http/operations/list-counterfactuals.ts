import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { counterfactualsOf } from '../../decide/counterfactuals.js';
import { isCollectSlot, type Slot, slots } from '../../settings/slots.js';
import { answerFinished, finishedHeaders, ifNoneMatchHeaders, notModified } from '../finished.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';

const factValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const counterfactualSchema = z
  .object({
    changes: z
      .array(z.object({ fact: z.string(), from: factValue, to: factValue }))
      .meta({ description: 'One fact or two; `null` is a fact that is not known.' }),
    value: z.unknown().meta({ description: 'What the slot would be.' }),
    ruleId: z.string().nullable().meta({ description: 'The rule that would decide it.' }),
  })
  .meta({ id: 'Counterfactual' });

const responseSchema = z
  .object({
    decisionId: z.string(),
    slot: z.string(),
    value: z.unknown().meta({ description: 'What the slot is.' }),
    ruleId: z.string().nullable().meta({ description: 'Null where it does not apply or the caller fixed it.' }),
    data: z.array(counterfactualSchema),
    count: z
      .int()
      .min(0)
      .max(Number.MAX_SAFE_INTEGER)
      .meta({ description: 'How many there are; `data` has the first hundred.' }),
    exhausted: z
      .boolean()
      .meta({ description: 'False: a bound on the work ended the search, and there may be others.' }),
    edgesOnly: z.array(z.array(z.string()).min(2).max(2)).meta({
      description:
        'Pairs of facts from which one fact follows. They can be traded for one another; only changes that take one of them to an edge of its own were looked at.',
    }),
  })
  .meta({ id: 'CounterfactualList' });

const slotNames = slots.filter((slot) => !isCollectSlot(slot)) as [Slot, ...Slot[]];

const route = createRoute({
  method: 'get',
  path: '/v1/decisions/{id}/counterfactuals',
  operationId: 'listCounterfactuals',
  tags: ['decisions'],
  summary: 'The smallest changes that flip a setting',
  description:
    'Of the facts that the recorded profile states, one or two at a time; derived facts follow. Comparisons cut each fact into finitely many cells, so that nothing is sampled, and every change is confirmed by an evaluation. A flip is another value by another rule, or that the slot begins or ceases to apply.',
  request: {
    params: idParameter('dec'),
    headers: ifNoneMatchHeaders,
    query: z.object({
      slot: z.enum(slotNames).meta({ description: 'The setting.', example: 'optimizer' }),
      facts: z
        .enum(['1', '2'])
        .optional()
        .openapi({
          type: 'integer',
          enum: [1, 2],
          default: 2,
          description: 'Facts that are changed at once, at most.',
        }),
    }),
  },
  responses: {
    200: {
      description: 'Those of one fact first.',
      headers: finishedHeaders,
      content: { 'application/json': { schema: responseSchema } },
    },
    ...notModified,
    ...problemResponses(401, 403, 404, 409, 422, 500, 503),
  },
});

export const listCounterfactuals = operation(route, 'audit', async (c, context) => {
  const { slot, facts } = c.req.valid('query');
  const request = { id: c.req.valid('param').id, slot, mostFacts: facts === '1' ? (1 as const) : (2 as const) };
  const { found: data, evaluations: _, ...rest } = await counterfactualsOf(context, request);
  return answerFinished(c, { ...rest, data });
});
