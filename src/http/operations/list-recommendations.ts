import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { listRecommendations as list } from '../../decide/recommendations.js';
import { operation, problemResponses } from '../operation.js';
import { pageOf, pageQuerySchema, pageSchema, toPage } from '../pages.js';
import { timeSchema, toTime } from '../times.js';

const entrySchema = z
  .object({
    id: z.string(),
    decisionId: z.string(),
    createdAt: timeSchema,
    task: z.string().nullable(),
    datasetName: z.string().nullable().meta({ description: 'Null where it was made from a profile.' }),
  })
  .meta({ id: 'RecommendationEntry' });

const route = createRoute({
  method: 'get',
  path: '/v1/recommendations',
  operationId: 'listRecommendations',
  tags: ['recommendations'],
  summary: 'Recommendations, newest first',
  request: { query: pageQuerySchema },
  responses: {
    200: {
      description: 'A page of them, without their settings.',
      content: { 'application/json': { schema: pageSchema(entrySchema, 'RecommendationPage') } },
    },
    ...problemResponses(401, 403, 422, 500, 503),
  },
});

export const listRecommendations = operation(route, 'advise', async (c, context) => {
  const page = pageOf(c.req.valid('query'));
  const entries = await list(context, { ...page, limit: page.limit + 1 });
  const { data, nextCursor } = toPage(entries, page, ({ createdAt, id }) => ({ at: createdAt, id }));
  return c.json({ data: data.map((entry) => ({ ...entry, createdAt: toTime(entry.createdAt) })), nextCursor }, 200);
});
