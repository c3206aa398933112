import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SextantError } from '../../src/errors.js';
import { problemSchema } from '../../src/http/problems.js';
import { explain } from '../../src/decide/explain.js';
import { recommendationSchema } from '../../src/settings/recommendation.js';
import { createService, describedOperations, post, smallest } from './helpers.js';

const { app, context, logged } = createService();
const path = '/v1/recommendations';

async function problemOf(response: Response): Promise<z.infer<typeof problemSchema>> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = z.strictObject(problemSchema.shape).parse(await response.json());
  expect(problem.status).toBe(response.status);
  expect(JSON.stringify(problem)).not.toMatch(/\.ts|\.js\b|node_modules|\/srv|at Object/);
  return problem;
}

describe('GET /rules', () => {
  it('has every rule that an advice names under its id, and the advice links to it', async () => {
    const response = await app.request(path, post(smallest));
    expect(response.headers.get('link')).toBe('</rules>; rel="describedby"; type="text/html"');
    const { advice } = recommendationSchema.parse(await response.json());
    const page = await app.request('/rules');
    expect(page.headers.get('content-type')).toContain('text/html');
    const { document } = parseHTML(await page.text());
    const named = advice.flatMap(({ ruleId }) => (ruleId === null ? [] : [ruleId]));
    expect(named.length).toBeGreaterThan(40);
    for (const id of named) expect(document.getElementById(id)?.textContent, id).toContain(id);
  });
});

describe('POST /v1/recommendations', () => {
  it('answers 201 with a recommendation that is on record', async () => {
    const response = await app.request(path, post(smallest, { 'Request-Id': 'mine-1' }));
    const recommendation = recommendationSchema.parse(await response.json());
    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe(`${path}/${recommendation.id}`);
    expect(response.headers.get('decision-id')).toBe(recommendation.decisionId);
    expect(response.headers.get('request-id')).toBe('mine-1');
    const explanation = await explain(context, recommendation.decisionId);
    expect(explanation.recommendationId).toBe(recommendation.id);
    expect(logged.some((line) => line.includes('"requestId":"mine-1"') && line.includes('"status":201'))).toBe(true);
  });

  it('keeps what the caller fixed', async () => {
    const constraints = { settings: { optimizer: 'sgd', gradientClipNorm: null } };
    const response = await app.request(path, post({ ...smallest, constraints }));
    const { settings } = recommendationSchema.parse(await response.json());
    expect([settings.optimizer, settings.gradientClipNorm]).toEqual(['sgd', null]);
  });

  it('points at every place that is not legal', async () => {
    const body = {
      profile: { rows: 0, columns: { numeric: 'many' }, colour: 'red' },
      constraints: { settings: { optimizer: 'best', metrics: ['accuracy'] } },
    };
    const { status, code, errors } = await problemOf(await app.request(path, post(body)));
    expect({ status, code }).toEqual({ status: 422, code: 'request_invalid' });
    expect(errors?.map(({ pointer }) => pointer).toSorted()).toEqual([
      '/constraints/settings/metrics',
      '/constraints/settings/optimizer',
      '/profile/colour',
      '/profile/columns/numeric',
      '/profile/rows',
    ]);
  });

  it.each([
    ['no JSON', post('{'), 400, 'malformed_request'],
    ['no body', { method: 'POST' }, 422, 'request_invalid'],
    ['an empty body of JSON', post(''), 400, 'malformed_request'],
    ['null', post('null'), 422, 'request_invalid'],
    ['a form', post('rows=5', { 'Content-Type': 'application/x-www-form-urlencoded' }), 415, 'media_type_unsupported'],
    ['more than 1 MB', post(`"${'x'.repeat(1024 * 1024)}"`), 413, 'body_too_large'],
  ])('refuses %s', async (_what, request, status, code) => {
    const problem = await problemOf(await app.request(path, request));
    expect({ status: problem.status, code: problem.code }).toEqual({ status, code });
  });

  it('refuses more classes than an output layer may have units, and says so', async () => {
    const profileOf = (classes: number) => ({
      task: 'multiclass',
      rows: 1e7,
      columns: { numeric: 3 },
      classCounts: Object.fromEntries(Array.from({ length: classes }, (_, i) => [i.toString(36), 9])),
    });
    expect((await app.request(path, post({ profile: profileOf(100_000) }))).status).toBe(201);
    const { status, code, errors } = await problemOf(await app.request(path, post({ profile: profileOf(100_001) })));
    expect({ status, code }).toEqual({ status: 422, code: 'request_invalid' });
    expect(errors).toEqual([{ pointer: '/profile/classCounts', message: expect.stringContaining('at most 100000') }]);
  });

  it('refuses a key that is no member, whatever its name', async () => {
    const body = `{"profile":${JSON.stringify(smallest.profile)},"__proto__":{"x":1},"constructor":1}`;
    expect((await problemOf(await app.request(path, post(body)))).status).toBe(422);
  });
});

describe('other paths and methods', () => {
  it('answers 404 and 405 as problems, the latter with Allow', async () => {
    expect((await problemOf(await app.request('/v2'))).code).toBe('not_found');
    const response = await app.request(path, { method: 'DELETE' });
    expect(response.headers.get('allow')).toBe('POST, GET, HEAD');
    expect((await problemOf(response)).code).toBe('method_not_allowed');
  });

  it.each([
    ['GET', '/v1/recommendations/batch', 'POST'],
    ['DELETE', '/v1/recommendations/batch', 'POST'],
    ['PUT', '/v1/datasets/dst_1', 'GET, HEAD, DELETE'],
    ['OPTIONS', '/v1/keys/key_1', 'DELETE'],
    ['QUERY', '/health/live', 'GET, HEAD'],
    ['POST', '/openapi.json', 'GET, HEAD'],
  ])('answers %s %s with the methods that there are', async (method, of, allow) => {
    const response = await app.request(of, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
  });

  it('answers no path that is only like another', async () => {
    expect((await app.request('/openapiXjson', { method: 'POST' })).status).toBe(404);
    expect((await app.request('/v1/keys/a/b', { method: 'POST' })).status).toBe(404);
  });

  it('documents its answer to a body that is too large', async () => {
    const reading = describedOperations().filter(({ method }) => method !== 'GET');
    expect(reading.length).toBeGreaterThan(5);
    for (const { operationId, method, path: of, responses } of reading) {
      const request = { method, body: 'x', headers: { 'Content-Length': String(1024 ** 3) } };
      if (operationId !== 'uploadDataset') expect((await app.request(of, request)).status, operationId).toBe(413);
      expect(Object.keys(responses), operationId).toContain('413');
    }
  });
});

describe('health', () => {
  const broken = createService({ store: () => Promise.reject(new Error('gone')) });
  const hanging = createService({ store: () => new Promise(() => undefined) });

  it('is live and ready', async () => {
    for (const [name, status] of [
      ['live', 'live'],
      ['ready', 'ready'],
    ]) {
      const response = await app.request(`/health/${name}`, { headers: { host: '10.0.0.5:8787' } });
      expect([response.status, await response.json()]).toEqual([200, { status }]);
    }
  });

  it.each([
    ['is away', broken],
    ['does not answer', hanging],
  ])('is live, and not ready, while the store %s', async (_what, service) => {
    expect((await service.app.request('/health/live')).status).toBe(200);
    const problem = await problemOf(await service.app.request('/health/ready'));
    expect({ status: problem.status, code: problem.code }).toEqual({ status: 503, code: 'not_ready' });
    expect(service.logged.join('')).toMatch(/gone|did not answer/);
  });
});

describe('access', () => {
  const from = (headers: Readonly<Record<string, string>>) => app.request('/openapi.json', { headers });

  it.each([{ host: 'localhost:8787' }, { host: '127.0.0.1:1' }, { host: '[::1]:8787' }, { host: 'a.localhost' }])(
    'is given to $host',
    async (headers) => {
      expect((await from(headers)).status).toBe(200);
    },
  );

  it.each([
    [{ host: 'evil.example' }],
    [{ host: '127.0.0.1.evil.example' }],
    [{ host: 'localhost.evil.example' }],
    [{ host: '10.0.0.5:8787' }],
    [{ host: 'localhost:8787', origin: 'http://evil.example' }],
    [{ host: 'localhost:8787', origin: 'http://localhost:3000' }],
    [{ host: 'localhost:8787', origin: 'null' }],
    [{ host: 'localhost:8787', 'sec-fetch-site': 'cross-site' }],
    [{ host: 'localhost:8787', 'sec-fetch-site': 'same-site' }],
  ])('is refused to %j', async (headers) => {
    expect((await problemOf(await from(headers))).code).toBe('access_denied');
    // An orchestrator asks by an address.
    for (const path of ['/health/live', '/health/ready'])
      expect((await app.request(path, { headers })).status, path).toBe(200);
  });

  it('is given to its own page', async () => {
    const own = { host: 'localhost:8787', origin: 'http://localhost:8787', 'sec-fetch-site': 'same-origin' };
    expect((await from(own)).status).toBe(200);
  });
});

describe('failures of the service', () => {
  it.each([
    [new SextantError('store_failed', 'The store in /srv/secret cannot be opened.'), 500, 'store_failed'],
    [new SextantError('store_locked', 'The store is in use.'), 503, 'store_locked'],
    [new TypeError('x of /srv/secret is undefined'), 500, 'internal'],
  ])('say nothing of the inside: %s', async (error, status, code) => {
    const broken = createService({ store: () => Promise.reject(error) });
    const response = await broken.app.request(path, post(smallest));
    expect(response.headers.get('retry-after')).toBe(status === 503 ? '5' : null);
    const problem = await problemOf(response);
    expect({ status: problem.status, code: problem.code }).toEqual({ status, code });
    expect(broken.logged.join('')).toContain(error.message);
    expect(broken.logged.join('')).toContain(problem.requestId);
  });
});
