import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { getRecommendation } from '../../decide/recommendations.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';

const route = createRoute({
  method: 'get',
  path: '/v1/recommendations/{id}/report',
  operationId: 'getReport',
  tags: ['recommendations'],
  summary: 'A recommendation as a page for people',
  description: 'One file with its pictures; it loads nothing from elsewhere.',
  request: { params: idParameter('rec') },
  responses: {
    200: { description: 'The page.', content: { 'text/html': { schema: z.string() } } },
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const getReport = operation(route, 'advise', async (c, context) => {
  const recommendation = await getRecommendation(context, c.req.valid('param').id);
  // Charts are heavy: a service that starts does not wait for them.
  const { renderHtml } = await import('../../report/html.js');
  const page = renderHtml(recommendation, { title: recommendation.id, reproduce: [], rules: '/rules' });
  return c.html(page, 200);
});
