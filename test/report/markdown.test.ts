import { describe, expect, it } from 'vitest';
import { reportContents } from '../../src/report/contents.js';
import { renderHtml } from '../../src/report/html.js';
import { renderMarkdown, text } from '../../src/report/markdown.js';
import { settingRows } from '../../src/report/view/setting-rows.js';
import type { Recommendation } from '../../src/settings/recommendation.js';
import {
  adviceOnlyRecommendation,
  binaryRecommendation,
  regressionRecommendation,
} from '../fixtures/recommendation.js';

const options = { title: 'diabetes.csv', reproduce: ['sextant recommend diabetes.csv --target outcome'] };
const markdown = (recommendation: Recommendation): string => renderMarkdown(recommendation, options);
const cellsOf = (line: string): string[] => line.split(/(?<!\\)\|/).slice(1, -1);

describe('renderMarkdown', () => {
  it('has the sections of the page, in its order', () => {
    const headings = (pattern: RegExp, source: string) => [...source.matchAll(pattern)].map(([, title = '']) => title);
    const page = headings(/<h2 id="\w+">([^<]+)<\/h2>/g, renderHtml(binaryRecommendation(), options));
    const own = headings(/^## (.+)$/gm, markdown(binaryRecommendation()));
    expect(own).toEqual(page.map((title) => (/warning/.test(title) ? 'Warnings' : title)));
    expect(own).toContain('Evidence');
    expect(markdown(adviceOnlyRecommendation())).not.toContain('## Evidence');
  });

  it.each([
    ['binary', binaryRecommendation()],
    ['regression', regressionRecommendation()],
    ['advice only', adviceOnlyRecommendation()],
  ])('has a row for each setting and trial, each with as many cells as its head: %s', (_, recommendation) => {
    const tables = markdown(recommendation)
      .split('\n\n')
      .filter((block) => block.startsWith('|'));
    const rows = tables.flatMap((table) => {
      const [head = '', , ...lines] = table.split('\n');
      for (const line of lines) expect(cellsOf(line), line).toHaveLength(cellsOf(head).length);
      return lines;
    });
    for (const { slot } of settingRows(recommendation))
      expect(
        rows.filter((line) => line.startsWith(`| \`${slot}\` |`)),
        slot,
      ).toHaveLength(1);
    const kept = rows.filter((line) => /\*\*(kept|dropped)\*\*/.test(line));
    expect(kept).toHaveLength(recommendation.probe?.trials.length ?? 0);
  });

  it('shows what comes from data as it is: nothing of it is markup', () => {
    const hostile = '<script>x</script> [a](javascript:alert(1)) `c` | d\n# e\n![](x) **f** \u202E';
    const recommendation = binaryRecommendation();
    const { profile, advice } = recommendation;
    const source = renderMarkdown(
      {
        ...recommendation,
        warnings: [{ code: 'a`|b', message: hostile }],
        profile: { ...profile, classCounts: { [hostile]: 3, '1. x': 4 } },
        advice: advice.map((item) => ({ ...item, because: hostile })),
      },
      { ...options, title: hostile, reproduce: ['sextant recommend "a```\n# b"'] },
    );
    expect(source).not.toMatch(/(?<!\\)<script/);
    expect(source).not.toMatch(/(?<!\\)\]\(javascript/);
    expect(source).not.toMatch(/^# e/m);
    expect(source).not.toMatch(/(?<!\\)\*\*f/);
    expect(source).not.toContain('\u202E');
    expect(source).toMatch(/^````\nsextant recommend "a``` # b"\n````$/m);
    expect(source.match(/^# /gm)).toHaveLength(1);
    for (const line of source.split('\n').filter((one) => one.startsWith('| ') && one.includes('script')))
      expect([3, 4]).toContain(cellsOf(line).length);
  });

  it('escapes what would begin a block', () => {
    expect(['- a', '+ a', '1. a', '2) a', '= a', '> a', '# a'].map(text)).toEqual([
      '\\- a',
      '\\+ a',
      '1\\. a',
      '2\\) a',
      '\\= a',
      '\\> a',
      '\\# a',
    ]);
    expect(text('0.004 and a-b')).toBe('0.004 and a-b');
  });

  it('takes from a long curve evenly many points, the best and the last among them', () => {
    const [, curve = ''] = markdown(binaryRecommendation()).split('### Learning curve\n\n');
    const lines = (curve.split('\n\n')[0] ?? '').split('\n').slice(2);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.length).toBeLessThanOrEqual(13);
    expect(lines.filter((line) => line.includes('(best)'))).toHaveLength(1);
  });
});

describe('reportContents', () => {
  it('is JSON that has every setting, with its verdict, its rule and where it came from', () => {
    const recommendation = binaryRecommendation();
    const contents = reportContents(recommendation, options);
    expect(JSON.parse(JSON.stringify(contents))).toEqual(contents);
    const settings = contents.settings.flatMap((group) => group.settings);
    expect(settings.map(({ slot }) => slot).toSorted()).toEqual(
      settingRows(recommendation)
        .map(({ slot }) => slot)
        .toSorted(),
    );
    expect(settings.find(({ slot }) => slot === 'learningRate')).toMatchObject({
      value: '0.004',
      recommended: '0.001',
      verdict: 'adjusted',
      origin: 'rule',
    });
    expect(contents.evidence?.trials).toHaveLength(recommendation.probe?.trials.length ?? 0);
  });
});
