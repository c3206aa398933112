import { createRoute } from '@hono/zod-openapi';
import { listKeys as list } from '../../decide/keys.js';
import { apiKeySchema, showKey } from '../keys.js';
import { operation, problemResponses } from '../operation.js';
import { pageOf, pageQuerySchema, pageSchema, toPage } from '../pages.js';

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

export const listKeys = operation(route, 'admin', async (c, context) => {
  const page = pageOf(c.req.valid('query'));
  const entries = await list(context, { ...page, limit: page.limit + 1 });
  const { data, nextCursor } = toPage(entries, page, ({ createdAt, id }) => ({ at: createdAt, id }));
  return c.json({ data: data.map(showKey), nextCursor }, 200);
});
