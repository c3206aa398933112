import { createRoute } from '@hono/zod-openapi';
import { getRuleSet as get } from '../../decide/rule-sets.js';
import { answerFinished, finishedHeaders, ifNoneMatchHeaders, notModified } from '../finished.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';
import { ruleSetDetailsSchema, showDetails } from '../rule-sets.js';

const route = createRoute({
  method: 'get',
  path: '/v1/rule-sets/{id}',
  operationId: 'getRuleSet',
  tags: ['rules'],
  summary: 'A rule set with its rules',
  description: 'And what its proof found, and how often it differed as a candidate.',
  request: { params: idParameter('rst'), headers: ifNoneMatchHeaders },
  responses: {
    200: {
      description: 'It.',
      headers: finishedHeaders,
      content: { 'application/json': { schema: ruleSetDetailsSchema } },
    },
    ...notModified,
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const getRuleSet = operation(route, 'rules', async (c, context) =>
  answerFinished(c, showDetails(await get(context, c.req.valid('param').id))),
);
