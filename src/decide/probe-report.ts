import type { PoolBackend } from '../probe/pool.js';
import { summarizeOutOfFold } from '../refine/summarize-out-of-fold.js';
import type { ProbeReport, Trial } from '../settings/recommendation.js';
import type { Settings } from '../settings/slots.js';
import { truthOf } from './decode.js';
import type { Ensemble } from './ensemble.js';
import { type DataSlope, fullTrainingOf } from './full-training.js';
import type { ProbeOutcome } from './run-probe.js';
import type { Runner } from './runner.js';
import type { RecommendRequest } from './schema.js';
import { baselineScore, type Scores } from './scores.js';
import type { TrainedTrial } from './trial.js';

export interface ReportInput {
  readonly run: Pick<RecommendRequest, 'probe' | 'seed'> & { readonly id: string; readonly seconds: number };
  readonly runner: Runner;
  readonly outcome: ProbeOutcome;
  readonly backend: PoolBackend;
  readonly isCancelled: boolean;
  readonly settings: Settings;
  readonly scores?: Scores;
  readonly ensemble?: Ensemble;
  /** Rows of the whole file. */
  readonly fileRows: number;
  readonly dataSlope?: DataSlope;
}

/** A trial as it is published: what changed, what came of it. */
export function reportTrial(trial: TrainedTrial): Trial {
  const { id, parentId, grownFrom, changes, because, epochsShare, result, kept, paired } = trial;
  return {
    id,
    parentId,
    ...(grownFrom && { grownFrom: grownFrom.id }),
    settings: changes as Trial['settings'],
    because,
    ...(epochsShare !== undefined && { epochsShare }),
    score: result?.loss ?? null,
    kept,
    ...(result && { chosenEpoch: result.observation.chosenEpoch }),
    ...(paired && {
      difference: paired.difference,
      ...(paired.interval.every(Number.isFinite) && { interval: [...paired.interval] }),
      probabilityOfGain: paired.probabilityAbove(0),
    }),
  };
}

export function probeReport(input: ReportInput): ProbeReport {
  const { run, runner, outcome, backend, isCancelled, scores, ensemble, fileRows, dataSlope } = input;
  const { selected } = outcome;
  return {
    id: run.id,
    status: isCancelled ? 'cancelled' : 'succeeded',
    backend: `${backend.name} (TensorFlow.js ${backend.version})`,
    seed: run.seed,
    ...run.probe,
    seconds: run.seconds,
    rows: runner.table.rows,
    plan: [...runner.plans],
    baselines: baselines(input),
    trials: listedTrials(outcome, ensemble).map((trial) => ({
      ...reportTrial(trial),
      ...(trial === selected && { selected: true as const }),
    })),
    score: scores?.score ?? null,
    expectedScore: scores?.expectedScore ?? null,
    ...(ensemble && { finalModel: finalModelReport(ensemble, runner), ...outOfFoldOf(ensemble, input) }),
    learningCurves: learningCurves(outcome),
    ...(dataSlope && { dataSlope }),
    ...(selected && {
      fullTraining: fullTrainingOf(selected, { runner, rows: fileRows, ...(dataSlope && { dataSlope }) }),
    }),
  };
}

/** What was tried; the linear baseline too where the recommendation ends with it, or the final model has it. */
function listedTrials({ trials, linear, selected }: ProbeOutcome, ensemble: Ensemble | undefined): TrainedTrial[] {
  const isNamed = linear && (linear === selected || ensemble?.parts.some(({ trial }) => trial.id === linear.id));
  return isNamed ? [...trials, linear] : [...trials];
}

const finalModelReport = (
  { kind, parts, calibration, threshold }: Ensemble,
  runner: Runner,
): ProbeReport['finalModel'] => ({
  kind,
  parts: parts.map(({ trial: { id, result }, share }) => ({
    trialId: id,
    share,
    members: runner.matrices(result.dataId).folds.length,
  })),
  ...calibration,
  ...(threshold !== undefined && { threshold }),
});

function outOfFoldOf(
  { outOfFold: predictions }: Ensemble,
  { runner, outcome }: ReportInput,
): Pick<ProbeReport, 'outOfFold'> {
  if (!outcome.selected) return {};
  const { table } = runner;
  const truth = truthOf(table, runner.matrices(outcome.selected.result.dataId));
  const outOfFold = summarizeOutOfFold({ predictions, truth, labels: table.target.labels ?? [] });
  return outOfFold ? { outOfFold } : {};
}

function baselines({ runner, outcome, settings, run, isCancelled }: ReportInput): ProbeReport['baselines'] {
  const { constant, table } = runner;
  const first = outcome.candidates[0];
  if (!first) return [];
  const input = { runner, table, settings, seed: run.seed, isHurried: isCancelled };
  const ofConstant = { ...constant, of: settings };
  const { linear } = outcome;
  return [
    { name: 'constant', score: baselineScore(input, ofConstant) },
    ...(linear
      ? [
          {
            name: 'linear' as const,
            score: baselineScore(input, {
              ...linear.result,
              outputs: linear.result.outOfFold,
              of: linear.settings,
            }),
          },
        ]
      : []),
  ];
}

/** Of what was selected, of the recommendation and of the linear model. */
function learningCurves({ trials, linear, selected }: ProbeOutcome): ProbeReport['learningCurves'] {
  const recommended = trials.find(({ because }) => because === 'recommendation');
  const shown = [selected, recommended, linear].filter(
    (trial, i, all) => trial !== undefined && all.indexOf(trial) === i,
  );
  return shown.flatMap((trial) => {
    const observation = trial?.result?.observation;
    if (!trial || !observation) return [];
    const { epochs, train, validation } = observation.curve;
    return [
      {
        trialId: trial.id,
        epochs: [...epochs],
        train: [...train],
        validation: [...validation],
        chosenEpoch: observation.chosenEpoch,
      },
    ];
  });
}
