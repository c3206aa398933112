import { blendShares } from '../refine/blend.js';
import { fitTemperature } from '../refine/calibrate.js';
import type { Predictions, Truth } from '../refine/predictions.js';
import type { Settings } from '../settings/slots.js';
import { averagePredictions, copyRows, numbersOf, outOfFoldPredictions, softened, truthOf } from './decode.js';
import type { Runner } from './runner.js';
import type { SuccessfulTrial } from './trial.js';

/** One configuration in the final model: all its fold members, with the weight of their mean. */
export interface Part {
  readonly trial: SuccessfulTrial;
  readonly share: number;
}

/** The final model before it is packed: fold members of one configuration or several, averaged, with one temperature. */
export interface Ensemble {
  readonly parts: readonly Part[];
  readonly temperature: number;
  /**
   * Out-of-fold predictions of the rows by the ensemble; shares and temperature of each row are fitted without it, so that
   * they can be scored honestly. Rows that no fold validates are NaN.
   */
  readonly outOfFold: Predictions;
}

/** The part of a runner that is read here. */
type Source = Pick<Runner, 'table' | 'partition' | 'matrices'>;

export interface EnsembleInput {
  readonly runner: Source;
  /** What was selected, with the members of all repeats. */
  readonly selected: SuccessfulTrial;
  /** Configurations that may complement it. */
  readonly candidates: readonly SuccessfulTrial[];
}

/** Candidates beside the selected one: the best by their own loss. */
const MOST_CANDIDATES = 10;
/** Rows on which shares and a temperature are fitted, at the most: a few numbers, well known from as many rows. */
const MOST_ROWS = 2000;
/** Parts of the rows for which shares and temperature are fitted on the other parts. */
const PARTS = 5;

/**
 * The fold members of the selected configuration, and those of other trials where their mean predicts better out of fold
 * (docs/adr/0005); the temperature is fitted on the averaged predictions.
 */
export function ensembleOf({ runner, selected, candidates }: EnsembleInput): Ensemble {
  const others = candidates
    .filter(({ id, result }) => id !== selected.id && result.weights.length > 0)
    .toSorted((a, b) => a.result.loss - b.result.loss)
    .slice(0, MOST_CANDIDATES);
  const trials = [selected, ...others];
  const predictions = trials.map((trial) => averagedOutOfFold(trial, runner));
  const fit = fitterOf(predictions, runner, selected);
  const rows = validatedRows(selected);
  const { shares, temperature } = fit(rows);
  return {
    parts: trials.map((trial, i) => ({ trial, share: shares[i] ?? 0 })).filter(({ share }) => share > 0),
    temperature,
    outOfFold: crossFitted(predictions, { rows, fit, clusters: runner.partition.clusters }),
  };
}

/** Mean of a trial's predictions over the repeats that it was trained on. */
function averagedOutOfFold({ result, settings }: SuccessfulTrial, runner: Source): Predictions {
  const matrices = runner.matrices(result.dataId);
  return averagePredictions(outOfFoldPredictions(result.outOfFold, { matrices, settings }));
}

const validatedRows = ({ result }: SuccessfulTrial): number[] =>
  [...result.losses.keys()].filter((row) => !Number.isNaN(result.losses[row] ?? Number.NaN));

interface Fit {
  readonly shares: readonly number[];
  readonly temperature: number;
}

/** Shares and temperature as a function of the rows that they are fitted on. */
function fitterOf(
  predictions: readonly Predictions[],
  runner: Source,
  { result, settings }: SuccessfulTrial,
): (rows: readonly number[]) => Fit {
  const truth = truthOf(runner.table, runner.matrices(result.dataId));
  const values = predictions.map((one) => valuesOf(one, truth));
  const loss = lossOf(truth, settings);
  return (all) => {
    const every = Math.ceil(all.length / MOST_ROWS);
    const rows = all.filter((_, i) => i % every === 0);
    const shares = blendShares({ values, loss, rows });
    return { shares, temperature: temperatureOf(averagePredictions(predictions, shares), { truth, rows, settings }) };
  };
}

/** Of each row: the probability of its true class, or the predicted number. */
const valuesOf = (predictions: Predictions, truth: Truth): Float64Array =>
  predictions.kind === 'classes' && truth.kind === 'classes'
    ? Float64Array.from(truth.codes, (code, row) => predictions.probabilities[row * predictions.classes + code] ?? 0)
    : numbersOf(predictions);

/** Keeps the loss of a confident mistake finite. */
const LEAST_PROBABILITY = 1e-15;

/** The selection metric of one averaged prediction. */
function lossOf(truth: Truth, { targetTransform, outputActivation }: Settings): (value: number, row: number) => number {
  if (truth.kind === 'classes') return (value) => -Math.log(Math.max(LEAST_PROBABILITY, value));
  const trueAt = (row: number): number => truth.values[row] ?? Number.NaN;
  if (outputActivation === 'exponential') return (value, row) => value - trueAt(row) * Math.log(value);
  const transform = targetTransform === 'log1p' ? Math.log1p : (value: number): number => value;
  return (value, row) => (transform(value) - transform(trueAt(row))) ** 2;
}

function temperatureOf(
  predictions: Predictions,
  { truth, rows, settings }: { truth: Truth; rows: readonly number[]; settings: Settings },
): number {
  if (settings.calibration !== 'temperature' || predictions.kind !== 'classes' || truth.kind !== 'classes') return 1;
  const { classes, probabilities } = predictions;
  const ofRows = new Float64Array(rows.length * classes);
  rows.forEach((row, i) => ofRows.set(probabilities.subarray(row * classes, (row + 1) * classes), i * classes));
  return fitTemperature(
    ofRows,
    classes,
    Int32Array.from(rows, (row) => truth.codes[row] ?? 0),
  );
}

/** Predicts each part of the rows with what was fitted on the others; rows of one cluster are in one part. */
function crossFitted(
  predictions: readonly Predictions[],
  {
    rows,
    fit,
    clusters,
  }: { rows: readonly number[]; fit: (rows: readonly number[]) => Fit; clusters?: Int32Array | undefined },
): Predictions {
  const partOf = (row: number): number => (clusters?.[row] ?? row) % PARTS;
  const all = averagePredictions(predictions.slice(0, 1), [Number.NaN]);
  for (let part = 0; part < PARTS; part++) {
    const held = rows.filter((row) => partOf(row) === part);
    if (held.length === 0) continue;
    const { shares, temperature } = fit(rows.filter((row) => partOf(row) !== part));
    copyRows(softened(averagePredictions(predictions, shares), temperature), all, held);
  }
  return all;
}
