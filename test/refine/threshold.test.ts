import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.js';
import { allRows, type LabelMetric, score } from '../../src/refine/metrics.js';
import type { Predictions, Truth } from '../../src/refine/predictions.js';
import { fitThreshold, nameCrossFitted, nameFrom } from '../../src/refine/threshold.js';

type TwoClasses = Extract<Predictions, { kind: 'classes' }>;

const predictionsOf = (ofSecond: readonly number[]): TwoClasses => ({
  kind: 'classes',
  classes: 2,
  probabilities: Float64Array.from(ofSecond.flatMap((p) => [1 - p, p])),
});
const truthOf = (codes: readonly number[]): Extract<Truth, { kind: 'classes' }> => ({
  kind: 'classes',
  classes: 2,
  codes: Int32Array.from(codes),
});
const metrics: readonly LabelMetric[] = ['accuracy', 'balancedAccuracy', 'precision', 'recall', 'f1', 'macroF1'];

/** F1 of the second class, counted anew for a threshold. */
function f1At(threshold: number, ofSecond: readonly number[], codes: readonly number[]): number {
  const said = ofSecond.map((p) => p >= threshold);
  const hits = said.filter((one, row) => one && codes[row] === 1).length;
  return (2 * hits) / (said.filter(Boolean).length + codes.filter((code) => code === 1).length);
}

describe('a threshold', () => {
  it('is the middle between the rows that it parts, where that is best', () => {
    // From 0.3 on: 3 of 3 found, 1 wrong, F1 6 / 7; the default finds 1 of 3.
    const ofSecond = [0.1, 0.2, 0.3, 0.35, 0.4, 0.6];
    const input = { predictions: predictionsOf(ofSecond), truth: truthOf([0, 0, 1, 0, 1, 1]), rows: allRows(6) };
    expect(fitThreshold({ ...input, metric: 'f1' })).toBeCloseTo(0.25, 12);
  });

  it.each(metrics)('for %s is as good as any other, by brute force', (metric) => {
    const rowOf = fc.record({ p: fc.integer({ min: 1, max: 19 }), code: fc.integer({ min: 0, max: 1 }) });
    fc.assert(
      fc.property(fc.array(rowOf, { minLength: 4, maxLength: 30 }), (all) => {
        const predictions = predictionsOf(all.map(({ p }) => p / 20));
        const truth = truthOf(all.map(({ code }) => code));
        const rows = allRows(all.length);
        const valueAt = (threshold: number): number => score(metric, truth, nameFrom(predictions, threshold), rows);
        const best = Math.max(...Array.from({ length: 20 }, (_, i) => valueAt(i / 20 + 0.025)));
        expect(valueAt(fitThreshold({ predictions, truth, metric, rows }))).toBeCloseTo(best, 12);
      }),
    );
  });

  it('stays at the default where nothing is gained', () => {
    const input = { predictions: predictionsOf([0.1, 0.3, 0.7, 0.9]), truth: truthOf([0, 0, 1, 1]), rows: allRows(4) };
    for (const metric of metrics) expect(fitThreshold({ ...input, metric })).toBe(0.5);
    expect(fitThreshold({ ...input, metric: 'f1', rows: [] })).toBe(0.5);
  });

  it('decides what is named, and the scores of named classes alone', () => {
    const [predictions, truth, rows] = [predictionsOf([0.2, 0.4, 0.6]), truthOf([0, 1, 1]), allRows(3)];
    const named = nameFrom(predictions, 0.3);
    expect(named).toMatchObject({ named: Int32Array.of(0, 1, 1) });
    expect(score('accuracy', truth, named, rows)).toBe(1);
    expect(score('accuracy', truth, predictions, rows)).toBeCloseTo(2 / 3, 12);
    for (const metric of ['logLoss', 'brierScore', 'rocAuc', 'prAuc'] as const)
      expect(score(metric, truth, named, rows)).toBe(score(metric, truth, predictions, rows));
  });
});

describe('a cross-fitted threshold', () => {
  it('of a part is that of the other parts', () => {
    const ofSecond = [0.1, 0.3, 0.35, 0.8, 0.2, 0.6, 0.65, 0.9];
    const codes = [0, 1, 1, 1, 0, 0, 0, 1];
    const input = {
      predictions: predictionsOf(ofSecond),
      truth: truthOf(codes),
      metric: 'f1' as const,
      rows: allRows(8),
    };
    const named = nameCrossFitted(input, (row) => (row < 4 ? 0 : 1)).named;
    // The second part wants 0.775, the first 0.2: each is used on the other one.
    expect([...(named ?? [])]).toEqual([0, 0, 0, 1, 1, 1, 1, 1]);
  });

  it('gives no gain on noise, where the fitted one seems to', () => {
    const random = createRandom(4, 'noise');
    const differences = Array.from({ length: 200 }, () => {
      // As many of both classes in each part: whatever is named, half of it is right.
      const codes = Array.from({ length: 60 }, (_, row) => row % 2);
      const ofSecond = codes.map(() => random());
      const predictions = predictionsOf(ofSecond);
      const input = { predictions, truth: truthOf(codes), metric: 'accuracy' as const, rows: allRows(60) };
      const fitted = nameFrom(predictions, fitThreshold(input));
      const crossFitted = nameCrossFitted(input, (row) => Math.floor(row / 2) % 5);
      return [fitted, crossFitted].map((one) => score('accuracy', input.truth, one, input.rows) - 0.5);
    });
    const [naive = 0, honest = 1] = [0, 1].map((i) => differences.reduce((sum, both) => sum + (both[i] ?? 0), 0) / 200);
    // One score of 60 coins has a standard deviation of 0.065, the mean of 200 such of 0.0046.
    expect(naive).toBeGreaterThan(0.05);
    expect(Math.abs(honest)).toBeLessThan(0.014);
  });

  it('counts F1 as one counts by hand', () => {
    const [ofSecond, codes] = [
      [0.2, 0.4, 0.6, 0.7],
      [0, 1, 0, 1],
    ];
    const named = nameFrom(predictionsOf(ofSecond), 0.3);
    expect(score('f1', truthOf(codes), named, allRows(4))).toBeCloseTo(f1At(0.3, ofSecond, codes), 12);
  });
});
