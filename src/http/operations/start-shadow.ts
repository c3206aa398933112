import { createRoute } from '@hono/zod-openapi';
import { startShadow as start } from '../../decide/choose-rule-set.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';
import { decisionHeader, ruleSetSchema, showRuleSet } from '../rule-sets.js';

const route = createRoute({
  method: 'post',
  path: '/v1/rule-sets/{id}/shadow',
  operationId: 'startShadow',
  tags: ['rules'],
  summary: 'Evaluate a rule set beside the active one',
  description:
    'After every recommendation of the workspace, without touching it: getRuleSet has the counts of what comes out differently. One candidate at a time (409 `shadow_conflict`), and only one that is proven (409 `rule_set_unproven`).',
  request: { params: idParameter('rst') },
  responses: {
    200: {
      description: 'It is in shadow; where that is new it is on record.',
      headers: decisionHeader,
      content: { 'application/json': { schema: ruleSetSchema } },
    },
    ...problemResponses(401, 403, 404, 409, 422, 429, 500, 503),
  },
});

export const startShadow = operation(route, 'rules', async (c, context) => {
  const choosing = { id: c.req.valid('param').id, requestId: c.get('requestId') };
  const { entry, decisionId } = await start(context, choosing);
  return c.json(showRuleSet(entry), 200, decisionId === null ? {} : { 'Decision-Id': decisionId });
});
