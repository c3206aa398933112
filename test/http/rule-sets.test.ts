import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemSchema } from '../../src/http/problems.js';
import { builtInRuleSetId } from '../../src/ids.js';
import { recommendationSchema } from '../../src/settings/recommendation.js';
import { builtIn } from '../advise/built-in.js';
import { createService, post, smallest } from './helpers.js';
import { overlay } from './rules.js';

const entrySchema = z.looseObject({ id: z.string(), hash: z.string(), status: z.string(), kind: z.string() });
const pageSchema = z.object({ data: z.array(entrySchema), nextCursor: z.string().nullable() });
const decisionSchema = z.looseObject({
  kind: z.string(),
  actor: z.string(),
  requestId: z.string(),
  outcome: z.unknown(),
});
const shadowSchema = z.object({
  shadow: z.looseObject({ decisions: z.int(), different: z.int(), bySlot: z.record(z.string(), z.int()) }).nullable(),
});
const idSchema = z.object({ id: z.string() });

/** Rules that are legal one by one and leave a gap. */
const withGap = (() => {
  const { conditions } = builtIn;
  const rules = builtIn.rules.filter(({ id }) => id !== 'mixup.default');
  const only = {
    id: 'mixup.some',
    slot: 'mixup',
    priority: 1,
    when: { fact: 'rows', operator: 'greaterThan', value: 9 },
  };
  const sentence = { because: 'For tables with more than a few rows.', source: { title: 'a test' } };
  return { name: 'gap', version: '1.0.0', conditions, rules: [...rules, { ...only, recommend: 0, ...sentence }] };
})();

function createFacade() {
  const { app, context } = createService({}, { jsonDepth: 200 });
  const call = (method: string, path: string, headers = {}) =>
    Promise.resolve(app.request(`/v1/rule-sets${path}`, { method, headers }));
  return {
    app,
    context,
    upload: async (body: unknown, headers = {}) => {
      const response = await app.request('/v1/rule-sets', post(body, headers));
      return { status: response.status, text: await response.text() };
    },
    uploaded: async (body: unknown): Promise<string> => {
      const response = await app.request('/v1/rule-sets', post(body));
      return idSchema.parse(await response.json()).id;
    },
    activate: (id: string, headers = {}) => call('POST', `/${id}/activate`, headers),
    lint: (id: string) => call('POST', `/${id}/lint`),
    startShadow: (id: string) => call('POST', `/${id}/shadow`),
    stopShadow: (id: string) => call('DELETE', `/${id}/shadow`),
    get: (id: string, headers = {}) => call('GET', `/${id}`, headers),
    list: async (query = '') => pageSchema.parse(await (await call('GET', query)).json()),
    recommend: async (body: object = smallest) =>
      recommendationSchema.parse(await (await app.request('/v1/recommendations', post(body))).json()),
    shadowOf: async (id: string) => {
      await context.rules?.shadows.settle();
      return shadowSchema.parse(await (await call('GET', `/${id}`)).json()).shadow;
    },
  };
}

describe('an uploaded rule set', () => {
  const facade = createFacade();

  it('is kept once for its content, and decides nothing yet', async () => {
    const [first, again] = [await facade.upload(overlay({})), await facade.upload(overlay({}))];
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.text).toBe(first.text);
    const entry = entrySchema.parse(JSON.parse(first.text));
    expect(entry).toMatchObject({ kind: 'overlay', status: 'inactive', extends: builtIn.hash, name: 'house' });
    expect(entry['rules']).toBe(builtIn.rules.length + 1);
    expect((await facade.recommend()).ruleSet.hash).toBe(builtIn.hash);
  });

  it('is answered once for an idempotency key', async () => {
    const send = () => facade.upload(overlay({ name: 'once' }), { 'Idempotency-Key': 'r-1' });
    expect(await send()).toEqual(await send());
    const other = await facade.upload(overlay({ name: 'twice' }), { 'Idempotency-Key': 'r-1' });
    expect([other.status, problemSchema.parse(JSON.parse(other.text)).code]).toEqual([409, 'idempotency_conflict']);
  });

  it('is listed newest first, page by page, before what the service brings', async () => {
    const first = await facade.list('?limit=1');
    const rest = await facade.list(`?limit=2&cursor=${first.nextCursor}`);
    const listed = [...first.data, ...rest.data];
    expect(listed.map(({ name }) => name)).toEqual(['once', 'house', 'built-in']);
    expect(rest.nextCursor).toBeNull();
    expect(listed.at(-1)).toMatchObject({ id: builtInRuleSetId, kind: 'builtIn', status: 'active', createdAt: null });
    expect((await facade.list('?limit=2')).nextCursor).not.toBeNull();
  });

  it('is shown with its rules, once to who has it', async () => {
    const id = await facade.uploaded(overlay({}));
    const response = await facade.get(id);
    const body = z.object({ rules: z.array(z.looseObject({ id: z.string() })) }).parse(await response.json());
    expect(body.rules.find((rule) => rule.id === 'dropout.house')).toMatchObject({ layer: 1, recommend: 0.35 });
    const tag = response.headers.get('etag') ?? '';
    const again = await facade.get(id, { 'If-None-Match': `"other", W/${tag}` });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    expect((await facade.get(id, { 'If-None-Match': '"other"' })).status).toBe(200);
  });

  const rule = overlay({}).rules[0];
  it.each([
    ['an unknown fact', { ...overlay({ when: { fact: 'rws', operator: 'equal', value: 1 } }) }, '/rules/0', 'rws'],
    ['an illegal value', overlay({ recommend: 7 }), '/rules/0', '7 is not legal for dropout'],
    ['no rule of a legal form', { ...overlay({}), rules: [{ ...rule, id: 'x' }] }, '/rules/0/id', 'pattern'],
    ['another base', { ...overlay({}), extends: 'f'.repeat(64) }, '/extends', 'ffff'],
    ['a member that there is not', { ...overlay({}), rule: 1 }, '/rule', 'no such member'],
    [
      'a condition that leads to itself',
      { ...overlay({ when: { condition: 'loop' } }), conditions: { loop: { not: { condition: 'loop' } } } },
      '/conditions/loop',
      'contains itself',
    ],
    [
      'conditions that double',
      {
        ...overlay({ when: { condition: 'c0' } }),
        conditions: Object.fromEntries(
          Array.from({ length: 40 }, (_, i) => [
            `c${i}`,
            i === 39
              ? { fact: 'rows', operator: 'lessThan', value: 5 }
              : { all: [{ condition: `c${i + 1}` }, { condition: `c${i + 1}` }] },
          ]),
        ),
      },
      '',
      'comparisons',
    ],
    [
      'a tree without end',
      { ...overlay({}), rules: [Array.from({ length: 100 }).reduce<object>((inner) => ({ not: inner }), {})] },
      '',
      'deep',
    ],
    ['half a character', overlay({ name: 'a', recommend: '\ud800' }), '/rules/0/recommend', 'surrogate'],
  ])('with %s is refused, and the place is told', async (_what, body, pointer, message) => {
    const { status, text } = await facade.upload(body);
    const problem = problemSchema.parse(JSON.parse(text));
    expect([status, problem.errors?.some((one) => one.pointer === pointer), text.includes(message)], text).toEqual([
      422,
      true,
      true,
    ]);
  });

  it('is refused where it is as large as no body may be', async () => {
    const { status } = await facade.upload({ ...overlay({}), name: 'x'.repeat(1024 * 1024) });
    expect(status).toBe(413);
  });
});

describe('a rule set that is activated', () => {
  const facade = createFacade();

  it('decides from then on, and the one before it again after a rollback; both are on record', async () => {
    const [one, other] = [
      await facade.uploaded(overlay({})),
      await facade.uploaded(overlay({ name: 'other', recommend: 0.45 })),
    ];
    const activated = await facade.activate(one, { 'Request-Id': 'rollout-1' });
    expect(entrySchema.parse(await activated.json())).toMatchObject({ id: one, status: 'active' });
    const first = await facade.recommend();
    expect([first.settings.dropout, first.ruleSet.name]).toEqual([0.35, 'house']);
    await facade.activate(other);
    expect((await facade.recommend()).settings.dropout).toBe(0.45);
    await facade.activate(one);
    expect((await facade.recommend()).settings.dropout).toBe(0.35);
    await facade.activate(builtInRuleSetId);
    expect((await facade.recommend()).ruleSet.hash).toBe(builtIn.hash);
    expect((await facade.list()).data.map(({ status }) => status)).toEqual(['inactive', 'inactive', 'active']);
    const id = activated.headers.get('decision-id');
    const decision = decisionSchema.parse(await (await facade.app.request(`/v1/decisions/${id}`)).json());
    expect(decision).toMatchObject({
      kind: 'activation',
      requestId: 'rollout-1',
      facts: { before: { id: builtInRuleSetId, hash: builtIn.hash } },
      outcome: { active: { id: one, name: 'house' } },
    });
    expect(decision.actor).not.toBe('');
    const listed = z
      .object({ data: z.array(z.looseObject({ kind: z.string(), summary: z.string() })) })
      .parse(await (await facade.app.request('/v1/decisions')).json());
    const summaries = listed.data.filter(({ kind }) => kind === 'activation').map(({ summary }) => summary);
    expect(summaries.at(-1)).toBe(`house 1.0.0 decides, no longer built-in ${builtIn.version}`);
    expect(summaries).toHaveLength(4);
    expect((await facade.app.request(`/v1/decisions/${id}/explanation`)).status).toBe(200);
  });

  it('is what batches, the list of rules and the page of rules go by', async () => {
    await facade.activate(await facade.uploaded(overlay({})));
    const batch = await facade.app.request('/v1/recommendations/batch', post({ items: [smallest] }));
    expect(await batch.text()).toContain('"dropout":0.35');
    const listed = await (await facade.app.request('/v1/rules?slot=dropout')).text();
    expect(listed).toContain('dropout.house');
    expect((await facade.app.request('/v1/rules/dropout.house')).status).toBe(200);
    expect(await (await facade.app.request('/rules')).text()).toContain('dropout.house');
  });

  it('changes nothing and is no decision when it decides already', async () => {
    const id = await facade.uploaded(overlay({}));
    await facade.activate(id);
    const again = await facade.activate(id);
    expect([again.status, again.headers.get('decision-id')]).toEqual([200, null]);
  });

  it('is refused where it is not proven: the one before decides on', async () => {
    const before = (await facade.recommend()).ruleSet.hash;
    const id = await facade.uploaded(withGap);
    const linted = await (await facade.lint(id)).text();
    expect(JSON.parse(linted)).toMatchObject({
      isProven: false,
      findings: [{ kind: 'gap', witness: expect.anything() }],
    });
    for (const refused of [await facade.activate(id), await facade.startShadow(id)]) {
      const problem = problemSchema.parse(await refused.json());
      expect([refused.status, problem.code]).toEqual([409, 'rule_set_unproven']);
      expect(problem.errors?.[0]?.message).toContain('no rule decides mixup');
    }
    expect((await facade.recommend()).ruleSet.hash).toBe(before);
    expect(await (await facade.get(id)).text()).toContain('"isProven":false');
  });

  it('is refused where a value that it computes may be illegal', async () => {
    const id = await facade.uploaded(
      overlay({ name: 'computed', recommend: { function: 'divide', arguments: [{ fact: 'rows' }, 100] } }),
    );
    const problem = problemSchema.parse(await (await facade.activate(id)).json());
    expect(problem.code).toBe('rule_set_unproven');
    expect(problem.errors?.[0]?.message).toContain('dropout.house');
  });

  it('is one, however many are activated at the same time', async () => {
    const ids = await Promise.all([1, 2, 3].map((i) => facade.uploaded(overlay({ name: `n${i}`, recommend: i / 10 }))));
    const answers = await Promise.all(ids.map((id) => facade.activate(id)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { data } = await facade.list();
    expect(data.filter(({ status }) => status === 'active')).toHaveLength(1);
    const active = data.find(({ status }) => status === 'active');
    expect((await facade.recommend()).ruleSet.hash).toBe(active?.hash);
  });
});

describe('a candidate in shadow', () => {
  it('is evaluated after each recommendation, and its differences are counted by slot', async () => {
    const facade = createFacade();
    const id = await facade.uploaded(overlay({}));
    expect(await facade.shadowOf(id)).toBeNull();
    await facade.startShadow(id);
    const recommended = [await facade.recommend(), await facade.recommend()];
    const large = { profile: { ...smallest.profile, rows: 100_000, classCounts: { no: 90_000, yes: 10_000 } } };
    await facade.recommend(large);
    await facade.app.request('/v1/recommendations/batch', post({ items: [smallest, large] }));
    await facade.recommend({ ...smallest, constraints: { settings: { dropout: 0.1 } } });
    expect(recommended.map(({ ruleSet }) => ruleSet.hash)).toEqual([builtIn.hash, builtIn.hash]);
    expect(await facade.shadowOf(id)).toMatchObject({
      decisions: 6,
      different: 3,
      failed: 0,
      skipped: 0,
      bySlot: { dropout: 3 },
      against: builtIn.hash,
      endedAt: null,
    });
    expect((await facade.list()).data[0]).toMatchObject({ id, status: 'shadow' });
    const stopped = await facade.stopShadow(id);
    expect(stopped.status).toBe(204);
    await facade.recommend();
    expect(await facade.shadowOf(id)).toMatchObject({ decisions: 6, endedAt: expect.any(String) });
    const decision = await facade.app.request(`/v1/decisions/${stopped.headers.get('decision-id')}`);
    expect(decisionSchema.parse(await decision.json())).toMatchObject({
      kind: 'shadow',
      outcome: { candidate: { id }, runs: false },
    });
    expect((await facade.stopShadow(id)).headers.get('decision-id')).toBeNull();
  });

  it('is one at a time, and not the rule set that decides', async () => {
    const facade = createFacade();
    const [one, other] = [await facade.uploaded(overlay({})), await facade.uploaded(overlay({ name: 'other' }))];
    await facade.startShadow(one);
    for (const id of [other, builtInRuleSetId]) {
      const refused = await facade.startShadow(id);
      expect([refused.status, problemSchema.parse(await refused.json()).code]).toEqual([409, 'shadow_conflict']);
    }
    expect((await facade.startShadow(one)).headers.get('decision-id')).toBeNull();
  });

  it('ends when it is activated, and counts anew when another one is', async () => {
    const facade = createFacade();
    const [one, other] = [
      await facade.uploaded(overlay({})),
      await facade.uploaded(overlay({ name: 'other', recommend: 0.4 })),
    ];
    await facade.startShadow(one);
    await facade.recommend();
    expect(await facade.shadowOf(one)).toMatchObject({ decisions: 1 });
    await facade.activate(other);
    const { ruleSet } = await facade.recommend();
    expect(await facade.shadowOf(one)).toMatchObject({ decisions: 1, against: ruleSet.hash, endedAt: null });
    await facade.activate(one);
    expect(await facade.shadowOf(one)).toMatchObject({ endedAt: expect.any(String) });
    await facade.startShadow(builtInRuleSetId);
    await facade.recommend();
    expect(await facade.shadowOf(builtInRuleSetId)).toMatchObject({ decisions: 1, bySlot: { dropout: 1 } });
  });
});

describe('two rule sets', () => {
  const facade = createFacade();

  it('are compared by cells and over recorded decisions', async () => {
    const id = await facade.uploaded(overlay({ when: { fact: 'rows', operator: 'lessThan', value: 1500 } }));
    const small = await facade.recommend();
    await facade.recommend({ profile: { ...smallest.profile, rows: 2000 } });
    await facade.recommend({ ...smallest, constraints: { settings: { dropout: 0.1 } } });
    const path = `/v1/rule-sets/${builtInRuleSetId}/diff/${id}`;
    expect(await (await facade.app.request(path)).json()).toMatchObject({
      before: { id: builtInRuleSetId },
      after: { id },
      cells: { added: ['dropout.house'], removed: [], unproven: [], slots: expect.any(Array) },
      decisions: {
        decisions: 3,
        different: 1,
        failed: 0,
        slots: [{ slot: 'dropout', decisions: 1, examples: [{ id: small.decisionId, after: 0.35 }] }],
      },
    });
    const one = z.object({ decisions: z.looseObject({ decisions: z.int() }) });
    expect(one.parse(await (await facade.app.request(`${path}?decisions=1`)).json()).decisions).toMatchObject({
      decisions: 1,
      different: 0,
    });
  });
});
