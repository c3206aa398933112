import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { getRuleEvidence as get } from '../../decide/rule-evidence.js';
import { evidenceSchema, showEvidence } from '../evidence.js';
import { operation, problemResponses } from '../operation.js';

const route = createRoute({
  method: 'get',
  path: '/v1/rules/{ruleId}/evidence',
  operationId: 'getRuleEvidence',
  tags: ['rules'],
  summary: 'What probes found about a rule',
  description:
    'How often probes of the workspace confirmed, adjusted or refuted what the rule recommended, under whichever rule set it decided.',
  request: { params: z.object({ ruleId: z.string().min(1).max(100).meta({ example: 'loss.binary' }) }) },
  responses: {
    200: { description: 'The counts.', content: { 'application/json': { schema: evidenceSchema } } },
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const getRuleEvidence = operation(route, 'advise', async (c, context) =>
  c.json(showEvidence(await get(context, c.req.valid('param').ruleId)), 200),
);
