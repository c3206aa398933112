import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { getRuleEvidence as get, type RuleEvidence } from '../../decide/rule-evidence.js';
import { verdicts } from '../../settings/recommendation.js';
import { operation, problemResponses } from '../operation.js';

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const interval = z.array(z.number()).length(2);

const effectSchema = z
  .object({ probes: count, meanPercent: z.number(), interval: interval.nullable() })
  .meta({ id: 'MeanEffect' });

const answerSchema = z
  .object({
    ruleId: z.string(),
    slot: z.string().nullable().meta({ description: 'The setting that it decides; null for a diagnosis rule.' }),
    probes: count.meta({ description: 'Probes of recommendations in which the rule decided its setting.' }),
    verdicts: z
      .object(Object.fromEntries(verdicts.map((verdict) => [verdict, count])))
      .meta({ description: 'What these probes found about the setting.' }),
    confirmedShare: z.object({ value: z.number(), interval }).nullable().meta({
      description: 'Of the probes that tried another value: the share that confirmed it, and its 95 % interval.',
    }),
    isFew: z.boolean().meta({ description: 'Fewer than ten probes tried another value: the share says little.' }),
    effects: z.record(z.string(), effectSchema).meta({
      description:
        'By verdict: the mean gain of the value that holds over the best other one, in percent of the loss of the constant predictor, and its 95 % interval. Under `adjusted` another value than the recommended one holds.',
    }),
    looked: z
      .object({ probes: count, isWhole: z.boolean() })
      .meta({ description: 'How many probes were looked at, the newest ones, and whether these are all.' }),
  })
  .meta({ id: 'RuleEvidence' });

const route = createRoute({
  method: 'get',
  path: '/v1/rules/{ruleId}/evidence',
  operationId: 'getRuleEvidence',
  tags: ['rules'],
  summary: 'What probes found about a rule',
  description:
    'How often probes of the workspace confirmed, adjusted or refuted what the rule recommended, under whichever rule set it decided.',
  request: { params: z.object({ ruleId: z.string().min(1).max(100).meta({ example: 'loss.binary' }) }) },
  responses: {
    200: { description: 'The counts.', content: { 'application/json': { schema: answerSchema } } },
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const getRuleEvidence = operation(route, 'advise', async (c, context) =>
  c.json(show(await get(context, c.req.valid('param').ruleId)), 200),
);

const show = (evidence: RuleEvidence): z.infer<typeof answerSchema> => ({
  ...evidence,
  verdicts: { ...evidence.verdicts },
  confirmedShare: evidence.confirmedShare && {
    ...evidence.confirmedShare,
    interval: [...evidence.confirmedShare.interval],
  },
  effects: Object.fromEntries(
    Object.entries(evidence.effects).map(([verdict, effect]) => [
      verdict,
      { ...effect, interval: effect.interval && [...effect.interval] },
    ]),
  ),
});
