import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { advisorFor } from '../../decide/advisor-for.js';
import { renderRules } from '../../report/rule-page.js';
import { operation, problemResponses } from '../operation.js';

const route = createRoute({
  method: 'get',
  path: '/rules',
  operationId: 'getRulesPage',
  tags: ['rules'],
  summary: 'The rules in force, as a page for people',
  description: 'Every rule has its id as an anchor: the `ruleId` of an advice is found at `/rules#<ruleId>`.',
  responses: {
    200: { description: 'The catalogue.', content: { 'text/html': { schema: z.string() } } },
    ...problemResponses(401, 403, 500, 503),
  },
});

export const getRulesPage = operation(route, 'advise', async (c, context) => {
  const { ruleSet } = await advisorFor(context);
  return c.html(renderRules(ruleSet), 200);
});
