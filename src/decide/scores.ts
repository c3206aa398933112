import type { Matrices } from '../prepare/schema.js';
import type { Table } from '../profile/table.js';
import { type FoldCurve, luckOfChoice } from '../refine/choice.js';
import { directionOf, isLabelMetric, score } from '../refine/metrics.js';
import { mean, validatedRows } from '../refine/out-of-fold.js';
import type { Predictions, Truth } from '../refine/predictions.js';
import { type HonestInput, honestScore } from '../refine/statistics.js';
import type { Score } from '../settings/recommendation.js';
import type { Metric, Settings } from '../settings/slots.js';
import { outOfFoldPredictions, truthOf } from './decode.js';
import type { Ensemble } from './ensemble.js';
import type { Runner } from './runner.js';
import type { SuccessfulTrial } from './trial.js';

export interface ScoreInput {
  readonly runner: Pick<Runner, 'matrices' | 'partition'>;
  readonly table: Table;
  readonly settings: Settings;
  readonly candidates: readonly SuccessfulTrial[];
  readonly selected: SuccessfulTrial;
  /** What was selected, with the members of all repeats. */
  readonly final: SuccessfulTrial;
  readonly ensemble: Ensemble;
  readonly seed: number;
  /** Of a run that was stopped: rougher intervals, sooner. */
  readonly isHurried: boolean;
}

/** The interval of a stopped run hangs on a deviation that is known to about a sixth. */
const HURRIED_SAMPLES = 20;

export interface Scores {
  /** Of one member of what was selected, corrected for the selection. */
  readonly score: Score;
  /** Of the final model: averaged where several members predict each row out of fold, calibrated, with its threshold. */
  readonly expectedScore: Score;
}

/** Metric of each repeat over the rows, averaged. */
const meanScore = (metric: Metric, truth: Truth, repeats: readonly Predictions[], rows: Int32Array): number =>
  repeats.reduce((sum, predictions) => sum + score(metric, truth, predictions, rows), 0) / repeats.length;

/** Decoding is done only for candidates that a bootstrap sample selects. */
function memoize<K, V>(of: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? of(key);
    known.set(key, value);
    return value;
  };
}

/** Scores of the selected trial in its primary metric, with 95 % intervals. */
export function scoresOf(input: ScoreInput): Scores {
  const { runner, table, settings, candidates, selected, final, ensemble, seed, isHurried } = input;
  const metric = settings.primaryMetric ?? 'logLoss';
  const truth = truthOf(table, runner.matrices(selected.result.dataId), settings.task);
  const predicted = memoize((trial: SuccessfulTrial) => {
    const matrices = runner.matrices(trial.result.dataId);
    return outOfFoldPredictions(trial.result.outOfFold, { matrices, settings: trial.settings });
  });
  const { clusters } = runner.partition;
  const ofRows = honestScore({
    losses: candidates.map((trial) => trial.result.losses),
    scoreOf: (candidate, rows) => meanScore(metric, truth, predicted(candidates[candidate] ?? selected), rows),
    seed,
    ...sharesTraining(metric, settings, runner.matrices(selected.result.dataId)),
    ...(clusters && { clusters }),
    ...(isHurried && { most: HURRIED_SAMPLES }),
  });
  const correct = luckCorrection(input, {
    metric,
    of: settings,
    curves: candidates.map(({ result }) => result.foldCurve),
    loss: mean(selected.result.foldLosses),
  });
  const ofSelected = validatedRows(selected.result.losses);
  const honest = correct ? around(correct(meanScore(metric, truth, predicted(selected), ofSelected)), ofRows) : ofRows;
  const { kind, parts, ofMembers, outOfFold } = ensemble;
  const rows = validatedRows(final.result.losses);
  // What averaging, temperature and threshold gain over its members is added to the corrected score of one member.
  const gain = score(metric, truth, outOfFold, rows) - meanScore(metric, truth, ofMembers, rows);
  return {
    score: { ...shifted(metric, honest, 0), of: 'member' },
    expectedScore: {
      ...shifted(metric, honest, gain),
      of: kind === 'ensemble' && (ofMembers.length > 1 || parts.length > 1) ? 'ensemble' : 'member',
    },
  };
}

type Scaling = (score: number, times: number) => number;

/** What becomes of a score when the loss that it is made of is so many times as large. */
const scoreTimesLoss: Readonly<Partial<Record<Metric, Scaling>>> = {
  logLoss: (score, times) => score * times,
  meanSquaredError: (score, times) => score * times,
  rootMeanSquaredError: (score, times) => score * Math.sqrt(times),
  r2: (score, times) => 1 - (1 - score) * times,
};

interface Chosen {
  readonly metric: Metric;
  readonly of: Settings;
  readonly curves: readonly FoldCurve[];
  /** Mean loss of what is scored. */
  readonly loss: number;
}

/**
 * What a score over all rows is without the luck of having been chosen among all evaluations of the curves. Absent where the metric is not made of the loss that they were chosen by: another
 * error, logarithms or quantiles of it, weights of rows, which a score does not have. The rows alone then tell the luck, of trials and not of their epochs.
 */
function luckCorrection(
  { table, seed }: Pick<ScoreInput, 'table' | 'seed'>,
  { metric, of, curves, loss }: Chosen,
): ((score: number) => number) | undefined {
  const scale = scoreTimesLoss[metric];
  if (!scale || !(loss > 0) || table.weights || (metric !== 'logLoss' && !hasSquaredLoss(of))) return undefined;
  const luck = luckOfChoice({ curves, seed });
  return luck === undefined ? undefined : (score) => scale(score, 1 + luck / loss);
}

/** Whether what epochs are chosen by is the squared error, but for the unit. */
const hasSquaredLoss = ({ loss, outputActivation, targetTransform }: Settings): boolean =>
  loss !== 'poisson' && outputActivation === 'linear' && targetTransform !== 'log1p' && targetTransform !== 'quantile';

/** The same interval about another value. */
const around = (
  value: number,
  { value: from, interval: [low, high] }: Pick<Score, 'value' | 'interval'>,
): Pick<Score, 'value' | 'interval'> => ({
  value,
  interval: [low + value - from, high + value - from],
});

/** Kinds of folds in which a row that is held out trains no network by which a row of that network's own is judged. */
const oneWayFolds: ReadonlySet<Settings['foldKind']> = new Set(['holdout', 'forward']);

/**
 * How often rows train each other's networks, so that the score's error has a share from that. No two rows do so where one part is held out, or only what comes later; and of scores by
 * the class that is named no more error was measured than their rows tell (docs/adr/0013).
 */
function sharesTraining(
  metric: Metric,
  { foldKind }: Settings,
  { folds }: Matrices,
): Pick<HonestInput, 'sharesTraining'> {
  if (isLabelMetric(metric) || oneWayFolds.has(foldKind)) return {};
  return { sharesTraining: folds.some(({ fold }) => fold.repeat > 0) ? 'repeatedly' : 'once' };
}

/** The same with so much more, bounds and all. */
const shifted = (
  metric: Metric,
  { value, interval: [low, high] }: Pick<Score, 'value' | 'interval'>,
  by: number,
): Pick<Score, 'metric' | 'value' | 'interval'> => ({
  metric,
  value: bounded(metric, value + by),
  interval: [bounded(metric, low + by), bounded(metric, high + by)],
});

/** Within what the metric can be: errors and shares are not negative, and what is better when larger is at most 1. */
const bounded = (metric: Metric, value: number): number => {
  const above = metric === 'r2' ? value : Math.max(0, value);
  return directionOf(metric) === 1 ? Math.min(1, above) : above;
};

/** Score of given out-of-fold outputs (a baseline), with its 95 % interval. `foldCurve`: of the model that they are of; absent: they are a constant's. */
export function baselineScore(
  { runner, table, settings, seed, isHurried }: Omit<ScoreInput, 'candidates' | 'selected' | 'final' | 'ensemble'>,
  {
    outputs,
    losses,
    dataId,
    of,
    foldCurve,
    foldLosses,
  }: {
    readonly outputs: Float32Array | Float64Array;
    readonly losses: Float64Array;
    readonly dataId: string;
    readonly of: Settings;
    readonly foldCurve?: FoldCurve;
    readonly foldLosses?: readonly number[];
  },
): Score {
  const metric = settings.primaryMetric ?? 'logLoss';
  const matrices = runner.matrices(dataId);
  const truth = truthOf(table, matrices, settings.task);
  const repeats = outOfFoldPredictions(outputs, { matrices, settings: of });
  const { clusters } = runner.partition;
  const scored = honestScore({
    losses: [losses],
    scoreOf: (_, rows) => meanScore(metric, truth, repeats, rows),
    seed,
    ...(foldCurve && sharesTraining(metric, settings, matrices)),
    ...(clusters && { clusters }),
    ...(isHurried && { most: HURRIED_SAMPLES }),
  });
  const correct =
    foldLosses &&
    foldCurve &&
    luckCorrection({ table, seed }, { metric, of, curves: [foldCurve], loss: mean(foldLosses) });
  const honest = correct ? around(correct(scored.value), scored) : scored;
  return { ...shifted(metric, honest, 0), of: 'member' };
}
