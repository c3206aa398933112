import { createRoute } from '@hono/zod-openapi';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { FeedItem } from '../../decide/probe-feed.js';
import { getProbe } from '../../decide/probes.js';
import { SextantError } from '../../errors.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';

/** `<attempt>.<sequence>`; what is no such id counts as none, since browsers send back whatever they were given. */
const placePattern = /^(\d{1,9})\.(\d{1,9})$/;

const eventSchema = z
  .object({
    event: z.enum(['progress', 'end']),
    id: z.string().meta({ description: '`<attempt>.<sequence>`: grows, also where another worker begins anew.' }),
    data: z.string().meta({
      description:
        'JSON. Of `progress`: `stage`, `doing`, `share` of the budget that is spent, `secondsLeft` and `events` (kinds plan, epoch, rung, trial, verdict). Of `end`: `status`.',
    }),
  })
  .meta({ id: 'ProbeStreamEvent' });

const route = createRoute({
  method: 'get',
  path: '/v1/probes/{id}/events',
  operationId: 'streamProbeEvents',
  tags: ['probes'],
  summary: 'Progress of a probe as it happens',
  description:
    'Server-sent events from the first to the last, whenever you come; with `Last-Event-ID` from the one after it. At most ten a second. A comment every 15 seconds shows that the connection is alive. The stream ends with the event `end`.',
  request: {
    params: idParameter('prb'),
    headers: z.object({
      'last-event-id': z.string().max(100).optional().openapi({ description: 'Id of the last event that you have.' }),
    }),
  },
  responses: {
    200: { description: 'The events.', content: { 'text/event-stream': { schema: eventSchema } } },
    ...problemResponses(401, 403, 404, 422, 429, 500, 503),
  },
});

export const streamProbeEvents = operation(route, 'probe', async (c, context) => {
  const { id } = c.req.valid('param');
  const [, attempt, sequence] = placePattern.exec(c.req.valid('header')['last-event-id'] ?? '') ?? [];
  const after = attempt === undefined ? undefined : { attempt: Number(attempt), sequence: Number(sequence) };
  // Who may not see the probe learns nothing of it.
  await getProbe(context, id);
  // Nobody would read what is told.
  if (c.req.method === 'HEAD') return c.body(null, 200, { 'Content-Type': 'text/event-stream' });
  if (!context.feed) throw new SextantError('internal', 'This process has no feed of probes.');
  const gone = new AbortController();
  const { workspaceId } = context;
  const items = await context.feed.follow({ workspaceId, probeId: id, after, signal: gone.signal });
  return streamSSE(c, async (stream) => {
    stream.onAbort(() => gone.abort());
    for await (const item of items) await write(stream, item);
  });
});

async function write(stream: SSEStreamingApi, item: FeedItem): Promise<void> {
  if (item.kind === 'quiet') {
    await stream.write(': still there\n\n');
    return;
  }
  const { kind, place } = item;
  const data = JSON.stringify(kind === 'end' ? { status: item.status } : item.body);
  await stream.writeSSE({ event: kind, id: `${place.attempt}.${place.sequence}`, data });
}
