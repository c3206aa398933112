import { basename } from 'node:path';
import type { PoolBackend } from '../probe/pool.js';
import { type Dataset, readDataset } from '../profile/read.js';
import type { Profile } from '../profile/schema.js';
import type { Recommendation } from '../settings/recommendation.js';
import type { Settings, Warning } from '../settings/slots.js';
import { isClassification } from '../settings/tasks.js';
import type { Context } from './context.js';
import type { Ensemble } from './ensemble.js';
import { finalSettings, judgeAdvice } from './final-advice.js';
import { finalModelOf } from './final-model.js';
import { modelOf } from './model.js';
import { readOthers } from './other-files.js';
import { testScores, writeTablePredictions } from './predict.js';
import { createReporter } from './progress.js';
import { adviceRecord, probeRecords, recordContext, store } from './record.js';
import type { Database } from '../store/database.js';
import type { DatasetReference } from '../store/save-recommendation.js';
import { noSignalWarnings } from './no-signal.js';
import { probeReport, reportTrial } from './probe-report.js';
import type { Advised, Run, Trained } from './run.js';
import type { Runner } from './runner.js';
import type { RecommendOptions, RecommendRequest, RecommendResult } from './schema.js';
import { scoresOf } from './scores.js';
import { trainable } from './trainable.js';
import { probed, trainedOnce } from './training.js';

/**
 * The main job: profile a file, advise by rules, test the advice by a probe, and record it all.
 * @throws SextantError of kind `input` for a file or request that cannot be used; nothing is written then
 */
export async function recommend(
  context: Context,
  request: RecommendRequest,
  options: RecommendOptions = {},
): Promise<RecommendResult> {
  const needsTraining =
    request.probe !== undefined ||
    request.needsModel === true ||
    request.test !== undefined ||
    request.predict !== undefined;
  // Started before the file is read: TensorFlow takes as long to load as most files.
  const pool = needsTraining ? context.createPool() : undefined;
  try {
    const { unpackedBytes } = context.limits;
    const dataset = await readDataset({ ...request, unpackedBytes, signal: options.signal });
    // A store that cannot be written shows before the training, not after it.
    const isStoreOpen = pool && context.store(() => Promise.resolve());
    isStoreOpen?.catch(() => undefined);
    const advisor = await context.advisor();
    const profile = completeProfile(dataset.profile, request);
    const asked = context.clock.elapsed();
    const advice = await advisor.advise(profile, request.settings ?? {});
    const adviceMs = context.clock.elapsed() - asked;
    const others = await readOthers(request, dataset, { task: advice.settings.task, unpackedBytes });
    await Promise.all([isStoreOpen, pool?.backend()]);
    const started = context.clock.elapsed();
    const run: Advised = {
      context,
      request,
      options,
      advisor,
      dataset,
      others,
      profile,
      advice,
      adviceMs,
      trainable: trainable(advice.settings),
      reporter: createReporter(options, request.probe),
      started,
    };
    return await (pool ? withTraining({ ...run, pool }) : withoutTraining(run));
  } finally {
    pool?.close();
  }
}

/** What the caller asked, as facts for the rules. */
function completeProfile(profile: Profile, { metric, probe }: RecommendRequest): Profile {
  const budgetSeconds = probe && 'budgetSeconds' in probe ? probe.budgetSeconds : undefined;
  return { ...profile, ...(metric && { metric }), ...(budgetSeconds !== undefined && { budgetSeconds }) };
}

async function withoutTraining(run: Advised): Promise<RecommendResult> {
  const { recommendation, record } = advised(run);
  await store(run.context, run.advisor.ruleSet, {
    recommendations: [{ recommendation, dataset: datasetReference(run) }],
    decisions: [record],
    before: (tx) => keepIn(run, tx, recommendation),
  });
  return { recommendation, schema: run.dataset.schema, ruleSet: run.advisor.ruleSet };
}

async function withTraining(run: Run): Promise<RecommendResult> {
  const { context, request, advisor, dataset } = run;
  const { recommendation: first, record } = advised(run);
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
  const probeId = context.ids('prb');
  const recommendation = completed(run, first, {
    trained: { ...trained, warnings: [...trained.warnings, ...warnings] },
    backend,
    probeId,
    isCancelled,
    ...(ensemble && { ensemble }),
    ...(test && { test }),
  });
  const decisions = [record, ...recordsOf(run, recommendation, { trained, probeId })];
  await store(context, advisor.ruleSet, {
    recommendations: [{ recommendation, dataset: datasetReference(run) }],
    decisions,
    before: (tx) => keepIn(run, tx, recommendation),
  });
  run.reporter.end(isCancelled ? 'cancelled' : 'succeeded');
  return { recommendation, schema: dataset.schema, ruleSet: advisor.ruleSet, ...(model && { model }) };
}

/** The rules' answer and its record. */
function advised({ context, advisor, dataset, others, profile, request, advice, adviceMs }: Advised) {
  const id = context.ids('rec');
  const record = adviceRecord(recordContext(context, advisor.ruleSet, request.requestId ?? null), {
    profile,
    fixed: request.settings ?? {},
    advice,
    recommendationId: id,
    durationMs: adviceMs,
  });
  const { name, version, hash } = advisor.ruleSet;
  const recommendation: Recommendation = {
    id,
    decisionId: record.id,
    createdAt: new Date(record.occurredAt).toISOString(),
    ruleSet: { name, version, hash },
    profile,
    settings: advice.settings,
    advice: advice.items,
    warnings: [...warningsOf(dataset, advice.settings), ...others.warnings],
  };
  return { recommendation, record };
}

/** The reader of the file and the rules may warn of the same thing; the reader knows the columns' names. */
const warningsOf = (dataset: Dataset, { task, warnings }: Settings): Warning[] => {
  // What is a number for the rules has no classes, though its few values may look like some to the reader.
  const isOfClasses = task !== null && isClassification(task);
  const read = dataset.warnings.filter(({ code }) => isOfClasses || code !== 'single_row_class');
  const known = new Set(read.map(({ code }) => code));
  return [...read, ...(warnings ?? []).filter(({ code }) => !known.has(code))];
};

const keepIn = async ({ options }: Advised, tx: Database, answer: Recommendation): Promise<void> =>
  options.keep?.(tx, answer);

const datasetReference = ({ request, dataset }: Advised): DatasetReference => ({
  name: request.name ?? basename(request.file),
  hash: dataset.sha256,
});

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
          message: `${lostTrials} trials were lost with their training process, also at a second try.`,
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
  const { linear, selected } = outcome;
  const planned = [
    ...(linear ? [reportTrial({ ...linear, kept: linear === selected })] : []),
    ...(recommendation.probe?.trials.filter(({ id }) => !refined.has(id)) ?? []),
  ];
  return probeRecords(recordContext(run.context, run.advisor.ruleSet, null), {
    recommendation,
    probeId,
    refinements: outcome.refinements,
    planned,
    durationMs: run.context.clock.elapsed() - run.started,
  });
}
