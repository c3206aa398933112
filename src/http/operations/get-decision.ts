import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { decisionRecordSchema } from '../../audit/schema.js';
import { getDecision as get } from '../../decide/get-decision.js';
import { answerFinished, finishedHeaders, ifNoneMatchHeaders, notModified } from '../finished.js';
import { idParameter } from '../ids.js';
import { componentOf } from '../json-schemas.js';
import { operation, problemResponses } from '../operation.js';

const responseSchema = z
  .custom<z.infer<typeof decisionRecordSchema>>()
  .meta({ id: 'Decision', type: 'object', ...componentOf(decisionRecordSchema) });

const route = createRoute({
  method: 'get',
  path: '/v1/decisions/{id}',
  operationId: 'getDecision',
  tags: ['decisions'],
  summary: 'A decision as it was recorded',
  description:
    'With the facts that the rules saw, the trace of every rule, and what came of it. It never changes: where what is stored is not what was written, the answer is 409 `record_damaged`.',
  request: { params: idParameter('dec'), headers: ifNoneMatchHeaders },
  responses: {
    200: { description: 'It.', headers: finishedHeaders, content: { 'application/json': { schema: responseSchema } } },
    ...notModified,
    ...problemResponses(401, 403, 404, 409, 422, 500, 503),
  },
});

export const getDecision = operation(route, 'audit', async (c, context) =>
  answerFinished(c, await get(context, c.req.valid('param').id)),
);
