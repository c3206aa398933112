import { createHash } from 'node:crypto';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createKey } from '../../src/decide/keys.js';
import { SextantError } from '../../src/errors.js';
import { recommendationSchema } from '../../src/settings/recommendation.js';
import { createService, describedOperations, post, smallest } from './helpers.js';

const { app } = createService();
const answerTo = async (path: string, init: RequestInit): Promise<unknown> => (await app.request(path, init)).json();
const { id, decisionId } = recommendationSchema.parse(await answerTo('/v1/recommendations', post(smallest)));
const rows = Array.from({ length: 60 }, (_, i) => `${i % 10},${i % 10 > 4 ? 'high' : 'low'}`);
const upload = { method: 'POST', body: ['a,y', ...rows].join('\n'), headers: { 'Content-Type': 'text/csv' } };
const made = z.object({ id: z.string() });
const dataset = made.parse(await answerTo('/v1/datasets?name=rows.csv', upload));
/** Its probe waits: nothing here works. */
const probed = made.extend({ probe: made }).parse(
  await answerTo(
    '/v1/recommendations',
    post({
      dataset: { id: dataset.id, target: ['y'] },
      probe: { trialsLimit: 2, seed: 1 },
    }),
  ),
);

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

/** The hashes by which a policy lets in what stands in a page. */
const hashesOf = (text: string, tag: 'script' | 'style'): string[] =>
  [...text.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map(
    ([, inner = '']) => `'sha256-${createHash('sha256').update(inner).digest('base64')}'`,
  );

interface Permitted {
  /** Whether a script runs in it. */
  readonly script?: true;
  readonly images?: true;
  readonly assets?: true;
  readonly forms?: 'none' | 'self';
}

const policyOf = (text: string, { script, images, assets, forms }: Permitted): string[] => {
  const own = assets ? ["'self'"] : [];
  return [
    "default-src 'none'",
    ...(script ? [['script-src', ...own, ...hashesOf(text, 'script')].join(' '), "connect-src 'self'"] : []),
    ['style-src', ...own, ...hashesOf(text, 'style')].join(' '),
    `img-src ${images ? "'self' " : ''}data:`,
    "base-uri 'none'",
    `form-action '${forms ?? 'self'}'`,
  ];
};

const pages: readonly (Permitted & { readonly path: string })[] = [
  { path: '/' },
  { path: `/recommendations/${id}` },
  { path: `/recommendations/${probed.id}` },
  { path: `/datasets/${dataset.id}` },
  { path: `/probes/${probed.probe.id}`, script: true },
  { path: '/decisions' },
  { path: `/decisions/${decisionId}` },
  { path: '/decisions/dec_none' },
  { path: '/evidence' },
  { path: '/rule-sets' },
  { path: '/docs', script: true, assets: true },
  { path: '/docs/guide' },
  { path: '/docs/guide/probe.md', images: true },
  { path: '/nonsense' },
  { path: '/rules', forms: 'none' },
  { path: `/v1/recommendations/${id}/report`, forms: 'none' },
];

const browser = { headers: { accept: 'text/html' } };

async function expectPolicy(response: Response, permitted: Permitted): Promise<void> {
  const text = await response.text();
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(hashesOf(text, 'script')).toHaveLength(permitted.script ? 1 : 0);
  expect(hashesOf(text, 'style')).toHaveLength(permitted.assets ? 2 : 1);
  const policy = response.headers.get('content-security-policy')?.split('; ');
  expect(policy).toEqual([...policyOf(text, permitted), "frame-ancestors 'none'"]);
  // What a policy by hashes keeps out.
  expect(text).not.toMatch(/<[^>]*\s(?:style|on\w+)="/);
}

describe('a page', () => {
  it.each(pages)('$path may do this much, and runs and is coloured by what it says alone', async (page) => {
    await expectPolicy(await app.request(page.path, browser), page);
  });

  const closed = createService();
  it('that asks for a key, too', async () => {
    const { key } = await createKey(closed.context, { name: 'auditor', scopes: ['audit'] });
    await expectPolicy(await closed.app.request('/login', browser), {});
    await expectPolicy(await closed.app.request('/rule-sets', { headers: { cookie: `sextant_key=${key}` } }), {});
  });

  it('has pictures that need no style', async () => {
    const response = await app.request('/docs/guide/probe/depths.svg');
    expect(response.headers.get('content-type')).toBe('image/svg+xml');
    expect(await response.text()).not.toMatch(/<style|\sstyle=|var\(/);
  });

  it('says the same of itself, where no header comes with it', async () => {
    for (const { path, ...permitted } of pages) {
      const text = await (await app.request(path, browser)).text();
      const own = parseHTML(text).document.querySelector('meta[http-equiv=Content-Security-Policy]');
      const forms = path.startsWith('/v1/') ? { forms: 'none' as const } : { forms: 'self' as const };
      expect(own?.getAttribute('content')?.split('; '), path).toEqual(policyOf(text, { ...permitted, ...forms }));
    }
  });
});
