import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { pruneTrail } from '../../decide/prune-trail.js';
import { operation, problemResponses } from '../operation.js';
import { givenTimeSchema } from '../times.js';
import { reasonSchema } from '../reasons.js';

const count = z.int().min(0);

const prunedSchema = z
  .object({
    pruned: count.meta({ description: 'How many entries went.' }),
    upTo: count.meta({ description: 'Place of the last entry that is there no more; 0 for none.' }),
  })
  .meta({ id: 'Pruning' });

const route = createRoute({
  method: 'post',
  path: '/v1/audit/prune',
  operationId: 'pruneAudit',
  tags: ['audit'],
  summary: 'Take the oldest entries away',
  description:
    'Up to the last signed note before a time; notes of more than an hour ago are an hour apart. An entry says who did it and why, and has what the rest is verified from. Decisions of those entries are there no more. Export the trail first: nothing else has them.',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({
              before: givenTimeSchema.meta({ description: 'Entries from this time on stay.' }),
              reason: reasonSchema,
            })
            .meta({ id: 'PruneRequest' }),
          examples: {
            retention: {
              summary: 'What is older than the law asks for',
              value: { before: '2024-01-01T00:00:00Z', reason: 'Kept for two years.' },
            },
          },
        },
      },
    },
  },
  responses: {
    200: { description: 'What went.', content: { 'application/json': { schema: prunedSchema } } },
    ...problemResponses(400, 401, 403, 409, 413, 415, 422, 429, 500, 503),
  },
});

export const pruneAudit = operation(route, 'admin', async (c, context) => {
  const { before, reason } = c.req.valid('json');
  return c.json(await pruneTrail(context, { before: Date.parse(before), reason }), 200);
});
