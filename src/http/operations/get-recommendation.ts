import { createRoute } from '@hono/zod-openapi';
import { isUnderWay } from '../../decide/probe-states.js';
import { getRecommendation as get } from '../../decide/recommendations.js';
import { answerFinished, decisionHeader, finishedHeaders, ifNoneMatchHeaders, notModified } from '../finished.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';
import { recommendationResponseSchema } from '../schemas.js';

const route = createRoute({
  method: 'get',
  path: '/v1/recommendations/{id}',
  operationId: 'getRecommendation',
  tags: ['recommendations'],
  summary: 'A recommendation as it is now',
  request: { params: idParameter('rec'), headers: ifNoneMatchHeaders },
  responses: {
    200: {
      description: 'It.',
      headers: { ...finishedHeaders, ...decisionHeader },
      content: { 'application/json': { schema: recommendationResponseSchema } },
    },
    ...notModified,
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const getRecommendation = operation(route, 'advise', async (c, context) => {
  const recommendation = await get(context, c.req.valid('param').id);
  const headers = { 'Decision-Id': recommendation.decisionId };
  return isUnderWay(recommendation) ? c.json(recommendation, 200, headers) : answerFinished(c, recommendation, headers);
});
