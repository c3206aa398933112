import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { listCheckpoints as list } from '../../decide/audit.js';
import { operation, problemResponses } from '../operation.js';
import { answerPage, pageQuerySchema, pageSchema } from '../paging.js';
import { timeSchema, toTime } from '../times.js';

const checkpointSchema = z
  .object({
    size: z.int().meta({ description: 'Entries that it vouches for.' }),
    createdAt: timeSchema,
    note: z.string().meta({
      description:
        'The signed note (https://c2sp.org/signed-note): keep it, and nobody can change those entries unseen.',
    }),
  })
  .meta({ id: 'Checkpoint' });

const route = createRoute({
  method: 'get',
  path: '/v1/audit/checkpoints',
  operationId: 'listCheckpoints',
  tags: ['audit'],
  summary: 'Signed notes on the chain, newest first',
  description:
    'One is made at most ten seconds after an entry, and every 256 entries; of those within an hour the newest stays.',
  request: { query: pageQuerySchema },
  responses: {
    200: {
      description: 'A page of them.',
      content: { 'application/json': { schema: pageSchema(checkpointSchema, 'CheckpointPage') } },
    },
    ...problemResponses(401, 403, 422, 500, 503),
  },
});

export const listCheckpoints = operation(route, 'audit', async (c, context) =>
  c.json(
    await answerPage(c.req.valid('query'), {
      list: ({ limit, before }) => list(context, { limit, before: before?.at }),
      placeOf: ({ size }) => ({ at: size, id: String(size) }),
      show: ({ size, createdAt, note }) => ({ size, createdAt: toTime(createdAt), note }),
    }),
    200,
  ),
);
