import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { operation } from '../operation.js';

const route = createRoute({
  method: 'get',
  path: '/health/live',
  operationId: 'getLiveness',
  tags: ['service'],
  summary: 'Whether the process answers',
  description: 'It asks for no key and for nothing else.',
  responses: {
    200: {
      description: 'It does.',
      content: { 'application/json': { schema: z.object({ status: z.literal('live') }).meta({ id: 'Liveness' }) } },
    },
  },
});

export const getLiveness = operation(route, undefined, (c) => c.json({ status: 'live' as const }, 200));
