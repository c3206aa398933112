import { createRoute } from '@hono/zod-openapi';
import { createRuleSet as create } from '../../decide/rule-sets.js';
import { idempotencyHeaders, idempotencyOf } from '../idempotency.js';
import { linksTo } from '../links.js';
import { operation, problemResponses } from '../operation.js';
import { ruleSetRequestSchema, ruleSetSchema, showRuleSet } from '../rule-sets.js';

const content = { 'application/json': { schema: ruleSetSchema } };
const headers = { Location: { description: 'Path of the rule set.', schema: { type: 'string' as const } } };

/** One rule that goes before the built-in ones. */
export const overlayExample = {
  name: 'house',
  version: '1.0.0',
  extends: 'built-in',
  rules: [
    {
      id: 'optimizer.house-nesterov',
      slot: 'optimizer',
      priority: 100,
      when: {
        all: [
          { fact: 'settings.task', operator: 'equal', value: 'binary' },
          { fact: 'rows', operator: 'greaterThanInclusive', value: 50000 },
        ],
      },
      recommend: 'nesterov',
      because: 'On our large tables of {{rows}} rows momentum has done better than Adam.',
      source: { title: 'House experience' },
    },
  ],
};

const route = createRoute({
  method: 'post',
  path: '/v1/rule-sets',
  operationId: 'createRuleSet',
  tags: ['rules'],
  summary: 'Upload a rule set, or an overlay',
  description:
    'Rules as they stand in the files under `rules/`. With `extends` they go before those that are shipped, and are kept together with them. They are linted before anything evaluates them, and decide nothing until activateRuleSet. The same content is the same rule set.',
  request: {
    headers: idempotencyHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: ruleSetRequestSchema,
          examples: {
            overlay: {
              summary: 'One rule that goes before the built-in ones',
              value: overlayExample,
            },
          },
        },
      },
    },
  },
  responses: {
    200: { description: 'The workspace had these rules before: the same rule set.', headers, content },
    201: {
      description: 'The rule set.',
      headers,
      links: linksTo(['getRuleSet', 'lintRuleSet', 'activateRuleSet', 'startShadow']),
      content,
    },
    ...problemResponses(400, 401, 403, 409, 413, 415, 422, 429, 500, 503),
  },
});

export const createRuleSet = operation(route, 'rules', async (c, context) => {
  const upload = c.req.valid('json');
  const { entry, isNew } = await create(context, {
    upload,
    idempotency: idempotencyOf(c.req.valid('header'), 'createRuleSet', upload),
  });
  return c.json(showRuleSet(entry), isNew ? 201 : 200, { Location: `/v1/rule-sets/${entry.id}` });
});
