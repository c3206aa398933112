import { createRoute } from '@hono/zod-openapi';
import { stopShadow as stop } from '../../decide/choose-rule-set.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';
import { decisionHeader } from '../rule-sets.js';

const route = createRoute({
  method: 'delete',
  path: '/v1/rule-sets/{id}/shadow',
  operationId: 'stopShadow',
  tags: ['rules'],
  summary: 'Evaluate a rule set no longer beside the active one',
  description: 'Its counts stay where getRuleSet has them.',
  request: { params: idParameter('rst') },
  responses: {
    204: { description: 'It is not in shadow; where that is new it is on record.', headers: decisionHeader },
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const stopShadow = operation(route, 'rules', async (c, context) => {
  const choosing = { id: c.req.valid('param').id, requestId: c.get('requestId') };
  const { decisionId } = await stop(context, choosing);
  return c.body(null, 204, decisionId === null ? {} : { 'Decision-Id': decisionId });
});
