import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newRefinementRecord, newVerdictsRecord } from '../../src/audit/new-record.js';
import { canonicalRuleSet } from '../../src/advise/hash.js';
import { explain } from '../../src/decide/explain.js';
import { defaultWorkspaceId } from '../../src/ids.js';
import { compactRecommendation } from '../../src/audit/compact-recommendation.js';
import { addDecisions } from '../store/add-decisions.js';
import { saveRuleSet } from '../../src/store/rule-sets.js';
import { saveRecommendations } from '../../src/store/save-recommendation.js';
import { type Recommendation, recommendationSchema } from '../../src/settings/recommendation.js';
import { builtIn } from '../advise/built-in.js';
import { createContext, createRecording, ruleSet } from '../fixtures/decisions.js';
import { createService, post, smallest } from './helpers.js';

const service = createService();
const { app, context } = service;
const start = 1_764_000_000_000;
const csvHash = 'c'.repeat(64);

/** The recording of the fixture's rules, in the name of others. */
function recordingOf(of: ReturnType<typeof createContext>): ReturnType<typeof createRecording> {
  const { name, version, hash } = builtIn;
  const made = createRecording({ ...of, ruleSet });
  return { ...made, decisions: made.decisions.map((one) => ({ ...one, ruleSet: { name, version, hash } })) };
}

/** Records of three kinds, at known times, by two actors, of a file and of none. */
async function fill() {
  const { name, version, hash } = builtIn;
  const of = { ...createContext(start), ruleSet: builtIn };
  const made = recordingOf(of);
  const [first] = made.decisions;
  if (first?.kind !== 'recommendation') throw new Error('the fixture has another kind');
  const settings = {
    optimizer: { value: 'adam', ruleId: 'optimizer.default' },
    batchSize: { value: 64, ruleId: null },
    dropout: { value: 0.1, ruleId: 'dropout.default' },
  };
  const advice = { ...first, outcome: { settings } };
  const place = { recommendationId: made.recommendation.id, parentId: first.id, durationMs: 1 };
  const trial = {
    id: 'trl_1',
    parentId: null,
    settings: { optimizer: 'sgd' },
    because: 'trials.sgd',
    score: 0.5,
    kept: false,
  };
  const refinement = newRefinementRecord({ ...of, actor: 'bob' }, { ...place, trial, evidence: {}, trace: null });
  const [item] = made.recommendation.advice;
  if (!item) throw new Error('the fixture has no advice');
  const judged = [
    { ...item, slot: 'optimizer' as const, verdict: 'refuted' as const },
    { ...item, slot: 'dropout' as const, verdict: 'adjusted' as const, final: 0.3 },
  ];
  const verdicts = newVerdictsRecord({ ...of, actor: 'bob' }, { ...place, probeId: 'prb_1', items: judged });
  const another = recordingOf(of);
  const [plain] = another.decisions;
  if (plain?.kind !== 'recommendation') throw new Error('the fixture has another kind');
  const other = {
    ...plain,
    requestId: '=HYPERLINK("http://x")',
    outcome: { settings: { optimizer: { value: 'momentum', ruleId: 'optimizer.momentum-images' } } },
  };
  await context.store(async ({ db }) => {
    await saveRuleSet(db, { name, version, hash, body: canonicalRuleSet(builtIn) });
    const kept = (recommendation: Recommendation) => {
      return { recommendation, workspaceId: defaultWorkspaceId, body: compactRecommendation(recommendation, builtIn) };
    };
    await saveRecommendations(db, [
      { ...kept(made.recommendation), dataset: { name: 'a.csv', hash: csvHash } },
      kept(another.recommendation),
    ]);
    await addDecisions(db, [advice, refinement, verdicts, other]);
  });
  return { advice, refinement, verdicts, other };
}

const filled = await fill();
const pageShape = z.object({
  data: z.array(z.looseObject({ id: z.string(), occurredAt: z.string() })),
  nextCursor: z.string().nullable(),
});
const list = async (query: string) => {
  const response = await app.request(`/v1/decisions?${query}`);
  expect(response.status, query).toBe(200);
  return pageShape.parse(await response.json());
};
type Name = keyof typeof filled;
const nameOf = (id: string): string => Object.entries(filled).find(([, record]) => record.id === id)?.[0] ?? id;
const named = async (query: string): Promise<string[]> =>
  (await list(query)).data.map(({ id }) => nameOf(id)).toSorted();
const time = (name: Name): string => new Date(filled[name].occurredAt).toISOString();

describe('decisions by', () => {
  it.each<readonly [string, string, readonly Name[]]>([
    ['nothing', '', ['advice', 'other', 'refinement', 'verdicts']],
    ['kind', 'kind=refinement', ['refinement']],
    ['actor', 'actor=bob', ['refinement', 'verdicts']],
    ['dataset', `dataset=${csvHash}`, ['advice', 'refinement', 'verdicts']],
    ['rule that decided', 'rule=optimizer.default', ['advice']],
    ['rule that proposed', 'rule=trials.sgd', ['refinement']],
    ['slot', 'slot=dropout', ['advice', 'verdicts']],
    ['slot and value', 'slot=optimizer&value=sgd', ['refinement']],
    ['value that is a number', 'slot=batchSize&value=64', ['advice']],
    ['value of another slot', 'slot=dropout&value=64', []],
    ['rule and value of two slots', 'rule=optimizer.default&value=64', []],
    ['final value', 'slot=dropout&value=0.3', ['verdicts']],
    ['verdict', 'verdict=refuted', ['verdicts']],
    ['verdict and slot', 'verdict=refuted&slot=dropout', []],
    ['value with what SQL takes for a pattern', 'value=%25', []],
    ['rule and actor', 'rule=optimizer.default&actor=bob', []],
    ['recommendation and kind', `recommendation=${filled.advice.recommendationId}&kind=verdicts`, ['verdicts']],
  ])('%s', async (_what, query, expected) => {
    expect(await named(query)).toEqual(expected);
  });

  it('time: from one moment on, before the other, with any offset', async () => {
    expect(await named(`from=${time('refinement')}&to=${time('other')}`)).toEqual(['refinement', 'verdicts']);
    const shifted = new Date(filled.other.occurredAt + 3_600_000).toISOString().replace('Z', '+01:00');
    expect(await named(`from=${encodeURIComponent(shifted)}`)).toEqual(['other']);
  });

  it.each(['from=yesterday', 'slot=magic', 'verdict=guilty', 'dataset=abc', 'kind=%00', 'actor=%00', 'limit=0'])(
    '%s: 422',
    async (query) => {
      expect((await app.request(`/v1/decisions?${query}`)).status).toBe(422);
    },
  );
});

describe('pages of a filtered list', () => {
  it('are those of the whole list, cut, also while decisions are added', { timeout: 120_000 }, async () => {
    const own = createService();
    const made = Array.from({ length: 60 }, (_, i) => ({
      profile: { ...smallest.profile, rows: 300 + i, ...(i % 3 === 0 && { modality: 'image' }) },
    }));
    const batch = async () =>
      expect((await own.app.request('/v1/recommendations/batch', post({ items: made }))).status).toBe(201);
    await batch();
    const read = async (query: string) =>
      pageShape.parse(await (await own.app.request(`/v1/decisions?slot=optimizer&value=adam&${query}`)).json());
    const whole = (await read('limit=200')).data.map(({ id }) => id);
    expect(whole.length).toBeGreaterThan(20);
    const found: string[] = [];
    for (let cursor = ''; ; ) {
      const { data, nextCursor } = await read(`limit=7&cursor=${cursor}`);
      found.push(...data.map(({ id }) => id));
      expect(data.length === 7 || nextCursor === null).toBe(true);
      if (found.length === 7) await batch();
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    expect(found).toEqual(whole);
  });

  it('end where five thousand were looked at, and go on from there', { timeout: 300_000 }, async () => {
    const own = createService();
    const advised = recommendationSchema.parse(
      await (await own.app.request('/v1/recommendations', post(smallest))).json(),
    );
    const record = filled.advice;
    await own.context.store(async ({ db }) => {
      const records = Array.from({ length: 5_010 }, (_, i) => ({
        ...record,
        recommendationId: advised.id,
        id: own.context.ids('dec'),
        occurredAt: start + i,
      }));
      await addDecisions(db, records);
    });
    const to = new Date(start + 100_000).toISOString();
    const read = async (query: string) =>
      pageShape.parse(await (await own.app.request(`/v1/decisions?to=${to}&${query}`)).json());
    const first = await read('rule=no.such-rule');
    expect([first.data, first.nextCursor]).toEqual([[], expect.any(String)]);
    expect(await read(`rule=no.such-rule&cursor=${first.nextCursor}`)).toEqual({ data: [], nextCursor: null });
    // What is past the bound is found by the next page, and by who asks for all.
    const oldest = `from=${new Date(start).toISOString()}&actor=${record.actor}&limit=200`;
    expect((await read(oldest)).data).toHaveLength(200);
    const all = await own.app.request(`/v1/decisions?to=${to}&actor=${record.actor}`, {
      headers: { Accept: 'application/x-ndjson' },
    });
    expect((await all.text()).trimEnd().split('\n')).toHaveLength(5_010);
  });
});

describe('a list for other programs', () => {
  const read = async (type: string, query = ''): Promise<{ type: string; text: string }> => {
    const response = await app.request(`/v1/decisions${query}`, { headers: { Accept: type } });
    return { type: response.headers.get('content-type') ?? '', text: await response.text() };
  };

  it('is NDJSON with the entries of all pages', async () => {
    const { type, text } = await read('application/x-ndjson');
    expect(type).toContain('application/x-ndjson');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual((await list('limit=200')).data);
  });

  it('is CSV that no spreadsheet computes', async () => {
    const { type, text } = await read('text/csv');
    expect(type).toContain('text/csv');
    const [head = '', ...lines] = text.trimEnd().split('\r\n');
    expect(head).toMatch(/^id,occurredAt,kind,/);
    expect(lines).toHaveLength(4);
    const injected = lines.find((line) => line.startsWith(filled.other.id));
    expect(injected).toContain(`,"'=HYPERLINK(""http://x"")",`);
    expect(text).not.toMatch(/(?:^|,|")[=+@]/m);
  });

  it('keeps to the filters, to the limit and to the cursor', async () => {
    expect((await read('text/csv', '?actor=bob')).text.trimEnd().split('\r\n')).toHaveLength(3);
    const { nextCursor } = await list('limit=1');
    const after = (await read('application/x-ndjson', `?limit=2&cursor=${nextCursor}`)).text.trimEnd().split('\n');
    expect(after.map((line) => nameOf(z.object({ id: z.string() }).parse(JSON.parse(line)).id))).toEqual([
      'verdicts',
      'refinement',
    ]);
  });

  it('is JSON for who asks for anything', async () => {
    expect((await read('*/*')).type).toContain('application/json');
    expect((await read('text/html')).type).toContain('application/json');
    expect((await app.request('/v1/decisions', { method: 'HEAD', headers: { Accept: 'text/csv' } })).status).toBe(200);
  });
});

describe('what can be asked of a decision', () => {
  let advised: { readonly decisionId: string };
  beforeAll(async () => {
    const response = await app.request('/v1/recommendations', post(smallest));
    advised = recommendationSchema.parse(await response.json());
  });
  const json = async (response: Response | Promise<Response>) => {
    const answered = await response;
    return { status: answered.status, body: z.looseObject({}).parse(await answered.json()) };
  };

  it('is replayed, with and without a body', async () => {
    const { decisionId } = advised;
    const plain = await json(app.request(`/v1/decisions/${decisionId}/replay`, { method: 'POST' }));
    expect(plain).toMatchObject({ status: 200, body: { decisionId, outcome: 'same', differences: [] } });
    const asked = await json(app.request(`/v1/decisions/${decisionId}/replay`, post({ ruleSet: builtIn.hash })));
    expect(asked).toMatchObject({
      status: 200,
      body: { outcome: 'same', replayed: { ruleSet: { hash: builtIn.hash } } },
    });
    const unknown = await json(app.request(`/v1/decisions/${decisionId}/replay`, post({ ruleSet: '0'.repeat(64) })));
    expect(unknown).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const wrong = await json(app.request(`/v1/decisions/${decisionId}/replay`, post({ ruleSet: '../rules' })));
    expect(wrong).toMatchObject({ status: 422 });
    const measured = await json(app.request(`/v1/decisions/${filled.verdicts.id}/replay`, { method: 'POST' }));
    expect(measured).toMatchObject({ status: 200, body: { outcome: 'not_replayable', reason: { code: 'no_rules' } } });
  });

  it('has counterfactuals, each of which a simulation confirms', async () => {
    const { decisionId } = advised;
    const shape = z.object({
      value: z.unknown(),
      exhausted: z.boolean(),
      data: z.array(
        z.object({ value: z.unknown(), changes: z.array(z.object({ fact: z.string(), to: z.unknown() })) }),
      ),
    });
    const asked = await app.request(`/v1/decisions/${decisionId}/counterfactuals?slot=hiddenLayers`);
    const { data, exhausted } = shape.parse(await asked.json());
    expect([data.length > 3, exhausted]).toEqual([true, true]);
    for (const { value, changes } of data) {
      const body = { decision: decisionId, changes: Object.fromEntries(changes.map(({ fact, to }) => [fact, to])) };
      const simulated = await json(app.request('/v1/simulations', post(body)));
      expect(simulated).toMatchObject({ status: 200, body: { settings: { hiddenLayers: value } } });
    }
    const one = shape.parse(
      await (await app.request(`/v1/decisions/${decisionId}/counterfactuals?slot=hiddenLayers&facts=1`)).json(),
    );
    expect(one.data).toEqual(data.filter(({ changes }) => changes.length === 1));
    for (const query of ['', '?slot=metrics', '?slot=hiddenLayers&facts=3'])
      expect((await app.request(`/v1/decisions/${decisionId}/counterfactuals${query}`)).status, query).toBe(422);
    const measured = app.request(`/v1/decisions/${filled.verdicts.id}/counterfactuals?slot=dropout`);
    expect(await json(measured)).toMatchObject({ status: 422, body: { code: 'usage_invalid' } });
  });

  it('is simulated on other facts, and nothing is recorded', async () => {
    const { decisionId } = advised;
    const before = (await list('limit=200')).data.length;
    const changed = await json(app.request('/v1/simulations', post({ decision: decisionId, changes: { rows: 50 } })));
    expect(changed).toMatchObject({ status: 200, body: { profile: { rows: 50 } } });
    const fixed = await json(
      app.request(
        '/v1/simulations',
        post({ ...smallest, constraints: { settings: { optimizer: 'sgd' } }, ruleSet: 'built-in' }),
      ),
    );
    expect(fixed).toMatchObject({ status: 200, body: { settings: { optimizer: 'sgd' }, differences: [] } });
    for (const body of [
      {},
      { ...smallest, decision: decisionId },
      { ...smallest, changes: { inputs: 3 } },
      { ...smallest, changes: { rows: [] } },
    ])
      expect((await app.request('/v1/simulations', post(body))).status, JSON.stringify(body)).toBe(422);
    expect((await list('limit=200')).data).toHaveLength(before);
  });
});

describe('an explanation', () => {
  it('has of a rule that fired and lost what it saw', async () => {
    const own = createService();
    const made = await own.app.request('/v1/recommendations', post(smallest));
    const { slots } = await explain(own.context, made.headers.get('decision-id') ?? '');
    const seen = slots.flatMap(({ losers }) => losers.flatMap(({ conditions }) => conditions));
    expect(seen.length).toBeGreaterThan(5);
    for (const one of seen) expect(one).toMatchObject({ outcome: one.negated ? 'false' : 'true' });
    expect(seen.filter(({ fact, actual }) => fact === 'rows' && actual === 1000)).not.toEqual([]);
  });
});
