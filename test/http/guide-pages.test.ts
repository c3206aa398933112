import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guidePaths } from '../../src/report/pages/guide-page.js';
import { expectPictures, expectSound, farthestLooks, openBrowser } from './browser.js';
import { createService, serve } from './helpers.js';
import { guidePicture, namesIn, pictures } from './pictures.js';

const { app } = createService();
const served = await serve(app);
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await served.stop();
});

describe('in every look', () => {
  it.each(guidePaths)('the guide, %s: quiet, accessible, no wider than the window', async (path) => {
    const url = `${served.url}/docs/guide/${path}`;
    await expectSound(browser, { url, name: guidePicture(path), heading: /./, scripts: 0, axeLooks: farthestLooks });
  });

  it.each([
    { path: '/docs/guide', name: 'guide', heading: 'Guide' },
    { path: '/rules', name: 'rules', heading: 'Rules' },
    { path: '/nonsense', name: 'no-such-page', heading: 'No such page' },
  ])('$path: quiet, accessible, no wider than the window', async ({ path, ...page }) => {
    const url = `${served.url}${path}`;
    await expectSound(browser, { ...page, url, scripts: 0, axeLooks: farthestLooks });
  });
});

/** Words in cells of tables that stand on more than one line. Those of more than 30 signs may. */
const broken = `[...document.querySelectorAll('.scroll :is(td, th)')].flatMap((cell) => {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const { data } = texts.currentNode;
    for (const { 0: word, index } of data.matchAll(/[\\p{L}\\p{N}.]{2,30}/gu)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(word);
    }
  }
  return found;
})`;

it.each([375, 820, 1280])('no word is broken in a table of the guide, at %i pixels', async (width) => {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  for (const path of ['probe.md', 'defaults.md']) {
    await page.goto(`${served.url}/docs/guide/${path}`);
    expect(await page.locator('.scroll td').count()).toBeGreaterThan(20);
    expect(await page.evaluate(broken), path).toEqual([]);
  }
  await page.close();
});

describe('the rules', () => {
  it('have the menu, and contents that lead to every setting', async () => {
    const page = await browser.newPage();
    await page.goto(`${served.url}/rules`);
    expect(await page.getByRole('navigation', { name: 'Pages' }).locator('[aria-current]').textContent()).toBe('Rules');
    const links = page.getByRole('navigation', { name: 'Contents' }).getByRole('link');
    const anchors = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    const headings = await page.locator('section > h2').evaluateAll((all) => all.map(({ id }) => `#${id}`));
    expect(anchors).toHaveLength(headings.length);
    expect(new Set(anchors)).toEqual(new Set(headings));
    await links.filter({ hasText: /^dropout$/ }).click();
    expect(new URL(page.url()).hash).toBe('#slot-dropout');
    await page.close();
  });
});

/** The longest transition or animation of any part of a page, in seconds. */
const longestMotion = `Math.max(...[...document.querySelectorAll('*')].flatMap((one) => ['', '::before', '::after'].flatMap((part) => {
  const { transitionDuration, animationDuration } = getComputedStyle(one, part || null);
  return [transitionDuration, animationDuration].flatMap((times) => times.split(',').map(Number.parseFloat));
})))`;

it('nothing moves for who wants no motion', async () => {
  const longest = async (path: string, reducedMotion: 'reduce' | 'no-preference'): Promise<number> => {
    const page = await browser.newPage({ reducedMotion });
    await page.goto(`${served.url}${path}`);
    if (path === '/docs') await page.locator('.opblock').first().waitFor();
    const seconds = await page.evaluate<number>(longestMotion);
    await page.close();
    return seconds;
  };
  expect(await longest('/docs', 'no-preference')).toBeGreaterThan(0.01);
  for (const path of ['/', '/docs', '/docs/guide/probe.md', '/rules', '/decisions', '/evidence', '/rule-sets'])
    expect(await longest(path, 'reduce'), path).toBeLessThanOrEqual(0.01);
});

/** Goes on by Tab alone until the element has the focus, which is to be seen. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const isThere = `document.activeElement.matches(${JSON.stringify(selector)})`;
  for (let turn = 0; turn < 30 && !(await page.evaluate(isThere)); turn++) await page.keyboard.press('Tab');
  expect(await page.evaluate(isThere), selector).toBe(true);
  const outline = `(({ outlineStyle, outlineWidth }) => [outlineStyle, outlineWidth])(getComputedStyle(document.activeElement))`;
  expect(await page.evaluate(outline), selector).toEqual(['solid', '2px']);
}

it('a file is uploaded and a recommendation asked for by the keyboard alone', async () => {
  const page = await browser.newPage();
  // The browser hands the choice of a file over from here on; asked for with the key it may come too late.
  page.on('filechooser', () => undefined);
  await page.goto(served.url);
  await tabTo(page, 'input[type=file]');
  const choosing = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 10},${i % 10 > 4 ? 'high' : 'low'}`);
  const buffer = Buffer.from(['a,y', ...rows].join('\n'));
  await (await choosing).setFiles({ name: 'rows.csv', mimeType: 'text/csv', buffer });
  await tabTo(page, 'form[action^="/datasets"] button');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/datasets\/dst_/);
  await tabTo(page, 'select[name=target]');
  await page.keyboard.type('y');
  await tabTo(page, 'main form button');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/probes\/prb_/);
  await page.close();
});

it('every page and every look has its picture', () => expectPictures(namesIn(pictures.guide)));
