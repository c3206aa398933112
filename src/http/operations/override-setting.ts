import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { overrideSetting as override } from '../../decide/override-setting.js';
import { type Slot, slots } from '../../settings/slots.js';
import { idempotencyHeaders, idempotencyOf } from '../idempotency.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';
import { reasonSchema } from '../reasons.js';
import { recommendationResponseSchema } from '../schemas.js';

const overrideSchema = z
  .strictObject({
    slot: z.enum(slots as [Slot, ...Slot[]]),
    value: z
      .unknown()
      .refine((value) => value !== undefined, { message: 'Give the value.' })
      .meta({ description: 'What the slot may be; `null` where it may be left unused.' }),
    reason: reasonSchema,
  })
  .meta({ id: 'OverrideRequest', required: ['slot', 'value', 'reason'] });

const text = (description: string) => ({ description, schema: { type: 'string' as const } });

const route = createRoute({
  method: 'post',
  path: '/v1/recommendations/{id}/overrides',
  operationId: 'overrideSetting',
  tags: ['recommendations'],
  summary: 'Set a setting of a recommendation to another value',
  description:
    'Recorded with the reason and who asked. Other settings stay as they are, but for those that come to apply or cease to; `warnings` says what contradicts. Later probes keep the value. While a probe is under way the answer is 409: it ends with the settings that it began with.',
  request: {
    params: idParameter('rec'),
    headers: idempotencyHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: overrideSchema,
          examples: {
            number: {
              summary: 'Another number of layers',
              value: { slot: 'hiddenLayers', value: 3, reason: 'The team maintains a network of three layers.' },
            },
            unused: {
              summary: 'A setting that is not to be used',
              value: { slot: 'gradientClipNorm', value: null, reason: 'Our trainer does not clip.' },
            },
          },
        },
      },
    },
  },
  responses: {
    201: {
      description: 'The recommendation as it is now.',
      headers: {
        Location: text('Path of the recorded decision.'),
        'Decision-Id': text('Id of the recorded decision.'),
      },
      content: { 'application/json': { schema: recommendationResponseSchema } },
    },
    ...problemResponses(400, 401, 403, 404, 409, 413, 415, 422, 500, 503),
  },
});

export const overrideSetting = operation(route, 'advise', async (c, context) => {
  const { id } = c.req.valid('param');
  const { slot, value, reason } = c.req.valid('json');
  const { recommendation, decisionId } = await override(context, {
    recommendationId: id,
    slot,
    value,
    reason,
    requestId: c.get('requestId'),
    idempotency: idempotencyOf(c.req.valid('header'), 'overrideSetting', { id, slot, value, reason }),
  });
  return c.json(recommendation, 201, {
    Location: `/v1/decisions/${decisionId}`,
    'Decision-Id': decisionId,
  });
});
