import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Rule } from '../../advise/schema.js';
import { SextantError } from '../../errors.js';
import { answerFinished, finishedHeaders, ifNoneMatchHeaders, notModified } from '../finished.js';
import { operation, problemResponses } from '../operation.js';

/** As in the files under `rules/`; a condition is a tree of any depth. */
const ruleResponseSchema = z.custom<Rule>().meta({
  id: 'Rule',
  type: 'object',
  required: ['id', 'slot', 'priority', 'recommend', 'because', 'source'],
  properties: {
    id: { type: 'string' },
    slot: { type: 'string' },
    priority: { type: 'number' },
    when: { type: 'object', additionalProperties: true, description: 'Absent: the rule always fires.' },
    recommend: { description: 'The value, or how it is computed.' },
    because: { type: 'string' },
    source: { type: 'object', additionalProperties: true },
  },
});

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
      content: { 'application/json': { schema: ruleResponseSchema } },
    },
    ...notModified,
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const getRule = operation(route, 'advise', async (c, context) => {
  const { ruleId } = c.req.valid('param');
  const { ruleSet } = await context.advisor();
  const rule = ruleSet.rules.find(({ id }) => id === ruleId);
  if (rule) return answerFinished(c, rule);
  throw new SextantError('not_found', `There is no rule ${JSON.stringify(ruleId.slice(0, 60))}.`, {
    hint: 'GET /v1/rules lists the rules.',
  });
});
