import { createRandom, shuffle } from '../random.js';
import { numberEncoding } from '../prepare/encode-target.js';
import type { TargetEncoder } from '../prepare/schema.js';
import { blendShares } from '../refine/blend.js';
import { fitLine, fitTemperature, type Line } from '../refine/calibrate.js';
import { halfDeviance } from '../refine/deviance.js';
import { validatedRows } from '../refine/out-of-fold.js';
import { isLabelMetric, type LabelMetric } from '../refine/metrics.js';
import type { Predictions, Truth } from '../refine/predictions.js';
import { fitThreshold, nameCrossFitted } from '../refine/threshold.js';
import type { Settings } from '../settings/slots.js';
import {
  averagePredictions,
  type Calibration,
  calibrated,
  copyRows,
  numbersOf,
  outOfFoldPredictions,
  rangeOf,
  truthOf,
} from './decode.js';
import type { Runner } from './runner.js';
import type { SuccessfulTrial } from './trial.js';

/** One configuration in the final model: all its fold members, with the weight of their mean. */
export interface Part {
  readonly trial: SuccessfulTrial;
  readonly share: number;
}

/**
 * The final model before it is packed: fold members of one configuration or several, averaged, with one calibration and one
 * threshold; or one model that was refitted on all rows.
 */
export interface Ensemble {
  readonly kind: 'ensemble' | 'refit';
  readonly parts: readonly Part[];
  readonly calibration: Calibration;
  /** Probability of the second class from which on it is named; absent: the most probable class is. */
  readonly threshold?: number;
  /**
   * Out-of-fold predictions of the rows by the ensemble; shares, calibration and threshold of each row are fitted without it, so
   * that they can be scored honestly. Rows that no fold validates are NaN. A refitted model is stood for by the fold members.
   */
  readonly outOfFold: Predictions;
  /** Of single members of what was selected, one set a repeat, as `outOfFold` would be without all that. */
  readonly ofMembers: readonly Predictions[];
}

/** The part of a runner that is read here. */
type Source = Pick<Runner, 'table' | 'partition' | 'matrices'>;

export interface EnsembleInput {
  readonly runner: Source;
  /** What was selected, with the members of all repeats. */
  readonly selected: SuccessfulTrial;
  /** Configurations that may complement it. */
  readonly candidates: readonly SuccessfulTrial[];
  /** What was selected, trained once more on all rows: the final model alone, where it is wanted. */
  readonly refit?: SuccessfulTrial;
  readonly seed: number;
}

/** Candidates beside the selected one: the best by their own loss. */
const MOST_CANDIDATES = 10;
/** Rows on which shares and a calibration are fitted, at the most: a few numbers, well known from as many rows. */
const MOST_ROWS = 2000;
/** Parts of the rows for which shares and calibration are fitted on the other parts, where there is but one fold. */
const PARTS = 5;
/** Rows that a line needs: a slope and an offset are then known to about a tenth of the spread of the errors. */
const LEAST_ROWS = 100;

/**
 * The fold members of the selected configuration, and those of other trials where their mean predicts better out of fold
 * (docs/adr/0005), or the refitted model alone. A temperature of classes or a line of numbers is fitted on the averaged predictions
 * where it helps on rows on which it was not fitted; the threshold on what comes of both.
 */
export function ensembleOf(input: EnsembleInput): Ensemble {
  const { runner, selected, refit, seed } = input;
  const trials = [selected, ...(refit ? [] : complements(input))];
  const ofMembers = repeatsOf(selected, runner).slice(0, refit ? 1 : undefined);
  const predictions = trials.map((trial) =>
    averagePredictions(trial === selected ? ofMembers : repeatsOf(trial, runner)),
  );
  const matrices = runner.matrices(selected.result.dataId);
  const truth = truthOf(runner.table, matrices);
  const { weights } = runner.table;
  const lossOfRow = lossOf(truth, selected.settings, matrices.folds[0]?.target);
  const loss = (value: number, row: number): number => (weights?.[row] ?? 1) * lossOfRow(value, row);
  const rows = shuffle(Array.from(validatedRows(selected.result.losses)), createRandom(seed, 'ensemble'));
  const range = rangeOf(
    matrices.folds.map(({ target }) => target),
    selected.settings,
  );
  const fitting = { truth, loss, settings: selected.settings, ...(range && { range }), ...(weights && { weights }) };
  const fit = fitterOf(predictions, fitting);
  const partOf = partsOf(runner, selected, rows);
  const { outOfFold, isCalibrated } = crossFitted(predictions, { ...fitting, rows, fit, partOf });
  const { shares, calibration } = fit(rows);
  const parts = trials.map((trial, i) => ({ trial, share: shares[i] ?? 0 })).filter(({ share }) => share > 0);
  return {
    kind: refit ? 'refit' : 'ensemble',
    parts: refit ? [{ trial: refit, share: 1 }] : parts,
    calibration: isCalibrated ? calibration : { temperature: 1 },
    ofMembers,
    ...thresholded(outOfFold, { ...fitting, rows, partOf }),
  };
}

/** The best of the other trials by their own loss. */
const complements = ({ selected, candidates }: EnsembleInput): SuccessfulTrial[] =>
  candidates
    .filter(({ id, result }) => id !== selected.id && result.weights.length > 0)
    .toSorted((a, b) => a.result.loss - b.result.loss)
    .slice(0, MOST_CANDIDATES);

/** A trial's predictions in each of the repeats that it was trained on. */
const repeatsOf = ({ result, settings }: SuccessfulTrial, runner: Source): Predictions[] =>
  outOfFoldPredictions(result.outOfFold, { matrices: runner.matrices(result.dataId), settings });

interface Thresholding extends Pick<Fitting, 'truth' | 'settings'> {
  readonly rows: readonly number[];
  readonly partOf: (row: number) => number;
}

/** The threshold that the settings ask for, fitted on all rows, and each row named by one that was fitted on the other parts. */
function thresholded(
  outOfFold: Predictions,
  { truth, settings, rows, partOf }: Thresholding,
): Pick<Ensemble, 'threshold' | 'outOfFold'> {
  const isAsked = settings.decisionThreshold === 'calibrated';
  if (!isAsked || outOfFold.kind !== 'classes' || truth.kind !== 'classes' || truth.classes !== 2) return { outOfFold };
  const input = { predictions: outOfFold, truth, metric: thresholdMetric(settings), rows };
  return { threshold: fitThreshold(input), outOfFold: nameCrossFitted(input, partOf) };
}

/** Balanced accuracy where the primary metric looks at probabilities alone, as in AutoGluon. */
export const thresholdMetric = ({ primaryMetric }: Settings): LabelMetric =>
  primaryMetric !== null && isLabelMetric(primaryMetric) ? primaryMetric : 'balancedAccuracy';

interface Fit {
  readonly shares: readonly number[];
  readonly calibration: Calibration;
}

type FitTo = (rows: readonly number[]) => Fit;

interface Fitting {
  readonly truth: Truth;
  /** Of an averaged prediction of a row, times its weight. */
  readonly loss: (value: number, row: number) => number;
  readonly settings: Settings;
  /** In which numbers stay. */
  readonly range?: readonly [number, number];
  /** How much each row counts; absent: all alike. */
  readonly weights?: ArrayLike<number>;
}

/** Shares and calibration as a function of the rows, in random order, that they are fitted on. */
function fitterOf(predictions: readonly Predictions[], { truth, loss, settings, weights }: Fitting): FitTo {
  const values = predictions.map((one) => valuesOf(one, truth));
  return (given) => {
    const all = weights ? given.filter((row) => (weights[row] ?? 0) > 0) : given;
    const rows = all.slice(0, MOST_ROWS);
    const shares = blendShares({ values, loss, rows });
    const averaged = averagePredictions(predictions, shares);
    const line = lineOf(averaged, { truth, rows: all, settings, weights });
    const temperature = temperatureOf(averaged, { truth, rows, settings, weights });
    return { shares, calibration: { temperature, ...(line && { line }) } };
  };
}

/**
 * In which part each row is: the fold that validates it in the first repeat, which keeps groups and duplicates together and classes
 * apart evenly. Where there is one fold, clusters are dealt out in the (random) order of the rows.
 */
function partsOf(runner: Source, { result }: SuccessfulTrial, rows: readonly number[]): (row: number) => number {
  const folds = runner.matrices(result.dataId).folds.filter(({ fold }) => fold.repeat === 0);
  const parts = new Map<number, number>();
  if (folds.length > 1) {
    folds.forEach(({ fold }, part) => fold.validation.forEach((row) => parts.set(row, part)));
    return (row) => parts.get(row) ?? 0;
  }
  const clusterOf = (row: number): number => runner.partition.clusters?.[row] ?? row;
  for (const row of rows) if (!parts.has(clusterOf(row))) parts.set(clusterOf(row), parts.size % PARTS);
  return (row) => parts.get(clusterOf(row)) ?? 0;
}

/** Of each row: the probability of its true class, or the predicted number. */
const valuesOf = (predictions: Predictions, truth: Truth): Float64Array =>
  predictions.kind === 'classes' && truth.kind === 'classes'
    ? Float64Array.from(truth.codes, (code, row) => predictions.probabilities[row * predictions.classes + code] ?? 0)
    : numbersOf(predictions);

/** Keeps the loss of a confident mistake finite. */
const LEAST_PROBABILITY = 1e-15;

/** The selection metric of one averaged prediction. */
function lossOf(
  truth: Truth,
  { targetTransform, outputActivation }: Settings,
  target: TargetEncoder | undefined,
): (value: number, row: number) => number {
  if (truth.kind === 'classes') return (value) => -Math.log(Math.max(LEAST_PROBABILITY, value));
  const trueAt = (row: number): number => truth.values[row] ?? Number.NaN;
  const logarithm = (value: number): number => Math.log(Math.max(LEAST_PROBABILITY, value));
  if (outputActivation === 'exponential') return (value, row) => halfDeviance(trueAt(row), logarithm(value));
  if (outputActivation === 'sigmoid')
    return (value, row) => -trueAt(row) * logarithm(value) - (1 - trueAt(row)) * logarithm(1 - value);
  const transform =
    target?.kind === 'number' && target.quantiles
      ? numberEncoding(target)
      : targetTransform === 'log1p'
        ? (value: number): number => logarithm(1 + value)
        : (value: number): number => value;
  const truths = truth.values.map(transform);
  return (value, row) => (transform(value) - (truths[row] ?? Number.NaN)) ** 2;
}

interface Calibrating extends Pick<Fitting, 'truth' | 'settings'> {
  readonly rows: readonly number[];
  readonly weights: Fitting['weights'] | undefined;
}

function temperatureOf(predictions: Predictions, { truth, rows, settings, weights }: Calibrating): number {
  if (settings.calibration !== 'temperature' || predictions.kind !== 'classes' || truth.kind !== 'classes') return 1;
  const { classes, probabilities } = predictions;
  const ofRows = new Float64Array(rows.length * classes);
  rows.forEach((row, i) => ofRows.set(probabilities.subarray(row * classes, (row + 1) * classes), i * classes));
  return fitTemperature(ofRows, classes, {
    codes: Int32Array.from(rows, (row) => truth.codes[row] ?? 0),
    weights: weights && rows.map((row) => weights[row] ?? 0),
  });
}

const squaredMetrics: ReadonlySet<Settings['primaryMetric']> = new Set([
  'rootMeanSquaredError',
  'meanSquaredError',
  'r2',
]);

/** Where a mean is what scores best, and a network was trained for something near it. */
function lineOf(predictions: Predictions, { truth, rows, settings, weights }: Calibrating): Line | undefined {
  const isMeant = squaredMetrics.has(settings.primaryMetric) && settings.outputActivation === 'linear';
  if (!isMeant || truth.kind !== 'numbers' || rows.length < LEAST_ROWS) return undefined;
  return fitLine(numbersOf(predictions), truth.values, { rows, weights });
}

interface CrossFitting extends Omit<Fitting, 'settings'> {
  readonly rows: readonly number[];
  readonly fit: FitTo;
  readonly partOf: (row: number) => number;
}

/**
 * Predicts each part of the rows with what was fitted on the others. Whether calibration helps, by the log loss or by the squared
 * error in the target's own unit, is asked of all parts for the final model, and of the other parts for the rows of one.
 */
function crossFitted(
  predictions: readonly Predictions[],
  { rows, fit, partOf, truth, loss, range, weights }: CrossFitting,
): { readonly outOfFold: Predictions; readonly isCalibrated: boolean } {
  const outOfFold = averagePredictions(predictions.slice(0, 1), [Number.NaN]);
  const lossOver = (one: Predictions, held: readonly number[]): number => {
    const values = valuesOf(one, truth);
    const errorOf =
      truth.kind === 'classes'
        ? loss
        : (value: number, row: number) => (weights?.[row] ?? 1) * (value - (truth.values[row] ?? Number.NaN)) ** 2;
    return held.reduce((sum, row) => sum + errorOf(values[row] ?? Number.NaN, row), 0);
  };
  const parts = [...new Set(rows.map(partOf))].map((part) => {
    const held = rows.filter((row) => partOf(row) === part);
    const { shares, calibration } = fit(rows.filter((row) => partOf(row) !== part));
    const plain = averagePredictions(predictions, shares);
    const mended = calibrated(plain, calibration, range);
    return { held, plain, mended, gain: lossOver(plain, held) - lossOver(mended, held) };
  });
  const total = parts.reduce((sum, { gain }) => sum + gain, 0);
  for (const { held, plain, mended, gain } of parts) copyRows(total - gain > 0 ? mended : plain, outOfFold, held);
  return { outOfFold, isCalibrated: total > 0 };
}
