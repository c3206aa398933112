import { createRoute } from '@hono/zod-openapi';
import { getDataset as get } from '../../decide/datasets.js';
import { datasetSchema, showDataset } from '../datasets.js';
import { answerFinished, finishedHeaders, ifNoneMatchHeaders, notModified } from '../finished.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';

const route = createRoute({
  method: 'get',
  path: '/v1/datasets/{id}',
  operationId: 'getDataset',
  tags: ['datasets'],
  summary: 'What is known of a dataset',
  request: { params: idParameter('dst'), headers: ifNoneMatchHeaders },
  responses: {
    200: {
      description: 'It, without its rows.',
      headers: finishedHeaders,
      content: { 'application/json': { schema: datasetSchema } },
    },
    ...notModified,
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const getDataset = operation(route, 'probe', async (c, context) =>
  answerFinished(c, showDataset(await get(context, c.req.valid('param').id))),
);
