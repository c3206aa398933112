import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createKey } from '../../src/decide/keys.js';
import { checkpoint } from '../../src/decide/audit.js';
import { expectPictures, expectSound, expectSoundAsShown, openBrowser } from './browser.js';
import { createService, post, serve, smallest } from './helpers.js';
import { namesIn, pictures } from './pictures.js';
import { overlay } from './rules.js';

const { app, context, startWorker } = createService();
const served = await serve(app);
let browser: Browser;
const made = z.object({ id: z.string(), decisionId: z.string() });
const ids = { decision: '', probed: '', verdicts: '', house: '', builtIn: '' };
const hostile = '</td><script>alert(1)</script>';

beforeAll(async () => {
  browser = await openBrowser();
  const ask = async (path: string, init?: RequestInit): Promise<unknown> => {
    const response = await fetch(`${served.url}${path}`, init);
    expect(response.ok, `${path}: ${response.status}`).toBe(true);
    return response.json();
  };
  const advised = made.parse(await ask('/v1/recommendations', post(smallest)));
  await ask(
    `/v1/recommendations/${advised.id}/overrides`,
    post({ slot: 'hiddenLayers', value: 3, reason: `Three layers. ${hostile}` }),
  );
  const rows = Array.from({ length: 90 }, (_, i) => `${i % 10},${(i * 7) % 13},${i % 10 > 4 ? 'high' : 'low'}`);
  const upload = { method: 'POST', body: ['a,b,y', ...rows].join('\n'), headers: { 'Content-Type': 'text/csv' } };
  const dataset = z.object({ id: z.string() }).parse(await ask('/v1/datasets?name=rows.csv', upload));
  const stop = await startWorker();
  const body = {
    dataset: { id: dataset.id, target: ['y'] },
    constraints: { settings: { foldRepeats: 1, epochs: 20 } },
    probe: { trialsLimit: 4, seed: 1 },
  };
  const probed = made.parse(await ask('/v1/recommendations', post(body, { Prefer: 'wait=60' })));
  await stop();
  const list = z.object({ data: z.array(z.looseObject({ id: z.string(), kind: z.string() })) });
  const verdicts = list.parse(await ask('/v1/decisions?kind=verdicts')).data;
  const house = z.object({ id: z.string() }).parse(await ask('/v1/rule-sets', post(overlay({}))));
  const sets = z.object({ data: z.array(z.object({ id: z.string() })) }).parse(await ask('/v1/rule-sets'));
  await checkpoint(context);
  Object.assign(ids, {
    decision: advised.decisionId,
    probed: probed.decisionId,
    verdicts: verdicts[0]?.id,
    house: house.id,
    builtIn: sets.data.find(({ id }) => id !== house.id)?.id,
  });
});
afterAll(async () => {
  await browser?.close();
  await served.stop();
});

const pages = [
  { name: 'decisions', path: () => '/decisions', heading: 'Decisions' },
  { name: 'decisions-none', path: () => '/decisions?slot=optimizer&value=nothing', heading: 'Decisions' },
  { name: 'decision', path: () => `/decisions/${ids.decision}`, heading: 'Decision' },
  { name: 'decision-probed', path: () => `/decisions/${ids.probed}`, heading: 'Decision' },
  { name: 'decision-verdicts', path: () => `/decisions/${ids.verdicts}`, heading: 'Decision' },
  { name: 'evidence', path: () => '/evidence', heading: 'Evidence on the rules' },
  { name: 'rule-sets', path: () => '/rule-sets', heading: 'Rule sets' },
  {
    name: 'rule-sets-compare',
    path: () => `/rule-sets/compare?before=${ids.builtIn}&after=${ids.house}`,
    heading: /^From .* to house 1\.0\.0$/,
  },
  { name: 'not-there', path: () => '/decisions/dec_none', heading: 'This cannot be shown' },
] as const;

const open = async (of: BrowserContext, path: string) => {
  const page = await of.newPage();
  await page.goto(`${served.url}${path}`);
  return page;
};

it.each(pages)(
  '$name in every look: quiet, accessible, no wider than the window, without a script',
  async ({ name, path, heading }) => {
    await expectSound(browser, { url: `${served.url}${path()}`, name, heading, scripts: 0 });
  },
);

describe('the page of a decision', () => {
  it('has facts, winners with what they saw, losers, what people set, and its place in the trail', async () => {
    const of = await browser.newContext({ javaScriptEnabled: false });
    const page = await open(of, `/decisions/${ids.decision}`);
    const text = (await page.locator('main').textContent()) ?? '';
    for (const part of [
      'rows',
      '1,000',
      'Facts that it saw',
      'since ',
      ' lost: ',
      'did not fire',
      'needs ',
      'both hashes agree',
      'holds',
      'on the first',
    ])
      expect(text).toContain(part);
    expect(text).toContain(`hiddenLayers 3 in place of`);
    expect(text).toContain(hostile);
    const about = page.getByRole('link', { name: /^rec_/ });
    expect(await about.first().getAttribute('href')).toBe(`/recommendations/${await about.first().textContent()}`);
    expect(await page.getByRole('link', { name: 'loss.binary', exact: true }).getAttribute('href')).toBe(
      '/rules#loss.binary',
    );
    await of.close();
  });

  it('says what was chosen, where rules were', async () => {
    const path = `${served.url}/v1/rule-sets/${ids.house}/shadow`;
    const decision = (await fetch(path, { method: 'POST' })).headers.get('Decision-Id');
    const text = await (await fetch(`${served.url}/decisions/${decision}`)).text();
    expect(text).toContain('house 1.0.0 is evaluated beside built-in');
    expect((await fetch(path, { method: 'DELETE' })).ok).toBe(true);
  });

  it('has what the probe measured, with its verdicts', async () => {
    const of = await browser.newContext({ javaScriptEnabled: false });
    const page = await open(of, `/decisions/${ids.probed}`);
    const measured = page.getByRole('region', { name: 'Trials' });
    expect(await measured.getByRole('row').count()).toBeGreaterThan(2);
    expect(await page.locator('.slot .badge').count()).toBeGreaterThan(10);
    await measured.getByRole('link').first().click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Decision');
    await of.close();
  });
});

describe('the list of decisions', () => {
  it('is narrowed by its form, by keyboard and without a script', async () => {
    const of = await browser.newContext({ javaScriptEnabled: false });
    const page = await open(of, '/decisions');
    const rows = page.getByRole('region', { name: 'Decisions' }).getByRole('row');
    const all = await rows.count();
    await page.locator('select[name=kind]').selectOption('override');
    await page.locator('select[name=slot]').selectOption('hiddenLayers');
    await page.locator('input[name=value]').press('Enter');
    expect(page.url()).toContain('kind=override');
    expect(await rows.count()).toBe(2);
    expect(all).toBeGreaterThan(2);
    expect(await page.locator('select[name=slot]').inputValue()).toBe('hiddenLayers');
    await page.getByRole('link', { name: 'Clear' }).click();
    expect(await rows.count()).toBe(all);
    await of.close();
  });

  it('says what cannot be read, and leads to what is older', async () => {
    const wrong = await (await fetch(`${served.url}/decisions?slot=nothing`)).text();
    expect(wrong).toMatch(/Setting is to be one of task, loss, .*; “[^”]*” is not\./);
    const first = await (await fetch(`${served.url}/decisions?limit=2`)).text();
    expect(first).not.toContain('Older decisions');
    for (let turn = 0; turn < 50; turn++) await fetch(`${served.url}/v1/recommendations`, post(smallest));
    const of = await browser.newContext({ javaScriptEnabled: false });
    const page = await open(of, '/decisions');
    const newest = await page.locator('tbody a').first().getAttribute('href');
    await page.getByRole('link', { name: 'Older decisions' }).click();
    expect(await page.locator('tbody a').first().getAttribute('href')).not.toBe(newest);
    await of.close();
  });
});

it.each([
  '/decisions/%00',
  '/recommendations/%00',
  '/datasets/%00',
  '/probes/%00',
  '/rule-sets/compare?before=%00&after=%00',
  '/rule-sets/compare',
])('there is no page of what can be no id: %s', async (path) => {
  const response = await fetch(`${served.url}${path}`);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('This cannot be shown');
});

it('the comparison begins with what is active and what could come after it', async () => {
  const of = await browser.newContext({ javaScriptEnabled: false });
  const page = await open(of, '/rule-sets');
  expect(await page.getByLabel('From').inputValue()).toBe(ids.builtIn);
  expect(await page.getByLabel('To').inputValue()).toBe(ids.house);
  await page.getByRole('button', { name: 'Compare' }).click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^From built-in .* to house 1\.0\.0$/);
  await of.close();
});

it('the comparison tells of a rule that is new, and of a decision that comes out differently', async () => {
  const path = `/rule-sets/compare?before=${ids.builtIn}&after=${ids.house}`;
  const text = await (await fetch(`${served.url}${path}`)).text();
  expect(text).toContain('dropout.house');
  expect(text).toMatch(/come out differently/);
});

describe('where keys are needed', () => {
  const closed = createService();
  let address: Awaited<ReturnType<typeof serve>>;
  let key = '';
  beforeAll(async () => {
    address = await serve(closed.app);
    ({ key } = await createKey(closed.context, { name: 'auditor', scopes: ['audit'] }));
    expect((await fetch(`${address.url}/v1/keys`)).status).toBe(401);
  });
  afterAll(() => address.stop());

  it('a page leads to the login and back, and shows what the key may see', async () => {
    const of = await browser.newContext({ javaScriptEnabled: false });
    const page = await of.newPage();
    await page.goto(`${address.url}/decisions?kind=override`);
    expect(new URL(page.url()).pathname).toBe('/login');
    await page.getByLabel('Key').fill('sx_wrong');
    await page.getByRole('button', { name: 'Log in' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('unknown');
    await page.getByLabel('Key').fill(key);
    await page.getByRole('button', { name: 'Log in' }).click();
    expect(page.url()).toBe(`${address.url}/decisions?kind=override`);
    const [cookie] = await of.cookies();
    expect(cookie).toMatchObject({ name: 'sextant_key', httpOnly: true, sameSite: 'Strict', secure: false });
    for (const path of ['/rule-sets', '/rules']) {
      const answer = await page.goto(`${address.url}${path}`);
      expect(answer?.status(), path).toBe(403);
      expect(await page.getByRole('heading', { level: 1 }).textContent(), path).toBe('Not for this key');
    }
    await of.close();
  });

  it('the rules lead a browser to the login, and tell a program what is missing', async () => {
    const ask = (headers: Readonly<Record<string, string>>) =>
      fetch(`${address.url}/rules`, { headers, redirect: 'manual' });
    const led = await ask({ Accept: 'text/html,*/*;q=0.8' });
    expect([led.status, led.headers.get('location')]).toEqual([303, '/login?next=%2Frules']);
    expect((await ask({})).status).toBe(401);
    const refused = await ask({ Authorization: `Bearer ${key}` });
    expect([refused.status, refused.headers.get('content-type')]).toEqual([403, 'application/problem+json']);
  });

  it('the login in every look: quiet, accessible, and where it is refused too', async () => {
    await expectSound(browser, { url: `${address.url}/login`, name: 'login', heading: 'Log in', scripts: 0 });
    const page = await browser.newPage();
    await page.goto(`${address.url}/login`);
    await page.getByLabel('Key').fill('sx_wrong');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('alert').waitFor();
    await expectSoundAsShown(page, { name: 'login-refused' });
    await page.close();
  });

  it('a page that is not for the key in every look: quiet, accessible', async () => {
    const of = await browser.newContext();
    await of.addCookies([{ name: 'sextant_key', value: key, url: address.url }]);
    const url = `${address.url}/rule-sets`;
    await expectSound(of, { url, name: 'not-for-this-key', heading: 'Not for this key', scripts: 0 });
    await of.close();
  });

  it('the cookie opens nothing but reading, and no login comes from elsewhere', async () => {
    const cookie = { Cookie: `sextant_key=${key}` };
    const send = (path: string, init: RequestInit) => fetch(`${address.url}${path}`, { redirect: 'manual', ...init });
    expect((await send('/v1/decisions', { headers: cookie })).status).toBe(200);
    expect((await send('/v1/audit/verify', { method: 'POST', headers: cookie })).status).toBe(401);
    const form = (headers: Readonly<Record<string, string>>, next = '/decisions') =>
      send('/login', { method: 'POST', headers, body: new URLSearchParams({ key, next }) });
    expect((await form({ Origin: 'https://example.org' })).status).toBe(403);
    expect((await form({ 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    const led = await form({ Origin: address.url }, '//example.org/x');
    expect([led.status, led.headers.get('location')]).toEqual([303, '/']);
    const left = await send('/logout', { method: 'POST', headers: { Origin: address.url } });
    expect(left.headers.get('set-cookie')).toMatch(/sextant_key=;.*Max-Age=0/);
  });
});

it('every page and every look has its picture', () => expectPictures(namesIn(pictures.decided)));
