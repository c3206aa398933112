import { createRoute } from '@hono/zod-openapi';
import { listKeys as list } from '../../decide/keys.js';
import { apiKeySchema, showKey } from '../keys.js';
import { operation, problemResponses } from '../operation.js';
import { answerPage, byCreation, pageQuerySchema, pageSchema } from '../paging.js';

const route = createRoute({
  method: 'get',
  path: '/v1/keys',
  operationId: 'listKeys',
  tags: ['keys'],
  summary: 'Keys, newest first',
  request: { query: pageQuerySchema },
  responses: {
    200: {
      description: 'A page of them, those that ended too.',
      content: { 'application/json': { schema: pageSchema(apiKeySchema, 'KeyPage') } },
    },
    ...problemResponses(401, 403, 422, 500, 503),
  },
});

export const listKeys = operation(route, 'admin', async (c, context) =>
  c.json(
    await answerPage(c.req.valid('query'), { list: (page) => list(context, page), placeOf: byCreation, show: showKey }),
    200,
  ),
);
