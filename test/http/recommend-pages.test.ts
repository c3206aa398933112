import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createKey } from '../../src/decide/keys.js';
import { guidePaths } from '../../src/report/pages/guide-page.js';
import { temporaryFolder } from '../store/backends.js';
import { expectInOneScreen, expectPictures, expectSound, expectSoundAsShown, openBrowser } from './browser.js';
import { createService, post, serve, smallest } from './helpers.js';
import { namesIn, pictures } from './pictures.js';

const { app, startWorker } = createService();
const served = await serve(app);
const rows = Array.from({ length: 90 }, (_, i) => `${i % 10},${(i * 7) % 13},${i % 10 > 4 ? 'high' : 'low'}`);
const file = join(temporaryFolder(), 'rows <b>.csv');
writeFileSync(file, ['a,b,y', ...rows].join('\n'));
let browser: Browser;
let stopWorker: () => Promise<void>;
const made = { dataset: '', ofNoUse: '', probe: '', ended: '', recommendation: '', ofProfile: '' };

beforeAll(async () => {
  browser = await openBrowser();
  stopWorker = await startWorker();
});
afterAll(async () => {
  await stopWorker?.();
  await browser?.close();
  await served.stop();
});

const pathOf = (page: Page): string => new URL(page.url()).pathname;

/** Uploads the file by the first page, and asks for a probe. */
async function askByForms(page: Page, seconds: 10 | 120): Promise<string> {
  await page.goto(`${served.url}/`);
  await page.getByLabel(/^CSV/).setInputFiles(file);
  await page.getByRole('button', { name: 'Upload' }).click();
  await page.waitForURL(/\/datasets\/dst_/);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('rows <b>.csv');
  made.dataset = pathOf(page);
  expect(await page.locator('.lead').textContent()).toMatch(/^90 rows, 3 columns, \d+ bytes/);
  await page.getByLabel('Column that the network shall predict').selectOption('y');
  await page.getByLabel('Time of the probe').selectOption(String(seconds));
  await page.getByRole('button', { name: 'Recommend' }).click();
  await page.waitForURL(/\/probes\/prb_/);
  const about = page.locator('dl.identity');
  const said = async () => ({
    texts: await about.locator('dd').allTextContents(),
    address: await about.getByRole('link').getAttribute('href'),
    title: await page.title(),
  });
  // Without a script the page loads itself again, and is not there meanwhile.
  const settled = await vi.waitUntil(() => said().catch(() => false as const), { timeout: 30_000 });
  expect(settled.texts).toEqual(['rows <b>.csv', 'y', expect.stringMatching(/^rec_/)]);
  expect(settled.address).toBe(`/recommendations/${settled.texts[2]}`);
  expect(settled.title).toContain('rows <b>.csv');
  return pathOf(page);
}

/** While it is looked at, a page that grows has no news: it stays as it is. */
async function heldBack(page: Page, look: () => Promise<void>): Promise<void> {
  const address = page.url();
  let goOn = (): void => undefined;
  const looked = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route(address, async (route) => {
    await looked;
    await route.continue();
  });
  await look();
  goOn();
  await page.unrouteAll({ behavior: 'wait' });
}

describe('a person gets a recommendation', () => {
  let of: BrowserContext;
  const begin = async (javaScriptEnabled: boolean): Promise<Page> => {
    of = await browser.newContext({ javaScriptEnabled });
    return of.newPage();
  };
  afterAll(() => of?.close());

  it('from a file, sees the probe grow, and comes to its verdicts', async () => {
    const page = await begin(true);
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
    made.probe = await askByForms(page, 10);
    // The same page all the while: what grows comes by events.
    const trials = page.getByRole('region', { name: 'Trials' }).getByRole('row');
    await page.evaluate('document.body.dataset.same = "yes"');
    await expect.poll(() => trials.count()).toBeGreaterThan(1);
    expect(await page.locator('figure svg').count()).toBe(1);
    await heldBack(page, async () => {
      expect(await page.getByRole('button', { name: 'End it now' }).isVisible()).toBe(true);
      await expectSoundAsShown(page, { name: 'probe-running' });
    });
    await page.getByRole('link', { name: 'The recommendation with its verdicts' }).waitFor();
    expect(await page.locator('body').getAttribute('data-same')).toBe('yes');
    await page.getByRole('link', { name: 'The recommendation with its verdicts' }).click();
    await page.waitForURL(/\/recommendations\/rec_/);
    made.recommendation = pathOf(page);
    expect(await page.locator('.badge').count()).toBeGreaterThan(10);
    for (const link of await page.locator('.links a').all())
      expect((await fetch(new URL((await link.getAttribute('href')) ?? '', page.url()))).status).toBe(200);
    expect(await page.getByRole('link', { name: 'Keras program' }).count()).toBe(1);
    expect(problems).toEqual([]);
    await of.close();
  });

  it('from a file without a script, by a page that loads itself again, and ends it early', async () => {
    const page = await begin(false);
    await askByForms(page, 10);
    const reload = /http-equiv="refresh" content="2"/;
    // In the middle of loading itself again it has no content.
    await expect.poll(() => page.content().catch(() => '')).toMatch(reload);
    const result = page.getByRole('link', { name: 'The recommendation with its verdicts' });
    await expect.poll(() => result.count()).toBe(1);
    expect(await page.getByRole('region', { name: 'Trials' }).count()).toBe(1);
    expect(await page.content()).not.toMatch(reload);
    made.ended = await askByForms(page, 120);
    await page.getByRole('button', { name: 'End it now' }).click();
    await expect.poll(() => result.count()).toBe(1);
    expect(await page.getByRole('status').textContent()).toMatch(/^It was ended early/);
    await of.close();
  });

  it('from another column than the file has, or a file that is no table, learns so and where to go on', async () => {
    const page = await begin(true);
    await page.goto(served.url);
    await page
      .getByLabel(/^CSV/)
      .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2') });
    await page.getByRole('button', { name: 'Upload' }).click();
    const dataset = pathOf(page);
    await page.getByLabel('Column that').selectOption('b');
    await page.getByRole('button', { name: 'Recommend' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('This cannot be done');
    await page.getByRole('link', { name: 'Back to the file' }).click();
    expect(pathOf(page)).toBe(dataset);
    // As a browser that does not know what is required.
    await page.locator('form').evaluate((form) => form.setAttribute('novalidate', ''));
    await page.getByRole('button', { name: 'Recommend' }).click();
    expect(await page.locator('main').textContent()).toContain('No column was chosen.');
    await expectSoundAsShown(page, { name: 'dataset-refused' });
    await page.getByRole('link', { name: 'Back to the file' }).click();
    await page.getByRole('link', { name: 'Recommend', exact: true }).click();
    const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    await page.getByLabel(/^CSV/).setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: picture });
    await page.getByRole('button', { name: 'Upload' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('Nothing can be recommended for this file');
    made.ofNoUse = pathOf(page);
    expect(await page.getByRole('button', { name: 'Recommend' }).count()).toBe(0);
    await of.close();
  });

  it('from a profile, or learns what is wrong with it', async () => {
    const page = await begin(false);
    await page.goto(served.url);
    expect(await page.getByLabel('A profile, as JSON').inputValue()).toMatch(/^{\n {2}"task": "binary",\n/);
    await page.getByRole('button', { name: 'Recommend' }).click();
    expect(pathOf(page)).toMatch(/^\/recommendations\/rec_/);
    made.ofProfile = pathOf(page);
    await page.getByRole('link', { name: 'Why: the decision' }).click();
    expect(pathOf(page)).toMatch(/^\/decisions\/dec_/);
    await page.goto(served.url);
    await page.getByLabel('A profile, as JSON').fill('{ "task": "binary" }');
    await page.getByRole('button', { name: 'Recommend' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('This cannot be done');
    expect(await page.locator('main').textContent()).toContain('/rows');
    await page.getByRole('link', { name: 'To the beginning' }).click();
    await page.getByLabel('A profile, as JSON').fill('rows: 12');
    await page.getByRole('button', { name: 'Recommend' }).click();
    expect(await page.locator('main').textContent()).toContain('The profile is not JSON.');
    await of.close();
  });

  it('from a profile that is mended where it was refused: each finding is listed, and the text stays as it was typed', async () => {
    const page = await begin(true);
    await page.goto(served.url);
    const field = page.getByLabel('A profile, as JSON');
    const typed = `\n\n\t{ "task": "magic", "rows": 0,\n  "columns": { "numeric": -1 } }  `;
    await field.fill(typed);
    await page.getByRole('button', { name: 'Recommend' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('This cannot be done');
    expect(await page.locator('.lead').textContent()).toBe('The profile is not valid:');
    const findings = await page.locator('header li').allTextContents();
    for (const pointer of ['/task', '/rows', '/columns/numeric'])
      expect(findings.filter((one) => one.startsWith(`${pointer}: `))).toHaveLength(1);
    expect(await page.locator('header code').allTextContents()).toContain('/columns/numeric');
    expect(await field.inputValue()).toBe(typed);
    await expectSoundAsShown(page, { name: 'profile-refused' });
    const hostile = `</textarea><script>document.title = 'taken'</script>"'&amp;&lt;\u202E`;
    await field.fill(hostile);
    await page.getByRole('button', { name: 'Recommend' }).click();
    expect(await field.inputValue()).toBe(hostile);
    expect(await page.locator('script').count()).toBe(0);
    await field.fill(JSON.stringify(z.object({ profile: z.unknown() }).parse(smallest).profile));
    await page.getByRole('button', { name: 'Recommend' }).click();
    expect(pathOf(page)).toMatch(/^\/recommendations\/rec_/);
    await of.close();
  });
});

const pages = [
  { name: 'home', path: () => '/', heading: 'Settings for a neural network', scripts: 0 },
  { name: 'dataset', path: () => made.dataset, heading: 'rows <b>.csv', scripts: 0 },
  { name: 'dataset-of-no-use', path: () => made.ofNoUse, heading: 'a.png', scripts: 0 },
  { name: 'probe', path: () => made.probe, heading: 'Probe', scripts: 1 },
  { name: 'probe-ended', path: () => made.ended, heading: 'Probe', scripts: 1 },
  { name: 'recommendation', path: () => made.recommendation, heading: /^rows <b>\.csv: y$/, scripts: 0 },
  { name: 'recommendation-of-a-profile', path: () => made.ofProfile, heading: 'Recommendation', scripts: 0 },
  { name: 'report', path: () => `/v1${made.recommendation}/report`, heading: /^rows <b>\.csv: y$/, scripts: 0 },
  { name: 'api', path: () => '/docs', heading: 'Operations over HTTP', scripts: 2, foreign: ['#operations'] },
] as const;

it.each(pages)('$name in every look: quiet, accessible, no wider than the window', async ({ path, ...page }) => {
  await expectSound(browser, { ...page, url: `${served.url}${path()}` });
});

it.each([() => made.recommendation, () => `/v1${made.recommendation}/report`])(
  'what is recommended stands in one screen, %#',
  async (path) => {
    const page = await browser.newPage();
    await page.goto(`${served.url}${path()}`);
    await expectInOneScreen(page);
    await page.close();
  },
);

describe('the guide', () => {
  it('has every page that its index names, with links that lead somewhere', async () => {
    const broken: string[] = [];
    for (const path of guidePaths) {
      const url = `${served.url}/docs/guide/${path}`;
      const answer = await fetch(url);
      expect(answer.status, path).toBe(200);
      const links = [...(await answer.text()).matchAll(/<(?:a href|img src)="([^"]+)"/g)].map(([, href = '']) => href);
      for (const href of new Set(links.filter((one) => !/^https?:|^#/.test(one)).map((one) => one.replace(/#.*/, ''))))
        if (!(await fetch(new URL(href, url))).ok) broken.push(`${path}: ${href}`);
    }
    expect(broken).toEqual([]);
  });

  it.each(['../package.json', '..%2fpackage.json', 'nothing.md', 'adr', '%2e%2e/README.md'])(
    'gives nothing else: %s',
    async (path) => {
      expect((await fetch(`${served.url}/docs/guide/${path}`)).status).toBe(404);
    },
  );
});

it('a path that leads nowhere is a page to a browser, and a problem to a program', async () => {
  const ask = async (path: string, accept: string) => {
    const answer = await fetch(`${served.url}${path}`, { headers: { Accept: accept } });
    return [answer.status, answer.headers.get('content-type')?.split(';')[0]];
  };
  const browsers = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
  expect(await ask('/nonsense', browsers)).toEqual([404, 'text/html']);
  expect(await ask('/nonsense', '*/*')).toEqual([404, 'application/problem+json']);
  expect(await ask('/v1/nonsense', browsers)).toEqual([404, 'application/problem+json']);
});

/** What of the operations has too little contrast. How they are marked up is for Swagger UI to say. */
async function unreadable(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const asked = `axe.run({ include: [['#operations']] }, { runOnly: ['color-contrast'] })`;
  const { violations } = await page.evaluate<axe.AxeResults>(asked);
  return violations.flatMap(({ nodes }) =>
    nodes.map(({ html, any }) => `${html.slice(0, 80)}: ${any[0]?.message ?? ''}`),
  );
}

describe('the page of the operations', () => {
  it('shows them and asks nobody but the service', async () => {
    const of = await browser.newContext();
    const page = await of.newPage();
    await page.goto(`${served.url}/docs`);
    await expect.poll(() => page.locator('.opblock').count()).toBeGreaterThan(40);
    // On a phone what a group is about has lines of its own, and not one for each letter.
    await page.setViewportSize({ width: 375, height: 800 });
    const about = await page.locator('.opblock-tag small').first().boundingBox();
    expect(about?.width).toBeGreaterThan(200);
    await of.close();
    expect((await fetch(`${served.url}/docs/assets/index.css`)).status).toBe(404);
  });

  const backgroundOf = `getComputedStyle(document.querySelector('#operations .swagger-ui')).backgroundColor`;
  const panel = { dark: 'rgb(22, 29, 37)', light: 'rgb(255, 255, 255)' } as const;

  it.each(['dark', 'light'] as const)('is %s where the browser is, and can be read', async (colorScheme) => {
    const of = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 1600 } });
    const page = await of.newPage();
    const refused: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    });
    await page.goto(`${served.url}/docs`);
    for (const operation of ['createRecommendation', 'listRecommendations', 'uploadDataset', 'deleteDataset'])
      await page.locator(`[id$="-${operation}"] .opblock-summary-control`).click();
    await page.locator('.try-out__btn').first().click();
    await page.locator('.btn.execute').first().waitFor();
    await expect.poll(() => page.locator('.renderedMarkdown code').count()).toBeGreaterThan(0);
    expect(await page.evaluate(backgroundOf)).toBe(panel[colorScheme]);
    expect(await unreadable(page)).toEqual([]);
    await page.locator('.btn.authorize').first().click();
    await page.locator('.dialog-ux').waitFor();
    expect(await unreadable(page)).toEqual([]);
    const other = colorScheme === 'dark' ? 'light' : 'dark';
    await page.emulateMedia({ colorScheme: other });
    await expect.poll(() => page.evaluate(backgroundOf)).toBe(panel[other]);
    expect(refused).toEqual([]);
    await of.close();
  });
});

describe('forms where keys are needed', () => {
  const closed = createService();
  let address: Awaited<ReturnType<typeof serve>>;
  let key = '';
  beforeAll(async () => {
    address = await serve(closed.app);
    ({ key } = await createKey(closed.context, { name: 'person', scopes: ['advise'] }));
    expect((await fetch(`${address.url}/v1/keys`)).status).toBe(401);
  });
  afterAll(() => address.stop());

  it('are carried out for the browser that was given them, within the scopes of its key', async () => {
    const of = await browser.newContext({ javaScriptEnabled: false });
    const page = await of.newPage();
    await page.goto(address.url);
    await page.getByLabel('Key').fill(key);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('button', { name: 'Recommend' }).click();
    expect(pathOf(page)).toMatch(/^\/recommendations\/rec_/);
    await page.goto(address.url);
    await page.getByLabel(/^CSV/).setInputFiles(file);
    await page.getByRole('button', { name: 'Upload' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Not for this key');
    await of.close();
  });

  it('are refused without their token, from elsewhere, and without a key', async () => {
    const token = /token=([0-9a-f]{64})/;
    const home = await fetch(address.url, { headers: { Cookie: `sextant_key=${key}` } });
    const [, good = ''] = token.exec(await home.text()) ?? [];
    const body = new URLSearchParams({
      profile: JSON.stringify(z.object({ profile: z.unknown() }).parse(smallest).profile),
    });
    const send = (query: string, headers: Readonly<Record<string, string>>) =>
      fetch(`${address.url}/recommendations${query}`, { method: 'POST', body, headers, redirect: 'manual' });
    const cookie = { Cookie: `sextant_key=${key}`, Origin: address.url };
    expect((await send(`?token=${good}`, cookie)).headers.get('location')).toMatch(/^\/recommendations\/rec_/);
    expect((await send('', cookie)).status).toBe(403);
    expect((await send(`?token=${'0'.repeat(64)}`, cookie)).status).toBe(403);
    expect((await send(`?token=${good}`, { ...cookie, Origin: 'https://example.org' })).status).toBe(403);
    expect((await send(`?token=${good}`, { ...cookie, 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    const nobody = await send(`?token=${good}`, {});
    expect([nobody.status, nobody.headers.get('location')]).toEqual([303, '/login?next=/']);
    // The cookie does not open operations.
    const operation = { ...post(smallest), headers: { ...cookie, 'Content-Type': 'application/json' } };
    expect((await fetch(`${address.url}/v1/recommendations`, operation)).status).toBe(401);
  });
});

it('every page and every look has its picture', () => expectPictures(namesIn(pictures.asked)));
