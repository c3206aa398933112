import { createRoute } from '@hono/zod-openapi';
import { listDatasets as list } from '../../decide/datasets.js';
import { datasetSchema, showDataset } from '../datasets.js';
import { operation, problemResponses } from '../operation.js';
import { pageOf, pageQuerySchema, pageSchema, toPage } from '../pages.js';

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

export const listDatasets = operation(route, 'probe', async (c, context) => {
  const page = pageOf(c.req.valid('query'));
  const entries = await list(context, { ...page, limit: page.limit + 1 });
  const { data, nextCursor } = toPage(entries, page, ({ createdAt, id }) => ({ at: createdAt, id }));
  return c.json({ data: data.map(showDataset), nextCursor }, 200);
});
