import { createRoute } from '@hono/zod-openapi';
import { isOpen } from '../../decide/probe-states.js';
import { getProbe as get } from '../../decide/probes.js';
import { answerFinished, finishedHeaders, ifNoneMatchHeaders, notModified } from '../finished.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';
import { probeSchema, showProbe } from '../probes.js';

const route = createRoute({
  method: 'get',
  path: '/v1/probes/{id}',
  operationId: 'getProbe',
  tags: ['probes'],
  summary: 'A probe as it is now',
  request: { params: idParameter('prb'), headers: ifNoneMatchHeaders },
  responses: {
    200: { description: 'It.', headers: finishedHeaders, content: { 'application/json': { schema: probeSchema } } },
    ...notModified,
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const getProbe = operation(route, 'probe', async (c, context) => {
  const probe = showProbe(await get(context, c.req.valid('param').id));
  return isOpen(probe) ? c.json(probe, 200) : answerFinished(c, probe);
});
