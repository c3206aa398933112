import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { replay } from '../../decide/replay.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';
import { differenceSchema, ruleSetNameSchema, decidingRuleSetSchema } from '../decided.js';

const madeBySchema = z.object({
  ruleSet: decidingRuleSetSchema.optional(),
  appVersion: z.string(),
  engineVersion: z.string(),
});

const responseSchema = z
  .object({
    decisionId: z.string(),
    kind: z.string(),
    outcome: z.enum(['same', 'engine_drift', 'different', 'not_replayable']).meta({
      description:
        '`same`: every value and rule again. `engine_drift`: the recorded rules give something else on the recorded facts. `different`: other rules decide otherwise. `not_replayable`: `reason` says why.',
    }),
    reason: z
      .object({
        code: z.enum(['no_rules', 'rules_unreadable', 'facts_incomplete', 'evaluation_failed']),
        message: z.string(),
      })
      .optional(),
    recorded: madeBySchema,
    replayed: madeBySchema,
    differences: z.array(differenceSchema).meta({ description: '`before` is what was recorded.' }),
  })
  .meta({ id: 'Replay' });

const route = createRoute({
  method: 'post',
  path: '/v1/decisions/{id}/replay',
  operationId: 'replayDecision',
  'x-repeatable': true,
  tags: ['decisions'],
  summary: 'Decide once more on the recorded facts',
  description:
    'Under the recorded rules the same must come out, value by value and rule by rule; under other rules the differences are told. Refinements are replayed too: the diagnosis rules on the recorded evidence. Nothing is recorded.',
  request: {
    params: idParameter('dec'),
    body: {
      required: false,
      content: {
        'application/json': {
          schema: z.strictObject({ ruleSet: ruleSetNameSchema.optional() }).meta({ id: 'ReplayRequest' }),
          examples: {
            recorded: { summary: 'Under the rules that decided', value: {} },
            builtIn: { summary: 'Under the rules that are shipped', value: { ruleSet: 'built-in' } },
          },
        },
      },
    },
  },
  responses: {
    200: { description: 'What came out.', content: { 'application/json': { schema: responseSchema } } },
    ...problemResponses(400, 401, 403, 404, 409, 413, 415, 422, 500, 503),
  },
});

export const replayDecision = operation(route, 'audit', async (c, context) => {
  const { ruleSet } = c.req.valid('json');
  const asked = { id: c.req.valid('param').id, ...(ruleSet !== undefined && { ruleSet }) };
  const { differences, ...rest } = await replay(context, asked);
  const shown = differences.map(({ slot, before, after }) => ({ slot, before: [...before], after: [...after] }));
  return c.json({ ...rest, differences: shown }, 200);
});
