import { describe, expect, it } from 'vitest';
import { ensembleOf } from '../../src/decide/ensemble.js';
import { baselineScore, scoresOf } from '../../src/decide/scores.js';
import type { SuccessfulTrial } from '../../src/decide/trial.js';
import { partition } from '../../src/prepare/folds.js';
import { prepare } from '../../src/prepare/prepare.js';
import type { Table } from '../../src/profile/table.js';
import { createNormal, createRandom } from '../../src/random.js';
import { luckOfChoice } from '../../src/refine/choice.js';
import { allRows, score } from '../../src/refine/metrics.js';
import { lossPerRow, mean } from '../../src/refine/out-of-fold.js';
import type { Truth } from '../../src/refine/predictions.js';
import type { Metric, Settings } from '../../src/settings/slots.js';
import { binarySettings } from '../fixtures/recommendation.js';
import { numberSettings } from './models.js';
import { mixedTable, twoClasses } from './tables.js';
import { successful } from './trials.js';

const FOLD_CURVE = [
  [1, 2, 3],
  [3, 2, 1.5],
  [2, 1, 4],
];
const plain = {
  targetTransform: 'none',
  outputActivation: 'linear',
  predictionRange: 'none',
  folds: 3,
  foldRepeats: 1,
} as const;

interface Bench {
  readonly metric: Metric;
  readonly settings?: Partial<Settings>;
  readonly foldCurve?: readonly (readonly number[])[];
  readonly weights?: Table['weights'];
}

/** Scores of a trial with noise for outputs, which was selected beside one whose outputs are all 0. */
function scored({ metric, settings: more, foldCurve = FOLD_CURVE, weights }: Bench) {
  const isClasses = metric === 'logLoss' || metric === 'rocAuc';
  const base: Settings = isClasses ? { ...binarySettings, folds: 3, foldRepeats: 1 } : { ...numberSettings, ...plain };
  const settings: Settings = { ...base, calibration: 'none', primaryMetric: metric, ...more };
  const table: Table = { ...(isClasses ? twoClasses(120) : mixedTable(120)), ...(weights && { weights }) };
  const matrices = prepare(table, partition(table, settings, 0), settings);
  const folds = matrices.folds.map(({ fold, y }) => ({ ...fold, y }));
  const kind = isClasses ? ('classes' as const) : ('quantity' as const);
  const normal = createNormal(createRandom(0, 'outputs'));
  const trialOf = (id: string, size: number): SuccessfulTrial => {
    const outOfFold = Float32Array.from({ length: table.rows * matrices.outputs }, () => size * Math.abs(normal()));
    const losses = lossPerRow({ rows: table.rows, outputs: matrices.outputs, kind, folds }, outOfFold);
    const sketch = successful({ id, losses: [0, 0] });
    const result = {
      ...sketch.result,
      outOfFold,
      losses,
      foldCurve,
      foldLosses: [2, 3],
      loss: mean(losses),
      weights: new Float32Array(1),
    };
    return { ...sketch, settings, result };
  };
  const [selected, other] = [trialOf('trl_1', 1), trialOf('trl_2', 0)];
  const runner = { table, partition: { testShare: 0.5 }, matrices: () => matrices };
  const ensemble = ensembleOf({ runner, selected, candidates: [], seed: 0 });
  const { target } = table;
  const truth: Truth = isClasses
    ? { kind: 'classes', classes: 2, codes: target.codes ?? new Int32Array(0) }
    : { kind: 'numbers', values: target.values ?? new Float64Array(0) };
  const [member] = ensemble.ofMembers;
  const common = { runner, table, settings, seed: 0, isHurried: false };
  const of = (candidates: readonly SuccessfulTrial[]) =>
    scoresOf({ ...common, candidates, selected, final: selected, ensemble }).score;
  const baseline = (curve?: typeof foldCurve) => {
    const { outOfFold: outputs, losses } = selected.result;
    const model = curve && { foldCurve: curve, foldLosses: [2, 3] };
    return baselineScore(common, { outputs, losses, dataId: '', of: settings, ...model });
  };
  return {
    ofBoth: of([selected, other]),
    ofOne: of([selected]),
    baseline,
    overAll: member ? score(metric, truth, member, allRows(table.rows)) : Number.NaN,
  };
}

/** Of a trial whose folds lost 2 and 3. */
const LOSS = 2.5;
const timesOf = (...curves: (typeof FOLD_CURVE)[]): number =>
  1 + (luckOfChoice({ curves, seed: 0 }) ?? Number.NaN) / LOSS;
const widthOf = ({ interval: [low, high] }: { interval: readonly [number, number] | number[] }): number =>
  (high ?? Number.NaN) - (low ?? Number.NaN);

describe('the honest score', () => {
  it.each<[Metric, (overAll: number, times: number) => number]>([
    ['logLoss', (overAll, times) => overAll * times],
    ['meanSquaredError', (overAll, times) => overAll * times],
    ['rootMeanSquaredError', (overAll, times) => Math.sqrt(overAll ** 2 * times)],
    ['r2', (overAll, times) => 1 - (1 - overAll) * times],
  ])(
    'in %s is that of what was selected over all rows, without the luck of all trials and epochs',
    (metric, expected) => {
      const { ofBoth, overAll } = scored({ metric });
      const times = timesOf(FOLD_CURVE, FOLD_CURVE);
      expect(times).toBeGreaterThan(1.1);
      expect(ofBoth.value).toBeCloseTo(expected(overAll, times), 10);
    },
  );

  it('has an interval as wide as by the rows, around the corrected value', () => {
    const [corrected, uncorrected] = [scored({ metric: 'r2' }), scored({ metric: 'r2', foldCurve: [[1, 1, 1]] })];
    expect(corrected.ofOne.value).not.toBeCloseTo(uncorrected.ofOne.value, 2);
    expect(widthOf(corrected.ofOne)).toBeCloseTo(widthOf(uncorrected.ofOne), 10);
    expect((corrected.ofOne.interval[0] + corrected.ofOne.interval[1]) / 2).toBeCloseTo(corrected.ofOne.value, 10);
  });

  it.each<[string, Bench]>([
    ['another error than the one it was chosen by', { metric: 'meanAbsoluteError' }],
    ['ranks', { metric: 'rocAuc' }],
    ['an error that was chosen by logarithms', { metric: 'meanSquaredError', settings: { targetTransform: 'log1p' } }],
    [
      'an error that was chosen by quantiles',
      { metric: 'meanSquaredError', settings: { targetTransform: 'quantile' } },
    ],
    [
      'an error of rates',
      { metric: 'meanSquaredError', settings: { loss: 'poisson', outputActivation: 'exponential' } },
    ],
    ['rows that have weights', { metric: 'meanSquaredError', weights: new Float64Array(120).fill(1) }],
    ['what had a single epoch to choose from', { metric: 'meanSquaredError', foldCurve: FOLD_CURVE.slice(0, 1) }],
    [
      'two folds',
      { metric: 'meanSquaredError', settings: { folds: 2 }, foldCurve: FOLD_CURVE.map((of) => of.slice(1)) },
    ],
  ])('of %s, with no other trial, is its score over all rows', (_, bench) => {
    const { ofOne, overAll } = scored(bench);
    expect(ofOne.value).toBeCloseTo(overAll, 10);
  });
});

describe('the score of a baseline', () => {
  it('is without the luck of its epochs where it is a model, and over all rows where it is a constant', () => {
    const { baseline, overAll } = scored({ metric: 'meanSquaredError' });
    expect(baseline().value).toBeCloseTo(overAll, 10);
    expect(baseline(FOLD_CURVE).value).toBeCloseTo(overAll * timesOf(FOLD_CURVE), 10);
    expect(widthOf(baseline(FOLD_CURVE))).toBeGreaterThan(widthOf(baseline()));
  });
});
