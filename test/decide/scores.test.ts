import { describe, expect, it } from 'vitest';
import { ensembleOf } from '../../src/decide/ensemble.js';
import { scoresOf } from '../../src/decide/scores.js';
import type { SuccessfulTrial } from '../../src/decide/trial.js';
import { partition } from '../../src/prepare/folds.js';
import { prepare } from '../../src/prepare/prepare.js';
import { createNormal, createRandom } from '../../src/random.js';
import { optimismOfChoice } from '../../src/refine/choice.js';
import { allRows, score } from '../../src/refine/metrics.js';
import { lossPerRow, mean } from '../../src/refine/out-of-fold.js';
import type { Metric, Settings } from '../../src/settings/slots.js';
import { numberSettings } from './models.js';
import { mixedTable } from './tables.js';
import { successful } from './trials.js';

const FOLD_CURVE = [
  [1, 2, 3],
  [3, 2, 1.5],
  [2, 1, 4],
];

/** One trial on a table of numbers, with noise for outputs and the given losses of its epochs. */
function scored(metric: Metric, more: Partial<Settings> = {}, foldCurve = FOLD_CURVE) {
  const settings: Settings = {
    ...numberSettings,
    targetTransform: 'none',
    outputActivation: 'linear',
    predictionRange: 'none',
    primaryMetric: metric,
    folds: 3,
    ...more,
  };
  const table = mixedTable(120);
  const matrices = prepare(table, partition(table, settings, 0), settings);
  const folds = matrices.folds.map(({ fold, y }) => ({ ...fold, y }));
  const normal = createNormal(createRandom(0, 'outputs'));
  const outOfFold = Float32Array.from({ length: table.rows }, () => Math.abs(normal()));
  const losses = lossPerRow({ rows: table.rows, outputs: 1, kind: 'quantity', folds }, outOfFold);
  const sketch = successful({ id: 'trl_1', losses: [0, 0] });
  const trial: SuccessfulTrial = {
    ...sketch,
    settings,
    result: { ...sketch.result, outOfFold, losses, foldCurve, loss: mean(losses), weights: new Float32Array(1) },
  };
  const runner = { table, partition: { testShare: 0.5 }, matrices: () => matrices };
  const ensemble = ensembleOf({ runner, selected: trial, candidates: [], seed: 0 });
  const input = { runner, table, settings, candidates: [trial], selected: trial, final: trial, ensemble, seed: 0 };
  const truth = { kind: 'numbers' as const, values: table.target.values ?? new Float64Array(0) };
  const [member] = ensemble.ofMembers;
  const plain = member ? score(metric, truth, member, allRows(table.rows)) : Number.NaN;
  return { ...scoresOf({ ...input, isHurried: false }), plain };
}

const times = 1 + (optimismOfChoice({ curves: [FOLD_CURVE], seed: 0 }) ?? Number.NaN);

describe('the honest score', () => {
  it.each<[Metric, (plain: number) => number]>([
    ['meanSquaredError', (plain) => plain * times],
    ['rootMeanSquaredError', (plain) => Math.sqrt(plain ** 2 * times)],
    ['r2', (plain) => 1 - (1 - plain) * times],
  ])('of a squared error (%s) is without the luck of the epoch that was chosen', (metric, expected) => {
    const { score: honest, plain } = scored(metric);
    expect(times).toBeGreaterThan(1.1);
    expect(honest.value).toBeCloseTo(expected(plain), 10);
    expect(honest.interval[1] - honest.value).toBeCloseTo(honest.value - honest.interval[0], 10);
  });

  it.each<[string, Metric, Partial<Settings>, number[][]]>([
    ['another error than the one it was chosen by', 'meanAbsoluteError', {}, FOLD_CURVE],
    [
      'the square of an error that was chosen by logarithms',
      'meanSquaredError',
      { targetTransform: 'log1p' },
      FOLD_CURVE,
    ],
    ['what had a single epoch to choose from', 'meanSquaredError', {}, FOLD_CURVE.slice(0, 1)],
  ])('of %s, with no other trial, is its score over all rows', (_, metric, more, foldCurve) => {
    const { score: honest, plain } = scored(metric, more, foldCurve);
    expect(honest.value).toBeCloseTo(plain, 10);
  });
});
