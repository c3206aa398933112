import { describe, expect, it } from 'vitest';
import { formatGain } from '../../src/percent.js';
import {
  formatCount,
  formatDifference,
  formatEffect,
  formatInterval,
  formatNumber,
  formatProbability,
  formatScore,
  formatSeconds,
  formatShare,
  formatValue,
  formatWhole,
  words,
} from '../../src/report/format.js';

describe('numbers', () => {
  it.each([
    [0.004, '0.004'],
    [0.000125, '0.000125'],
    [1e-7, '1e-7'],
    [1234567, '1,234,567'],
    [1234.5, '1,235'],
    [1000, '1,000'],
    [999.6, '999.6'],
    [0, '0'],
    [-2.34567, '-2.346'],
    [Number.POSITIVE_INFINITY, 'infinite'],
    [Number.NaN, 'undefined'],
  ])('%d is %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it('gives scores the digits that matter at their size', () => {
    expect([0.46621, 7.8, 12.345, 123.45, 1234.56, 12345.6].map(formatScore)).toEqual([
      '0.466',
      '7.800',
      '12.35',
      '123.5',
      '1,235',
      '12,346',
    ]);
  });

  it('writes gains with their sign, and intervals', () => {
    expect([0.0106, -0.002].map(formatDifference)).toEqual(['+0.011', '-0.002']);
    expect(formatInterval([0.43, 0.5])).toBe('0.430 to 0.500');
    expect(formatEffect({ percent: 1.96, interval: [-0.12, 4.07] })).toBe(
      '+2.0% of the constant predictor’s loss (-0.1 to 4.1)',
    );
  });

  it('writes what rounds to nothing without a sign', () => {
    expect(formatEffect({ percent: -0.04, interval: [-0.001, 0.04] })).toBe(
      '0.0% of the constant predictor’s loss (0.0 to 0.0)',
    );
    expect([-0.04, 0.04, 0.06, -0.06].map(formatGain)).toEqual(['0.0', '0.0', '+0.1', '-0.1']);
  });

  it('never rounds a probability to certainty', () => {
    expect([0.999, 0.001, 0.876].map(formatProbability)).toEqual(['> 99%', '< 1%', '88%']);
  });

  it('writes shares, seconds and counts', () => {
    expect([0, 0.0061, 0.384, 1].map(formatShare)).toEqual(['0%', '0.61%', '38%', '100%']);
    expect([5.6e-17, 0.0004, 0.002].map(formatShare)).toEqual(['0%', 'less than 0.1%', '0.2%']);
    expect([1.234, 28.4, 300, 9000].map(formatSeconds)).toEqual(['1.2 s', '28 s', '5 min', '2.5 h']);
    expect([formatCount(1, 'layer'), formatCount(2, 'class', 'classes')]).toEqual(['1 layer', '2 classes']);
    expect([formatCount(1000, 'row'), formatWhole(9999), formatWhole(12)]).toEqual(['1,000 rows', '9,999', '12']);
  });
});

describe('values of settings', () => {
  it.each([
    [null, 'not used'],
    [true, 'yes'],
    [128, '128'],
    [['accuracy', 'f1'], 'accuracy, f1'],
    [{ name: 'cosine', warmupShare: 0.05 }, 'cosine, warmupShare 0.05'],
    [{ patience: 20, restoreBest: true }, 'patience 20, restoreBest yes'],
    ['a\nb', 'a b'],
  ])('%j is %s', (value, text) => expect(formatValue(value)).toBe(text));

  it('splits names into words', () => expect(words('binaryCrossentropy')).toBe('binary crossentropy'));
});
