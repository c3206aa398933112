import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import chromiumBinary from '@sparticuz/chromium';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** Screenshots stay here, for who wants to look at them. */
const shots = join(import.meta.dirname, '../../test-results/pages');
mkdirSync(shots, { recursive: true });

export const openBrowser = async (...options: string[]): Promise<Browser> =>
  chromium.launch({
    executablePath: await chromiumBinary.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', ...options],
    headless: true,
  });

/** Widths and colours in which every page is looked at. */
export const looks = [
  { width: 375, colorScheme: 'dark' },
  { width: 375, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const;
export type Look = (typeof looks)[number];

export interface Looked {
  readonly url: string;
  /** Of the screenshot. */
  readonly name: string;
  readonly heading: string | RegExp;
  /** How many the page has. */
  readonly scripts: number;
  /** Parts of others, in which axe does not look. */
  readonly foreign?: readonly string[];
}

const MOST_SHOTS = 5;

/** Keeps a picture of what the window shows. */
export async function shoot(page: Page, name: string, { width, colorScheme }: Look): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await page.screenshot({ path: join(shots, `${name}-${width}-${colorScheme}.png`) });
      return;
    } catch (error) {
      // The browser of a busy machine now and then has no picture ready.
      if (tries === MOST_SHOTS || !String(error).includes('Unable to capture screenshot')) throw error;
      await page.waitForTimeout(500);
    }
  }
}

/** The page loads nothing from elsewhere, says nothing on the console, is accessible by axe, and no wider than the window. */
export async function expectSound(browser: Browser, looked: Looked, { width, colorScheme }: Look): Promise<void> {
  const { url, name, heading, scripts, foreign = [] } = looked;
  const of = await browser.newContext({ colorScheme, viewport: { width, height: 1600 } });
  const page = await of.newPage();
  const messages: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(url);
  expect(await page.getByRole('heading', { level: 1 }).first().textContent()).toMatch(heading);
  const { origin } = new URL(url);
  expect(requests.filter((one) => !one.startsWith(origin) && !one.startsWith('data:'))).toEqual([]);
  // What is not there is said on the console by the browser itself.
  expect(messages.filter((message) => !message.includes('404'))).toEqual([]);
  expect(await page.locator('script').count()).toBe(scripts);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  await shoot(page, name, { width, colorScheme });
  await page.evaluate(axe.source);
  const options = JSON.stringify({ exclude: foreign.map((part) => [part]) });
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${options})`);
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await of.close();
}
