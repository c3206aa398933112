import { createRoute } from '@hono/zod-openapi';
import { listRuleEvidence as list } from '../../decide/rule-evidence.js';
import { ledgerSchema, showEvidence } from '../evidence.js';
import { operation, problemResponses } from '../operation.js';
import { pageOfWhole, wholeQuerySchema } from '../paging.js';

const route = createRoute({
  method: 'get',
  path: '/v1/evidence',
  operationId: 'listRuleEvidence',
  tags: ['rules'],
  summary: 'What probes found about the rules',
  description:
    'How often probes of the workspace confirmed, adjusted or refuted what each rule recommended: every rule that decided a setting of a recommendation that was probed, those with the most probes first; all of them unless a `limit` is given.',
  request: { query: wholeQuerySchema },
  responses: {
    200: { description: 'The counts of each rule.', content: { 'application/json': { schema: ledgerSchema } } },
    ...problemResponses(401, 403, 422, 500, 503),
  },
});

export const listRuleEvidence = operation(route, 'advise', async (c, context) => {
  const { rules, looked } = await list(context);
  const { data, nextCursor } = pageOfWhole(rules, c.req.valid('query'));
  return c.json({ data: data.map(showEvidence), nextCursor, looked }, 200);
});
