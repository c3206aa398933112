import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/html.js';
import { byEvidence, headlineRows, settingRows } from '../../src/report/view/setting-rows.js';
import {
  adviceOnlyRecommendation,
  binaryRecommendation,
  multiclassRecommendation,
  regressionRecommendation,
} from '../fixtures/recommendation.js';
import { expectInOneScreen, expectPictures, expectSound, openBrowser } from '../http/browser.js';
import { namesIn, pictures } from '../http/pictures.js';

const pages = {
  binary: binaryRecommendation(),
  multiclass: multiclassRecommendation(),
  regression: regressionRecommendation(),
  'of-rules-alone': adviceOnlyRecommendation(),
};
const probed = ['binary', 'multiclass', 'regression'] as const;
let folder = '';
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sextant-page-'));
  for (const [name, recommendation] of Object.entries(pages))
    writeFileSync(
      join(folder, `${name}.html`),
      renderHtml(recommendation, {
        title: `${name}.csv → target`,
        reproduce: ['sextant recommend x.csv --target target'],
      }),
    );
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

const addressOf = (name: keyof typeof pages): string => pathToFileURL(join(folder, `${name}.html`)).href;

const views = [
  { name: 'binary', width: 375, colorScheme: 'dark' },
  { name: 'binary', width: 1280, colorScheme: 'light' },
  { name: 'multiclass', width: 375, colorScheme: 'dark' },
  { name: 'regression', width: 375, colorScheme: 'light' },
  { name: 'regression', width: 820, colorScheme: 'dark' },
] as const;

describe('the report in a browser', () => {
  it.each(views)(
    '$name at $width pixels, $colorScheme: quiet, self-contained, no wider than the window',
    async ({ name, width, colorScheme }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 812 } });
      const page = await context.newPage();
      const messages: string[] = [];
      const requests: string[] = [];
      page.on('console', (message) => messages.push(message.text()));
      page.on('pageerror', (error) => messages.push(String(error)));
      page.on('request', (request) => requests.push(request.url()));
      const address = addressOf(name);
      await page.goto(address);

      expect(messages).toEqual([]);
      expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([address]);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(`${name}.csv → target`);
      expect(await page.getByRole('img').count()).toBe(5);
      expect(
        await page
          .getByRole('table', { name: /main settings/ })
          .getByRole('row')
          .count(),
      ).toBe(1 + headlineRows(byEvidence(settingRows(pages[name])).untested).length);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await page.getByText('more settings').click();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await context.close();
    },
  );

  it.each(Object.keys(pages) as (keyof typeof pages)[])('%s in every look: quiet, accessible', async (name) => {
    const heading = `${name}.csv → target`;
    await expectSound(browser, { url: addressOf(name), name: `report-${name}`, heading, scripts: 0 });
  });

  it.each(probed)('%s: what is recommended stands in one screen', async (name) => {
    const page = await browser.newPage();
    await page.goto(addressOf(name));
    await expectInOneScreen(page);
    await page.close();
  });

  it('shows on a phone what a setting gained, beside its verdict and below its name', async () => {
    const context = await browser.newContext({ viewport: { width: 375, height: 812 } });
    const page = await context.newPage();
    await page.goto(addressOf('binary'));
    const tested = page.getByRole('table', { name: /Tested settings/ }).locator('tbody tr');
    const rows = await tested.filter({ has: page.locator('.evidence') }).all();
    expect(rows.length).toBeGreaterThan(2);
    for (const row of rows) {
      const gain = row.locator('.evidence');
      expect(await gain.isVisible()).toBe(true);
      expect(await gain.textContent()).toMatch(/ loss than with the best other value tried/);
      const [slot, badge] = [await row.locator('th code').boundingBox(), await row.locator('.badge').boundingBox()];
      expect((slot?.x ?? 375) + (slot?.width ?? 0)).toBeLessThan(badge?.x ?? 0);
      expect((badge?.x ?? 375) + (badge?.width ?? 0)).toBeLessThanOrEqual(375);
    }
    await page.getByText('more settings').click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
    await context.close();
  });

  it.each([375, 600, 1280])('has bars as long as the shares that they stand for, at %i pixels', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 812 } });
    await page.goto(addressOf('binary'));
    const lengths = await page.evaluate<number[]>(
      `[...document.querySelectorAll('.bar svg')].map((bar) => bar.getBoundingClientRect().width)`,
    );
    const cells = await page.evaluate<number[]>(
      `[...document.querySelectorAll('.bar')].map((cell) => cell.scrollWidth - cell.clientWidth)`,
    );
    expect(lengths).toHaveLength(2);
    expect((lengths[1] ?? 0) / (lengths[0] ?? 0)).toBeCloseTo(268 / 500, 2);
    expect(lengths[0]).toBeGreaterThan(30);
    expect(cells).toEqual([0, 0]);
    await page.close();
  });

  it('prints everything that is folded away on the screen', async () => {
    const page = await browser.newPage();
    await page.goto(addressOf('binary'));
    const folded = page.getByText('robustSmoothClip', { exact: true });
    expect(await folded.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await folded.isVisible()).toBe(true);
    await page.close();
  });
});

it('every report and every look has its picture', () => expectPictures(namesIn(pictures.reports)));
