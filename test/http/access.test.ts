import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkpoint } from '../../src/decide/audit.js';
import { createKey, inWorkspace } from '../../src/decide/keys.js';
import { createDocument } from '../../src/http/document.js';
import { operationsOf } from '../../src/http/operations.js';
import { problemSchema } from '../../src/http/problems.js';
import { type Scope, scopes } from '../../src/api-key.js';
import { recommendationSchema } from '../../src/settings/recommendation.js';
import { createService, describedOperations, post, smallest } from './helpers.js';
import { overlay } from './rules.js';

const codeOf = async (response: Response): Promise<string> => problemSchema.parse(await response.json()).code;
const withKey = (key: string, request: RequestInit = {}): RequestInit => {
  const headers = new Headers(request.headers);
  headers.set('Authorization', `Bearer ${key}`);
  return { ...request, headers };
};

const smallCsv = ['a,y', ...Array.from({ length: 30 }, (_, i) => `${i},${i % 2 ? 'p' : 'q'}`)].join('\n');

/** Two workspaces, a recommendation in the first. */
async function createTwoWorkspaces() {
  let now = 1_790_000_000_000;
  const service = createService({ clock: { now: () => now, elapsed: () => now } });
  const pass = (milliseconds: number): void => void (now += milliseconds);
  const keyOf = async (workspace: string, may: readonly Scope[], expiresAt?: number): Promise<string> =>
    (await createKey(service.context, { name: 'test', scopes: may, workspace, expiresAt })).key;
  const [first, second] = [await keyOf('first', scopes), await keyOf('second', scopes)];
  const response = await service.app.request('/v1/recommendations', withKey(first, post(smallest)));
  expect(response.status).toBe(201);
  const recommendation = recommendationSchema.parse(await response.json());
  const uploaded = await service.app.request(
    '/v1/datasets?name=small.csv',
    withKey(first, { method: 'POST', body: smallCsv }),
  );
  const dataset = z.object({ id: z.string() }).parse(await uploaded.json());
  /** A recommendation of the dataset, and a probe of it. */
  const ask = async (probe?: object, headers: Readonly<Record<string, string>> = {}) => {
    const constraints = { settings: { foldRepeats: 1, epochs: 5 } };
    const body = { dataset: { id: dataset.id, target: ['y'] }, constraints, ...(probe && { probe }) };
    const asked = await service.app.request('/v1/recommendations', withKey(first, post(body, headers)));
    return recommendationSchema.parse(await asked.json());
  };
  /** Its rules decide something that no built-in rule does. */
  const uploadRules = async (name: string): Promise<string> => {
    const sent = await service.app.request('/v1/rule-sets', withKey(first, post(overlay({ name }))));
    return z.object({ id: z.string() }).parse(await sent.json()).id;
  };
  const [ruleSet, otherRules] = [await uploadRules('house'), await uploadRules('other')];
  const activated = await service.app.request(`/v1/rule-sets/${ruleSet}/activate`, withKey(first, { method: 'POST' }));
  expect(activated.status).toBe(200);
  const stop = await service.startWorker();
  const probed = await ask({ trialsLimit: 1 }, { Prefer: 'wait=50' });
  await stop();
  const made = { dataset, recommendation, probed, ruleSet, otherRules };
  return { ...service, ...made, pass, now: () => now, keyOf, first, second, ask };
}

const two = await createTwoWorkspaces();
const { app } = two;

/** A request that each operation understands, about what the first workspace has. */
function requestFor(operationId: string | undefined): RequestInit {
  if (operationId === 'createRecommendation') return post(smallest);
  if (operationId === 'simulate') return post(smallest);
  if (operationId === 'createRecommendations') return post({ items: [smallest] });
  if (operationId === 'uploadDataset') return { body: smallCsv };
  if (operationId === 'importDataset') return post({ object: 'rows.csv' });
  if (operationId === 'profileDataset') return post({ target: ['y'] });
  if (operationId === 'createProbe') return post({ trialsLimit: 1 });
  if (operationId === 'eraseDecision') return post({ reason: 'a test' });
  if (operationId === 'overrideSetting') return post({ slot: 'hiddenLayers', value: 1, reason: 'a test' });
  if (operationId === 'predict') return post({ rows: [{ a: 3 }] });
  if (operationId === 'createRuleSet') return post(overlay({ name: 'third' }));
  if (operationId === 'createKey') return post({ name: 'another', scopes: ['admin'] });
  return {};
}

const operations = operationsOf({ metrics: { text: () => Promise.resolve(''), contentType: '' }, createDocument });
const guarded = operations.flatMap(({ route, scope }) => (scope === undefined ? [] : [{ route, scope }]));
const own: Readonly<Record<string, string>> = {
  getRecommendation: two.recommendation.id,
  getReport: two.recommendation.id,
  exportRecommendation: two.recommendation.id,
  exportModel: two.probed.id,
  overrideSetting: two.recommendation.id,
  createProbe: two.probed.id,
  predict: two.probed.id,
  getProbe: two.probed.probe?.id ?? '',
  streamProbeEvents: two.probed.probe?.id ?? '',
  cancelProbe: two.probed.probe?.id ?? '',
  getDataset: two.dataset.id,
  profileDataset: two.dataset.id,
  getDecision: two.recommendation.decisionId,
  explainDecision: two.recommendation.decisionId,
  getRuleSet: two.ruleSet,
  lintRuleSet: two.ruleSet,
  activateRuleSet: two.ruleSet,
  startShadow: two.otherRules,
  stopShadow: two.otherRules,
  diffRuleSets: two.ruleSet,
  getRuleEvidence: 'dropout.house',
  replayDecision: two.recommendation.decisionId,
  listCounterfactuals: two.recommendation.decisionId,
};

/** Something of the first workspace that may be ended. */
async function endable(operationId: string | undefined): Promise<string | undefined> {
  if (operationId === 'revokeKey')
    return `/v1/keys/${(await createKey(two.context, { name: 'x', scopes: ['advise'], workspace: 'first' })).of.id}`;
  if (operationId === 'createProbe') return `/v1/recommendations/${(await two.ask()).id}/probes`;
  if (operationId === 'cancelProbe') return `/v1/probes/${(await two.ask({ trialsLimit: 1 })).probe?.id}/cancel`;
  if (operationId === 'eraseDecision') return `/v1/decisions/${(await two.ask()).decisionId}/erasure`;
  if (operationId !== 'deleteDataset') return undefined;
  const sent = await app.request('/v1/datasets?name=x.csv', withKey(two.first, { method: 'POST', body: smallCsv }));
  return `/v1/datasets/${z.object({ id: z.string() }).parse(await sent.json()).id}`;
}

/** What an operation cannot do without. */
const queries: Readonly<Record<string, string>> = {
  uploadDataset: '?name=x.csv',
  listCounterfactuals: '?slot=optimizer',
};

const pathFor = ({ path, operationId = '' }: { path: string; operationId?: string | undefined }): string =>
  `${path
    .replace('{format}', 'json')
    .replace('{id}', own[operationId] ?? 'key_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071')
    .replace('{ruleId}', own[operationId] ?? 'loss.binary')
    .replace('{other}', two.otherRules)}${queries[operationId] ?? ''}`;

describe('as soon as there is a key', () => {
  it('nothing but the document and health is open', () => {
    const open = describedOperations().filter(({ security }) => security.length === 0);
    expect(open.map(({ operationId }) => operationId).toSorted()).toEqual([
      'getLiveness',
      'getOpenApi',
      'getReadiness',
    ]);
  });

  it.each(guarded)('$route.operationId needs one', async ({ route }) => {
    const request = { ...requestFor(route.operationId), method: route.method.toUpperCase() };
    const without = await app.request(pathFor(route), request);
    expect([without.status, await codeOf(without)]).toEqual([401, 'key_required']);
    expect(without.headers.get('www-authenticate')).toMatch(/^Bearer /);
    const wrong = await app.request(pathFor(route), withKey(`sx_${'A'.repeat(43)}`, request));
    expect([wrong.status, await codeOf(wrong)]).toEqual([401, 'key_invalid']);
  });

  it.each(guarded)('$route.operationId needs the scope $scope', async ({ route, scope }) => {
    const others = await two.keyOf(
      'first',
      scopes.filter((one) => one !== scope),
    );
    const request = { ...requestFor(route.operationId), method: route.method.toUpperCase() };
    const response = await app.request(pathFor(route), withKey(others, request));
    expect([response.status, await codeOf(response)]).toEqual([403, 'scope_missing']);
    const good = await two.keyOf('first', [scope]);
    expect((await app.request(pathFor(route), withKey(good, request))).status).not.toBe(403);
  });

  it.each(guarded.filter(({ route }) => route.path.includes('{id}') || route.operationId === 'getRuleEvidence'))(
    '$route.operationId says 404 for what is in another workspace',
    async ({ route }) => {
      const request = { ...requestFor(route.operationId), method: route.method.toUpperCase() };
      const path = (await endable(route.operationId)) ?? pathFor(route);
      const foreign = await app.request(path, withKey(two.second, request));
      expect([foreign.status, await codeOf(foreign)]).toEqual([404, 'not_found']);
      expect((await app.request(path, withKey(two.first, request))).status).toBeLessThan(300);
    },
  );

  it('ids in a body, and of a second thing, are not found either', async () => {
    const own = await app.request('/v1/rule-sets', withKey(two.second, post(overlay({ name: 'mine' }))));
    const mine = z.object({ id: z.string() }).parse(await own.json()).id;
    const { decisionId } = two.recommendation;
    const house = overlay({}).rules[0]?.id ?? '';
    for (const [path, request] of [
      ['/v1/recommendations', post({ dataset: { id: two.dataset.id, target: ['y'] } })],
      ['/v1/simulations', post({ decision: decisionId, changes: { rows: 5 } })],
      ['/v1/simulations', post({ ...smallest, ruleSet: two.probed.ruleSet.hash })],
      [`/v1/rule-sets/${mine}/diff/${two.ruleSet}`, {}],
      [`/v1/rules/${house}`, {}],
    ] as const) {
      const foreign = await app.request(path, withKey(two.second, request));
      expect([foreign.status, await codeOf(foreign)], path).toEqual([404, 'not_found']);
    }
    expect((await app.request(`/v1/rules/${house}`, withKey(two.first))).status).toBe(200);
  });

  it('a recommendation of a dataset needs the scope of datasets too', async () => {
    const body = { dataset: { id: two.dataset.id, target: ['y'] } };
    const advise = await two.keyOf('first', ['advise']);
    const refused = await app.request('/v1/recommendations', withKey(advise, post(body)));
    expect([refused.status, await codeOf(refused)]).toEqual([403, 'scope_missing']);
    const both = await two.keyOf('first', ['advise', 'probe']);
    expect((await app.request('/v1/recommendations', withKey(both, post(body)))).status).toBe(201);
    const foreign = await app.request('/v1/recommendations', withKey(two.second, post(body)));
    expect([foreign.status, await codeOf(foreign)]).toEqual([404, 'not_found']);
  });

  it('lists show what is in the workspace alone', async () => {
    await checkpoint(await inWorkspace(two.context, 'first'));
    const walked: string[] = [];
    for (const { route } of guarded.filter(({ route }) => route.method === 'get' && !route.path.includes('{'))) {
      const ask = async (key: string) => (await app.request(`${route.path}?limit=200`, withKey(key))).text();
      const [ours, theirs] = [await ask(two.first), await ask(two.second)];
      // An id of zeros is of the service itself.
      const own = ours.match(/\b[a-z]{3}_(?!0{8})[0-9a-f-]{36}\b|\bdropout\.house\b/g);
      if (!/^\{.*"data":\[/.test(ours)) continue;
      expect(theirs).toContain('"data":[');
      expect(own, route.path).not.toBeNull();
      for (const id of own ?? []) expect(theirs, route.path).not.toContain(id);
      walked.push(route.operationId ?? '');
    }
    expect(walked.length).toBeGreaterThanOrEqual(10);
    expect(walked).toEqual(expect.arrayContaining(['listProbes', 'listDatasets', 'listKeys', 'listCheckpoints']));
  });

  it('a Host that is not of this machine is answered: the key tells who asks', async () => {
    const request = withKey(two.first, { headers: { Host: 'sextant.example' } });
    expect((await app.request('/v1/recommendations', request)).status).toBe(200);
  });

  it('health is open to all', async () => {
    expect((await app.request('/health/live')).status).toBe(200);
    expect((await app.request('/health/ready')).status).toBe(200);
  });

  it('a malformed header is no key', async () => {
    const response = await app.request('/v1/decisions', { headers: { Authorization: 'Basic abc' } });
    expect([response.status, await codeOf(response)]).toEqual([401, 'key_invalid']);
  });
});

describe('a key', () => {
  it('ends when it expires', async () => {
    const key = await two.keyOf('first', ['advise'], two.now() + 60_000);
    expect((await app.request('/v1/recommendations', withKey(key))).status).toBe(200);
    two.pass(60_000);
    expect((await app.request('/v1/recommendations', withKey(key))).status).toBe(401);
  });

  it('ends when it is revoked, a second later at most, and keeps the time of that', async () => {
    const made = await app.request('/v1/keys', withKey(two.first, post({ name: 'short', scopes: ['advise'] })));
    const shape = z.object({ id: z.string(), key: z.string() });
    const { id, key } = shape.parse(await made.json());
    expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
    expect((await app.request('/v1/recommendations', withKey(key))).status).toBe(200);
    const revoked = await app.request(`/v1/keys/${id}`, withKey(two.first, { method: 'DELETE' }));
    const { revokedAt } = z.object({ revokedAt: z.string() }).parse(await revoked.json());
    two.pass(1_000);
    expect((await app.request('/v1/recommendations', withKey(key))).status).toBe(401);
    const again = await app.request(`/v1/keys/${id}`, withKey(two.first, { method: 'DELETE' }));
    expect(z.object({ revokedAt: z.string() }).parse(await again.json()).revokedAt).toBe(revokedAt);
  });

  it('is shown once: no list and no log has it', async () => {
    const listed = await (await app.request('/v1/keys?limit=200', withKey(two.first))).text();
    expect(listed).not.toContain(two.first);
    expect(listed).not.toMatch(/sx_/);
    expect(two.logged.join('')).not.toMatch(/sx_[A-Za-z0-9_-]{43}/);
  });

  it('grants no scope that it does not have', async () => {
    const admin = await two.keyOf('first', ['admin', 'probe']);
    const ask = (may: readonly Scope[]) =>
      Promise.resolve(app.request('/v1/keys', withKey(admin, post({ name: 'x', scopes: may }))));
    expect((await ask(['probe', 'admin'])).status).toBe(201);
    const refused = await ask(['probe', 'audit']);
    const problem = problemSchema.parse(await refused.json());
    expect([refused.status, problem.code]).toEqual([403, 'scope_missing']);
    expect(problem.detail).toContain('audit');
  });

  it('ends at a time that is told with any offset', async () => {
    const admin = await two.keyOf('first', ['admin', 'probe']);
    const asked = post({ name: 'x', scopes: ['probe'], expiresAt: '2993-12-17T03:14:28-11:13' });
    const made = await app.request('/v1/keys', withKey(admin, asked));
    expect([made.status, await made.json()]).toEqual([
      201,
      expect.objectContaining({ expiresAt: '2993-12-17T14:27:28.000Z' }),
    ]);
  });

  it('opens its own workspace, whatever the body of a request says', async () => {
    const body = { name: 'x', scopes: ['advise'], workspace: 'first' };
    const response = await app.request('/v1/keys', withKey(two.second, post(body)));
    expect([response.status, await codeOf(response)]).toEqual([422, 'request_invalid']);
  });
});

describe('a service whose last key has ended', () => {
  it('stays closed, to this machine too', async () => {
    let now = 1_790_000_000_000;
    const service = createService({ clock: { now: () => now, elapsed: () => now } });
    const get = () => Promise.resolve(service.app.request('/v1/keys', { headers: { Host: 'localhost' } }));
    expect((await get()).status).toBe(200);
    await createKey(service.context, { name: 'last', scopes, expiresAt: now + 60_000 });
    now += 1_000;
    expect((await get()).status).toBe(401);
    now += 60_000;
    expect((await get()).status).toBe(401);
  });
});

describe('Idempotency-Key', () => {
  const create = (key: string, idempotency: string, body: unknown = smallest): Promise<Response> =>
    Promise.resolve(app.request('/v1/recommendations', withKey(key, post(body, { 'Idempotency-Key': idempotency }))));
  const idOf = async (response: Response): Promise<string> =>
    z.object({ id: z.string() }).parse(await response.json()).id;

  it('gives the same answer again, byte by byte', async () => {
    const first = await create(two.first, 'order-1');
    const second = await create(two.first, 'order-1');
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers.get('decision-id')).toBe(first.headers.get('decision-id'));
    expect(await second.text()).toBe(await first.text());
  });

  it('creates once, however many ask at the same time', async () => {
    const before = await countOf();
    const responses = await Promise.all(Array.from({ length: 40 }, () => create(two.first, 'order-2')));
    const ids = await Promise.all(responses.map(idOf));
    expect(new Set(ids).size).toBe(1);
    expect(await countOf()).toBe(before + 1);
  });

  it('is refused with another body', async () => {
    await create(two.first, 'order-3');
    const other = { profile: { ...smallest.profile, rows: 2000, classCounts: { no: 1820, yes: 180 } } };
    const response = await create(two.first, 'order-3', other);
    expect([response.status, await codeOf(response)]).toEqual([409, 'idempotency_conflict']);
  });

  it('belongs to a workspace', async () => {
    expect(await idOf(await create(two.first, 'order-4'))).not.toBe(await idOf(await create(two.second, 'order-4')));
  });

  it('is forgotten after a day', async () => {
    const before = await idOf(await create(two.first, 'order-5'));
    two.pass(24 * 3_600_000 + 1);
    expect(await idOf(await create(two.first, 'order-5'))).not.toBe(before);
  });

  it.each(['', 'ä', 'x'.repeat(256)])('must be printable and short, not %j', async (key) => {
    const response = await app.request('/v1/recommendations', {
      ...withKey(two.first, post(smallest)),
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${two.first}`, 'Idempotency-Key': key },
    });
    expect(response.status).toBe(422);
  });

  const countOf = async (): Promise<number> => {
    const page = z.object({ data: z.array(z.unknown()) });
    return page.parse(await (await app.request('/v1/recommendations?limit=200', withKey(two.first))).json()).data
      .length;
  };
});

describe('pages', () => {
  const page = z.object({ data: z.array(z.object({ id: z.string() })), nextCursor: z.string().nullable() });
  const get = async (query: string) =>
    page.parse(await (await app.request(`/v1/recommendations${query}`, withKey(two.first))).json());

  it('go on where the one before ended, also when something is added between them', async () => {
    for (let i = 0; i < 5; i++) await app.request('/v1/recommendations', withKey(two.first, post(smallest)));
    const all = await get('?limit=200');
    expect(all.nextCursor).toBeNull();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const next: z.infer<typeof page> = await get(cursor === null ? '?limit=2' : `?limit=2&cursor=${cursor}`);
      seen.push(...next.data.map(({ id }) => id));
      cursor = next.nextCursor;
      if (seen.length === 2) await app.request('/v1/recommendations', withKey(two.first, post(smallest)));
    } while (cursor !== null);
    expect(seen).toEqual(all.data.map(({ id }) => id));
  });

  it('begin at the newest for an empty cursor', async () => {
    expect(await get('?limit=2&cursor=')).toEqual(await get('?limit=2'));
  });

  it.each(['?limit=0', '?limit=201', '?limit=x', '?cursor=nonsense', '?cursor=WzEsMl0', '?cursor=WzEsIlx1MDAwMCJd'])(
    'refuse %s',
    async (query) => {
      const response = await app.request(`/v1/recommendations${query}`, withKey(two.first));
      expect([response.status, await codeOf(response)]).toEqual([422, 'request_invalid']);
    },
  );
});
