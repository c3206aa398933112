import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { operation, problemResponses } from '../operation.js';

const route = createRoute({
  method: 'get',
  path: '/health/live',
  operationId: 'getLiveness',
  tags: ['service'],
  summary: 'Whether the process answers',
  responses: {
    200: {
      description: 'It does.',
      content: { 'application/json': { schema: z.object({ status: z.literal('live') }).meta({ id: 'Liveness' }) } },
    },
    ...problemResponses(403),
  },
});

export const getLiveness = operation(route, undefined, (c) => c.json({ status: 'live' as const }, 200));
