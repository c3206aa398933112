import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { type App, problemResponses } from '../operation.js';

export const healthLiveRoute = createRoute({
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

export const addHealthLive = (app: App): void =>
  void app.openapi(healthLiveRoute, (c) => c.json({ status: 'live' as const }, 200));
