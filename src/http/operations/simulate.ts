import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { type Simulation, simulate as run } from '../../decide/simulate.js';
import { idPattern } from '../ids.js';
import { componentOf } from '../json-schemas.js';
import { operation, problemResponses } from '../operation.js';
import { differenceSchema, ruleSetNameSchema } from '../decided.js';
import { asFixedSettings, profileRequestSchema, recommendationResponseSchema } from '../schemas.js';

const { profile, constraints } = profileRequestSchema.shape;

const requestSchema = z
  .strictObject({
    profile: profile.optional(),
    decision: z
      .string()
      .regex(idPattern)
      .optional()
      .meta({ description: 'Its facts, its fixed settings and its rules are what is begun with.' }),
    changes: z
      .record(z.string().max(300), z.union([z.number(), z.string().max(300), z.boolean(), z.null()]))
      .refine((changes) => Object.keys(changes).length <= 100, { message: 'At most 100 facts.' })
      .optional()
      .meta({ description: 'Facts by name, such as `rows` or `columns.numeric`; `null` takes one away.' }),
    constraints,
    ruleSet: ruleSetNameSchema.optional(),
  })
  .refine((request) => (request.profile === undefined) !== (request.decision === undefined), {
    message: 'Give a profile or a decision.',
  })
  .meta({ id: 'SimulationRequest', oneOf: [{ required: ['profile'] }, { required: ['decision'] }] });

const { properties } = recommendationResponseSchema.meta() as { properties: Readonly<Record<string, object>> };

const responseSchema = z.custom<Simulation>().meta({
  id: 'Simulation',
  type: 'object',
  required: ['ruleSet', 'profile', 'settings', 'advice', 'differences'],
  properties: {
    ...Object.fromEntries(['ruleSet', 'profile', 'settings', 'advice'].map((name) => [name, properties[name] ?? {}])),
    differences: {
      type: 'array',
      items: componentOf(differenceSchema),
      description: 'Against the recorded decision, or against the profile without the changes.',
    },
  },
});

const route = createRoute({
  method: 'post',
  path: '/v1/simulations',
  operationId: 'simulate',
  'x-repeatable': true,
  tags: ['decisions'],
  summary: 'What the rules would say',
  description: 'Of other facts, with other settings fixed, or under other rules. Nothing is recorded.',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: requestSchema,
          examples: {
            profile: {
              summary: 'A profile with a hundred times the rows',
              value: { profile: { task: 'regression', rows: 398, columns: { numeric: 7 } }, changes: { rows: 39_800 } },
            },
            fixed: {
              summary: 'A fixed optimizer, under the rules that are shipped',
              value: {
                profile: { task: 'regression', rows: 398, columns: { numeric: 7 } },
                constraints: { settings: { optimizer: 'sgd' } },
                ruleSet: 'built-in',
              },
            },
          },
        },
      },
    },
  },
  responses: {
    200: { description: 'The answer.', content: { 'application/json': { schema: responseSchema } } },
    ...problemResponses(400, 401, 403, 404, 409, 413, 415, 422, 500, 503),
  },
});

export const simulate = operation(route, 'advise', async (c, context) => {
  const { profile: given, decision = '', changes, constraints: asked, ruleSet } = c.req.valid('json');
  const simulation = await run(context, {
    from: given ? { profile: given } : { decision },
    ...(changes && { changes }),
    ...(asked?.settings && { settings: asFixedSettings(asked.settings) }),
    ...(ruleSet !== undefined && { ruleSet }),
  });
  return c.json(simulation, 200);
});
