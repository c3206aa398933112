import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { advisorFor } from '../../decide/advisor-for.js';
import { renderRulesPage } from '../../report/pages/rules-page.js';
import { wantsPage } from '../accept.js';
import { type Operation, operation, problemResponses } from '../operation.js';
import { refusalOfPage } from '../pages/page.js';

const route = createRoute({
  method: 'get',
  path: '/rules',
  operationId: 'getRulesPage',
  tags: ['rules'],
  summary: 'The rules in force, as a page for people',
  description:
    'Every rule has its id as an anchor: the `ruleId` of an advice is found at `/rules#<ruleId>`. A browser without a key is led to the login (303), and one whose key lacks the scope is told so by a page.',
  responses: {
    200: { description: 'The catalogue.', content: { 'text/html': { schema: z.string() } } },
    ...problemResponses(401, 403, 500, 503),
  },
});

const described = operation(route, 'advise', async (c, context) => {
  const { ruleSet } = await advisorFor(context);
  return c.html(renderRulesPage(ruleSet), 200);
});

/** Refused to a browser as other pages are, by a page; to a program as other operations are. */
export const getRulesPage: Operation = {
  ...described,
  addTo(app, context) {
    app.get(route.path, async (c, next) => (wantsPage(c.req.header('accept')) && refusalOfPage(c, 'advise')) || next());
    described.addTo(app, context);
  },
};
