import { createRoute } from '@hono/zod-openapi';
import { listDatasets as list } from '../../decide/datasets.js';
import { datasetSchema, showDataset } from '../datasets.js';
import { operation, problemResponses } from '../operation.js';
import { answerPage, byCreation, pageQuerySchema, pageSchema } from '../paging.js';

const route = createRoute({
  method: 'get',
  path: '/v1/datasets',
  operationId: 'listDatasets',
  tags: ['datasets'],
  summary: 'Datasets, newest first',
  request: { query: pageQuerySchema },
  responses: {
    200: {
      description: 'A page of them.',
      content: { 'application/json': { schema: pageSchema(datasetSchema, 'DatasetPage') } },
    },
    ...problemResponses(401, 403, 422, 500, 503),
  },
});

export const listDatasets = operation(route, 'probe', async (c, context) =>
  c.json(
    await answerPage(c.req.valid('query'), {
      list: (page) => list(context, page),
      placeOf: byCreation,
      show: showDataset,
    }),
    200,
  ),
);
