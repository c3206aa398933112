import type { Table } from '../profile/table.js';
import { allRows, directionOf, score } from '../refine/metrics.js';
import type { Predictions, Truth } from '../refine/predictions.js';
import { honestScore } from '../refine/statistics.js';
import type { Score } from '../settings/recommendation.js';
import type { Metric, Settings } from '../settings/slots.js';
import { outOfFoldPredictions, truthOf } from './decode.js';
import type { Ensemble } from './ensemble.js';
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
  readonly ensemble: Ensemble;
  readonly seed: number;
  /** Of a run that was stopped: rougher intervals, sooner. */
  readonly isHurried: boolean;
}

/** The interval of a stopped run lies between about its 5 % and 95 % points. */
const HURRIED_SAMPLES = 20;

export interface Scores {
  /** Of one member of what was selected, corrected for the selection. */
  readonly score: Score;
  /** Of the final model: averaged where several members predict each row out of fold, calibrated, with its threshold. */
  readonly expectedScore: Score;
}

const validatedRows = (losses: Float64Array): Int32Array =>
  allRows(losses.length).filter((row) => !Number.isNaN(losses[row] ?? Number.NaN));

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
  const honest = honestScore({
    losses: candidates.map((trial) => trial.result.losses),
    scoreOf: (candidate, rows) => meanScore(metric, truth, predicted(candidates[candidate] ?? selected), rows),
    seed,
    ...(clusters && { clusters }),
    ...(isHurried && { most: HURRIED_SAMPLES }),
  });
  const member: Score = { metric, ...honest, of: 'member' };
  const { kind, parts, ofMembers, outOfFold } = ensemble;
  const rows = validatedRows(final.result.losses);
  // What averaging, temperature and threshold gain over its members is added to the corrected score of one member.
  const gain = score(metric, truth, outOfFold, rows) - meanScore(metric, truth, ofMembers, rows);
  const [low, high] = honest.interval;
  return {
    score: member,
    expectedScore: {
      metric,
      value: bounded(metric, honest.value + gain),
      interval: [bounded(metric, low + gain), bounded(metric, high + gain)],
      of: kind === 'ensemble' && (ofMembers.length > 1 || parts.length > 1) ? 'ensemble' : 'member',
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
  { runner, table, settings, seed, isHurried }: Omit<ScoreInput, 'candidates' | 'selected' | 'final' | 'ensemble'>,
  {
    outputs,
    losses,
    dataId,
    of,
  }: { outputs: Float32Array | Float64Array; losses: Float64Array; dataId: string; of: Settings },
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
    ...(clusters && { clusters }),
    ...(isHurried && { most: HURRIED_SAMPLES }),
  });
  return { metric, value: scored.value, interval: scored.interval, of: 'member' };
}
