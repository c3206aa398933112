import { createRoute } from '@hono/zod-openapi';
import { listRuleSets as list, placeOf } from '../../decide/rule-sets.js';
import { operation, problemResponses } from '../operation.js';
import { answerPage, pageQuerySchema, pageSchema } from '../paging.js';
import { ruleSetSchema, showRuleSet } from '../rule-sets.js';

const route = createRoute({
  method: 'get',
  path: '/v1/rule-sets',
  operationId: 'listRuleSets',
  tags: ['rules'],
  summary: 'Rule sets of the workspace, newest first',
  description:
    'One of them is active. The last one is what the service brings, which is active until another one is, and always there.',
  request: { query: pageQuerySchema },
  responses: {
    200: {
      description: 'A page of them, without their rules.',
      content: { 'application/json': { schema: pageSchema(ruleSetSchema, 'RuleSetPage') } },
    },
    ...problemResponses(401, 403, 422, 500, 503),
  },
});

export const listRuleSets = operation(route, 'rules', async (c, context) => {
  const answer = await answerPage(c.req.valid('query'), {
    list: (page) => list(context, page),
    placeOf,
    show: showRuleSet,
  });
  return c.json(answer, 200);
});
