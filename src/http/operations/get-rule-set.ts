import { createRoute } from '@hono/zod-openapi';
import { getRuleSet as get } from '../../decide/rule-sets.js';
import { conditionalHeaders, isKnownTag, tagHeader, tagOf } from '../entity-tag.js';
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
  request: { params: idParameter('rst'), headers: conditionalHeaders },
  responses: {
    200: { description: 'It.', headers: tagHeader, content: { 'application/json': { schema: ruleSetDetailsSchema } } },
    304: { description: 'It is as the caller has it.', headers: tagHeader },
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const getRuleSet = operation(route, 'rules', async (c, context) => {
  const answer = showDetails(await get(context, c.req.valid('param').id));
  const tag = tagOf(answer);
  if (isKnownTag(c.req.valid('header')['if-none-match'], tag)) return c.body(null, 304, { ETag: tag });
  return c.json(answer, 200, { ETag: tag });
});
