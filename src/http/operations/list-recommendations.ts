import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { listRecommendations as list } from '../../decide/recommendations.js';
import { operation, problemResponses } from '../operation.js';
import { answerPage, byCreation, pageQuerySchema, pageSchema } from '../paging.js';
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

export const listRecommendations = operation(route, 'advise', async (c, context) =>
  c.json(
    await answerPage(c.req.valid('query'), {
      list: (page) => list(context, page),
      placeOf: byCreation,
      show: (entry) => ({ ...entry, createdAt: toTime(entry.createdAt) }),
    }),
    200,
  ),
);
