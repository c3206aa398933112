import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { renderRecommendation } from '../../../src/cli/render/recommendation.js';
import { displayWidth } from '../../../src/cli/render/width.js';
import type { Recommendation } from '../../../src/settings/recommendation.js';
import {
  adviceOnlyRecommendation,
  binaryRecommendation,
  regressionRecommendation,
} from '../../fixtures/recommendation.js';

const plain = (recommendation: Recommendation, width = 100): string =>
  renderRecommendation(recommendation, { width, color: false });
const lineWith = (text: string, start: string): string =>
  text.split('\n').find((line) => line.trimStart().startsWith(start)) ?? '';

describe('renderRecommendation', () => {
  it('is a table of slot, value, why and verdict', () => {
    const text = plain(binaryRecommendation());
    expect(text).toMatch(/^slot +value +why +verdict$/m);
    expect(lineWith(text, 'learningRate ')).toMatch(
      /^learningRate +0\.004 \(rules: 0\.001\) +The rules said 0\.001: .* adjusted$/,
    );
    expect(lineWith(text, 'batchSize')).toMatch(/64 \[caller\]/);
    const sentences = text.replace(/\s+/g, ' ');
    expect(sentences).toMatch(
      /0\.011 less loss \([\d.]+% of the constant predictor’s\) than .*better with probability/,
    );
  });

  it.each([adviceOnlyRecommendation(), binaryRecommendation(), regressionRecommendation()])(
    'has one empty line between its parts, whichever there are',
    (recommendation) => {
      expect(plain(recommendation)).not.toMatch(/\n\n\n/);
    },
  );

  it('shows the scores beside the baselines to one scale', () => {
    const text = plain(binaryRecommendation());
    const [, scores = ''] = text.split('Score (log loss, lower is better, 95% intervals)');
    const column = (label: string): number => lineWith(scores, label).indexOf('●');
    expect(column('ensemble')).toBeLessThan(column('linear model'));
    expect(column('linear model')).toBeLessThan(column('constant predictor'));
    expect(lineWith(scores, 'ensemble')).toMatch(/0\.466 {2}0\.434 to 0\.500 +├─+●─+┤$/);
  });

  it('draws the learning curve, and tells test scores, warnings, files and what to do next', () => {
    const text = renderRecommendation(binaryRecommendation(), {
      width: 100,
      color: false,
      files: { report: 'out/report.html' },
    });
    expect(lineWith(text, 'validation')).toMatch(/█.*▁/);
    expect(text).toContain('120 epochs, chosen 28 at 0.4');
    for (const part of [
      'accuracy  0.783',
      '! Column patient_id',
      'report  out/report.html',
      '- Disagree with a value?',
      'rec_0199b3f2',
    ])
      expect(text).toContain(part);
  });

  it('says that only rules speak where no probe was run', () => {
    const text = plain(adviceOnlyRecommendation());
    expect(text).toContain('No probe was run: only the rules speak for these settings.');
    expect(text).not.toContain('Score (');
  });

  it('shows the other settings on request, and those that were judged always', () => {
    const recommendation = regressionRecommendation();
    expect(plain(recommendation)).toMatch(/29 more settings/);
    const all = renderRecommendation(recommendation, { width: 100, color: false, all: true });
    expect(all).toMatch(/^foldRepeats/m);
    const advice = recommendation.advice.map((item) =>
      item.slot === 'mixup' ? { ...item, origin: 'override' as const } : item,
    );
    expect(plain({ ...recommendation, advice })).toMatch(/^mixup +0 \[override\]/m);
  });

  it.each([20, 40, 60, 76, 80, 120, 200])('fits into %d columns', (width) => {
    const lines = plain(binaryRecommendation(), width).split('\n');
    const table = lines.slice(
      0,
      lines.findIndex((line) => line.startsWith('Probe')),
    );
    for (const line of table) expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(width, 20));
  });

  it('writes escape codes only when asked for colour, and then the same text', () => {
    const colored = renderRecommendation(binaryRecommendation(), { width: 100, color: true });
    expect(colored).toContain('\u001B[');
    expect(stripVTControlCharacters(colored)).toBe(plain(binaryRecommendation()));
    expect(plain(binaryRecommendation())).not.toContain('\u001B');
  });

  it('lets no control character of the data reach the terminal', () => {
    const attack = 'a\u001B[2Jb\u0007\u202Ec\r\nd\u009B31m';
    const recommendation = binaryRecommendation();
    const text = renderRecommendation(
      {
        ...recommendation,
        advice: recommendation.advice.map((item) => ({ ...item, because: attack })),
        warnings: [{ code: 'x', message: attack }],
        test: { [attack]: 1 },
      },
      { width: 100, color: false, files: { [attack]: attack } },
    );
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\u202E]/u);
    expect(text).toContain('a[2Jbc d31m');
  });
});
