import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { ruleSchema } from '../../advise/schema.js';
import { advisorFor } from '../../decide/advisor-for.js';
import { operation, problemResponses } from '../operation.js';

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
  description: 'All of them, without their conditions, in the order of their ids.',
  request: {
    query: z.object({ slot: z.string().max(60).optional().meta({ description: 'Only those of this slot.' }) }),
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
            })
            .meta({ id: 'RuleList' }),
        },
      },
    },
    ...problemResponses(401, 403, 422, 500, 503),
  },
});

export const listRules = operation(route, 'advise', async (c, context) => {
  const { slot: wanted } = c.req.valid('query');
  const { ruleSet } = await advisorFor(context);
  const { name, version, hash, rules } = ruleSet;
  const data = rules
    .filter(({ slot }) => wanted === undefined || slot === wanted)
    .map(({ id, slot, priority, because, source }) => ({ id, slot, priority, because, source }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return c.json({ ruleSet: { name, version, hash }, data }, 200);
});
