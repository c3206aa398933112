import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { ruleSchema } from '../../advise/schema.js';
import { advisorFor } from '../../decide/advisor-for.js';
import { operation, problemResponses } from '../operation.js';
import { nextCursorSchema, pageOfWhole, wholeQuerySchema } from '../paging.js';

const entrySchema = z
  .object({
    id: z.string(),
    slot: z.string(),
    priority: z.number(),
    because: z.string().meta({ description: 'The reason; {{fact}} stands for the value of that fact.' }),
    source: ruleSchema.shape.source,
  })
  .meta({ id: 'RuleEntry' });

const route = createRoute({
  method: 'get',
  path: '/v1/rules',
  operationId: 'listRules',
  tags: ['rules'],
  summary: 'The rules in force',
  description: 'Without their conditions, in the order of their ids; all of them unless a `limit` is given.',
  request: {
    query: wholeQuerySchema.extend({
      slot: z.string().max(60).optional().meta({ description: 'Only those of this slot.' }),
    }),
  },
  responses: {
    200: {
      description: 'The rules, and the set that they are of.',
      content: {
        'application/json': {
          schema: z
            .object({
              ruleSet: z.object({ name: z.string(), version: z.string(), hash: z.string() }),
              data: z.array(entrySchema),
              nextCursor: nextCursorSchema,
            })
            .meta({ id: 'RuleList' }),
        },
      },
    },
    ...problemResponses(401, 403, 422, 500, 503),
  },
});

export const listRules = operation(route, 'advise', async (c, context) => {
  const { slot: wanted, ...page } = c.req.valid('query');
  const { ruleSet } = await advisorFor(context);
  const { name, version, hash, rules } = ruleSet;
  const found = rules
    .filter(({ slot }) => wanted === undefined || slot === wanted)
    .map(({ id, slot, priority, because, source }) => ({ id, slot, priority, because, source }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return c.json({ ruleSet: { name, version, hash }, ...pageOfWhole(found, page) }, 200);
});
