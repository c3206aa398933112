import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { SlotDifference } from '../../advise/diff.js';
import { diffRuleSets as diff, type RuleSetDiff } from '../../decide/diff-rule-sets.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';
import { countSchema } from '../paging.js';
import { namedSetSchema } from '../rule-sets.js';

const USUAL = 100;
const MOST = 500;

const anyValue = z.unknown().meta({ description: 'Any JSON value.' });
const ids = z.array(z.string());
const count = z.int().min(0).max(MOST);

const decidingSchema = z
  .object({ ruleId: z.string(), recommend: anyValue })
  .nullable()
  .meta({ description: 'The rule that decides, and what it says; null where none does.' });

const cellsSchema = z
  .object({
    added: ids,
    removed: ids,
    changed: ids.meta({ description: 'Rules that both have and write differently.' }),
    slots: z.array(
      z.object({
        slot: z.string(),
        before: decidingSchema,
        after: decidingSchema,
        facts: z
          .record(z.string(), z.union([z.number(), z.string(), z.boolean()]).nullable())
          .meta({ description: 'Facts for which it shows; null is a missing one, and others may be anything.' }),
      }),
    ),
    unproven: ids.meta({ description: 'Settings with too many cases to compare.' }),
  })
  .meta({ id: 'RuleSetCells' });

const decisionsSchema = z
  .object({
    decisions: count.meta({ description: 'How many were asked anew, the newest ones.' }),
    different: count.meta({ description: 'Those with at least one other setting.' }),
    failed: count.meta({ description: 'Those to which one of the rule sets has no answer.' }),
    failures: ids.meta({ description: 'Ids of some of them.' }),
    slots: z.array(
      z.object({
        slot: z.string(),
        decisions: count,
        examples: z.array(z.object({ id: z.string(), before: anyValue, after: anyValue })),
      }),
    ),
  })
  .meta({ id: 'RuleSetComparison' });

const answerSchema = z
  .object({
    before: namedSetSchema,
    after: namedSetSchema,
    cells: cellsSchema.nullable().meta({ description: 'Over all regions of facts; null where that takes too long.' }),
    decisions: decisionsSchema
      .nullable()
      .meta({ description: 'Over recorded decisions; null where that takes too long.' }),
  })
  .meta({ id: 'RuleSetDiff' });

const { id } = idParameter('rst').shape;

const route = createRoute({
  method: 'get',
  path: '/v1/rule-sets/{id}/diff/{other}',
  operationId: 'diffRuleSets',
  tags: ['rules'],
  summary: 'Where two rule sets decide differently',
  description:
    'From the first to the second: in which cells of facts, exhaustively, and what changes for the newest recorded decisions of the workspace.',
  request: {
    params: z.object({ id, other: id }),
    query: z.object({
      decisions: countSchema({ most: MOST, usual: USUAL, description: 'At most so many decisions.' }),
    }),
  },
  responses: {
    200: { description: 'The difference.', content: { 'application/json': { schema: answerSchema } } },
    ...problemResponses(401, 403, 404, 422, 429, 500, 503),
  },
});

export const diffRuleSets = operation(route, 'rules', async (c, context) => {
  const { id: before, other: after } = c.req.valid('param');
  const { decisions = USUAL } = c.req.valid('query');
  return c.json(show(await diff(context, { before, after, decisions })), 200);
});

function show({ before, after, cells, decisions }: RuleSetDiff): z.infer<typeof answerSchema> {
  return {
    before,
    after,
    cells: cells && {
      added: [...cells.added],
      removed: [...cells.removed],
      changed: [...cells.changed],
      slots: cells.slots.map((one) => ({
        slot: one.slot,
        before: deciding(one.before),
        after: deciding(one.after),
        facts: { ...one.facts },
      })),
      unproven: [...cells.unproven],
    },
    decisions: decisions && {
      ...decisions,
      failures: [...decisions.failures],
      slots: decisions.slots.map(({ examples, ...slot }) => ({ ...slot, examples: [...examples] })),
    },
  };
}

const deciding = (rule: SlotDifference['before']): z.infer<typeof decidingSchema> =>
  rule === undefined ? null : { ruleId: rule.id, recommend: rule.recommend };
