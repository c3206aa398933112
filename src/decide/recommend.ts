import { basename } from 'node:path';
import type { Advisor } from '../advise/advise.js';
import type { Advice } from '../advise/schema.js';
import { sampleRows } from '../prepare/sample.js';
import type { Pool, PoolBackend } from '../probe/pool.js';
import { type Dataset, readDataset } from '../profile/read.js';
import type { Profile } from '../profile/schema.js';
import type { Recommendation } from '../settings/recommendation.js';
import type { Settings, Warning } from '../settings/slots.js';
import { isClassification } from '../settings/tasks.js';
import { createBudget } from './budget.js';
import type { Context } from './context.js';
import { type Ensemble, ensembleOf } from './ensemble.js';
import { finalSettings, judgeAdvice } from './final-advice.js';
import { modelOf } from './model.js';
import { type Others, readOthers } from './other-files.js';
import { testScores, writeTablePredictions } from './predict.js';
import { createReporter, type Reporter } from './progress.js';
import { adviceRecord, type DatasetReference, probeRecords, recordContext, store } from './record.js';
import { nothingTrained } from './nothing-trained.js';
import { probeReport, reportTrial } from './probe-report.js';
import { mostRows, searchRepeats } from './search-size.js';
import { Runner } from './runner.js';
import { type ProbeOutcome, runProbe } from './run-probe.js';
import type { RecommendOptions, RecommendRequest, RecommendResult } from './schema.js';
import { scoresOf } from './scores.js';
import { type Trainable, trainable } from './trainable.js';
import { isSuccessful, type SuccessfulTrial } from './trial.js';

/** What every step of one run sees. */
interface Run {
  readonly context: Context;
  readonly request: RecommendRequest;
  readonly options: RecommendOptions;
  readonly advisor: Advisor;
  readonly dataset: Dataset;
  readonly others: Others;
  readonly profile: Profile;
  readonly advice: Advice;
  readonly adviceMs: number;
  readonly trainable: Trainable;
  readonly pool: Pool;
  readonly reporter: Reporter;
  /** Monotonic milliseconds at which the budget began: the end of profiling. */
  readonly started: number;
}

/** A run before training, or without it. */
type Advised = Omit<Run, 'pool'>;

/** What came of training, whichever way it went. */
interface Trained {
  readonly runner: Runner;
  readonly selected?: SuccessfulTrial;
  readonly outcome?: ProbeOutcome;
  readonly warnings: readonly Warning[];
}

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
    const dataset = await readDataset(request);
    // A store that cannot be written shows before the training, not after it.
    const isStoreOpen = pool && context.store(() => Promise.resolve());
    isStoreOpen?.catch(() => undefined);
    const advisor = await context.advisor();
    const profile = completeProfile(dataset.profile, request);
    const asked = context.clock.elapsed();
    const advice = await advisor.advise(profile, request.settings ?? {});
    const adviceMs = context.clock.elapsed() - asked;
    const others = await readOthers(request, dataset, advice.settings.task);
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
    recommendation,
    decisions: [record],
    dataset: datasetReference(run),
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
  const ensemble = ensembleOfTrained(trained, request.seed);
  const model = ensemble && modelOf(ensemble, { runner: trained.runner, schema: dataset.schema });
  const isReady = !isCancelled && model !== undefined;
  const test = isReady && run.others.test ? await testScores(model, run.pool, run.others.test) : undefined;
  if (isReady && run.others.predict && request.predict) {
    await writeTablePredictions(model, run.pool, { table: run.others.predict, file: request.predict.predictions });
  }
  const probeId = context.ids('prb');
  const recommendation = completed(run, first, {
    trained,
    backend,
    probeId,
    isCancelled,
    ...(ensemble && { ensemble }),
    ...(test && { test }),
  });
  const decisions = [record, ...recordsOf(run, recommendation, { trained, probeId })];
  await store(context, advisor.ruleSet, { recommendation, decisions, dataset: datasetReference(run) });
  run.reporter.end(isCancelled ? 'cancelled' : 'succeeded');
  return { recommendation, schema: dataset.schema, ruleSet: advisor.ruleSet, ...(model && { model }) };
}

/** The rules' answer and its record. */
function advised({ context, advisor, dataset, others, profile, request, advice, adviceMs }: Advised) {
  const id = context.ids('rec');
  const record = adviceRecord(recordContext(context, advisor.ruleSet, null), {
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

const datasetReference = ({ request, dataset }: Advised): DatasetReference => ({
  name: basename(request.file),
  hash: dataset.sha256,
});

function createRunnerFor(run: Run): { runner: Runner; warnings: Warning[] } {
  const { dataset, request, context, pool, options, reporter } = run;
  const most = mostRows(run.trainable.settings, run.profile, request.probe);
  const table = sampleRows(dataset.table, most, request.seed);
  const runner = new Runner({
    table,
    settings: run.trainable.settings,
    pool,
    clock: context.clock,
    seed: request.seed,
    searchRepeats: searchRepeats(run.trainable.settings, table, request.probe),
    onPlan: reporter.plan,
    onEpoch: reporter.epoch,
    ...(options.signal && { signal: options.signal }),
  });
  if (table.rows === dataset.table.rows) return { runner, warnings: [] };
  const message = `The probe trained on a sample of ${table.rows} of ${dataset.table.rows} rows; a longer --budget takes more.`;
  return { runner, warnings: [{ code: 'sampled', message }] };
}

async function probed(run: Run): Promise<Trained> {
  const { context, request, advisor, profile, options, reporter } = run;
  if (!request.probe) throw new Error('a probe is asked for');
  const { runner, warnings } = createRunnerFor(run);
  const budget = createBudget(request.probe, context.clock, run.started);
  reporter.follow(budget);
  const outcome = await runProbe({
    advisor,
    profile,
    settings: run.trainable.settings,
    fixed: new Set(Object.keys(request.settings ?? {})),
    runner,
    budget,
    seed: request.seed,
    createId: () => context.ids('trl'),
    onTrial: (trial) => reporter.trial(reportTrial(trial), trial.sentence),
    ...(options.signal && { signal: options.signal }),
  });
  if (!outcome.selected && options.signal?.aborted !== true) throw nothingTrained(request.probe, runner.plans);
  return { runner, outcome, warnings, ...(outcome.final && { selected: outcome.final }) };
}

/** The rules' settings, trained once as told; nothing is compared. */
async function trainedOnce(run: Run): Promise<Trained> {
  const { runner, warnings } = createRunnerFor(run);
  const trial = {
    id: run.context.ids('trl'),
    parentId: null,
    settings: run.trainable.settings,
    changes: {},
    because: 'recommendation',
    sentence: 'what the rules recommend',
  };
  const [trained] = await runner.train({ purpose: 'training as the rules recommend', trials: [trial] });
  if (trained && isSuccessful(trained)) return { runner, selected: trained, warnings };
  if (run.options.signal?.aborted === true) return { runner, warnings };
  throw nothingTrained(undefined, runner.plans);
}

/** What the fold members of the selected configuration, and those that complement it, make together. */
const ensembleOfTrained = ({ runner, selected, outcome }: Trained, seed: number): Ensemble | undefined =>
  selected && ensembleOf({ runner, selected, candidates: outcome?.candidates ?? [], seed });

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
