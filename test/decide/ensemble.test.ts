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

const size = 120;

/** Trials on a table of numbers whose out-of-fold outputs are the truth and the given noise. */
function bench(settings: Settings, outputOf: (row: number, noise: number) => number) {
  const isClasses = settings.task === 'binary';
  const table = isClasses ? twoClasses(size) : mixedTable(size);
  const matrices = prepare(table, partition(table, settings, 0), settings);
  const kind = isClasses ? ('classes' as const) : ('quantity' as const);
  const folds = matrices.folds.map(({ fold, y }) => ({ ...fold, y }));
  const scheme = { rows: table.rows, outputs: matrices.outputs, kind, folds };
  const trial = (id: string, seed: number, spread: number): SuccessfulTrial => {
    const normal = createNormal(createRandom(seed, 'noise'));
    const noise = Array.from({ length: table.rows }, () => spread * normal());
    const rows = matrices.folds.flatMap(({ fold }) => [...fold.validation]);
    const outOfFold = Float32Array.from(rows, (row) => outputOf(row, noise[row] ?? 0));
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
    const { parts, temperature } = ensembleOf({ runner, selected: only, candidates: [only] });
    expect(parts).toEqual([{ trial: only, share: 1 }]);
    expect(temperature).toBe(1);
  });

  it('takes in what makes the mean better, and leaves out what does not', () => {
    const { table, runner, trial } = bench(plain, (row, noise) => (mixedTable(size).target.values?.[row] ?? 0) + noise);
    const selected = trial('trl_1', 1, 1);
    const other = trial('trl_2', 2, 1.1);
    const poor = trial('trl_3', 3, 30);
    const { parts, outOfFold } = ensembleOf({ runner, selected, candidates: [poor, selected, other] });
    expect(parts.map((part) => part.trial.id)).toEqual(['trl_1', 'trl_2']);
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    const values = numbersOf(outOfFold);
    const error = mean(values.map((value, row) => (value - (table.target.values?.[row] ?? 0)) ** 2));
    expect(error).toBeLessThan(0.75 * selected.result.loss);
  });

  it('has a temperature that was fitted on what it averages', () => {
    // Outputs three times too large: the fit must divide them again.
    const codes = twoClasses(size).target.codes;
    const settings: Settings = { ...binarySettings, folds: 2, foldRepeats: 1, calibration: 'temperature' };
    const { runner, trial } = bench(settings, (row, noise) => 3 * ((codes?.[row] === 1 ? 1 : -1) + noise));
    const selected = trial('trl_1', 1, 1.5);
    const calibrated = ensembleOf({ runner, selected, candidates: [] });
    expect(calibrated.temperature).toBeGreaterThan(1.5);
    const uncalibrated = { ...selected, settings: { ...settings, calibration: 'none' as const } };
    expect(ensembleOf({ runner, selected: uncalibrated, candidates: [] }).temperature).toBe(1);
  });

  it('predicts a row out of fold by shares that were fitted without it', () => {
    // Each trial is right on its own rows of one part; who saw the row itself would take the trial that is right there.
    const truth = mixedTable(size).target.values ?? new Float64Array(0);
    const { runner, trial } = bench(plain, (row) => truth[row] ?? 0);
    const right = trial('trl_1', 1, 0);
    const wrongAt = (id: string, part: number): SuccessfulTrial => {
      const losses = right.result.losses.map((_, row) => (row % 5 === part ? 0 : 100));
      const rows = runner.matrices().folds.flatMap(({ fold }) => [...fold.validation]);
      const outOfFold = Float32Array.from(rows, (row) => (truth[row] ?? 0) + (row % 5 === part ? 0 : 10));
      return { ...right, id, result: { ...right.result, outOfFold, losses, loss: mean(losses) } };
    };
    const [selected, other] = [wrongAt('trl_2', 0), wrongAt('trl_3', 1)];
    const { outOfFold } = ensembleOf({ runner, selected, candidates: [other] });
    const values = numbersOf(outOfFold);
    // On the rows of part 1 only the other trial is right, but among the rest it is no better than the selected one.
    const errors = [...values.keys()]
      .filter((row) => row % 5 === 1)
      .map((row) => (values[row] ?? 0) - (truth[row] ?? 0));
    // Shares that had seen these rows would halve the error of 10.
    expect(mean(errors)).toBeGreaterThan(9);
  });
});
