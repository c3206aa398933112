import { describe, expect, it } from 'vitest';
import { blanksOf, formatNumber, formatValue, renderSentence } from '../../src/advise/explain.js';

const facts: Readonly<Record<string, number | string | boolean>> = {
  rows: 1234567,
  minorityShare: 0.34896,
  'target.skewness': -2.34567,
  'evidence.generalizationGap': 0.1234,
  'settings.dropout': 0.15,
  metric: 'prAuc',
};
const render = (template: string, value: unknown = null): string =>
  renderSentence({ template, read: (fact) => facts[fact], value });

describe('a sentence', () => {
  it.each([
    ['{{rows}} rows', '1,234,567 rows'],
    ['{{minorityShare}} of them', '34.9% of them'],
    ['skewness {{target.skewness}}', 'skewness -2.35'],
    ['a gap of {{evidence.generalizationGap}}', 'a gap of 12.3%'],
    ['dropout {{settings.dropout}}', 'dropout 0.15'],
    ['judged by {{metric}}', 'judged by prAuc'],
    ['{{classes|several}} classes', 'several classes'],
    ['{{rows|no}} rows', '1,234,567 rows'],
  ])('%s', (template, text) => expect(render(template)).toBe(text));

  it('names the recommended value and its parts', () => {
    expect(render('{{value}} epochs', 1440)).toBe('1,440 epochs');
    expect(render('{{value.patience}} epochs', { patience: 20 })).toBe('20 epochs');
  });
});

describe('numbers and values', () => {
  it.each([
    [0.00012345, '0.000123'],
    [1e-7, '1e-7'],
    [1234.5678, '1,230'],
    [99.95, '100'],
    [-0.5, '-0.5'],
  ])('%d', (value, text) => expect(formatNumber(value)).toBe(text));

  it('read as words', () => {
    expect(formatValue({ name: 'cosine', warmupShare: 0.05 })).toBe('name cosine, warmupShare 0.05');
    expect(formatValue(['flip', 'crop'])).toBe('flip, crop');
    expect(formatValue(null)).toBe('none');
  });
});

describe('blanks', () => {
  it('are found with what replaces a missing fact', () => {
    expect(blanksOf('{{rows}} of {{classes|several}}')).toEqual([
      { name: 'rows', otherwise: undefined },
      { name: 'classes', otherwise: 'several' },
    ]);
  });
});
