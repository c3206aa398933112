import { createHash } from 'node:crypto';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { reportContents } from '../../src/report/contents.js';
import { renderHtml } from '../../src/report/html.js';
import { renderMarkdown } from '../../src/report/markdown.js';
import { LINEAR_BASELINE, type Recommendation } from '../../src/settings/recommendation.js';
import {
  adviceOnlyRecommendation,
  binaryRecommendation,
  regressionRecommendation,
} from '../fixtures/recommendation.js';

const options = { title: 'diabetes.csv → outcome', reproduce: ['sextant recommend diabetes.csv --target outcome'] };
const documentOf = (recommendation: Recommendation, title = options.title) =>
  parseHTML(renderHtml(recommendation, { ...options, title })).document;
const textOf = (element: { textContent: string | null } | null): string =>
  (element?.textContent ?? '').replace(/\s+/g, ' ').trim();

describe('renderHtml', () => {
  it('shows slot, value, why and verdict of every setting, with the source as a link', () => {
    const recommendation = binaryRecommendation();
    const rows = documentOf(recommendation).querySelectorAll('table.settings tbody tr');
    const texts = [...rows].map((row) => [...row.children].map(textOf).join(' '));
    expect(rows).toHaveLength(45);
    const rate = texts.find((text) => text.startsWith('learningRate '));
    expect(rate).toMatch(
      /0\.004 ?rules: 0\.001 The rules said 0\.001: Adam starts well near 0\.001.* adjusted ?0\.011 less loss than with the best other value tried/,
    );
    const links = [...documentOf(recommendation).querySelectorAll('cite a')].map((link) => link.getAttribute('href'));
    expect(links).toContain('https://arxiv.org/abs/2407.04491');
    expect(links.every((address) => address?.startsWith('https://'))).toBe(true);
  });

  it('links every setting to its rule in the catalogue, or names the rule where there is none', () => {
    const linked = parseHTML(renderHtml(binaryRecommendation(), { ...options, rules: 'rules.html' })).document;
    const links = [...linked.querySelectorAll('table.settings td.why > a')];
    const decided = binaryRecommendation().advice.filter(({ ruleId }) => ruleId !== null);
    expect(links.length).toBeGreaterThan(0);
    expect(links.map((link) => link.getAttribute('href'))).toContain(`rules.html#${decided[0]?.ruleId}`);
    const plain = documentOf(binaryRecommendation());
    expect(plain.querySelectorAll('table.settings td.why > a')).toHaveLength(0);
    expect(plain.querySelectorAll('table.settings td.why > code').length).toBe(links.length);
  });

  it('links what lost and what was tried to their rules, and names what no rule asked for', () => {
    const { probe, ...rest } = binaryRecommendation();
    if (!probe) throw new Error('the fixture has a probe');
    const [first, , , , ...others] = probe.trials;
    if (!first) throw new Error('the fixture has trials');
    const asked = [
      { because: 'trials.hiddenActivation', settings: { hiddenActivation: 'silu' } },
      { because: 'trials.hiddenActivation', settings: { hiddenActivation: 'gelu' } },
      { because: 'search.halving', settings: { learningRate: 0.01 } },
      { because: LINEAR_BASELINE, settings: { hiddenLayers: 0 } },
    ];
    const trials = [...asked.map((one) => ({ ...first, ...one })), ...others];
    const recommendation = { ...rest, probe: { ...probe, trials } };
    const hrefs = (selector: string, rules?: string) => {
      const markup = renderHtml(recommendation, { ...options, ...(rules !== undefined && { rules }) });
      const links = parseHTML(markup).document.querySelectorAll(selector);
      return [...links].map((link) => [link.getAttribute('href'), link.textContent]);
    };
    expect(hrefs('.lost a', 'rules.html')).toEqual([
      ['rules.html#optimizer.momentum-large', 'optimizer.momentum-large'],
    ]);
    const ids = ['trials.default', ...others.map(({ because }) => because)];
    const ofRules = ids.filter((id) => /^(?:trials|diagnosis)\./.test(id));
    expect(ofRules.length).toBeGreaterThan(2);
    expect(hrefs('.trials a', 'rules.html')).toEqual(ofRules.map((id) => [`rules.html#${id}`, id]));
    expect(hrefs('.lost a, .trials a')).toEqual([]);
  });

  it('shows the evidence: score beside baselines, learning curve, ladder, trials', () => {
    const page = documentOf(binaryRecommendation());
    const charts = [...page.querySelectorAll('figure svg')];
    expect(charts.map((chart) => chart.getAttribute('aria-label'))).toEqual([
      expect.stringMatching(/constant predictor 0\.647.*ensemble 0\.466, interval 0\.434 to 0\.500/),
      expect.stringMatching(/^Learning curve over 120 epochs.*Best at epoch 28/),
      expect.stringMatching(/0\.004 gives 0\.491.*0\.008 diverged/),
      expect.stringMatching(/^Loss by hidden layers: \d give 0\.\d+, \d give/),
      expect.stringMatching(/^Share in which it is true by predicted probability of tested_positive: 12% is 10%/),
    ]);
    expect(textOf(page.querySelector('table.confusion'))).toMatch(/tested_negative\s*430\s*70\s*86%/);
    expect(page.querySelectorAll('table.trials tbody tr')).toHaveLength(11);
    expect(page.querySelectorAll('table.trials tbody tr.kept')).toHaveLength(4);
  });

  it('tells classes, warnings, commands and what to do next', () => {
    const text = textOf(documentOf(binaryRecommendation()).querySelector('main'));
    for (const part of [
      'tested_negative65%500',
      '2 warnings',
      options.reproduce[0] ?? '',
      'What to do next',
      'seed 0',
      '3f6c0b1e',
    ])
      expect(text).toContain(part);
  });

  it.each(['regression', 'count', 'proportion'] as const)('counts no classes of a %s', (task) => {
    const plain = regressionRecommendation();
    const recommendation: Recommendation = {
      ...plain,
      settings: { ...plain.settings, task },
      profile: { ...plain.profile, classCounts: { '1': 300, '2': 98 } },
    };
    const text = textOf(documentOf(recommendation).querySelector('main'));
    expect(text).toContain('398');
    expect(text).not.toMatch(/class balance|smallest of/i);
    expect(reportContents(recommendation, options).data.classes).toEqual([]);
  });

  it('writes every count of four digits with its separator', () => {
    const { probe, ...rest } = regressionRecommendation();
    const [first] = probe?.plan ?? [];
    if (!probe || !first) throw new Error('the fixture has a plan');
    const of = { ...first, configurations: 2001, members: 2002, hiddenUnits: 2003, epochs: 2004 };
    const labels = ['a', 'b'];
    const calibration = [{ predicted: 0.5, observed: 0.5, interval: [0, 1] as [number, number], rows: 2005 }];
    const counts = [
      [2006, 2007],
      [2008, 2009],
    ];
    const recommendation: Recommendation = {
      ...rest,
      profile: {
        ...rest.profile,
        rows: 2010,
        columns: { ...rest.profile.columns, numeric: 2011 },
        categories: { max: 2012, total: 2013 },
        groups: 2014,
        target: { columns: 1, type: 'number', distinct: 2015, missing: 2016, mean: 2017.2, min: 2018, max: 2019 },
      },
      settings: { ...rest.settings, hiddenUnits: 2020, epochs: 2021, batchSize: 2022 },
      probe: {
        ...probe,
        rows: 2023,
        plan: [of],
        trialsLimit: 2024,
        outOfFold: { kind: 'classes', rows: 2025, confusion: { labels, counts }, calibration },
      },
    };
    const text = [...documentOf(recommendation).querySelectorAll('dd,td,p,h1,h3,li,summary,.figures span')].map(textOf);
    const bare = /(?<![\d.,-])20[0-2]\d(?![\d-])/;
    expect(text.filter((one) => bare.test(one.replaceAll(/20\d\d-\d\d|\(20\d\d\)|et al\. 20\d\d/g, '')))).toEqual([]);
    expect(text.join(' ')).toContain('2,010');
    const markdown = renderMarkdown(recommendation, options);
    expect(markdown.split('\n').filter((line) => bare.test(line) && !/20\d\d-\d\d/.test(line))).toEqual([]);
  });

  it('has headings in order, a caption for each table, and one main heading', () => {
    const page = documentOf(regressionRecommendation());
    const levels = [...page.querySelectorAll('h1,h2,h3')].map(({ tagName }) => Number(tagName.slice(1)));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1));
    for (const table of page.querySelectorAll('table')) expect(textOf(table.querySelector('caption'))).not.toBe('');
  });

  it('leaves out what an answer from rules alone does not have', () => {
    const page = documentOf(adviceOnlyRecommendation());
    expect(page.querySelector('#evidence')).toBeNull();
    expect(page.querySelector('figure')).toBeNull();
    expect(textOf(page.querySelector('h1'))).toBe(options.title);
  });

  it('loads nothing and runs nothing', () => {
    const markup = renderHtml(binaryRecommendation(), options);
    const page = documentOf(binaryRecommendation());
    expect(page.querySelectorAll('script,iframe,object,embed,img,link[rel=stylesheet]')).toHaveLength(0);
    expect(markup).not.toMatch(/@import|url\(|\son\w+=/);
    expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toContain("default-src 'none'");
  });

  it('has no style but its style sheet, which the policy names by its hash', () => {
    const page = documentOf(binaryRecommendation());
    expect([...page.querySelectorAll('[style]')].map(({ outerHTML }) => outerHTML)).toEqual([]);
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(renderHtml(binaryRecommendation(), options)) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page.querySelectorAll('style')).toHaveLength(1);
    expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toContain(`style-src 'sha256-${hash}';`);
    for (const chart of page.querySelectorAll('figure svg'))
      expect(['font-size', 'font-family'].map((name) => chart.getAttribute(name))).toEqual(['12', 'inherit']);
  });

  it('is the same page for the same recommendation', () => {
    expect(renderHtml(binaryRecommendation(), options)).toBe(renderHtml(binaryRecommendation(), options));
  });

  it('shows data as text, wherever it comes from', () => {
    const attack = `</style></title><script>alert(1)</script><img src=x onerror="alert(1)">'"\u202E\u0007`;
    const recommendation = binaryRecommendation();
    const [first, ...rest] = recommendation.probe?.trials ?? [];
    if (recommendation.probe === undefined || first === undefined) throw new Error('the fixture has trials');
    const attacked: Recommendation = {
      ...recommendation,
      profile: { ...recommendation.profile, classCounts: { [attack]: 500, b: 268 } },
      advice: recommendation.advice.map((item) => ({
        ...item,
        because: attack,
        ruleId: attack,
        source: { title: attack, section: attack, url: 'javascript:alert(1)' },
        alternatives: [{ value: attack, ruleId: attack, lostBecause: attack }],
      })),
      warnings: [{ code: attack, message: attack }],
      probe: {
        ...recommendation.probe,
        backend: attack,
        trials: [{ ...first, because: attack, settings: { [attack]: attack } }, ...rest],
      },
      test: { [attack]: 1 },
    };
    const markup = renderHtml(attacked, { title: attack, reproduce: [attack] });
    const page = parseHTML(markup).document;
    expect(page.querySelectorAll('script,img,[onerror]')).toHaveLength(0);
    expect([...page.querySelectorAll('a')]).toHaveLength(0);
    expect(markup).not.toMatch(/(?!\n)[\p{Cc}\u202E]/u);
    expect(textOf(page.querySelector('h1'))).toBe(attack.replace('\u202E\u0007', ''));
  });
});
