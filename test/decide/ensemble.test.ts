import { describe, expect, it } from 'vitest';
import { numbersOf } from '../../src/decide/decode.js';
import { ensembleOf } from '../../src/decide/ensemble.js';
import type { SuccessfulTrial } from '../../src/decide/trial.js';
import { partition } from '../../src/prepare/folds.js';
import { prepare } from '../../src/prepare/prepare.js';
import { createNormal, createRandom } from '../../src/random.js';
import { lossPerRow, mean } from '../../src/refine/out-of-fold.js';
import type { Settings } from '../../src/settings/slots.js';
import { numberSettings } from './models.js';
import { mixedTable, twoClasses } from './tables.js';
import { successful } from './trials.js';
import { binarySettings } from '../fixtures/recommendation.js';

/** Trials on a table of numbers whose out-of-fold outputs are the truth and the given noise. */
function bench(settings: Settings, outputOf: (row: number, noise: number) => number, size = 120) {
  const isClasses = settings.task === 'binary';
  const table = isClasses ? twoClasses(size) : mixedTable(size);
  const matrices = prepare(table, partition(table, settings, 0), settings);
  const kind = isClasses ? ('classes' as const) : ('quantity' as const);
  const folds = matrices.folds.map(({ fold, y }) => ({ ...fold, y }));
  const scheme = { rows: table.rows, outputs: matrices.outputs, kind, folds };
  const trial = (id: string, seed: number, spread: number, shift = 0): SuccessfulTrial => {
    const normal = createNormal(createRandom(seed, 'noise'));
    const noise = Array.from({ length: table.rows }, () => spread * normal());
    const rows = matrices.folds.flatMap(({ fold }) => [...fold.validation]);
    const outOfFold = Float32Array.from(rows, (row) => shift + outputOf(row, noise[row] ?? 0));
    const sketch = successful({ id, losses: [0, 0] });
    const losses = lossPerRow(scheme, outOfFold);
    const result = { ...sketch.result, outOfFold, losses, loss: mean(losses), weights: new Float32Array(1) };
    return { ...sketch, settings, result };
  };
  const runner = { table, partition: { testShare: 0.5 }, matrices: () => matrices };
  return { table, runner, trial };
}

const plain: Settings = {
  ...numberSettings,
  targetTransform: 'none',
  outputActivation: 'linear',
  predictionRange: 'none',
};

describe('the final model', () => {
  it('of one trial is that trial', () => {
    const { runner, trial } = bench(plain, (_, noise) => noise);
    const only = trial('trl_1', 1, 1);
    const { parts, calibration } = ensembleOf({ runner, selected: only, candidates: [only], seed: 0 });
    expect(parts).toEqual([{ trial: only, share: 1 }]);
    expect(calibration).toEqual({ temperature: 1 });
  });

  it('takes in what makes the mean better, and leaves out what does not', () => {
    const { table, runner, trial } = bench(plain, (row, noise) => (mixedTable(120).target.values?.[row] ?? 0) + noise);
    const selected = trial('trl_1', 1, 1);
    const other = trial('trl_2', 2, 1.1);
    const poor = trial('trl_3', 3, 30);
    const { parts, outOfFold } = ensembleOf({ runner, selected, candidates: [poor, selected, other], seed: 0 });
    expect(parts.map((part) => part.trial.id)).toEqual(['trl_1', 'trl_2']);
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    const values = numbersOf(outOfFold);
    const error = mean(values.map((value, row) => (value - (table.target.values?.[row] ?? 0)) ** 2));
    expect(error).toBeLessThan(0.75 * selected.result.loss);
  });

  it('has a temperature that was fitted on what it averages', () => {
    // Outputs three times too large: the fit must divide them again.
    const codes = twoClasses(120).target.codes;
    const settings: Settings = { ...binarySettings, folds: 2, foldRepeats: 1, calibration: 'temperature' };
    const { runner, trial } = bench(settings, (row, noise) => 3 * ((codes?.[row] === 1 ? 1 : -1) + noise));
    const selected = trial('trl_1', 1, 1.5);
    const calibrated = ensembleOf({ runner, selected, candidates: [], seed: 0 });
    expect(calibrated.calibration.temperature).toBeGreaterThan(1.5);
    const uncalibrated = { ...selected, settings: { ...settings, calibration: 'none' as const } };
    expect(ensembleOf({ runner, selected: uncalibrated, candidates: [], seed: 0 }).calibration.temperature).toBe(1);
  });

  it('softens the rows of a fold out of fold only where that helped the other folds', () => {
    // Much too sure in the first fold, a little in the second: the first's temperature harms the second, and not the reverse.
    const { codes } = twoClasses(600).target;
    const settings: Settings = { ...binarySettings, folds: 2, foldRepeats: 1, calibration: 'temperature' };
    const { runner, trial } = bench(settings, (row, noise) => (codes?.[row] === 1 ? 1 : -1) + noise, 600);
    const calm = trial('trl_1', 1, 1.5);
    const [first, second] = runner.matrices().folds.map(({ fold }) => fold.validation);
    const outOfFold = calm.result.outOfFold.map((output, at) => (at < (first?.length ?? 0) ? 8 : 1.2) * output);
    const selected = { ...calm, result: { ...calm.result, outOfFold } };
    const ensemble = ensembleOf({ runner, selected, candidates: [], seed: 0 });
    const [plain] = ensemble.ofMembers.map(numbersOf);
    const isAsPlain = (row: number): boolean => numbersOf(ensemble.outOfFold)[2 * row + 1] === plain?.[2 * row + 1];
    expect(first?.every(isAsPlain)).toBe(true);
    expect(second?.some(isAsPlain)).toBe(false);
  });

  it('of a refit is that alone, with the temperature of single members', () => {
    const settings: Settings = { ...binarySettings, folds: 2, foldRepeats: 1, calibration: 'none' };
    const { codes } = twoClasses(120).target;
    const { runner, trial } = bench(settings, (row, noise) => (codes?.[row] === 1 ? 1 : -1) + noise);
    const [selected, other, refit] = [trial('trl_1', 1, 1.5), trial('trl_2', 2, 1.5), trial('trl_1', 3, 1.5)];
    const ensemble = ensembleOf({ runner, selected, candidates: [other], refit, seed: 0 });
    expect(ensemble).toMatchObject({ kind: 'refit', parts: [{ share: 1 }] });
    expect(ensemble.parts[0]?.trial).toBe(refit);
    expect(numbersOf(ensemble.outOfFold)).toEqual(ensemble.ofMembers.map(numbersOf)[0]);
  });

  it('predicts a row out of fold by shares that were fitted without it', () => {
    // Each trial is right in one fold alone: what the other folds say of the shares is wrong there.
    const truth = mixedTable(120).target.values ?? new Float64Array(0);
    const { runner, trial } = bench({ ...plain, folds: 5 }, (row) => truth[row] ?? 0);
    const right = trial('trl_1', 1, 0);
    const rightIn = (id: string, part: number): SuccessfulTrial => {
      const outOfFold = runner
        .matrices()
        .folds.flatMap(({ fold }, at) => [...fold.validation].map((row) => (truth[row] ?? 0) + (at === part ? 0 : 10)));
      return { ...right, id, result: { ...right.result, outOfFold: Float32Array.from(outOfFold) } };
    };
    const [selected, other] = [rightIn('trl_2', 0), rightIn('trl_3', 1)];
    const { outOfFold } = ensembleOf({ runner, selected, candidates: [other], seed: 0 });
    const values = numbersOf(outOfFold);
    const held = [...(runner.matrices().folds[1]?.fold.validation ?? [])];
    // Shares that had seen these rows would halve the error of 10.
    expect(mean(held.map((row) => (values[row] ?? 0) - (truth[row] ?? 0)))).toBeGreaterThan(9);
  });

  it('has no temperature where one does not help on other rows', () => {
    // As sharp as it should be: whatever is fitted to 60 rows is noise.
    const codes = twoClasses(60).target.codes;
    const settings: Settings = { ...binarySettings, folds: 5, foldRepeats: 1, calibration: 'temperature' };
    const { runner, trial } = bench(settings, (row, noise) => (codes?.[row] === 1 ? 1 : -1) + noise, 60);
    const selected = trial('trl_1', 3, Math.SQRT2);
    expect(ensembleOf({ runner, selected, candidates: [], seed: 0 }).calibration.temperature).toBe(1);
  });

  it('counts rows by their weights in what it fits, and rows of weight 0 not at all', () => {
    const truth = mixedTable(600).target.values ?? new Float64Array(0);
    // Rows of weight 0 would ask for another line, and for the other trial.
    const isCounted = (row: number): boolean => row % 4 === 0;
    const settings: Settings = { ...plain, folds: 5, primaryMetric: 'rootMeanSquaredError' };
    const wrong = (row: number): number => (isCounted(row) ? 0.5 : -0.5) * (truth[row] ?? 0);
    const { runner, trial } = bench(settings, (row, noise) => 3 + wrong(row) + noise, 600);
    const weights = Float64Array.from({ length: 600 }, (_, row) => (isCounted(row) ? 4 : 0));
    const [selected, other] = [trial('trl_1', 1, 0.05), trial('trl_2', 2, 0.05, 40)];
    const input = { selected, candidates: [other], seed: 0 };
    const weighed = ensembleOf({ ...input, runner: { ...runner, table: { ...runner.table, weights } } });
    expect(weighed.calibration.line?.slope).toBeCloseTo(2, 1);
    expect(ensembleOf({ ...input, runner }).calibration.line?.slope).toBeLessThan(1);
    const codes = twoClasses(600).target.codes;
    const classSettings: Settings = { ...binarySettings, folds: 2, foldRepeats: 1, calibration: 'temperature' };
    const both = bench(
      classSettings,
      (row, noise) => (isCounted(row) ? 3 : 0.2) * ((codes?.[row] === 1 ? 1 : -1) + noise),
      600,
    );
    const sure = { selected: both.trial('trl_1', 1, 1.5), candidates: [], seed: 0 };
    const soft = ensembleOf({ ...sure, runner: { ...both.runner, table: { ...both.table, weights } } });
    expect(soft.calibration.temperature).toBeGreaterThan(1.5);
    expect(ensembleOf({ ...sure, runner: both.runner }).calibration.temperature).not.toBeCloseTo(
      soft.calibration.temperature,
      1,
    );
  });

  it('has a line where its numbers miss the mean of the target, and its predictions keep to it', () => {
    const truth = mixedTable(600).target.values ?? new Float64Array(0);
    const settings: Settings = { ...plain, folds: 5, primaryMetric: 'rootMeanSquaredError' };
    const { runner, trial } = bench(settings, (row, noise) => 3 + 0.5 * (truth[row] ?? 0) + noise, 600);
    const selected = trial('trl_1', 1, 0.05);
    const { calibration, outOfFold } = ensembleOf({ runner, selected, candidates: [], seed: 0 });
    expect(calibration.line?.slope).toBeCloseTo(2, 1);
    expect(calibration.line?.intercept).toBeCloseTo(-6, 0);
    const errors = numbersOf(outOfFold).map((value, row) => (value - (truth[row] ?? 0)) ** 2);
    expect(mean(errors)).toBeLessThan(0.05);
  });

  it.each<[string, Partial<Settings>, number]>([
    ['the metric asks for a median', { primaryMetric: 'meanAbsoluteError' }, 600],
    ['the rows are few', {}, 99],
  ])('has no line where %s', (_, over, size) => {
    const truth = mixedTable(size).target.values ?? new Float64Array(0);
    const settings: Settings = { ...plain, folds: 5, primaryMetric: 'rootMeanSquaredError', ...over };
    const { runner, trial } = bench(settings, (row, noise) => 3 + 0.5 * (truth[row] ?? 0) + noise, size);
    const { calibration } = ensembleOf({ runner, selected: trial('trl_1', 1, 0.05), candidates: [], seed: 0 });
    expect(calibration).toEqual({ temperature: 1 });
  });

  it('has no line where none helps on other rows', () => {
    const truth = mixedTable(120).target.values ?? new Float64Array(0);
    const settings: Settings = { ...plain, folds: 5, primaryMetric: 'rootMeanSquaredError' };
    const { runner, trial } = bench(settings, (row, noise) => (truth[row] ?? 0) + noise, 120);
    const { calibration } = ensembleOf({ runner, selected: trial('trl_1', 2, 0.01), candidates: [], seed: 0 });
    expect(calibration).toEqual({ temperature: 1 });
  });

  it('does not hang on the order of the rows, also where only some of many are looked at', () => {
    // Classes in turn: every second row is of one class. The other trial is the selected one, shifted towards the first class.
    const codes = twoClasses(4000).target.codes;
    const settings: Settings = { ...binarySettings, folds: 2, foldRepeats: 1, calibration: 'temperature' };
    const { runner, trial } = bench(settings, (row, noise) => (codes?.[row] === 1 ? 1 : -1) + noise, 4000);
    const selected = trial('trl_1', 1, Math.SQRT2);
    const shifted = trial('trl_2', 1, Math.SQRT2, -1);
    const { parts, calibration } = ensembleOf({ runner, selected, candidates: [shifted], seed: 0 });
    expect(parts[0]?.trial.id).toBe('trl_1');
    expect(parts[0]?.share).toBeGreaterThan(0.9);
    expect(Math.abs(Math.log(calibration.temperature))).toBeLessThan(0.2);
  });

  it('of proportions is fitted by the cross-entropy of what it predicts', () => {
    const values = Float64Array.from({ length: 120 }, (_, row) => 0.1 + 0.2 * ((row * 5) % 3));
    const settings: Settings = {
      ...plain,
      task: 'proportion',
      loss: 'binaryCrossentropy',
      outputActivation: 'sigmoid',
    };
    const logit = (share: number): number => Math.log(share / (1 - share));
    const { table, runner, trial } = bench(settings, (row, noise) => logit(values[row] ?? 0.5) + noise);
    const shares = { ...runner, table: { ...table, target: { ...table.target, values } } };
    const [selected, other] = [trial('trl_1', 1, 1), trial('trl_2', 2, 1)];
    const { parts, outOfFold } = ensembleOf({ runner: shares, selected, candidates: [other], seed: 0 });
    expect(parts).toHaveLength(2);
    expect(numbersOf(outOfFold).every((value) => value > 0 && value < 1)).toBe(true);
  });
});

it('of a target that is learned as its normal score is blended by the errors of the score, not of the long tail', () => {
  const size = 120;
  const mixed = mixedTable(size);
  const values = Float64Array.from({ length: size }, (_, row) => Math.exp(row / 12));
  const table = { ...mixed, target: { ...mixed.target, values } };
  const settings: Settings = { ...plain, targetTransform: 'quantile' };
  const matrices = prepare(table, partition(table, settings, 0), settings);
  const trial = (id: string, shift: (row: number) => number): SuccessfulTrial => {
    const outputs = matrices.folds.flatMap(({ fold, y }) =>
      Array.from(fold.validation, (row) => (y[row] ?? 0) + shift(row)),
    );
    const sketch = successful({ id, losses: Array.from({ length: size }, () => 0) });
    const result = { ...sketch.result, outOfFold: Float32Array.from(outputs), weights: new Float32Array(1) };
    return { ...sketch, settings, result };
  };
  // A little wrong for the largest tenth, whose numbers are thousands; far off for the lower half, whose numbers are small.
  const selected = trial('trl_1', (row) => (row > 0.9 * size ? -0.2 : 0));
  const other = trial('trl_2', (row) => (row < 0.5 * size ? 1 : 0));
  const runner = { table, partition: { testShare: 0.5 }, matrices: () => matrices };
  const { parts } = ensembleOf({ runner, selected, candidates: [selected, other], seed: 0 });
  expect(parts).toEqual([{ trial: selected, share: 1 }]);
});
