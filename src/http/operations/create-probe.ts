import { createRoute } from '@hono/zod-openapi';
import { createProbe as create } from '../../decide/probes.js';
import { idempotencyHeaders, idempotencyOf } from '../idempotency.js';
import { idParameter } from '../ids.js';
import { linksTo } from '../links.js';
import { operation, problemResponses } from '../operation.js';
import { askedOfProbe, probeRequestSchema, probeSchema, showProbe } from '../probes.js';

const route = createRoute({
  method: 'post',
  path: '/v1/recommendations/{id}/probes',
  operationId: 'createProbe',
  tags: ['probes'],
  summary: 'Test a recommendation by a short training',
  description:
    'Queues a probe on the dataset of which the recommendation was made. When it has ended, the recommendation has its settings, verdicts and scores.',
  request: {
    params: idParameter('rec'),
    headers: idempotencyHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: probeRequestSchema,
          examples: {
            seconds: { summary: 'Thirty seconds', value: { budgetSeconds: 30 } },
            trials: { summary: 'The same answer at every time', value: { trialsLimit: 20, seed: 1 } },
          },
        },
      },
    },
  },
  responses: {
    201: {
      description: 'The probe, which waits for a worker.',
      headers: { Location: { description: 'Path of the probe.', schema: { type: 'string' } } },
      links: linksTo(['getProbe', 'cancelProbe', 'streamProbeEvents']),
      content: { 'application/json': { schema: probeSchema } },
    },
    ...problemResponses(400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503),
  },
});

export const createProbe = operation(route, 'probe', async (c, context) => {
  const { id } = c.req.valid('param');
  const request = c.req.valid('json');
  const probe = await create(context, {
    recommendationId: id,
    probe: askedOfProbe(request),
    requestId: c.get('requestId'),
    idempotency: idempotencyOf(c.req.valid('header'), 'createProbe', { id, request }),
  });
  return c.json(showProbe(probe), 201, { Location: `/v1/probes/${probe.id}` });
});
