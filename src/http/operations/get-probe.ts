import { createRoute } from '@hono/zod-openapi';
import { getProbe as get } from '../../decide/probes.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';
import { probeSchema, showProbe } from '../probes.js';

const route = createRoute({
  method: 'get',
  path: '/v1/probes/{id}',
  operationId: 'getProbe',
  tags: ['probes'],
  summary: 'A probe as it is now',
  request: { params: idParameter('prb') },
  responses: {
    200: { description: 'It.', content: { 'application/json': { schema: probeSchema } } },
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const getProbe = operation(route, 'probe', async (c, context) =>
  c.json(showProbe(await get(context, c.req.valid('param').id)), 200),
);
