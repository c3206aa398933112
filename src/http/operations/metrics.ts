import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Metrics } from '../metrics.js';
import { type Operation, operation, problemResponses } from '../operation.js';

const route = createRoute({
  method: 'get',
  path: '/metrics',
  operationId: 'getMetrics',
  tags: ['service'],
  summary: 'What the service counts',
  description:
    'In the text format of Prometheus: requests and their times, decisions on record. Of this process alone.',
  responses: {
    200: { description: 'The counts.', content: { 'text/plain': { schema: z.string() } } },
    ...problemResponses(401, 403, 500, 503),
  },
});

export const getMetrics = (metrics: Pick<Metrics, 'text' | 'contentType'>): Operation =>
  operation(route, 'admin', async (c) => c.text(await metrics.text(), 200, { 'Content-Type': metrics.contentType }));
