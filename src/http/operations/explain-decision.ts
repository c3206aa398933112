import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Explanation } from '../../audit/explain.js';
import { explain } from '../../decide/explain.js';
import { answerFinished, finishedHeaders, ifNoneMatchHeaders, notModified } from '../finished.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';

const objects = { type: 'array' as const, items: { type: 'object' as const, additionalProperties: true } };

/** Its parts are those of `src/audit/explain.ts`; what a value may be, a slot's schema says. */
const explanationSchema = z.custom<Explanation>().meta({
  id: 'Explanation',
  type: 'object',
  required: [
    'decisionId',
    'kind',
    'occurredAt',
    'ruleSet',
    'slots',
    'notApplicable',
    'trials',
    'verdicts',
    'overrides',
  ],
  properties: {
    decisionId: { type: 'string' },
    recommendationId: { type: ['string', 'null'] },
    kind: { type: 'string' },
    occurredAt: { type: 'integer', description: 'Milliseconds since the epoch.' },
    actor: { type: ['string', 'null'] },
    ruleSet: {
      type: 'object',
      required: ['name', 'version', 'hash'],
      properties: { name: { type: 'string' }, version: { type: 'string' }, hash: { type: 'string' } },
    },
    slots: { ...objects, description: 'Each with its values, the rules that decided, and what lost and why.' },
    notApplicable: { type: 'array', items: { type: 'string' }, description: 'Slots that mean nothing here.' },
    trials: { ...objects, description: 'Trials that followed, with what the rules saw.' },
    verdicts: { type: 'object', additionalProperties: { type: 'string' } },
    overrides: { ...objects, description: 'What people set to other values afterwards, and why.' },
    damaged: {
      type: 'array',
      items: { type: 'string' },
      description:
        'Ids of decisions that followed and whose records were changed after they were written: what they say is left out. Absent where there is none.',
    },
  },
});

const tagSchema = {
  description: 'Of what it says now: a probe that runs adds to it, and so do overrides.',
  schema: { type: 'string' as const },
};

const route = createRoute({
  method: 'get',
  path: '/v1/decisions/{id}/explanation',
  operationId: 'explainDecision',
  tags: ['decisions'],
  summary: 'Why a decision came out as it did',
  description: 'Every setting with the rule that decided, its sentence and its source, and what lost and why.',
  request: { params: idParameter('dec'), headers: ifNoneMatchHeaders },
  responses: {
    200: {
      description: 'The explanation.',
      headers: { ...finishedHeaders, ETag: tagSchema },
      content: {
        'application/json': { schema: explanationSchema },
      },
    },
    ...notModified,
    ...problemResponses(401, 403, 404, 409, 422, 500, 503),
  },
});

export const explainDecision = operation(route, 'audit', async (c, context) =>
  answerFinished(c, await explain(context, c.req.valid('param').id)),
);
