import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { adviseProfiles } from '../../decide/advise.js';
import { idempotencyHeaders, idempotencyOf } from '../idempotency.js';
import { operation, problemResponses } from '../operation.js';
import { asFixedSettings, advisedSchema, profileRequestSchema } from '../schemas.js';

/** Profiles of a batch at most. */
const MOST = 1000;

const requestSchema = z
  .strictObject({ items: z.array(profileRequestSchema).min(1).max(MOST) })
  .meta({ id: 'RecommendationBatchRequest' });

const route = createRoute({
  method: 'post',
  path: '/v1/recommendations/batch',
  operationId: 'createRecommendations',
  tags: ['recommendations'],
  summary: 'Recommend settings for many profiles',
  description: `Up to ${MOST} profiles at once, recorded all or none; a decision for each. Reasons are read with getRecommendation.`,
  request: {
    headers: idempotencyHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: requestSchema,
          examples: {
            two: {
              summary: 'Two profiles',
              value: {
                items: [
                  {
                    profile: {
                      task: 'binary',
                      rows: 1000,
                      columns: { numeric: 12 },
                      classCounts: { no: 910, yes: 90 },
                    },
                  },
                  { profile: { task: 'regression', rows: 398, columns: { numeric: 7 } } },
                ],
              },
            },
          },
        },
      },
    },
  },
  responses: {
    201: {
      description: 'The settings, in the order of the profiles.',
      content: {
        'application/json': { schema: z.object({ data: z.array(advisedSchema) }).meta({ id: 'RecommendationBatch' }) },
      },
    },
    ...problemResponses(400, 401, 403, 409, 413, 415, 422, 500, 503),
  },
});

export const createRecommendations = operation(route, 'advise', async (c, context) => {
  const body = c.req.valid('json');
  const data = await adviseProfiles(context, {
    items: body.items.map(({ profile, constraints }) => ({
      profile,
      settings: asFixedSettings(constraints?.settings ?? {}),
    })),
    requestId: c.get('requestId'),
    idempotency: idempotencyOf(c.req.valid('header'), 'createRecommendations', body),
  });
  return c.json({ data: [...data] }, 201);
});
