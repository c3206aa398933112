import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { advisorFor } from '../../decide/advisor-for.js';
import { SextantError } from '../../errors.js';
import { answerFinished, finishedHeaders, ifNoneMatchHeaders, notModified } from '../finished.js';
import { operation, problemResponses } from '../operation.js';
import { ruleSchema } from '../rule-sets.js';

const route = createRoute({
  method: 'get',
  path: '/v1/rules/{ruleId}',
  operationId: 'getRule',
  tags: ['rules'],
  summary: 'A rule in force, with its condition',
  request: {
    params: z.object({ ruleId: z.string().min(1).max(100).meta({ example: 'loss.binary' }) }),
    headers: ifNoneMatchHeaders,
  },
  responses: {
    200: {
      description: 'It.',
      headers: finishedHeaders,
      content: { 'application/json': { schema: ruleSchema } },
    },
    ...notModified,
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const getRule = operation(route, 'advise', async (c, context) => {
  const { ruleId } = c.req.valid('param');
  const { ruleSet } = await advisorFor(context);
  const rule = ruleSet.rules.find(({ id }) => id === ruleId);
  if (rule) return answerFinished(c, rule);
  throw new SextantError('not_found', `There is no rule ${JSON.stringify(ruleId.slice(0, 60))}.`, {
    hint: 'GET /v1/rules lists the rules.',
  });
});
