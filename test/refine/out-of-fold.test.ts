import { describe, expect, it } from 'vitest';
import { allRows, score } from '../../src/refine/metrics.js';
import {
  constantOutputs,
  ensembleLoss,
  lossPerFold,
  lossPerRow,
  mean,
  type Scheme,
} from '../../src/refine/out-of-fold.js';
import { classProbabilities, stepProbabilities } from '../../src/refine/predictions.js';

const rows = (...numbers: readonly number[]) => Int32Array.from(numbers);
const fold = (train: Int32Array, validation: Int32Array, y: readonly number[], repeat = 0) => ({
  train,
  validation,
  repeat,
  y: Float32Array.from(y),
});
const ofBoth = (kind: Scheme['kind'], outputs: number, y: readonly number[]): Scheme => ({
  rows: 4,
  outputs,
  kind,
  folds: [fold(rows(2, 3), rows(0, 1), y), fold(rows(0, 1), rows(2, 3), y)],
});

describe('loss of each row', () => {
  it('of one output is the log loss of its logit', () => {
    const logits = [0.3, -2, 1.5, 4];
    const losses = lossPerRow(ofBoth('classes', 1, [0, 1, 1, 0]), logits);
    const predictions = { kind: 'classes', classes: 2, probabilities: classProbabilities(logits, 1) } as const;
    const truth = { kind: 'classes', classes: 2, codes: rows(0, 1, 1, 0) } as const;
    losses.forEach((loss, row) => expect(loss).toBeCloseTo(score('logLoss', truth, predictions, [row]), 12));
    expect(mean(losses)).toBeCloseTo(score('logLoss', truth, predictions, allRows(4)), 12);
  });

  it('of three outputs is the log loss of their softmax', () => {
    const outputs = [1, 0, -1, 0.2, 0.1, 3, 0, 0, 0, -5, 2, 2];
    const y = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1];
    const losses = lossPerRow(ofBoth('classes', 3, y), outputs);
    const predictions = { kind: 'classes', classes: 3, probabilities: classProbabilities(outputs, 3) } as const;
    const truth = { kind: 'classes', classes: 3, codes: rows(0, 1, 2, 2) } as const;
    losses.forEach((loss, row) => expect(loss).toBeCloseTo(score('logLoss', truth, predictions, [row]), 10));
  });

  it('of steps between ordered classes is the log loss of their probabilities', () => {
    const outputs = [1, 0, -1, 0.2, 0.1, 3, -0.4, 2];
    const y = [0, 0, 1, 0, 1, 1, 1, 1];
    const losses = lossPerRow(ofBoth('steps', 2, y), outputs);
    const predictions = { kind: 'classes', classes: 3, probabilities: stepProbabilities(outputs, 2) } as const;
    const truth = { kind: 'classes', classes: 3, codes: rows(0, 1, 2, 2) } as const;
    losses.forEach((loss, row) => expect(loss).toBeCloseTo(score('logLoss', truth, predictions, [row]), 10));
  });

  it('stays finite where probabilities would not', () => {
    expect(lossPerRow(ofBoth('steps', 2, [0, 0, 1, 1, 0, 0, 0, 0]), [1e4, 0, 1e4, -1e4, 0, 0, 0, 0])[0]).toBe(1e4);
    expect(lossPerRow(ofBoth('steps', 2, [0, 0, 1, 1, 0, 0, 0, 0]), [1e4, 0, 1e4, -1e4, 0, 0, 0, 0])[1]).toBe(1e4);
    const losses = lossPerRow(ofBoth('classes', 1, [0, 1, 1, 0]), [1e4, -1e4, 1e4, -1e4]);
    expect(Array.from(losses)).toEqual([1e4, 1e4, 0, 0]);
    expect(lossPerRow(ofBoth('classes', 2, [1, 0, 0, 1, 1, 0, 0, 1]), [0, 1e4, 1e4, 0, 0, 0, 0, 0])[0]).toBe(1e4);
  });

  it('of a quantity is its squared error, the mean over several outputs', () => {
    expect(Array.from(lossPerRow(ofBoth('quantity', 1, [1, 2, 3, 4]), [1, 4, 0, 4]))).toEqual([0, 4, 9, 0]);
    const two = lossPerRow(ofBoth('quantity', 2, [0, 0, 0, 0, 0, 0, 0, 0]), [1, 3, 0, 0, 0, 0, 2, 0]);
    expect(Array.from(two)).toEqual([5, 0, 0, 2]);
  });

  it('of a rate is half of its Poisson deviance, never negative', () => {
    const losses = lossPerRow(ofBoth('rate', 1, [0, 1, 200, 3]), [0, Math.log(2), Math.log(200), -30]);
    expect(losses[0]).toBe(1);
    expect(losses[1]).toBeCloseTo(1 - Math.log(2), 12);
    expect(losses[2]).toBe(0);
    expect(losses[3]).toBeCloseTo(3 * (Math.log(3) + 30) - 3, 9);
  });

  it('reads outputs in the order of the validation rows, fold after fold', () => {
    const y = [10, 20, 30];
    const scheme: Scheme = {
      rows: 3,
      outputs: 1,
      kind: 'quantity',
      folds: [fold(rows(1), rows(2, 0), y), fold(rows(0, 2), rows(1), y)],
    };
    expect(Array.from(lossPerRow(scheme, [30, 10, 20]))).toEqual([0, 0, 0]);
    expect(lossPerFold(scheme, [31, 12, 23])).toEqual([(1 + 4) / 2, 9]);
  });

  it('is the mean over repeats, each against the target of its own fold', () => {
    const scheme: Scheme = {
      rows: 2,
      outputs: 1,
      kind: 'quantity',
      folds: [fold(rows(1), rows(0), [1, 0]), fold(rows(0), rows(1), [0, 1]), fold(rows(1), rows(0), [3, 0], 1)],
    };
    expect(Array.from(lossPerRow(scheme, [0, 0, 0]))).toEqual([(1 + 9) / 2, 1]);
  });

  it('is NaN for a row that no fold validates, and the mean leaves it out', () => {
    const scheme: Scheme = { rows: 3, outputs: 1, kind: 'quantity', folds: [fold(rows(0), rows(1, 2), [0, 1, 3])] };
    const losses = lossPerRow(scheme, [0, 0]);
    expect(Array.from(losses)).toEqual([Number.NaN, 1, 9]);
    expect(mean(losses)).toBe(5);
    expect(mean([Number.NaN])).toBeNaN();
  });
});

describe('weights of rows', () => {
  const plain = ofBoth('quantity', 1, [1, 2, 3, 4]);
  const weights = [2, 0, 1, 5];
  const scheme = { ...plain, weights };
  const outputs = [1, 4, 0, 2];

  it('make the mean of the losses, of all rows, of a fold and of repeats averaged, the weighted one', () => {
    const losses = lossPerRow(plain, outputs);
    const weighted = losses.reduce((sum, loss, row) => sum + loss * (weights[row] ?? 0), 0) / 8;
    expect(weighted).toBeCloseTo(29 / 8, 12);
    expect(mean(lossPerRow(scheme, outputs))).toBeCloseTo(weighted, 12);
    expect(ensembleLoss(scheme, outputs)).toBeCloseTo(weighted, 12);
    expect(lossPerFold(scheme, outputs)).toEqual([0, expect.closeTo((9 + 5 * 4) / 6, 12)]);
  });

  it('of rows that no fold validates do not count', () => {
    const some: Scheme = { ...plain, folds: plain.folds.slice(1), weights };
    expect(mean(lossPerRow(some, [0, 2]))).toBeCloseTo((9 + 5 * 4) / 6, 12);
    expect(lossPerRow(some, [0, 2])[0]).toBeNaN();
  });

  it('of 0 everywhere count as none', () => {
    const none = { ...plain, weights: [0, 0, 0, 0] };
    expect(lossPerRow(none, outputs)).toEqual(lossPerRow(plain, outputs));
    expect(lossPerFold(none, outputs)).toEqual(lossPerFold(plain, outputs));
  });

  it('are those of the best constant', () => {
    expect(Array.from(constantOutputs(scheme))).toEqual([
      ...new Array<unknown>(2).fill(expect.closeTo((3 + 5 * 4) / 6, 12)),
      1,
      1,
    ]);
  });
});

describe('loss of the repeats averaged', () => {
  const twice = (kind: Scheme['kind'], outputs: number, ys: readonly (readonly number[])[]): Scheme => ({
    rows: 1,
    outputs,
    kind,
    folds: ys.map((y, repeat) => fold(rows(), rows(0), y, repeat)),
  });

  it.each<[Scheme['kind'], number, readonly number[]]>([
    ['classes', 1, [0, 1, 1, 0]],
    ['classes', 2, [1, 0, 0, 1, 0, 1, 1, 0]],
    ['steps', 2, [0, 0, 1, 0, 1, 1, 1, 0]],
    ['quantity', 1, [1, 2, 3, 4]],
    ['rate', 1, [0, 1, 2, 3]],
  ])('of %s with %i outputs equals the mean loss where there is one repeat', (kind, width, y) => {
    const outputs = Array.from({ length: 4 * width }, (_, i) => Math.sin(3 * i));
    const scheme = ofBoth(kind, width, y);
    expect(ensembleLoss(scheme, outputs)).toBeCloseTo(mean(lossPerRow(scheme, outputs)), 12);
  });

  it('averages probabilities, not logits', () => {
    const logit = (p: number): number => Math.log(p / (1 - p));
    // 0.2 and 0.6 are 0.4 on average.
    expect(ensembleLoss(twice('classes', 1, [[1], [1]]), [logit(0.2), logit(0.6)])).toBeCloseTo(-Math.log(0.4), 12);
    expect(ensembleLoss(twice('classes', 1, [[0], [0]]), [logit(0.2), logit(0.6)])).toBeCloseTo(-Math.log(0.6), 12);
    const three = [0.2, 0.3, 0.5, 0.6, 0.3, 0.1].map(Math.log);
    const first = [1, 0, 0];
    expect(ensembleLoss(twice('classes', 3, [first, first]), three)).toBeCloseTo(-Math.log(0.4), 12);
    // The same classes in order: of 0.2, 0.3, 0.5 the step on from the first is 0.8, from there 0.5 / 0.8.
    const steps = [0.8, 0.5 / 0.8, 0.4, 0.1 / 0.4].map(logit);
    const ofClass = (y: readonly number[]): number => ensembleLoss(twice('steps', 2, [y, y]), steps);
    expect(ofClass([0, 0])).toBeCloseTo(-Math.log(0.4), 12);
    expect(ofClass([1, 0])).toBeCloseTo(-Math.log(0.3), 12);
    expect(ofClass([1, 1])).toBeCloseTo(-Math.log(0.3), 12);
  });

  it('averages rates, and quantities with the target in the scale of each fold', () => {
    const ofThree = twice('rate', 1, [[3], [3]]);
    expect(ensembleLoss(ofThree, [Math.log(1), Math.log(3)])).toBeCloseTo(
      2 - 3 * Math.log(2) + 3 * Math.log(3) - 3,
      12,
    );
    // One above and three below: one below on average.
    expect(ensembleLoss(twice('quantity', 1, [[10], [5]]), [11, 2])).toBeCloseTo(1, 12);
  });

  it('is never more than the mean loss of the members, and finite for certain ones', () => {
    const outputs = [3, -4];
    const scheme = twice('classes', 1, [[1], [1]]);
    expect(ensembleLoss(scheme, outputs)).toBeLessThan(mean(lossPerRow(scheme, outputs)));
    expect(ensembleLoss(scheme, [-1e4, -1e4])).toBeCloseTo(-Math.log(1e-15), 6);
  });

  it('leaves out rows that no fold validates', () => {
    const scheme: Scheme = { rows: 3, outputs: 1, kind: 'quantity', folds: [fold(rows(0), rows(1, 2), [0, 1, 3])] };
    expect(ensembleLoss(scheme, [0, 0])).toBe(5);
  });
});

it('outputs that do not belong to the partition are refused', () => {
  expect(() => lossPerRow(ofBoth('quantity', 1, [1, 2, 3, 4]), [1, 2, 3])).toThrow(RangeError);
});

describe('the best constant of the training rows', () => {
  const y = [1, 1, 0, 0];

  it('of a quantity is their mean', () => {
    expect(Array.from(constantOutputs(ofBoth('quantity', 1, [1, 3, 10, 20])))).toEqual([15, 15, 2, 2]);
  });

  it('of two classes is their log-odds with half a row added to each', () => {
    const [ofFirst, , ofSecond] = constantOutputs(ofBoth('classes', 1, y));
    // The first fold trains on two rows of the first class, the second on two of the second.
    expect(ofFirst).toBeCloseTo(Math.log(0.5 / 2.5), 12);
    expect(ofSecond).toBeCloseTo(Math.log(2.5 / 0.5), 12);
  });

  it('of three classes has the probabilities of their counts with half a row added', () => {
    const indicators = [1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0];
    const outputs = constantOutputs(ofBoth('classes', 3, indicators));
    expect(outputs.length).toBe(12);
    const [a, b, c] = classProbabilities(outputs.subarray(0, 3), 3);
    expect([a, b, c].map((p) => Number(p?.toFixed(12)))).toEqual(
      [1.5, 1.5, 0.5].map((n) => Number((n / 3.5).toFixed(12))),
    );
  });

  it('of three ordered classes has the same probabilities', () => {
    // Classes 0, 0, 1, 2.
    const outputs = constantOutputs(ofBoth('steps', 2, [0, 0, 0, 0, 1, 0, 1, 1]));
    const each = [outputs.subarray(0, 2), outputs.subarray(4, 6)].map((own) => Array.from(stepProbabilities(own, 2)));
    const shares = (...counts: readonly number[]): number[] => counts.map((n) => Number((n / 3.5).toFixed(12)));
    expect(each.map((one) => one.map((p) => Number(p.toFixed(12))))).toEqual([
      shares(0.5, 1.5, 1.5),
      shares(2.5, 0.5, 0.5),
    ]);
  });

  it('of a rate is the logarithm of their mean, finite for no counts at all', () => {
    const [first, , second] = constantOutputs(ofBoth('rate', 1, [2, 5, 0, 0]));
    expect(first).toBeCloseTo(Math.log(0.25), 12);
    expect(second).toBeCloseTo(Math.log(7.5 / 2), 12);
  });

  it('is computed from the training rows alone', () => {
    const changed = ofBoth('quantity', 1, [1, 3, 10, 20]);
    const [first] = changed.folds;
    first?.y.set([1000, 1000], 0);
    expect(constantOutputs(changed)[0]).toBe(15);
  });
});
