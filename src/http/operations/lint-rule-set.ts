import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { lintRuleSet as lint } from '../../decide/prove-rule-set.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';
import { findingSchema, namedSetSchema, showFinding } from '../rule-sets.js';

const answerSchema = z
  .object({
    ruleSet: namedSetSchema,
    isProven: z.boolean().meta({ description: 'Every valid profile gets exactly one answer for every setting.' }),
    findings: z.array(findingSchema).meta({ description: 'Empty where it is proven.' }),
  })
  .meta({ id: 'RuleSetLint' });

const route = createRoute({
  method: 'post',
  path: '/v1/rule-sets/{id}/lint',
  operationId: 'lintRuleSet',
  'x-repeatable': true,
  tags: ['rules'],
  summary: 'What is wrong with a rule set',
  description:
    'Proves that every valid profile gets exactly one answer for every setting, and finds duplicate, conflicting, shadowed and unreachable rules and gaps. What takes too long is not proven.',
  request: { params: idParameter('rst') },
  responses: {
    200: { description: 'What was found.', content: { 'application/json': { schema: answerSchema } } },
    ...problemResponses(401, 403, 404, 422, 429, 500, 503),
  },
});

export const lintRuleSet = operation(route, 'rules', async (c, context) => {
  const { ruleSet, findings } = await lint(context, c.req.valid('param').id);
  return c.json({ ruleSet, isProven: findings.length === 0, findings: findings.map(showFinding) }, 200);
});
