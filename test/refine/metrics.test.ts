import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allRows, directionOf, score } from '../../src/refine/metrics.js';
import type { Predictions, Truth } from '../../src/refine/predictions.js';
import { type Metric, metricNames } from '../../src/settings/slots.js';

const classesOf = (codes: readonly number[], classes: number): Truth => ({
  kind: 'classes',
  classes,
  codes: Int32Array.from(codes),
});
const binary = (ofSecond: readonly number[]): Predictions => ({
  kind: 'classes',
  classes: 2,
  probabilities: Float64Array.from(ofSecond.flatMap((p) => [1 - p, p])),
});
const numbers = (values: readonly number[]) => ({ kind: 'numbers', values: Float64Array.from(values) }) as const;
const scoreAll = (metric: Metric, truth: Truth, predictions: Predictions): number =>
  score(metric, truth, predictions, allRows(truth.kind === 'classes' ? truth.codes.length : truth.values.length));

/** Ten rows, the second class rarer, two pairs of tied probabilities. */
const codes = [0, 0, 1, 0, 1, 0, 1, 0, 0, 0];
const ofSecond = [0.1, 0.4, 0.4, 0.35, 0.8, 0.8, 0.65, 0.2, 0.55, 0.05];

it('speaks of the class that the truth names, though it is the more frequent one of these rows', () => {
  const ofCodes = (own: readonly number[], positive: number): Truth => ({
    kind: 'classes',
    classes: 2,
    codes: Int32Array.from(own),
    positive,
  });
  const named = ofCodes(codes, 0);
  const mirrored = ofCodes(
    codes.map((code) => 1 - code),
    1,
  );
  // The same rows and probabilities with the names of the classes exchanged.
  const exchanged = binary(ofSecond.map((p) => 1 - p));
  for (const metric of ['precision', 'recall', 'f1', 'prAuc'] as const) {
    expect(scoreAll(metric, named, binary(ofSecond))).not.toBe(scoreAll(metric, classesOf(codes, 2), binary(ofSecond)));
    expect(scoreAll(metric, named, binary(ofSecond))).toBe(scoreAll(metric, mirrored, exchanged));
  }
});

describe('against scikit-learn 1.9.1', () => {
  it.each<[Metric, number]>([
    // accuracy_score, balanced_accuracy_score, precision_score, ... (y, p > 0.5 or p)
    ['accuracy', 0.7],
    ['balancedAccuracy', 0.6904761904761905],
    ['precision', 0.5],
    ['recall', 0.6666666666666666],
    ['f1', 0.5714285714285714],
    ['macroF1', 0.6703296703296704],
    ['rocAuc', 0.8095238095238095],
    ['prAuc', 0.5555555555555556],
    ['logLoss', 0.5299568709150723],
    ['brierScore', 0.18],
  ])('%s of two classes', (metric, expected) => {
    expect(scoreAll(metric, classesOf(codes, 2), binary(ofSecond))).toBeCloseTo(expected, 12);
  });

  it.each<[Metric, number]>([
    // average='macro'; roc_auc_score(multi_class='ovr'); mean of average_precision_score(y == k, P[:, k]);
    // brier_score_loss(scale_by_half=False)
    ['accuracy', 0.75],
    ['balancedAccuracy', 0.75],
    ['precision', 0.7222222222222222],
    ['recall', 0.75],
    ['f1', 0.719047619047619],
    ['macroF1', 0.719047619047619],
    ['rocAuc', 0.8541666666666666],
    ['prAuc', 0.8253968253968255],
    ['logLoss', 0.7530397964973825],
    ['brierScore', 0.42],
  ])('%s of three classes', (metric, expected) => {
    const probabilities = [
      [0.7, 0.2, 0.1],
      [0.3, 0.4, 0.3],
      [0.2, 0.2, 0.6],
      [0.5, 0.3, 0.2],
      [0.1, 0.6, 0.3],
      [0.25, 0.5, 0.25],
      [0.1, 0.3, 0.6],
      [0.05, 0.15, 0.8],
    ].flat();
    const predictions = { kind: 'classes', classes: 3, probabilities: Float64Array.from(probabilities) } as const;
    expect(scoreAll(metric, classesOf([0, 1, 2, 2, 1, 0, 2, 2], 3), predictions)).toBeCloseTo(expected, 12);
  });

  it.each<[Metric, number]>([
    ['meanAbsoluteError', 0.5],
    ['meanSquaredError', 0.35],
    ['rootMeanSquaredError', 0.5916079783099616],
    ['r2', 0.9370503597122302],
    ['poissonDeviance', 0.28817703366898084],
  ])('%s', (metric, expected) => {
    expect(scoreAll(metric, numbers([3, 0, 2, 7, 1.5]), numbers([2.5, 0.5, 2, 8, 1]))).toBeCloseTo(expected, 12);
  });
});

describe('the class that precision, recall, F1 and the areas speak of', () => {
  const swapped = classesOf(
    codes.map((code) => 1 - code),
    2,
  );
  const predictions = binary(ofSecond.map((p) => 1 - p));

  it.each<Metric>(['precision', 'recall', 'f1', 'rocAuc', 'prAuc'])(
    '%s is the same when the rarer one is the first',
    (metric) => {
      expect(scoreAll(metric, swapped, predictions)).toBeCloseTo(
        scoreAll(metric, classesOf(codes, 2), binary(ofSecond)),
        12,
      );
    },
  );

  it('is the second on a tie', () => {
    expect(scoreAll('recall', classesOf([0, 0, 1, 1], 2), binary([0.9, 0.9, 0.9, 0.1]))).toBe(0.5);
    expect(scoreAll('precision', classesOf([0, 0, 1, 1], 2), binary([0.9, 0.9, 0.9, 0.1]))).toBeCloseTo(1 / 3, 12);
  });

  it('is rarer among the known labels: unknown ones do not count as the other class', () => {
    const truth = classesOf([1, 1, 1, 0, 0, -1, -1], 2);
    // Of the two rows of the first class one is found.
    expect(scoreAll('recall', truth, binary([0.9, 0.9, 0.9, 0.1, 0.9, 0.9, 0.9]))).toBe(0.5);
  });

  it('is decided by the whole truth, not by the rows that are scored', () => {
    const truth = classesOf([0, 0, 0, 0, 1, 1], 2);
    expect(score('recall', truth, binary([0.1, 0.9, 0.1, 0.1, 0.9, 0.9]), [1, 4, 5])).toBe(1);
  });
});

it('a class that is predicted but never true takes its part in the macro F1, one that is neither does not', () => {
  const probabilities = Float64Array.from(
    [
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ].flat(),
  );
  // 1, 2 / 3, and 0 for the third: f1_score([0, 1, 1], [0, 1, 2], average='macro').
  const expected = (1 + 2 / 3 + 0) / 3;
  expect(scoreAll('macroF1', classesOf([0, 1, 1], 4), { kind: 'classes', classes: 4, probabilities })).toBeCloseTo(
    expected,
    12,
  );
});

it('the mean absolute error of ordered classes is the steps that the predicted one is off, and of others is none', () => {
  const probabilities = Float64Array.of(0.6, 0.3, 0.1, 0.2, 0.3, 0.5, 0.2, 0.5, 0.3, 1, 0, 0);
  const predictions = { kind: 'classes', classes: 3, probabilities } as const;
  // Predicted 0, 2, 1 and 0; the last label is not known.
  const truth = classesOf([2, 1, 1, -1], 3);
  const ordered = { kind: 'classes', classes: 3, codes: Int32Array.of(2, 1, 1, -1), ordered: true } as const;
  expect(scoreAll('meanAbsoluteError', ordered, predictions)).toBeCloseTo(1, 12);
  expect(scoreAll('meanAbsoluteError', truth, predictions)).toBeNaN();
});

describe('where a metric has no meaning', () => {
  it('one class only: areas are NaN, the others are not', () => {
    const truth = classesOf([0, 0, 0], 2);
    const predictions = binary([0.1, 0.2, 0.6]);
    expect(scoreAll('rocAuc', truth, predictions)).toBeNaN();
    expect(scoreAll('prAuc', truth, predictions)).toBeNaN();
    expect(scoreAll('balancedAccuracy', truth, predictions)).toBeCloseTo(2 / 3, 12);
    expect(scoreAll('recall', truth, predictions)).toBe(0);
  });

  it('r2 of a constant truth is NaN', () => {
    expect(scoreAll('r2', numbers([2, 2]), numbers([1, 3]))).toBeNaN();
  });

  it('no rows, or a metric of the other kind, is NaN', () => {
    expect(score('accuracy', classesOf([0, 1], 2), binary([0, 1]), [])).toBeNaN();
    expect(scoreAll('r2', classesOf([0, 1], 2), binary([0, 1]))).toBeNaN();
    expect(scoreAll('logLoss', numbers([1]), numbers([1]))).toBeNaN();
    expect(scoreAll('accuracy', numbers([1]), binary([1]))).toBeNaN();
  });

  it('a prediction that is not a number ends in an answer', () => {
    expect(scoreAll('rocAuc', classesOf([0, 1, 0, 1], 2), binary([0.2, Number.NaN, Number.NaN, 0.9]))).toSatisfy(
      (value: number) => Number.isNaN(value) || (value >= 0 && value <= 1),
    );
  });
});

describe('unknown labels', () => {
  const truth = classesOf([0, 1, -1], 2);
  const predictions = binary([0.25, 0.75, 0.75]);

  it('count as wrong', () => {
    expect(scoreAll('accuracy', truth, predictions)).toBeCloseTo(2 / 3, 12);
    expect(scoreAll('precision', truth, predictions)).toBe(0.5);
    // Two rows are 1/4 away in both columns; the third is (1/4, 3/4) away from no class; all halved.
    expect(scoreAll('brierScore', truth, predictions)).toBeCloseTo((1 / 16 + 1 / 16 + 10 / 32) / 3, 12);
  });

  it('cost the greatest finite log loss, as a probability of 0 does', () => {
    const greatest = -Math.log(1e-15);
    expect(scoreAll('logLoss', truth, predictions)).toBeCloseTo((2 * -Math.log(0.75) + greatest) / 3, 10);
    expect(scoreAll('logLoss', classesOf([1], 2), binary([0]))).toBeCloseTo(greatest, 10);
  });

  it('are no class of their own in a balanced mean', () => {
    expect(scoreAll('balancedAccuracy', truth, predictions)).toBe(1);
  });
});

it('only the given rows are scored', () => {
  expect(score('meanAbsoluteError', numbers([1, 2, 3]), numbers([1, 9, 4]), [0, 2])).toBe(0.5);
});

it('every metric has a direction: a perfect prediction is never worse than a wrong one', () => {
  const truth = classesOf([0, 1, 0, 1, 0], 2);
  for (const metric of metricNames) {
    const ofClasses = (p: number[]): number => scoreAll(metric, truth, binary(p));
    const ofNumbers = (v: number[]): number => scoreAll(metric, numbers([1, 2, 3, 4]), numbers(v));
    const [perfect, wrong] = Number.isFinite(ofClasses([0, 1, 0, 1, 0]))
      ? [ofClasses([0, 1, 0, 1, 0]), ofClasses([0.9, 0.1, 0.9, 0.1, 0.9])]
      : [ofNumbers([1, 2, 3, 4]), ofNumbers([4, 3, 2, 1])];
    expect((perfect - wrong) * directionOf(metric), metric).toBeGreaterThan(0);
  }
});

describe('properties', () => {
  const labelled = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 8 })), { minLength: 2, maxLength: 30 })
    .filter((rows) => new Set(rows.map(([code]) => code)).size === 2)
    .map((rows) => ({ codes: rows.map(([code]) => code), ofSecond: rows.map(([, eighths]) => eighths / 8) }));

  it('rocAuc is the share of pairs in order, ties half', () => {
    fc.assert(
      fc.property(labelled, (of) => {
        const truth = classesOf(of.codes, 2);
        const value = scoreAll('rocAuc', truth, binary(of.ofSecond));
        let wins = 0;
        let pairs = 0;
        of.codes.forEach((code, i) =>
          of.codes.forEach((other, j) => {
            if (code !== 1 || other !== 0) return;
            pairs++;
            wins += (Math.sign((of.ofSecond[i] ?? 0) - (of.ofSecond[j] ?? 0)) + 1) / 2;
          }),
        );
        // Seen from the other class the ranks are reversed and so are the pairs: the area is the same.
        expect(value).toBeCloseTo(wins / pairs, 12);
      }),
    );
  });

  it('reversed probabilities mirror rocAuc at one half', () => {
    fc.assert(
      fc.property(labelled, (of) => {
        const truth = classesOf(of.codes, 2);
        const value = scoreAll('rocAuc', truth, binary(of.ofSecond));
        const reversed = scoreAll('rocAuc', truth, binary(of.ofSecond.map((p) => 1 - p)));
        expect(value + reversed).toBeCloseTo(1, 12);
      }),
    );
  });

  it('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(labelled, (of) => {
        const truth = classesOf(of.codes, 2);
        const predictions = binary(of.ofSecond);
        const rows = allRows(of.codes.length);
        for (const metric of ['prAuc', 'rocAuc', 'logLoss', 'macroF1'] as const) {
          expect(score(metric, truth, predictions, rows.toReversed())).toBeCloseTo(
            score(metric, truth, predictions, rows),
            12,
          );
        }
      }),
    );
  });
});
