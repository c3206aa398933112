import { createRoute } from '@hono/zod-openapi';
import { deleteDataset as remove } from '../../decide/datasets.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';

const route = createRoute({
  method: 'delete',
  path: '/v1/datasets/{id}',
  operationId: 'deleteDataset',
  tags: ['datasets'],
  summary: 'Delete a dataset with its rows',
  description: 'For good. Decisions that were made of it keep its profile, which holds no rows.',
  request: { params: idParameter('dst') },
  responses: {
    204: { description: 'It is gone.' },
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const deleteDataset = operation(route, 'probe', async (c, context) => {
  await remove(context, c.req.valid('param').id);
  return c.body(null, 204);
});
