import { createRoute } from '@hono/zod-openapi';
import { getRecommendation as get } from '../../decide/recommendations.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';
import { recommendationResponseSchema } from '../schemas.js';

const route = createRoute({
  method: 'get',
  path: '/v1/recommendations/{id}',
  operationId: 'getRecommendation',
  tags: ['recommendations'],
  summary: 'A recommendation as it is now',
  request: { params: idParameter('rec') },
  responses: {
    200: { description: 'It.', content: { 'application/json': { schema: recommendationResponseSchema } } },
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const getRecommendation = operation(route, 'advise', async (c, context) => {
  const recommendation = await get(context, c.req.valid('param').id);
  return c.json(recommendation, 200, { 'Decision-Id': recommendation.decisionId });
});
