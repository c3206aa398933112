import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import chromiumBinary from '@sparticuz/chromium';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
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

/** Widths and colours in which every page is looked at. The first and the last are farthest from each other. */
export const looks = [
  { width: 375, colorScheme: 'dark' },
  { width: 375, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const;
type Look = (typeof looks)[number];

/** Of the guide there are so many pages that axe looks at each in these alone. */
export const farthestLooks: readonly Look[] = [looks[0], looks[3]];

interface Shown {
  /** Of the pictures. */
  readonly name: string;
  /** Parts of others, in which axe does not look. */
  readonly foreign?: readonly string[];
  /** Those in which axe looks; absent: all. */
  readonly axeLooks?: readonly Look[];
}

interface Looked extends Shown {
  readonly url: string;
  readonly heading: string | RegExp;
  /** How many the page has. */
  readonly scripts: number;
}

const MOST_SHOTS = 5;
const begun = Date.now();
const taken = new Set<string>();

const fileOf = (name: string, { width, colorScheme }: Look): string => `${name}-${width}-${colorScheme}.png`;

/** Keeps a picture of what the window shows. */
async function shoot(page: Page, name: string, look: Look): Promise<void> {
  const file = fileOf(name, look);
  for (let tries = 1; ; tries++) {
    try {
      // A colour that changes slowly is not yet that of the look.
      await page.screenshot({ path: join(shots, file), animations: 'disabled' });
      taken.add(file);
      return;
    } catch (error) {
      // The browser of a busy machine now and then has no picture ready.
      if (tries === MOST_SHOTS || !String(error).includes('Unable to capture screenshot')) throw error;
      await page.waitForTimeout(500);
    }
  }
}

/** This file of tests has looked at these and at no other, in every look: the pictures are there, and are not those of another day. */
export function expectPictures(names: readonly string[]): void {
  const files = names.flatMap((name) => looks.map((look) => fileOf(name, look)));
  expect([...taken].toSorted()).toEqual(files.toSorted());
  const [first] = files.map((file) => statSync(join(shots, file)).mtimeMs).toSorted((a, b) => a - b);
  expect(first).toBeGreaterThan(begun - 1000);
}

/** What a page shows is, in every look, no wider than the window and accessible by axe. A picture of it is kept. */
export async function expectSoundAsShown(page: Page, { name, foreign = [], axeLooks = looks }: Shown): Promise<void> {
  await page.evaluate(axe.source);
  const options = JSON.stringify({ exclude: foreign.map((part) => [part]) });
  for (const look of looks) {
    const { width, colorScheme } = look;
    await page.setViewportSize({ width, height: 1600 });
    await page.emulateMedia({ colorScheme });
    const file = fileOf(name, look);
    expect(await page.evaluate('document.documentElement.scrollWidth'), file).toBeLessThanOrEqual(width);
    await shoot(page, name, look);
    if (!axeLooks.includes(look)) continue;
    const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${options})`);
    expect(
      violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
      file,
    ).toEqual([]);
  }
}

/** The page loads nothing from elsewhere, says nothing on the console, and is sound in every look. */
export async function expectSound(of: Pick<BrowserContext, 'newPage'>, looked: Looked): Promise<void> {
  const { url, heading, scripts } = looked;
  const page = await of.newPage();
  const messages: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(url);
  expect(await page.getByRole('heading', { level: 1 }).first().textContent()).toMatch(heading);
  // A file has no neighbours.
  const from = url.startsWith('file:') ? url : new URL(url).origin;
  expect(requests.filter((one) => !one.startsWith(from) && !one.startsWith('data:'))).toEqual([]);
  // That it is refused, or not there, is said on the console by the browser itself.
  expect(messages.filter((message) => !/status of 40[34]/.test(message))).toEqual([]);
  expect(await page.locator('script').count()).toBe(scripts);
  await expectSoundAsShown(page, looked);
  await page.close();
}

/** What is recommended is seen without scrolling: the heading, the network in words and in boxes, and the key figures. */
export async function expectInOneScreen(page: Page): Promise<void> {
  const height = 800;
  await page.setViewportSize({ width: 1280, height });
  for (const part of ['h1', 'header .lead', 'header .network', 'header .figures']) {
    const box = await page.locator(part).boundingBox();
    expect(box?.height, part).toBeGreaterThan(10);
    expect((box?.y ?? height) + (box?.height ?? height), part).toBeLessThanOrEqual(height);
  }
}
