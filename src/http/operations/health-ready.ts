import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { inspectStore } from '../../decide/inspect-store.js';
import { operation, problemResponses } from '../operation.js';

const route = createRoute({
  method: 'get',
  path: '/health/ready',
  operationId: 'getReadiness',
  tags: ['service'],
  summary: 'Whether the service can do its work now',
  description: 'Asks the database and loads the rules. A load balancer sends no requests while it says no.',
  responses: {
    200: {
      description: 'It can.',
      content: { 'application/json': { schema: z.object({ status: z.literal('ready') }).meta({ id: 'Readiness' }) } },
    },
    ...problemResponses(403, 500, 503),
  },
});

export const getReadiness = operation(route, undefined, async (c, context) => {
  await Promise.all([inspectStore(context), context.advisor()]);
  return c.json({ status: 'ready' as const }, 200);
});
