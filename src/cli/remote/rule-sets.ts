import { z } from 'zod';
import type { Chosen } from '../../decide/choose-rule-set.js';
import type { RuleSetDetails, RuleSetEntry, ShadowReport } from '../../decide/rule-sets.js';
import type { CellDifference, RuleSetVerbs, SetDifference } from '../verbs.js';
import { atLeast, time } from './answers.js';
import type { Client } from './client.js';
import { readPages } from './pages.js';

const entry = {
  id: z.string(),
  name: z.string(),
  version: z.string(),
  hash: z.string(),
  kind: z.custom<RuleSetEntry['kind']>((kind) => typeof kind === 'string'),
  extends: z.string().nullable(),
  rules: z.int(),
  createdAt: time.nullable(),
  createdBy: z.string().nullable(),
  status: z.custom<RuleSetEntry['status']>((status) => typeof status === 'string'),
};
const entryAnswer: z.ZodType<RuleSetEntry> = z.object(entry);

const shadowAnswer: z.ZodType<ShadowReport> = z.object({
  against: z.string(),
  startedAt: time,
  endedAt: time.nullable(),
  decisions: z.int(),
  different: z.int(),
  failed: z.int(),
  skipped: z.int(),
  bySlot: z.record(z.string(), z.int()),
});

type Content = RuleSetDetails['content'];

const detailsAnswer: z.ZodType<RuleSetDetails> = z
  .object({
    ...entry,
    conditions: z.custom<Content['conditions']>((value) => typeof value === 'object'),
    rules: z.custom<Content['rules']>(Array.isArray),
    proof: atLeast<{ readonly findings: NonNullable<RuleSetDetails['findings']> }>({
      findings: z.array(z.unknown()),
    }).nullable(),
    shadow: shadowAnswer.nullable(),
  })
  .transform(({ conditions, rules, proof, shadow, ...of }) => ({
    entry: { ...of, rules: rules.length },
    content: { conditions, rules },
    findings: proof === null ? null : proof.findings,
    shadow,
  }));

const deciding = z
  .object({ ruleId: z.string(), recommend: z.unknown() })
  .transform(({ ruleId, recommend }) => ({ id: ruleId, recommend }))
  .nullable();

const cellsAnswer: z.ZodType<CellDifference> = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.string()),
  unproven: z.array(z.string()),
  slots: z.array(
    z
      .object({
        slot: z.string(),
        before: deciding,
        after: deciding,
        facts: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]).nullable()),
      })
      .transform(({ before, after, ...where }) => ({ ...where, ...(before && { before }), ...(after && { after }) })),
  ),
});

const named = z.object({ id: z.string(), name: z.string(), version: z.string(), hash: z.string() });

const diffAnswer: z.ZodType<SetDifference> = z.object({
  before: named,
  after: named,
  cells: cellsAnswer.nullable(),
  decisions: atLeast<NonNullable<SetDifference['decisions']>>({
    decisions: z.int(),
    slots: z.array(z.unknown()),
  }).nullable(),
});

/** Rule sets of the workspace of the key. */
export function remoteRuleSets({ ask, read }: Pick<Client, 'ask' | 'read'>): RuleSetVerbs {
  const pathOf = (id: string, of = ''): string => `/v1/rule-sets/${encodeURIComponent(id)}${of}`;
  const get = (id: string): Promise<RuleSetDetails> => read(detailsAnswer, pathOf(id));
  const choose = async (path: string): Promise<Chosen> => {
    const response = await ask(path, { method: 'POST' });
    return { entry: entryAnswer.parse(await response.json()), decisionId: response.headers.get('Decision-Id') };
  };
  return {
    list: () => readPages({ read }, { entry: entryAnswer, path: '/v1/rule-sets' }),
    create: async (upload) => {
      const response = await ask('/v1/rule-sets', { method: 'POST', json: upload });
      return { entry: entryAnswer.parse(await response.json()), isNew: response.status === 201 };
    },
    get,
    activate: (id) => choose(pathOf(id, '/activate')),
    startShadow: (id) => choose(pathOf(id, '/shadow')),
    stopShadow: async (id) => {
      const { headers } = await ask(pathOf(id, '/shadow'), { method: 'DELETE' });
      return { entry: (await get(id)).entry, decisionId: headers.get('Decision-Id') };
    },
    diff: ({ before, after, decisions }) =>
      read(diffAnswer, `${pathOf(before, '/diff/')}${encodeURIComponent(after)}?decisions=${decisions}`),
  };
}
