import { decodeNumber } from '../prepare/encode-target.js';
import type { Matrices, TargetEncoder } from '../prepare/schema.js';
import type { Table } from '../profile/table.js';
import { fitTemperature } from '../refine/calibrate.js';
import { allRows, directionOf, score } from '../refine/metrics.js';
import { classProbabilities, type Predictions, type Truth } from '../refine/predictions.js';
import { honestScore } from '../refine/statistics.js';
import type { Score } from '../settings/recommendation.js';
import type { Metric, Settings } from '../settings/slots.js';
import type { Runner } from './runner.js';
import type { SuccessfulTrial } from './trial.js';

export interface ScoreInput {
  readonly runner: Runner;
  readonly table: Table;
  readonly settings: Settings;
  readonly candidates: readonly SuccessfulTrial[];
  readonly selected: SuccessfulTrial;
  /** What was selected, with the members of all repeats. */
  readonly final: SuccessfulTrial;
  readonly seed: number;
}

export interface Scores {
  /** Of one member of what was selected, corrected for the selection. */
  readonly score: Score;
  /** Of the ensemble where repeats let it be estimated, else of one member. */
  readonly expectedScore: Score;
}

/** What is true of the table's rows, in the terms of its task. */
export function truthOf(table: Table, matrices: Matrices): Truth {
  const target = matrices.folds[0]?.target;
  if (target?.kind === 'classes') {
    return { kind: 'classes', classes: target.labels.length, codes: table.target.codes ?? new Int32Array(0) };
  }
  return { kind: 'numbers', values: table.target.values ?? new Float64Array(0) };
}

/** A network's outputs for some rows as predictions. */
export function decodeOutputs(
  outputs: ArrayLike<number>,
  target: TargetEncoder,
  { settings, temperature }: { readonly settings: Settings; readonly temperature: number },
): Predictions {
  if (target.kind === 'classes') {
    const width = target.labels.length > 2 ? target.labels.length : 1;
    return {
      kind: 'classes',
      classes: target.labels.length,
      probabilities: classProbabilities(outputs, width, temperature),
    };
  }
  const isSeenOnly = settings.predictionRange === 'seen';
  const values = Float64Array.from(outputs, (output) => {
    const activated = outputActivations[settings.outputActivation ?? 'linear'](output);
    return decodeNumber(target, activated, isSeenOnly);
  });
  return { kind: 'numbers', values };
}

/** Of a target that is a number; softmax has no meaning for one output. */
const outputActivations: Readonly<Record<NonNullable<Settings['outputActivation']>, (output: number) => number>> = {
  linear: (output) => output,
  exponential: Math.exp,
  sigmoid: (output) => 1 / (1 + Math.exp(-output)),
  softmax: (output) => output,
};

/** Out-of-fold predictions of all rows, one set a repeat; rows that no fold validates are NaN. */
export function outOfFoldPredictions(
  outOfFold: ArrayLike<number>,
  { matrices, settings, temperature }: { matrices: Matrices; settings: Settings; temperature: number },
): Predictions[] {
  const repeats = new Map<number, Predictions>();
  let from = 0;
  for (const { fold, target } of matrices.folds) {
    const size = fold.validation.length * matrices.outputs;
    const outputs = Array.prototype.slice.call(outOfFold, from, from + size) as number[];
    const part = decodeOutputs(outputs, target, { settings, temperature });
    const whole = repeats.get(fold.repeat) ?? emptyLike(part, matrices.rows);
    repeats.set(fold.repeat, whole);
    scatter(part, whole, fold.validation);
    from += size;
  }
  return [...repeats.values()];
}

const emptyLike = (part: Predictions, rows: number): Predictions =>
  part.kind === 'classes'
    ? { ...part, probabilities: new Float64Array(rows * part.classes).fill(Number.NaN) }
    : { kind: 'numbers', values: new Float64Array(rows).fill(Number.NaN) };

function scatter(part: Predictions, whole: Predictions, rows: Int32Array): void {
  const [from, to, width] =
    part.kind === 'classes' && whole.kind === 'classes'
      ? [part.probabilities, whole.probabilities, part.classes]
      : part.kind === 'numbers' && whole.kind === 'numbers'
        ? [part.values, whole.values, 1]
        : [];
  if (!from || !to || !width) return;
  rows.forEach((row, i) => to.set(from.subarray(i * width, (i + 1) * width), row * width));
}

/** Mean of several predictions of the same rows. */
export function averagePredictions(all: readonly Predictions[]): Predictions {
  const [first] = all;
  if (!first) throw new Error('no predictions to average');
  const mean = (of: (predictions: Predictions) => Float64Array): Float64Array => {
    const sum = new Float64Array(of(first).length);
    for (const one of all) of(one).forEach((value, i) => (sum[i] = (sum[i] ?? 0) + value / all.length));
    return sum;
  };
  const values = mean((one) => (one.kind === 'classes' ? one.probabilities : one.values));
  return first.kind === 'classes' ? { ...first, probabilities: values } : { kind: 'numbers', values };
}

/** The temperature for the final model, fitted on out-of-fold outputs; 1 unless the settings ask for it. */
export function temperatureOf(trial: SuccessfulTrial, matrices: Matrices, table: Table): number {
  const { codes } = table.target;
  if (trial.settings.calibration !== 'temperature' || matrices.folds[0]?.target.kind !== 'classes' || !codes) return 1;
  const validated = Int32Array.from(
    matrices.folds.flatMap(({ fold }) => Array.from(fold.validation, (row) => codes[row] ?? 0)),
  );
  return fitTemperature(trial.result.outOfFold, matrices.outputs, validated);
}

const validatedRows = (losses: Float64Array): Int32Array =>
  allRows(losses.length).filter((row) => !Number.isNaN(losses[row] ?? Number.NaN));

/** Metric of each repeat over the rows, averaged. */
const meanScore = (metric: Metric, truth: Truth, repeats: readonly Predictions[], rows: Int32Array): number =>
  repeats.reduce((sum, predictions) => sum + score(metric, truth, predictions, rows), 0) / repeats.length;

/** Calibrating and decoding is done only for candidates that a bootstrap sample selects. */
function memoize<K, V>(of: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? of(key);
    known.set(key, value);
    return value;
  };
}

/** Scores of the selected trial in its primary metric, with 95 % intervals. */
export function scoresOf({ runner, table, settings, candidates, selected, final, seed }: ScoreInput): Scores {
  const metric = settings.primaryMetric ?? 'logLoss';
  const truth = truthOf(table, runner.matrices(selected.result.dataId));
  const predicted = memoize((trial: SuccessfulTrial) => {
    const matrices = runner.matrices(trial.result.dataId);
    const temperature = temperatureOf(trial, matrices, table);
    return outOfFoldPredictions(trial.result.outOfFold, { matrices, settings: trial.settings, temperature });
  });
  const { clusters } = runner.partition;
  const honest = honestScore({
    losses: candidates.map((trial) => trial.result.losses),
    scoreOf: (candidate, rows) => meanScore(metric, truth, predicted(candidates[candidate] ?? selected), rows),
    seed,
    ...(clusters && { clusters }),
  });
  const member: Score = { metric, ...honest, of: 'member' };
  const repeats = predicted(final);
  if (repeats.length < 2) return { score: member, expectedScore: member };
  const rows = validatedRows(final.result.losses);
  // The ensemble's advantage over its members is added to the corrected score of one member.
  const gain = score(metric, truth, averagePredictions(repeats), rows) - meanScore(metric, truth, repeats, rows);
  const [low, high] = honest.interval;
  return {
    score: member,
    expectedScore: {
      metric,
      value: bounded(metric, honest.value + gain),
      interval: [bounded(metric, low + gain), bounded(metric, high + gain)],
      of: 'ensemble',
    },
  };
}

/** Within what the metric can be: errors and shares are not negative, and what is better when larger is at most 1. */
const bounded = (metric: Metric, value: number): number => {
  const above = metric === 'r2' ? value : Math.max(0, value);
  return directionOf(metric) === 1 ? Math.min(1, above) : above;
};

/** Score of given out-of-fold outputs (a baseline), with a bootstrap interval. */
export function baselineScore(
  { runner, table, settings, seed }: Omit<ScoreInput, 'candidates' | 'selected' | 'final'>,
  { outputs, losses, dataId, of }: { outputs: ArrayLike<number>; losses: Float64Array; dataId: string; of: Settings },
): Score {
  const metric = settings.primaryMetric ?? 'logLoss';
  const matrices = runner.matrices(dataId);
  const truth = truthOf(table, matrices);
  const repeats = outOfFoldPredictions(outputs, { matrices, settings: of, temperature: 1 });
  const { clusters } = runner.partition;
  const scored = honestScore({
    losses: [losses],
    scoreOf: (_, rows) => meanScore(metric, truth, repeats, rows),
    seed,
    ...(clusters && { clusters }),
  });
  return { metric, value: scored.value, interval: scored.interval, of: 'member' };
}
