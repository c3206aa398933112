import type { DecisionRecord } from '../audit/schema.js';
import type { PoolBackend } from '../probe/pool.js';
import type { Dataset } from '../profile/read.js';
import type { Recommendation } from '../settings/recommendation.js';
import type { Settings, Warning } from '../settings/slots.js';
import { isClassification } from '../settings/tasks.js';
import type { Ensemble } from './ensemble.js';
import { finalSettings, judgeAdvice } from './final-advice.js';
import { finalModelOf } from './final-model.js';
import { type Model, modelOf } from './model.js';
import { noSignalWarnings } from './no-signal.js';
import { testScores, writeTablePredictions } from './predict.js';
import { probeReport, reportTrial } from './probe-report.js';
import { probeRecords, recordContext } from './record.js';
import type { Advised, Run, Trained } from './run.js';
import type { Runner } from './runner.js';
import { scoresOf } from './scores.js';
import { probed, trainedOnce } from './training.js';

/** Where a recommendation is on record. */
type Place = Pick<Recommendation, 'id' | 'decisionId' | 'createdAt'>;

/** The rules' answer, before anything is trained. */
export function beforeTraining({ advisor, dataset, others, profile, advice }: Advised, place: Place): Recommendation {
  const { name, version, hash } = advisor.ruleSet;
  return {
    ...place,
    ruleSet: { name, version, hash },
    profile,
    settings: advice.settings,
    advice: advice.items,
    warnings: [...warningsOf(dataset, advice.settings), ...others.warnings],
  };
}

/** The reader of the file and the rules may warn of the same thing; the reader knows the columns' names. */
const warningsOf = (dataset: Dataset, { task, warnings }: Settings): Warning[] => {
  // What is a number for the rules has no classes, though its few values may look like some to the reader.
  const isOfClasses = task !== null && isClassification(task);
  const read = dataset.warnings.filter(({ code }) => isOfClasses || code !== 'single_row_class');
  const known = new Set(read.map(({ code }) => code));
  return [...read, ...(warnings ?? []).filter(({ code }) => !known.has(code))];
};

/** What training made of a recommendation; nothing of it is on record yet. */
export interface TrainedRecommendation {
  readonly recommendation: Recommendation;
  /** Of the training; that of the rules' answer comes before them. */
  readonly decisions: readonly DecisionRecord[];
  readonly status: 'succeeded' | 'cancelled';
  /** Absent when nothing was trained. */
  readonly model?: Model;
}

/** Trains what was recommended, once or in a probe, judges it, and scores and predicts what was asked for. */
export async function trainRecommendation(
  run: Run,
  first: Recommendation,
  probeId: string = run.context.ids('prb'),
): Promise<TrainedRecommendation> {
  const { request, dataset } = run;
  const backend = await run.pool.backend();
  const trained = request.probe ? await probed(run) : await trainedOnce(run);
  run.reporter.final();
  const isCancelled = run.options.signal?.aborted === true;
  const { ensemble, warnings = [] } = finalModelOfTrained(trained, request.seed);
  const model = ensemble && modelOf(ensemble, { runner: trained.runner, schema: dataset.schema });
  const isReady = !isCancelled && model !== undefined;
  const test = isReady && run.others.test ? await testScores(model, run.pool, run.others.test) : undefined;
  if (isReady && run.others.predict && request.predict) {
    await writeTablePredictions(model, run.pool, { table: run.others.predict, file: request.predict.predictions });
  }
  const recommendation = completed(run, first, {
    trained: { ...trained, warnings: [...trained.warnings, ...warnings] },
    backend,
    probeId,
    isCancelled,
    ...(ensemble && { ensemble }),
    ...(test && { test }),
  });
  return {
    recommendation,
    decisions: recordsOf(run, recommendation, { trained, probeId }),
    status: isCancelled ? 'cancelled' : 'succeeded',
    ...(model && { model }),
  };
}

function finalModelOfTrained(
  { runner, selected, refit, outcome }: Trained,
  seed: number,
): Partial<ReturnType<typeof finalModelOf>> {
  if (!selected) return {};
  return finalModelOf({ runner, selected, candidates: outcome?.candidates ?? [], seed, ...(refit && { refit }) });
}

interface Completion {
  readonly trained: Trained;
  readonly ensemble?: Ensemble;
  readonly backend: PoolBackend;
  readonly probeId: string;
  readonly isCancelled: boolean;
  readonly test?: Readonly<Record<string, number>>;
}

/** The recommendation after training: final values, verdicts, the probe's report and the test scores. */
function completed(run: Run, first: Recommendation, completion: Completion): Recommendation {
  const { trained, ensemble, backend, test } = completion;
  const { outcome, runner, selected } = trained;
  const warnings = [
    ...first.warnings,
    ...run.trainable.warnings,
    ...trained.warnings,
    ...lossWarnings(runner),
    ...noSignalWarnings(outcome, runner),
    ...backendWarnings(backend),
  ];
  const base = { ...first, warnings, ...(test && { test: { ...test } }) };
  if (!outcome) return base;
  const settings = selected
    ? finalSettings(run.advice.settings, run.trainable.settings, selected.settings)
    : first.settings;
  const advice = judgeAdvice(first.advice, { final: settings, outcome, runner });
  for (const { slot, verdict } of advice) run.reporter.verdict(slot, verdict);
  const seconds = (run.context.clock.elapsed() - run.started) / 1000;
  const scores =
    outcome.selected &&
    selected &&
    ensemble &&
    scoresOf({
      runner,
      table: runner.table,
      settings,
      candidates: outcome.candidates,
      selected: outcome.selected,
      final: selected,
      ensemble,
      seed: run.request.seed,
      isHurried: completion.isCancelled,
    });
  const probe = probeReport({
    run: { ...run.request, id: completion.probeId, seconds },
    runner,
    outcome,
    backend,
    isCancelled: completion.isCancelled,
    settings,
    ...(scores && { scores }),
    ...(ensemble && { ensemble }),
    fileRows: run.dataset.table.rows,
    ...(trained.dataSlope && { dataSlope: trained.dataSlope }),
  });
  return { ...base, settings, advice, probe };
}

const lossWarnings = ({ lostTrials }: Runner): Warning[] =>
  lostTrials === 0
    ? []
    : [
        {
          code: 'trials_lost',
          message: `${lostTrials === 1 ? 'One trial was lost with its' : `${lostTrials} trials were lost with their`} training process, also when tried again.`,
        },
      ];

const backendWarnings = ({ name, reason }: PoolBackend): Warning[] =>
  reason === undefined
    ? []
    : [
        {
          code: 'slow_backend',
          message: `Training ran on ${name}, which is slower than the native library: ${reason}. \`sextant doctor\` says how to mend it.`,
        },
      ];

function recordsOf(
  run: Run,
  recommendation: Recommendation,
  { trained, probeId }: { trained: Trained; probeId: string },
) {
  const { outcome } = trained;
  if (!outcome) return [];
  const refined = new Set(outcome.refinements.flatMap(({ trials }) => trials.map(({ id }) => id)));
  const { linear } = outcome;
  const listed = recommendation.probe?.trials ?? [];
  const isListed = listed.some(({ id }) => id === linear?.id);
  const planned = [
    ...(linear && !isListed ? [reportTrial(linear)] : []),
    ...listed.filter(({ id }) => !refined.has(id)),
  ];
  return probeRecords(recordContext(run.context, run.advisor.ruleSet, null), {
    recommendation,
    probeId,
    refinements: outcome.refinements,
    planned,
    durationMs: run.context.clock.elapsed() - run.started,
  });
}
