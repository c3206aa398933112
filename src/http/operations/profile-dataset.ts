import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { type DatasetProfile, profileDataset as profile } from '../../decide/datasets.js';
import { readingShape } from '../datasets.js';
import { idParameter } from '../ids.js';
import { defined } from '../defined.js';
import { stopOf } from '../limits.js';
import { operation, problemResponses } from '../operation.js';
import { profileComponent } from '../json-schemas.js';

const responseSchema = z.custom<DatasetProfile>().meta({
  id: 'DatasetProfile',
  type: 'object',
  required: ['profile', 'warnings'],
  properties: {
    profile: profileComponent(),
    warnings: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'message'],
        properties: { code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
});

const route = createRoute({
  method: 'post',
  path: '/v1/datasets/{id}/profile',
  operationId: 'profileDataset',
  'x-repeatable': true,
  tags: ['datasets'],
  summary: 'The facts about a dataset',
  description: 'With regard to a target: what createRecommendation reads. Nothing is decided, and nothing recorded.',
  request: {
    params: idParameter('dst'),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject(readingShape).meta({ id: 'ReadingRequest' }),
          examples: { target: { summary: 'By the name of the target', value: { target: ['species'] } } },
        },
      },
    },
  },
  responses: {
    200: { description: 'The profile.', content: { 'application/json': { schema: responseSchema } } },
    ...problemResponses(400, 401, 403, 404, 413, 415, 422, 500, 503),
  },
});

export const profileDataset = operation(route, 'probe', async (c, context) => {
  const { target, ...options } = c.req.valid('json');
  const signal = stopOf(c);
  return c.json(await profile(context, c.req.valid('param').id, { target, ...defined(options), signal }), 200);
});
