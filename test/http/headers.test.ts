import { describe, expect, it } from 'vitest';
import { SextantError } from '../../src/errors.js';
import { recommendationSchema } from '../../src/settings/recommendation.js';
import { createService, describedOperations, post, smallest } from './helpers.js';

const { app } = createService();
const { id } = recommendationSchema.parse(await (await app.request('/v1/recommendations', post(smallest))).json());

const expected = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};
const headersOf = (response: Response) =>
  Object.fromEntries(Object.keys(expected).map((name) => [name, response.headers.get(name)]));

describe('every answer is protected', () => {
  it.each(describedOperations())('that of $operationId', async ({ path, method, operationId }) => {
    const response = await app.request(path.replace('{id}', id), { method });
    const kept = ['getRecommendation', 'getReport', 'explainDecision'].includes(operationId)
      ? { 'cache-control': 'private, no-cache' }
      : {};
    expect(headersOf(response)).toEqual({ ...expected, ...kept });
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('that of a failure, of a stranger and of nothing', async () => {
    const broken = createService({ store: () => Promise.reject(new SextantError('store_failed', 'gone')) });
    expect(headersOf(await broken.app.request('/v1/keys'))).toEqual(expected);
    expect(headersOf(await app.request('/v1/keys', { headers: { host: 'evil.example' } }))).toEqual(expected);
    expect(headersOf(await app.request('/nothing'))).toEqual(expected);
    expect(headersOf(await app.request('/v1/keys', { method: 'PUT' }))).toEqual(expected);
  });
});

describe('a page', () => {
  it.each(['/rules', `/v1/recommendations/${id}/report`])('%s may load and run nothing', async (path) => {
    const response = await app.request(path);
    expect(response.headers.get('content-type')).toContain('text/html');
    const policy = new Map(
      response.headers
        .get('content-security-policy')
        ?.split(';')
        .map((directive): [string, string] => {
          const [name = '', ...values] = directive.trim().split(' ');
          return [name, values.join(' ')];
        }),
    );
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'none'",
      'style-src': "'unsafe-inline'",
      'img-src': 'data:',
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
    expect(await response.text()).not.toContain('<script');
  });
});
