import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { adviseProfiles } from '../../src/decide/advise.js';
import { profileSchema } from '../../src/profile/schema.js';
import { createKey } from '../../src/decide/keys.js';
import { systemClock } from '../../src/clock.js';
import { SextantError } from '../../src/errors.js';
import { createMetrics } from '../../src/http/metrics.js';
import { problemSchema } from '../../src/http/problems.js';
import { recommendationSchema } from '../../src/settings/recommendation.js';
import { createService, post, smallest } from './helpers.js';

const { app } = createService();
const created = recommendationSchema.parse(await (await app.request('/v1/recommendations', post(smallest))).json());

describe('a recommendation on record', () => {
  it('is given back as it was answered', async () => {
    const response = await app.request(`/v1/recommendations/${created.id}`);
    expect(await response.json()).toEqual(created);
    expect(response.headers.get('decision-id')).toBe(created.decisionId);
  });

  it('is a page that loads nothing from elsewhere and links to the rules', async () => {
    const response = await app.request(`/v1/recommendations/${created.id}/report`);
    expect(response.headers.get('content-type')).toContain('text/html');
    const page = await response.text();
    expect(page).toContain(`<title>${created.id}`);
    expect(page).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)="https?:/);
    expect(page.match(/href="\/rules#/g)?.length).toBeGreaterThan(20);
  });

  it('is a report in Markdown or as JSON where that is accepted, and none in another form', async () => {
    const reportAs = (accept: string) =>
      app.request(`/v1/recommendations/${created.id}/report`, { headers: { Accept: accept } });
    const markdown = await reportAs('text/markdown, text/html;q=0.9');
    expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(await markdown.text()).toContain(`# ${created.id.replaceAll('_', String.raw`\_`)}\n`);
    const json = await reportAs('application/json');
    expect(json.headers.get('content-type')).toBe('application/json');
    expect(await json.json()).toMatchObject({ title: created.id, createdAt: created.createdAt });
    const page = await reportAs('text/html,application/xhtml+xml,*/*;q=0.8');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const none = await reportAs('image/png');
    expect(problemSchema.parse(await none.json())).toMatchObject({ status: 406, code: 'not_acceptable' });
    for (const { headers } of [markdown, json, page, none]) expect(headers.get('vary')).toContain('Accept');
  });

  it('is the newest of the list, and its decision that of the record', async () => {
    const page = z.object({ data: z.array(z.looseObject({ id: z.string() })) });
    const listed = page.parse(await (await app.request('/v1/recommendations')).json());
    const { id, decisionId, createdAt } = created;
    expect(listed.data[0]).toEqual({ id, decisionId, createdAt, task: 'binary', datasetName: null });
    const decisions = page.parse(await (await app.request(`/v1/decisions?recommendation=${id}`)).json());
    expect(decisions.data).toEqual([expect.objectContaining({ id: decisionId, kind: 'recommendation' })]);
  });
});

describe('a batch', () => {
  const shape = z.object({ data: z.array(z.looseObject({ id: z.string(), decisionId: z.string() })) });

  it('is answered in the order of its profiles, each on record under its id', async () => {
    const regression = { profile: { task: 'regression', rows: 398, columns: { numeric: 7 } } };
    const items = Array.from({ length: 250 }, (_, i) => (i % 2 === 0 ? smallest : regression));
    const response = await app.request('/v1/recommendations/batch', post({ items }));
    const { data } = shape.parse(await response.json());
    expect([response.status, data.length, new Set(data.map(({ id }) => id)).size]).toEqual([201, 250, 250]);
    for (const i of [0, 1, 248, 249]) {
      const one = recommendationSchema.parse(await (await app.request(`/v1/recommendations/${data[i]?.id}`)).json());
      expect(one.settings.task).toBe(i % 2 === 0 ? 'binary' : 'regression');
      expect(data[i]).toEqual({
        id: one.id,
        decisionId: one.decisionId,
        settings: one.settings,
        warnings: one.warnings,
      });
    }
  });

  it('is recorded all or none, and once for an idempotency key', async () => {
    const service = createService();
    const listed = async () => shape.parse(await (await service.app.request('/v1/recommendations?limit=200')).json());
    const broken = { items: [smallest, { profile: { rows: 10 } }] };
    expect((await service.app.request('/v1/recommendations/batch', post(broken))).status).toBe(422);
    // Refused by what decides, when hundreds before it are written.
    const profile = profileSchema.parse(smallest.profile);
    const late = [...Array.from({ length: 400 }, () => ({ profile })), { profile, settings: { epochs: -1 } }];
    const refused = adviseProfiles(service.context, { items: late });
    await expect(refused).rejects.toMatchObject({ code: 'settings_invalid' });
    expect((await listed()).data).toEqual([]);
    const entries = await (await service.app.request('/v1/decisions')).json();
    expect(shape.parse(entries).data).toEqual([]);
    const send = () =>
      service.app.request(
        '/v1/recommendations/batch',
        post({ items: [smallest, smallest] }, { 'Idempotency-Key': 'b' }),
      );
    const [one, other] = [await (await send()).text(), await (await send()).text()];
    expect(other).toBe(one);
    expect((await listed()).data).toHaveLength(2);
  });

  it('of a thousand leaves room for other requests all the time', async () => {
    const items = Array.from({ length: 1000 }, () => smallest);
    let turns = 0;
    let isOver = false;
    const look = (): void => {
      turns++;
      if (!isOver) setImmediate(look);
    };
    look();
    expect((await app.request('/v1/recommendations/batch', post({ items }))).status).toBe(201);
    isOver = true;
    // Deciding, writing down and storing each stop now and then.
    expect(turns).toBeGreaterThan(80);
  });

  it('has at least one profile and at most a thousand', async () => {
    for (const items of [[], Array.from({ length: 1001 }, () => smallest)])
      expect((await app.request('/v1/recommendations/batch', post({ items }))).status).toBe(422);
  });
});

describe('a decision on record', () => {
  it('has its facts and its trace', async () => {
    const response = await app.request(`/v1/decisions/${created.decisionId}`);
    const decision = z.looseObject({ facts: z.looseObject({ profile: z.unknown() }), trace: z.unknown() });
    const { facts, trace } = decision.parse(await response.json());
    expect(facts.profile).toEqual(created.profile);
    expect(trace).not.toBeNull();
  });

  it('is explained setting by setting', async () => {
    const response = await app.request(`/v1/decisions/${created.decisionId}/explanation`);
    const { slots } = z.object({ slots: z.array(z.looseObject({ slot: z.string() })) }).parse(await response.json());
    expect(slots.map(({ slot }) => slot)).toContain('optimizer');
  });
});

describe('rules', () => {
  it('are listed, all or those of a slot, and each has its condition', async () => {
    const shape = z.object({ data: z.array(z.object({ id: z.string(), slot: z.string() })) });
    const all = shape.parse(await (await app.request('/v1/rules')).json());
    expect(all.data.length).toBeGreaterThan(200);
    const ofLoss = shape.parse(await (await app.request('/v1/rules?slot=loss')).json());
    expect(new Set(ofLoss.data.map(({ slot }) => slot))).toEqual(new Set(['loss']));
    const rule = await (await app.request('/v1/rules/loss.binary')).json();
    expect(rule).toMatchObject({ id: 'loss.binary', slot: 'loss', recommend: 'binaryCrossentropy' });
    expect((await app.request('/v1/rules/loss.none')).status).toBe(404);
  });

  it('are listed page by page where a limit is given', async () => {
    const shape = z.object({ data: z.array(z.object({ id: z.string() })), nextCursor: z.string().nullable() });
    const read = async (query: string) => shape.parse(await (await app.request(`/v1/rules?${query}`)).json());
    const all = await read('');
    expect(all.nextCursor).toBeNull();
    const pages = [await read('limit=150&cursor=')];
    for (let next = pages[0]?.nextCursor; next; next = pages.at(-1)?.nextCursor)
      pages.push(await read(`limit=150&cursor=${next}`));
    expect(pages.map(({ data }) => data.length)).toEqual([150, all.data.length - 150]);
    expect(pages.flatMap(({ data }) => data)).toEqual(all.data);
    expect((await read('limit=200&slot=loss')).nextCursor).toBeNull();
    expect((await app.request('/v1/rules?limit=201')).status).toBe(422);
    expect((await app.request('/v1/rules?cursor=bm8')).status).toBe(422);
    const evidence = await (await app.request('/v1/evidence?limit=1')).json();
    expect(evidence).toMatchObject({ nextCursor: null });
  });
});

describe('metrics', () => {
  it('count requests by the path of the operation, and decisions', async () => {
    const service = createService();
    const made = recommendationSchema.parse(
      await (await service.app.request('/v1/recommendations', post(smallest))).json(),
    );
    await service.app.request(`/v1/recommendations/${made.id}`);
    await service.app.request('/nothing/here');
    const response = await service.app.request('/metrics');
    expect(response.headers.get('content-type')).toContain('text/plain');
    const text = await response.text();
    expect(text).toContain('sextant_decisions_total{kind="recommendation"} 1');
    expect(text).toContain('_count{method="POST",path="/v1/recommendations",status="201"} 1');
    expect(text).toContain('_count{method="GET",path="/v1/recommendations/:id",status="200"} 1');
    expect(text).toContain('path="none",status="404"');
    expect(text).not.toContain(made.id);
    expect((await service.app.request('/health/live')).status).toBe(200);
    const later = await (await service.app.request('/metrics')).text();
    expect(later).toContain('_count{method="GET",path="/health/live",status="200"} 1');
    expect(later).toContain('sextant_database_up 1');
    expect(later).toMatch(/sextant_database_seconds_count\{outcome="ok"\} [1-9]/);
    expect(later).toContain('sextant_probes{status="succeeded"} 0');
  });
});

describe('metrics of a database that is away', () => {
  it('say so, and how its uses ended', async () => {
    const away = () => Promise.reject(new SextantError('store_unavailable', 'It is away.'));
    const metrics = createMetrics(systemClock, {
      probes: away,
      streams: () => 0,
      database: () => Promise.resolve(false),
    });
    await expect(metrics.timeStore(away)).rejects.toThrow('It is away.');
    await expect(metrics.timeStore(() => Promise.reject(new SextantError('not_found', 'x')))).rejects.toThrow('x');
    const text = await metrics.text();
    expect(text).toContain('sextant_database_up 0');
    expect(text).toContain('sextant_database_seconds_count{outcome="store_unavailable"} 1');
    expect(text).toContain('sextant_database_seconds_count{outcome="ok"} 1');
    expect(text).not.toContain('sextant_probes{');
  });
});

describe('the limit of requests', () => {
  it("is each key's own", async () => {
    const service = createService({}, { requestsPerMinute: 3 });
    const keyOf = async () => (await createKey(service.context, { name: 'x', scopes: ['advise'] })).key;
    const [one, other] = [await keyOf(), await keyOf()];
    const get = (key: string) =>
      Promise.resolve(service.app.request('/v1/rules/loss.binary', { headers: { Authorization: `Bearer ${key}` } }));
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await get(one)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await get(one);
    expect(problemSchema.parse(await refused.json()).code).toBe('too_many_requests');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const answered = await get(other);
    expect([answered.status, answered.headers.get('ratelimit')]).toEqual([200, expect.stringContaining('remaining=2')]);
  });
});
