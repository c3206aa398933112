import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { eraseDecision as erase } from '../../decide/erase-decision.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';
import { reasonSchema } from '../reasons.js';

const erasedSchema = z
  .object({
    decisions: z
      .array(z.string())
      .meta({ description: 'Ids of the decisions of which nothing but their hashes is left.' }),
    recommendationId: z.string().nullable().meta({ description: 'The recommendation that went with them.' }),
  })
  .meta({ id: 'Erasure' });

const route = createRoute({
  method: 'post',
  path: '/v1/decisions/{id}/erasure',
  operationId: 'eraseDecision',
  tags: ['audit'],
  summary: 'Take away what a decision says',
  description:
    'And with it the recommendation that it is about, that one’s other decisions and its probes, which say the same. Hashes stay, and an entry for each decision says who erased it and why, so that the trail still verifies. Datasets are deleted by themselves; bundles, logs and backups that were made before have it still. The id may be that of the recommendation.',
  request: {
    params: idParameter('dec'),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({ reason: reasonSchema }).meta({ id: 'ErasureRequest' }),
          examples: {
            asked: { summary: 'Somebody asked for it', value: { reason: 'Asked for by the person it is about.' } },
          },
        },
      },
    },
  },
  responses: {
    200: { description: 'What is gone.', content: { 'application/json': { schema: erasedSchema } } },
    ...problemResponses(400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503),
  },
});

export const eraseDecision = operation(route, 'admin', async (c, context) => {
  const { decisions, recommendationId } = await erase(context, { ...c.req.valid('param'), ...c.req.valid('json') });
  return c.json({ decisions: [...decisions], recommendationId }, 200);
});
