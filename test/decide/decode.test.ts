import { describe, expect, it } from 'vitest';
import {
  averagePredictions,
  copyRows,
  calibrated,
  decodeOutputs,
  numbersOf,
  outOfFoldPredictions,
  rangeOf,
  truthOf,
} from '../../src/decide/decode.js';
import { partition } from '../../src/prepare/folds.js';
import { prepare } from '../../src/prepare/prepare.js';
import type { TargetEncoder } from '../../src/prepare/schema.js';
import type { Settings } from '../../src/settings/slots.js';
import { multiclassSettings, numberSettings } from './models.js';
import { mixedTable, twoClasses } from './tables.js';

const table = mixedTable(24);
const prepared = (settings: Settings) => prepare(table, partition(table, settings, 0), settings);

describe('outputs of a network', () => {
  const target: TargetEncoder = { kind: 'number', log1p: false, centre: 10, scale: 2, seen: [6, 13] };
  const decoded = (
    outputs: readonly number[],
    settings: Partial<Settings>,
    encoder: TargetEncoder = target,
  ): number[] => {
    const predictions = decodeOutputs(outputs, encoder, { ...numberSettings, ...settings });
    if (predictions.kind !== 'numbers') throw new Error('numbers');
    return Array.from(predictions.values);
  };

  it('of a quantity are brought back to its unit', () => {
    expect(decoded([-1, 0, 4], { predictionRange: 'none' })).toEqual([8, 10, 18]);
    expect(decoded([-9, 0, 4], { predictionRange: 'seen' })).toEqual([6, 10, 13]);
    const logarithm: TargetEncoder = { kind: 'number', log1p: true, centre: 0, scale: 1, seen: [0, 100] };
    expect(decoded([Math.log(8)], { predictionRange: 'none' }, logarithm)[0]).toBeCloseTo(7, 12);
  });

  it('of a quantity that was trained on as its normal score are quantiles of what was seen', () => {
    const scores: TargetEncoder = { ...target, centre: 0, scale: 1, quantiles: [6, 8, 13] };
    const outputs = [-30, -0.6744897501960817, 0, 0.6744897501960817, 30];
    for (const predictionRange of ['none', 'seen'] as const)
      decoded(outputs, { predictionRange }, scores).forEach((value, i) =>
        expect(value).toBeCloseTo([6, 7, 8, 10.5, 13][i] ?? 0, 9),
      );
  });

  it('go through the output activation first', () => {
    const plain: TargetEncoder = { kind: 'number', log1p: false, centre: 0, scale: 1, seen: [0, 100] };
    expect(decoded([Math.log(3)], { outputActivation: 'exponential', predictionRange: 'none' }, plain)[0]).toBeCloseTo(
      3,
      12,
    );
    expect(decoded([0], { outputActivation: 'sigmoid', predictionRange: 'none' }, plain)).toEqual([0.5]);
  });

  it('of two classes are one logit, of more their own each', () => {
    const of = (labels: readonly string[], outputs: readonly number[]) =>
      decodeOutputs(outputs, { kind: 'classes', labels }, multiclassSettings);
    expect(of(['a', 'b'], [0, 0])).toEqual({
      kind: 'classes',
      classes: 2,
      probabilities: Float64Array.of(0.5, 0.5, 0.5, 0.5),
    });
    const three = of(['a', 'b', 'c'], [0, Math.log(2), 0]);
    expect(three.kind === 'classes' && three.probabilities[1]).toBeCloseTo(0.5, 12);
  });

  it('of ordered classes are a logit for each step that is reached', () => {
    const ordered: TargetEncoder = { kind: 'classes', labels: ['a', 'b', 'c'], steps: true };
    // Three of four go on from a, of those one in four from b.
    const outputs = [Math.log(3), -Math.log(3), 1e4, 1e4];
    const predictions = decodeOutputs(outputs, ordered, multiclassSettings);
    if (predictions.kind !== 'classes') throw new Error('classes');
    expect(predictions.classes).toBe(3);
    [1 / 4, 9 / 16, 3 / 16, 0, 0, 1].forEach((p, i) => expect(predictions.probabilities[i]).toBeCloseTo(p, 12));
  });
});

describe('out-of-fold outputs', () => {
  const settings: Settings = {
    ...numberSettings,
    folds: 3,
    foldRepeats: 2,
    predictionRange: 'none',
    targetTransform: 'none',
  };
  const matrices = prepared(settings);

  it('become one prediction a row and repeat', () => {
    // The output of a row is its number, in the second repeat a hundred more.
    const outputs = Float64Array.from(
      matrices.folds.flatMap(({ fold }) => Array.from(fold.validation, (row) => row + 100 * fold.repeat)),
    );
    const repeats = outOfFoldPredictions(outputs, { matrices, settings });
    const values = repeats.map((one) => (one.kind === 'numbers' ? Array.from(one.values) : []));
    const rows = Array.from({ length: 24 }, (_, row) => row);
    expect(values).toEqual([rows, rows.map((row) => row + 100)]);
    const averaged = averagePredictions(repeats);
    expect(averaged.kind === 'numbers' && Array.from(averaged.values)).toEqual(rows.map((row) => row + 50));
  });

  it('are decoded by the target of their own fold', () => {
    const standardized = { ...settings, targetTransform: 'standardize' } as const;
    const own = prepared(standardized);
    const zeros = new Float32Array(own.folds.reduce((sum, { fold }) => sum + fold.validation.length, 0));
    const [first] = outOfFoldPredictions(zeros, { matrices: own, settings: standardized });
    if (first?.kind !== 'numbers') throw new Error('numbers');
    for (const { fold, target } of own.folds.slice(0, 3)) {
      if (target.kind !== 'number') throw new Error('number');
      for (const row of fold.validation) expect(first.values[row]).toBeCloseTo(target.centre, 12);
    }
  });

  it('of classes keep the columns of a row together, and rows that were never validated are NaN', () => {
    const held: Settings = { ...multiclassSettings, foldKind: 'holdout', validationShare: 0.25 };
    const one = prepared(held);
    const [fold] = one.folds;
    const rows = Array.from(fold?.fold.validation ?? []);
    const outputs = Float64Array.from(rows.flatMap((row) => [0, 0, 0].map((_, k) => (k === row % 3 ? 50 : 0))));
    const [predictions] = outOfFoldPredictions(outputs, { matrices: one, settings: held });
    if (predictions?.kind !== 'classes') throw new Error('classes');
    for (let row = 0; row < 24; row++) {
      const probability = predictions.probabilities[3 * row + (row % 3)] ?? 0;
      if (rows.includes(row)) expect(probability).toBeCloseTo(1, 12);
      else expect(probability).toBeNaN();
    }
  });

  it('are averaged by shares', () => {
    const numbers = (...values: number[]) => ({ kind: 'numbers' as const, values: Float64Array.from(values) });
    expect(averagePredictions([numbers(0, 8), numbers(4, 0)], [0.75, 0.25])).toEqual(numbers(1, 6));
    const classes = (...probabilities: number[]) => ({
      kind: 'classes' as const,
      classes: 2,
      probabilities: Float64Array.from(probabilities),
    });
    expect(averagePredictions([classes(1, 0), classes(0.5, 0.5)], [0.5, 0.5])).toEqual(classes(0.75, 0.25));
  });

  it('are softened where they are probabilities, and follow a line within their range where they are numbers', () => {
    const numbers = { kind: 'numbers' as const, values: Float64Array.of(1, 2, 3) };
    expect(calibrated(numbers, { temperature: 2 })).toBe(numbers);
    const line = { intercept: 1, slope: 2 };
    expect(numbersOf(calibrated(numbers, { temperature: 1, line }))).toEqual(Float64Array.of(3, 5, 7));
    expect(numbersOf(calibrated(numbers, { temperature: 1, line }, [4, 6]))).toEqual(Float64Array.of(4, 5, 6));
    const soft = calibrated(
      { kind: 'classes', classes: 2, probabilities: Float64Array.of(0.9, 0.1) },
      { temperature: 2 },
    );
    expect(soft.kind === 'classes' && soft.probabilities[0]).toBeCloseTo(0.75, 12);
  });

  it('keep to what any member has seen, where the settings say so', () => {
    const target = (seen: readonly [number, number]): TargetEncoder => ({
      kind: 'number',
      log1p: false,
      centre: 0,
      scale: 1,
      seen,
    });
    const targets = [target([2, 7]), target([1, 5])];
    expect(rangeOf(targets, { ...numberSettings, predictionRange: 'seen' })).toEqual([1, 7]);
    expect(rangeOf(targets, { ...numberSettings, predictionRange: 'none' })).toBeUndefined();
  });

  it('copy row by row', () => {
    const from = { kind: 'classes' as const, classes: 2, probabilities: Float64Array.of(1, 2, 3, 4, 5, 6) };
    const to = { ...from, probabilities: new Float64Array(6) };
    copyRows(from, to, [2, 0]);
    expect(to.probabilities).toEqual(Float64Array.of(1, 2, 0, 0, 5, 6));
  });

  it('of nothing cannot be averaged', () => {
    expect(() => averagePredictions([])).toThrow('no predictions');
  });
});

it('the truth is in the terms of the task', () => {
  expect(truthOf(table, prepared(multiclassSettings))).toEqual({
    kind: 'classes',
    classes: 3,
    codes: table.target.codes,
  });
  expect(truthOf(table, prepared(multiclassSettings), 'multiclass')).not.toHaveProperty('ordered');
  expect(truthOf(table, prepared(multiclassSettings), 'ordinal')).toHaveProperty('ordered', true);
  expect(truthOf(table, prepared(numberSettings))).toEqual({ kind: 'numbers', values: table.target.values });
  const two = twoClasses(8);
  const matrices = prepare(two, partition(two, { ...multiclassSettings, folds: 2 }, 0), {
    ...multiclassSettings,
    task: 'binary',
  });
  expect(truthOf(two, matrices)).toMatchObject({ kind: 'classes', classes: 2 });
});
