import { createRoute } from '@hono/zod-openapi';
import { cancelProbe as cancel } from '../../decide/probes.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';
import { probeSchema, showProbe } from '../probes.js';

const route = createRoute({
  method: 'post',
  path: '/v1/probes/{id}/cancel',
  operationId: 'cancelProbe',
  tags: ['probes'],
  summary: 'End a probe early',
  description:
    'One that waits ends at once. One that runs ends within a few seconds, and what it has found by then is kept; follow it to see when.',
  request: { params: idParameter('prb') },
  responses: {
    200: { description: 'The probe as it is now.', content: { 'application/json': { schema: probeSchema } } },
    ...problemResponses(401, 403, 404, 409, 422, 500, 503),
  },
});

export const cancelProbe = operation(route, 'probe', async (c, context) =>
  c.json(showProbe(await cancel(context, c.req.valid('param').id)), 200),
);
