import { describe, expect, it } from 'vitest';
import { checkTransform, decodeNumber, encodeTarget, fitTarget, outputsOf } from '../../src/prepare/encode-target.js';
import type { TargetEncoder } from '../../src/prepare/schema.js';
import type { Settings } from '../../src/settings/slots.js';
import { classes, numbers, rounded } from './builders.js';

const rows = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);
const regression = (targetTransform: Settings['targetTransform']) =>
  ({ task: 'regression', loss: 'meanSquaredError', targetTransform }) as const;
const classification = (task: 'binary' | 'multiclass' | 'ordinal', loss: Settings['loss'] = null) =>
  ({ task, loss, targetTransform: null }) as const;
const asNumber = (encoder: TargetEncoder): Extract<TargetEncoder, { kind: 'number' }> => {
  if (encoder.kind !== 'number') throw new Error('the target is a number');
  return encoder;
};

describe('classes', () => {
  it('are one output, 1 for the second label, when there are two', () => {
    const target = classes('nyyn');
    const encoder = fitTarget(target, rows(4), classification('binary'));
    expect(encoder).toEqual({ kind: 'classes', labels: ['n', 'y'] });
    expect(outputsOf(encoder)).toBe(1);
    expect([...encodeTarget(encoder, target, 4)]).toEqual([0, 1, 1, 0]);
  });

  it('are an output each from three on; a label that training did not have is none', () => {
    const target = classes('bca?');
    const encoder = fitTarget(target, rows(3), classification('multiclass'));
    expect(outputsOf(encoder)).toBe(3);
    expect([...encodeTarget(encoder, target, 4)]).toEqual([0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]);
  });

  it('with an order are an output for each step: whether the class lies above it', () => {
    const target = classes('bca?');
    const encoder = fitTarget(target, rows(3), classification('ordinal', 'ordinalCrossentropy'));
    expect(encoder).toEqual({ kind: 'classes', labels: ['a', 'b', 'c'], steps: true });
    expect(outputsOf(encoder)).toBe(2);
    expect([...encodeTarget(encoder, target, 4)]).toEqual([1, 0, 1, 1, 0, 0, 0, 0]);
  });

  it('with an order are plain classes under another loss', () => {
    const settings = classification('ordinal', 'sparseCategoricalCrossentropy');
    expect(outputsOf(fitTarget(classes('bca'), rows(3), settings))).toBe(3);
  });

  it('that the target does not have are an error', () => {
    expect(() => fitTarget(numbers([1, 2]), rows(2), classification('binary'))).toThrow(
      expect.objectContaining({ code: 'target_unsuitable' }),
    );
    expect(() => fitTarget(classes('ab'), rows(2), regression('none'))).toThrow(
      expect.objectContaining({ code: 'target_unsuitable', message: expect.stringContaining('y') }),
    );
  });
});

describe('a logarithm of one plus the target', () => {
  it('is refused where there is none, with the setting and the values', () => {
    expect(() => checkTransform(numbers([3, -1, 5, -2.5]), regression('log1p'))).toThrow(
      expect.objectContaining({
        code: 'settings_invalid',
        message:
          'targetTransform cannot be "log1p": the target "y" is -1 or less in 2 rows (the lowest is -2.5), where 1 + y has no logarithm.',
      }),
    );
  });

  it.each([
    ['every value is above -1', numbers([-0.99, 3]), regression('log1p')],
    ['another transform is wanted', numbers([-5, 3]), regression('standardize')],
    ['classes are numbers', numbers([-1, 1]), { ...classification('binary'), targetTransform: 'log1p' } as const],
  ])('is not refused where %s', (_, target, settings) => {
    expect(() => checkTransform(target, settings)).not.toThrow();
  });
});

describe('a number', () => {
  const target = numbers([10, 20, 60, 1000]);

  it.each([
    { transform: 'none', expected: [10, 20, 60, 1000] },
    // Mean 30, deviation sqrt((400 + 100 + 900) / 3) of the first three rows.
    { transform: 'standardize', expected: [-20, -10, 30, 970].map((value) => value / Math.sqrt(1400 / 3)) },
  ] as const)('is transformed by the training rows alone: $transform', ({ transform, expected }) => {
    const encoder = fitTarget(target, rows(3), regression(transform));
    expect(rounded(encodeTarget(encoder, target, 4))).toEqual(rounded(Float32Array.from(expected)));
    expect(asNumber(encoder).seen).toEqual([10, 60]);
  });

  it('is standardised after the logarithm of 1 + y under log1p', () => {
    const encoder = fitTarget(target, rows(3), regression('log1p'));
    const logs = [11, 21, 61, 1001].map(Math.log);
    const mean = ((logs[0] ?? 0) + (logs[1] ?? 0) + (logs[2] ?? 0)) / 3;
    const deviation = Math.sqrt(logs.slice(0, 3).reduce((sum, log) => sum + (log - mean) ** 2, 0) / 3);
    const expected = logs.map((log) => (log - mean) / deviation);
    expect(rounded(encodeTarget(encoder, target, 4))).toEqual(rounded(Float32Array.from(expected)));
  });

  it('is the normal score of its rank among the training rows under quantile, and comes back interpolated', () => {
    // scikit-learn 1.9.1, QuantileTransformer(n_quantiles=9, output_distribution="normal"), fitted on all but the last two.
    const values = [3, 1, 2, 2, 8, -4, 2, 0.5, 20, 5, -9];
    const encoder = asNumber(fitTarget(numbers(values), rows(9), regression('quantile')));
    const expected = [0.67449, -0.67449, 0, 0, 1.150349, -5.199338, 0, -1.150349, 5.199338, 0.841621, -5.199338];
    encodeTarget(encoder, numbers(values), 11).forEach((score, row) =>
      expect(score).toBeCloseTo(expected[row] ?? 0, 5),
    );
    const scores = [-9, -5.3, -1.5, -0.7, 0, 0.4, 1, 1.9, 5.3];
    const back = [-4, -4, -1.5949408, 0.9678546, 2, 2.2433739, 6.6537898, 17.2432103, 20];
    scores.forEach((score, i) => expect(decodeNumber(encoder, score, false)).toBeCloseTo(back[i] ?? 0, 6));
    expect(asNumber(encoder).seen).toEqual([-4, 20]);
  });

  it('that is constant in the training rows is that constant under quantile', () => {
    const encoder = asNumber(fitTarget(numbers([7, 7, 7, 9]), rows(3), regression('quantile')));
    expect([...encodeTarget(encoder, numbers([7, 7, 7, 9]), 4)]).toEqual([0, 0, 0, 0]);
    expect([-3, 0, 3].map((output) => decodeNumber(encoder, output, false))).toEqual([7, 7, 7]);
  });

  it.each(['none', 'standardize', 'log1p'] as const)('comes back in its own unit: %s', (transform) => {
    const encoder = asNumber(fitTarget(target, rows(3), regression(transform)));
    const back = Array.from(encodeTarget(encoder, target, 4), (output) => decodeNumber(encoder, output, false));
    back.forEach((value, row) => expect(value / (target.values?.[row] ?? 0)).toBeCloseTo(1, 5));
  });

  it('is clipped to the range seen in training when asked', () => {
    const encoder = asNumber(fitTarget(target, rows(3), regression('none')));
    expect([-5, 15, 900].map((output) => decodeNumber(encoder, output, true))).toEqual([10, 15, 60]);
  });

  it('that is constant in the training rows is only centred', () => {
    const same = numbers([...new Array<number>(10).fill(0.1), 5.1]);
    const encoder = fitTarget(same, rows(10), regression('standardize'));
    expect(rounded(encodeTarget(encoder, same, 11))).toEqual([...new Array<number>(10).fill(0), 5]);
  });
});
