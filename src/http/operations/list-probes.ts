import { createRoute } from '@hono/zod-openapi';
import { listProbes as list } from '../../decide/probes.js';
import { operation, problemResponses } from '../operation.js';
import { answerPage, byCreation, pageQuerySchema, pageSchema } from '../paging.js';
import { probeEntrySchema, showProbeEntry } from '../probes.js';

const route = createRoute({
  method: 'get',
  path: '/v1/probes',
  operationId: 'listProbes',
  tags: ['probes'],
  summary: 'Probes, newest first',
  request: { query: pageQuerySchema },
  responses: {
    200: {
      description: 'A page of them.',
      content: { 'application/json': { schema: pageSchema(probeEntrySchema, 'ProbePage') } },
    },
    ...problemResponses(401, 403, 422, 500, 503),
  },
});

export const listProbes = operation(route, 'probe', async (c, context) =>
  c.json(
    await answerPage(c.req.valid('query'), {
      list: (page) => list(context, page),
      placeOf: byCreation,
      show: showProbeEntry,
    }),
    200,
  ),
);
