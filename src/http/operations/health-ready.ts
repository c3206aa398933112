import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { reachStore } from '../../decide/reach-store.js';
import { SextantError } from '../../errors.js';
import { operation, problemResponses } from '../operation.js';

/** A load balancer asks every few seconds and does not wait long. */
const WITHIN_MS = 2_000;

const route = createRoute({
  method: 'get',
  path: '/health/ready',
  operationId: 'getReadiness',
  tags: ['service'],
  summary: 'Whether the service can do its work now',
  description:
    'Asks the database and loads the rules. A load balancer sends no requests while it says no. It needs no key.',
  responses: {
    200: {
      description: 'It can.',
      content: { 'application/json': { schema: z.object({ status: z.literal('ready') }).meta({ id: 'Readiness' }) } },
    },
    ...problemResponses(503),
  },
});

export const getReadiness = operation(route, undefined, async (c, context) => {
  try {
    await Promise.all([reachStore(context, WITHIN_MS), context.advisor()]);
  } catch (cause) {
    throw new SextantError('not_ready', 'The service cannot do its work now.', { cause });
  }
  return c.json({ status: 'ready' as const }, 200);
});
