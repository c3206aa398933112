import { createRoute } from '@hono/zod-openapi';
import type { z } from 'zod';
import { adviseProfile } from '../../decide/advise.js';
import { adviseDataset, type AdviseDatasetRequest } from '../../decide/advise-dataset.js';
import { defined } from '../defined.js';
import { idempotencyHeaders, idempotencyOf } from '../idempotency.js';
import { checkScope, operation, problemResponses } from '../operation.js';
import { asFixedSettings, recommendationRequestSchema, recommendationResponseSchema } from '../schemas.js';

const text = (description: string) => ({ description, schema: { type: 'string' as const } });

const route = createRoute({
  method: 'post',
  path: '/v1/recommendations',
  operationId: 'createRecommendation',
  tags: ['recommendations'],
  summary: 'Recommend settings for a profile or a dataset',
  description:
    "The rules' answer for a profile, or for a dataset that was uploaded: every setting, why, and what else was considered. It is recorded.",
  request: {
    headers: idempotencyHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: recommendationRequestSchema,
          examples: {
            smallest: {
              summary: 'The smallest profile',
              value: {
                profile: {
                  task: 'binary',
                  rows: 1000,
                  columns: { numeric: 12, categorical: 3 },
                  classCounts: { no: 910, yes: 90 },
                },
              },
            },
            fixed: {
              summary: 'The task left to rules, the optimizer fixed',
              value: {
                profile: {
                  rows: 398,
                  columns: { numeric: 7 },
                  target: { type: 'number', distinct: 129, integral: false, min: 9, max: 46.6 },
                },
                constraints: { settings: { optimizer: 'adam' } },
              },
            },
          },
        },
      },
    },
  },
  responses: {
    201: {
      description: 'The recommendation, recorded under `Decision-Id`.',
      headers: {
        Location: text('Path of the recommendation.'),
        'Decision-Id': text('Id of the recorded decision.'),
        Link: text('The rules that decided, rel `describedby`: each under its id as the anchor.'),
        'Request-Id': text('Id of this request: the one sent, else a new one.'),
      },
      content: { 'application/json': { schema: recommendationResponseSchema } },
    },
    ...problemResponses(400, 401, 403, 404, 409, 413, 415, 422, 500, 503),
  },
});

export const createRecommendation = operation(route, 'advise', async (c, context) => {
  const { profile, dataset, constraints } = c.req.valid('json');
  if (dataset) checkScope(c, 'probe');
  const asked = {
    settings: asFixedSettings(constraints?.settings ?? {}),
    requestId: c.get('requestId'),
    idempotency: idempotencyOf(c.req.valid('header'), 'createRecommendation', c.req.valid('json')),
  };
  const recommendation = profile
    ? await adviseProfile(context, { ...asked, profile })
    : await adviseDataset(context, { ...asked, ...readingOf(dataset), signal: c.req.raw.signal });
  const { id, decisionId } = recommendation;
  return c.json(recommendation, 201, {
    Location: `/v1/recommendations/${id}`,
    'Decision-Id': decisionId,
    Link: '</rules>; rel="describedby"; type="text/html"',
  });
});

type DatasetRequest = z.infer<typeof recommendationRequestSchema>['dataset'];

/** The schema has seen to it that there is a dataset where there is no profile. */
function readingOf(dataset: DatasetRequest): Pick<AdviseDatasetRequest, 'datasetId' | 'target'> {
  const { id = '', target = [], ...options } = dataset ?? {};
  return { datasetId: id, target, ...defined(options) };
}
