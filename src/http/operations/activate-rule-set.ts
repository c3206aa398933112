import { createRoute } from '@hono/zod-openapi';
import { activateRuleSet as activate } from '../../decide/choose-rule-set.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';
import { decisionHeader, ruleSetSchema, showRuleSet } from '../rule-sets.js';

const route = createRoute({
  method: 'post',
  path: '/v1/rule-sets/{id}/activate',
  operationId: 'activateRuleSet',
  tags: ['rules'],
  summary: 'Let a rule set decide',
  description:
    'From now on, in this workspace; other servers follow within a second. Rules that are not proven are refused (409 `rule_set_unproven`). Activating one that decided before is the rollback. A candidate in shadow goes on against the new rules and counts anew.',
  request: { params: idParameter('rst') },
  responses: {
    200: {
      description: 'It decides; where that is new it is on record.',
      headers: decisionHeader,
      content: { 'application/json': { schema: ruleSetSchema } },
    },
    ...problemResponses(401, 403, 404, 409, 422, 429, 500, 503),
  },
});

export const activateRuleSet = operation(route, 'rules', async (c, context) => {
  const choosing = { id: c.req.valid('param').id, requestId: c.get('requestId') };
  const { entry, decisionId } = await activate(context, choosing);
  return c.json(showRuleSet(entry), 200, decisionId === null ? {} : { 'Decision-Id': decisionId });
});
