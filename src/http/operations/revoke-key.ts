import { createRoute } from '@hono/zod-openapi';
import { revokeKey as revoke } from '../../decide/keys.js';
import { idParameter } from '../ids.js';
import { apiKeySchema, showKey } from '../keys.js';
import { operation, problemResponses } from '../operation.js';

const route = createRoute({
  method: 'delete',
  path: '/v1/keys/{id}',
  operationId: 'revokeKey',
  tags: ['keys'],
  summary: 'End a key for good',
  description: 'It opens nothing any more; the service takes up to a second to notice.',
  request: { params: idParameter('key') },
  responses: {
    200: { description: 'The key that ended.', content: { 'application/json': { schema: apiKeySchema } } },
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const revokeKey = operation(route, 'admin', async (c, context) =>
  c.json(showKey(await revoke(context, c.req.valid('param').id)), 200),
);
