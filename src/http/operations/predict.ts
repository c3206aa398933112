import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { predictWithProbe } from '../../decide/predict-rows.js';
import { pointingInto } from '../../issues.js';
import { decisionHeader } from '../finished.js';
import { idParameter } from '../ids.js';
import { stopOf } from '../limits.js';
import { operation, problemResponses } from '../operation.js';

/** Rows of a request at most; its body has a limit of its own (`SEXTANT_BATCH_MB`). */
const MOST = 10_000;

const cellSchema = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]);

const requestSchema = z
  .strictObject({
    rows: z
      .array(z.record(z.string(), cellSchema))
      .min(1)
      .max(MOST)
      .meta({ description: 'Each with the columns of the dataset by their names; other columns are left aside.' }),
  })
  .meta({ id: 'PredictionRequest' });

const predictionSchema = z
  .object({
    prediction: z.union([z.string(), z.number()]).meta({ description: 'The label that is named, or the number.' }),
    probabilities: z
      .record(z.string(), z.number().min(0).max(1))
      .optional()
      .meta({ description: 'Of classes: the probability of each label.' }),
  })
  .meta({ id: 'Prediction' });

const route = createRoute({
  method: 'post',
  path: '/v1/recommendations/{id}/predictions',
  operationId: 'predict',
  'x-repeatable': true,
  tags: ['recommendations'],
  summary: "Predict rows with the probe's final model",
  description: 'The model of the newest probe that has ended and left one.',
  request: {
    params: idParameter('rec'),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: requestSchema,
          examples: { one: { summary: 'One row', value: { rows: [{ tenure: 14, plan: 'basic' }] } } },
        },
      },
    },
  },
  responses: {
    200: {
      description: 'The predictions, in the order of the rows.',
      headers: decisionHeader,
      content: {
        'application/json': { schema: z.object({ data: z.array(predictionSchema) }).meta({ id: 'Predictions' }) },
      },
    },
    ...problemResponses(400, 401, 403, 404, 413, 415, 422, 500, 503),
  },
});

export const predict = operation(route, 'advise', async (c, context) => {
  const { id } = c.req.valid('param');
  const { rows } = c.req.valid('json');
  const { predictions, decisionId } = await pointingInto('/rows', () => predictWithProbe(context, id, rows, stopOf(c)));
  return c.json({ data: [...predictions] }, 200, { 'Decision-Id': decisionId });
});
