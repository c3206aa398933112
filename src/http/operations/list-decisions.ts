import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { listDecisions as list } from '../../decide/list-decisions.js';
import { idPattern } from '../ids.js';
import { operation, problemResponses } from '../operation.js';
import { answerPage, pageQuerySchema, pageSchema } from '../pages.js';
import { timeSchema, toTime } from '../times.js';

const entrySchema = z
  .object({
    id: z.string(),
    parentId: z.string().nullable().meta({ description: 'The decision that this one follows.' }),
    recommendationId: z.string().nullable(),
    kind: z.string().meta({ description: 'recommendation, refinement, verdicts, override, activation or shadow.' }),
    occurredAt: timeSchema,
    actor: z.string().nullable().meta({ description: 'Who asked: id of the key, or name of the user.' }),
    requestId: z.string().nullable(),
    ruleSet: z.object({ name: z.string(), version: z.string(), hash: z.string() }),
    durationMs: z.number(),
    summary: z.string().meta({ description: 'What came of it, in a few words.' }),
  })
  .meta({ id: 'DecisionEntry' });

const route = createRoute({
  method: 'get',
  path: '/v1/decisions',
  operationId: 'listDecisions',
  tags: ['decisions'],
  summary: 'Recorded decisions, newest first',
  request: {
    query: pageQuerySchema.extend({
      recommendation: z
        .string()
        .regex(idPattern)
        .optional()
        .meta({ description: 'Only those about this recommendation.' }),
    }),
  },
  responses: {
    200: {
      description: 'A page of them, without facts and traces.',
      content: { 'application/json': { schema: pageSchema(entrySchema, 'DecisionPage') } },
    },
    ...problemResponses(401, 403, 422, 500, 503),
  },
});

export const listDecisions = operation(route, 'audit', async (c, context) => {
  const { recommendation, ...query } = c.req.valid('query');
  const about = recommendation === undefined ? {} : { recommendationId: recommendation };
  const answer = await answerPage(query, {
    list: (page) => list(context, { ...page, ...about }),
    placeOf: ({ occurredAt, id }) => ({ at: occurredAt, id }),
    show: (entry) => ({ ...entry, occurredAt: toTime(entry.occurredAt) }),
  });
  return c.json(answer, 200);
});
