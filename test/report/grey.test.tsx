import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseHTML } from 'linkedom';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProgressCurvesChart } from '../../src/report/charts/progress-curves.js';
import { ResidualChart } from '../../src/report/charts/out-of-fold.js';
import { Document } from '../../src/report/document.js';
import { renderHtml } from '../../src/report/html.js';
import { renderEvidence } from '../../src/report/pages/evidence-page.js';
import { Badge } from '../../src/report/parts/badge.js';
import { markupOf, renderPage } from '../../src/report/render-page.js';
import { verdicts } from '../../src/settings/recommendation.js';
import { openBrowser } from '../http/browser.js';
import {
  binaryRecommendation,
  multiclassRecommendation,
  regressionRecommendation,
} from '../fixtures/recommendation.js';

const options = { title: 'a', reproduce: [] };
const epochs = ['first', 'second'].flatMap((purpose) =>
  [10, 20].map((epoch) => ({ kind: 'epoch' as const, purpose, epoch, epochs: 20, validationLoss: 1 / epoch })),
);
const counts = { confirmed: 1, adjusted: 1, refuted: 1, inconclusive: 1, untested: 0 };
const ledger = {
  rules: [{ ruleId: 'a.b', slot: null, probes: 4, verdicts: counts, confirmedShare: null, isFew: true, effects: {} }],
  looked: { probes: 4, isWhole: true },
};
const documents = {
  binary: renderHtml(binaryRecommendation(), options),
  multiclass: renderHtml(multiclassRecommendation(), options),
  regression: renderHtml(regressionRecommendation(), options),
  running: renderPage(
    <Document title="a">
      <ProgressCurvesChart epochs={epochs} />
    </Document>,
  ),
  evidence: renderEvidence(ledger),
  badges: renderPage(
    <Document title="a">
      <p>
        {verdicts.map((verdict) => (
          <>
            <Badge verdict={verdict} />{' '}
          </>
        ))}
      </p>
    </Document>,
  ),
} as const;

let folder = '';
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sextant-grey-'));
  for (const [name, text] of Object.entries(documents)) writeFileSync(join(folder, `${name}.html`), text);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

const colors = ['accent', 'muted', 'confirmed', 'adjusted', 'refuted', 'inconclusive', 'untested'];

/** The page in one colour: what is told apart in it hangs on no other. */
async function inOneColor(name: keyof typeof documents): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, deviceScaleFactor: 2 });
  await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
  for (const color of colors) await page.evaluate(`document.documentElement.style.setProperty('--${color}', '#555')`);
  return page;
}

/** A part alone, in the corner of the window: where it stands makes no difference. */
async function pictureOf(part: Locator): Promise<string> {
  const place = (css: string) =>
    part.evaluate((one, text) => {
      one.style.cssText = text;
    }, css);
  await place('visibility:visible;position:fixed;left:4px;top:4px');
  const picture = await part.page().screenshot({ clip: { x: 0, y: 0, width: 40, height: 30 } });
  await place('');
  return picture.toString('base64');
}

/** Those that look as one before them does. */
async function alike(parts: readonly Locator[]): Promise<string[]> {
  const seen = new Set<string>();
  const found: string[] = [];
  await parts[0]?.page().evaluate(`document.body.style.visibility = 'hidden'`);
  for (const part of parts) {
    const picture = await pictureOf(part);
    if (seen.has(picture)) found.push((await part.getAttribute('class')) ?? '');
    seen.add(picture);
  }
  return found;
}

describe('in one colour', () => {
  it.each(['binary', 'multiclass', 'regression', 'running'] as const)(
    'the signs of a legend are told apart: %s',
    async (name) => {
      const page = await inOneColor(name);
      const legends = await page.locator('.legend').all();
      expect(legends.length).toBeGreaterThan(0);
      for (const legend of legends) {
        const signs = await legend.locator('.swatch').all();
        expect(signs.length).toBeGreaterThan(1);
        expect(await alike(signs), (await legend.textContent()) ?? '').toEqual([]);
      }
      await page.close();
    },
  );

  it('the parts of a bar of verdicts are told apart', async () => {
    const page = await inOneColor('evidence');
    const parts = await page.locator('.shares svg').all();
    expect(parts).toHaveLength(4);
    const sizes = await Promise.all(parts.map((part) => part.boundingBox()));
    expect(new Set(sizes.map((size) => size?.width)).size).toBe(1);
    expect(await alike(parts)).toEqual([]);
    await page.close();
  });

  it('the signs of verdicts are told apart', async () => {
    const page = await inOneColor('badges');
    const badges = await page.locator('.badge').all();
    expect(badges).toHaveLength(verdicts.length);
    expect(await alike(badges)).toEqual([]);
    await page.close();
  });
});

/** How the lines and the points of a chart look, but for their colour, by the colour that they have. */
function looksByColor(markup: string): Map<string, string[]> {
  const { document } = parseHTML(`<html><body>${markup}</body></html>`);
  const marks = [...document.querySelectorAll('figure svg > g')].filter(({ firstElementChild: first }) =>
    first?.tagName.toLowerCase() === 'path'
      ? !first.hasAttribute('transform')
      : first?.tagName.toLowerCase() === 'circle',
  );
  const attribute = (group: (typeof marks)[number], name: string): string => group.getAttribute(name) ?? '';
  const looks = new Map<string, string[]>();
  for (const group of marks) {
    const [stroke, fill] = [attribute(group, 'stroke'), attribute(group, 'fill')];
    const isFilled = fill !== '' && fill !== 'none' && fill !== 'var(--panel)';
    const look = [group.firstElementChild?.tagName.toLowerCase(), attribute(group, 'stroke-dasharray'), isFilled];
    const color = isFilled ? fill : stroke;
    looks.set(look.join(' '), [...(looks.get(look.join(' ')) ?? []), color]);
  }
  return looks;
}

it('lines and points of a chart that differ in colour differ in their dashes or their filling too', () => {
  const markups = [documents.binary, documents.multiclass, documents.regression, documents.running];
  const figures = markups.flatMap((markup) => markup.match(/<figure>[\s\S]*?<\/figure>/g) ?? []);
  expect(figures.length).toBeGreaterThan(15);
  for (const figure of figures) {
    const looks = looksByColor(figure);
    expect(looks.size, figure.slice(0, 80)).toBeGreaterThan(0);
    for (const [look, of] of looks) expect(new Set(of).size, `${look} of ${figure.slice(0, 80)}`).toBe(1);
  }
});

describe('errors by prediction', () => {
  const { probe } = regressionRecommendation();
  if (probe?.outOfFold?.kind !== 'numbers') throw new Error('the fixture has errors out of fold');
  const { residuals } = probe.outOfFold;
  const { document } = parseHTML(
    `<html><body>${markupOf(<ResidualChart outOfFold={probe.outOfFold} />)}</body></html>`,
  );
  const numbers = (selector: string, names: readonly string[]): number[][] =>
    [...document.querySelectorAll(selector)].map((part) => names.map((name) => Number(part.getAttribute(name))));

  it('are read aloud, bin by bin', () => {
    expect(document.querySelector('svg')?.getAttribute('aria-label')).toBe(
      'Measured less predicted, by prediction: at 14.2 0.1, at 32.7 -0.4',
    );
    expect(document.querySelector('h3')?.textContent).toBe('Errors by prediction');
  });

  it('are drawn each at its prediction: above the line of no error where more was measured, with four fifths of the rows', () => {
    const means = numbers('circle', ['cx', 'cy']);
    const bars = numbers('g[stroke="var(--muted)"] > line', ['x1', 'x2', 'y1', 'y2']);
    const [zero] = numbers('g[stroke-opacity="0.35"] > line', ['y1']);
    expect(means).toHaveLength(residuals.length);
    expect(bars).toHaveLength(residuals.length);
    residuals.forEach(({ mean, low, high }, at) => {
      const [x = 0, y = 0] = means[at] ?? [];
      const [x1 = 0, x2 = 0, ...ends] = bars[at] ?? [];
      // Down the page is up the axis: all heights are in one ratio to what they stand for.
      const unit = ((zero?.[0] ?? 0) - y) / mean;
      expect(unit).toBeGreaterThan(0);
      expect([x1, x2]).toEqual([x, x]);
      const drawn = ends.map((end) => ((zero?.[0] ?? 0) - end) / unit).toSorted((a, b) => a - b);
      expect(drawn[0]).toBeCloseTo(low);
      expect(drawn[1]).toBeCloseTo(high);
    });
    expect((means[0]?.[0] ?? 0) < (means[1]?.[0] ?? 0)).toBe(true);
  });
});
