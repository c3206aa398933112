import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.js';
import { summarizeOutOfFold } from '../../src/refine/summarize-out-of-fold.js';

type Input = Parameters<typeof summarizeOutOfFold>[0];

const classesOf = (codes: readonly number[], probabilities: readonly (readonly number[])[], over = {}): Input => ({
  predictions: {
    kind: 'classes',
    classes: probabilities[0]?.length ?? 0,
    probabilities: Float64Array.from(probabilities.flat()),
    ...over,
  },
  truth: { kind: 'classes', classes: probabilities[0]?.length ?? 0, codes: Int32Array.from(codes) },
  labels: ['no', 'yes', 'perhaps'],
});

const ofClasses = (input: Input) => {
  const summary = summarizeOutOfFold(input);
  if (summary?.kind !== 'classes') throw new Error('another kind');
  return summary;
};

describe('predictions on rows that were not trained on', () => {
  it('are counted by class and what is named, without rows of unknown labels and rows that no fold validates', () => {
    const none = [Number.NaN, Number.NaN];
    const input = classesOf([0, 0, 1, 1, -1, 1], [[0.9, 0.1], [0.4, 0.6], [0.2, 0.8], [0.7, 0.3], [0.5, 0.5], none]);
    expect(ofClasses(input)).toMatchObject({
      rows: 4,
      confusion: {
        labels: ['no', 'yes'],
        counts: [
          [1, 1],
          [1, 1],
        ],
      },
    });
    const named = classesOf(
      [0, 1],
      [
        [0.9, 0.1],
        [0.8, 0.2],
      ],
      { named: Int32Array.from([0, 1]) },
    );
    expect(ofClasses(named).confusion.counts).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('are calibrated where what is said comes true as often: in bins of equally many rows', () => {
    const random = createRandom(1, 'calibration');
    const rows = Array.from({ length: 5000 }, () => random());
    const input = classesOf(
      rows.map((p) => (random() < p ? 1 : 0)),
      rows.map((p) => [1 - p, p]),
    );
    const { calibration } = ofClasses(input);
    expect(calibration.map((bin) => bin.rows)).toEqual(new Array(10).fill(500));
    const covered = calibration.filter(({ predicted, interval: [low, high] }) => low <= predicted && predicted <= high);
    expect(covered.length).toBeGreaterThanOrEqual(8);
    expect(calibration.map(({ predicted }) => Math.round(predicted * 20))).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    // Said too boldly, it does not come true.
    const bold = classesOf(
      rows.map((p) => (random() < p ? 1 : 0)),
      rows.map((p) => (p > 0.5 ? [0.01, 0.99] : [0.99, 0.01])),
    );
    expect(
      ofClasses(bold).calibration.every(
        ({ interval: [low, high], predicted }) => low <= predicted && predicted <= high,
      ),
    ).toBe(false);
  });

  it('of more than two classes speak of the most probable one', () => {
    const { calibration } = ofClasses(
      classesOf(
        [2, 0],
        [
          [0.1, 0.2, 0.7],
          [0.2, 0.5, 0.3],
        ],
      ),
    );
    expect(calibration).toEqual([{ predicted: 0.6, observed: 0.5, interval: expect.any(Array), rows: 2 }]);
  });

  it('of many classes are told of the largest, and of all others as one', () => {
    const classes = 20;
    const codes = Array.from({ length: 400 }, (_, row) => (row < 200 ? 3 : row % classes));
    const input = classesOf(
      codes,
      codes.map((code, row) =>
        Array.from({ length: classes }, (_, k) => (k === (row % 7 === 0 ? (code + 1) % classes : code) ? 1 : 0)),
      ),
    );
    const { confusion, rows } = ofClasses(input);
    expect(confusion.labels).toHaveLength(12);
    expect(confusion.labels.at(-1)).toBe('all others');
    expect(confusion.labels).toContain('3');
    expect(confusion.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(rows);
  });

  it('of numbers are told as errors by size of the prediction, quantiles as NumPy gives them', () => {
    const predicted = Float64Array.from({ length: 41 }, (_, i) => i);
    const measured = predicted.map((value, i) => value + (i < 20 ? 1 : -1) * (i % 5));
    measured[40] = Number.NaN;
    const summary = summarizeOutOfFold({
      predictions: { kind: 'numbers', values: predicted },
      truth: { kind: 'numbers', values: measured },
      labels: [],
    });
    // numpy.quantile([0, 1, 2, 3, 4] * 4, [0.1, 0.9]) is [0, 4].
    expect(summary).toEqual({
      kind: 'numbers',
      rows: 40,
      residuals: [
        { predicted: 9.5, mean: 2, low: 0, high: 4, rows: 20 },
        { predicted: 29.5, mean: -2, low: -4, high: 0, rows: 20 },
      ],
    });
  });

  it('are nothing where there are none', () => {
    expect(summarizeOutOfFold(classesOf([-1], [[0.5, 0.5]]))).toBeUndefined();
  });
});
