import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { createKey as create } from '../../decide/keys.js';
import { idempotencyHeaders, idempotencyOf } from '../idempotency.js';
import { newApiKeySchema, scopeSchema, showKey } from '../keys.js';
import { nameSchema } from '../names.js';
import { linksTo } from '../links.js';
import { checkScope, operation, problemResponses } from '../operation.js';
import { givenTimeSchema } from '../times.js';

const requestSchema = z
  .strictObject({
    name: nameSchema.meta({ description: 'What the key is for.' }),
    scopes: z.array(scopeSchema).min(1).max(5),
    expiresAt: givenTimeSchema.optional().meta({ description: 'Without it the key does not expire.' }),
  })
  .meta({ id: 'KeyRequest' });

const route = createRoute({
  method: 'post',
  path: '/v1/keys',
  operationId: 'createKey',
  tags: ['keys'],
  summary: 'Make a key',
  description:
    'For the workspace of the key that asks, and with no scope that it does not have itself. As soon as there is one key, every operation needs one. The key is shown once and kept by nobody: with an `Idempotency-Key` that made one before, no other is made and the answer is 409 `key_shown`, which names its id.',
  request: {
    headers: idempotencyHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: requestSchema,
          examples: {
            service: { summary: 'For a service that asks for advice', value: { name: 'billing', scopes: ['advise'] } },
          },
        },
      },
    },
  },
  responses: {
    201: {
      description: 'The key.',
      links: linksTo(['revokeKey']),
      content: { 'application/json': { schema: newApiKeySchema } },
    },
    ...problemResponses(400, 401, 403, 409, 413, 415, 422, 500, 503),
  },
});

export const createKey = operation(route, 'admin', async (c, context) => {
  const { name, scopes, expiresAt } = c.req.valid('json');
  for (const scope of scopes) checkScope(c, scope);
  const { key, of } = await create(context, {
    name,
    scopes,
    ...(expiresAt !== undefined && { expiresAt: Date.parse(expiresAt) }),
    idempotency: idempotencyOf(c.req.valid('header'), 'createKey', c.req.valid('json')),
  });
  return c.json({ ...showKey(of), key }, 201);
});
