import { SextantError } from '../errors.js';
import { sampleRows } from '../prepare/sample.js';
import { validatedRows } from '../refine/out-of-fold.js';
import type { Warning } from '../settings/slots.js';
import { isShorter } from '../settings/trial-length.js';
import { formatNumber } from '../settings/format-value.js';
import { type Budget, createBudget } from './budget.js';
import { measureDataSlope } from './full-training.js';
import { type LeftOut, leftOutWarnings } from './left-out.js';
import { nothingTrained } from './nothing-trained.js';
import { reportTrial } from './probe-report.js';
import type { Run, Trained } from './run.js';
import { type ProbeOutcome, runProbe } from './run-probe.js';
import { Runner } from './runner.js';
import { mostRows, searchRepeats } from './search-size.js';
import { isSuccessful, type SuccessfulTrial } from './trial.js';

/** `repeats`: those of the partition on which trials are compared. */
function createRunnerFor(run: Run): { runner: Runner; repeats: number; warnings: Warning[] } {
  const { dataset, request, context, pool, options, reporter } = run;
  const { trainingSeconds } = request;
  const timed = trainingSeconds === undefined ? undefined : { budgetSeconds: trainingSeconds };
  const most = mostRows(run.trainable.settings, run.profile, request.probe ?? timed);
  const table = sampleRows(dataset.table, most, request.seed);
  const repeats = searchRepeats(run.trainable.settings, table, request.probe);
  const runner = new Runner({
    table,
    settings: run.trainable.settings,
    pool,
    clock: context.clock,
    seed: request.seed,
    searchRepeats: repeats,
    onPlan: reporter.plan,
    onEpoch: reporter.epoch,
    ...(options.signal && { signal: options.signal }),
  });
  if (table.rows === dataset.table.rows) return { runner, repeats, warnings: [] };
  const message = `The probe trained on a sample of ${formatNumber(table.rows, 15)} of ${formatNumber(dataset.table.rows, 15)} rows; more seconds (budgetSeconds, --budget) take more.`;
  return { runner, repeats, warnings: [{ code: 'sampled', message }] };
}

/** @throws SextantError `too_few_rows` where what is held out is a single row, or belongs together: by what chance two trials differ on it cannot be told. */
function checkComparable({ constant, partition: { clusters } }: Runner): void {
  const heldOut = validatedRows(constant.losses);
  if (new Set(heldOut.map((row) => clusters?.[row] ?? row)).size > 1) return;
  throw new SextantError(
    'too_few_rows',
    'What is held out is a single row, or of one group: by what chance two trials differ on it cannot be told.',
    {
      hint: 'Give more groups, another kind of folds (--set foldKind=grouped), or no group; --no-probe trains all the same.',
    },
  );
}

/** Rows of the files that the final model scores and predicts. */
const otherRows = ({ others: { test, predict } }: Run): number => (test?.features.rows ?? 0) + (predict?.rows ?? 0);

/** What a probe within its budget finds, and the final model's parts. */
export async function probed(run: Run): Promise<Trained> {
  const { context, request, advisor, profile, options, reporter } = run;
  if (!request.probe) throw new Error('a probe is asked for');
  const { runner, repeats, warnings } = createRunnerFor(run);
  checkComparable(runner);
  const scored = validatedRows(runner.constant.losses).length;
  const budget = createBudget(request.probe, context.clock, run.started, { predicted: otherRows(run), scored });
  reporter.follow(budget);
  const outcome = await runProbe({
    advisor,
    profile,
    settings: run.trainable.settings,
    fixed: new Set(Object.keys(request.settings ?? {})),
    runner,
    budget,
    ...(request.probe.depthStart && { depthStart: request.probe.depthStart }),
    seed: request.seed,
    createId: () => context.ids('trl'),
    onTrial: (trial) => reporter.trial(reportTrial(trial), trial.sentence),
    ...(options.signal && { signal: options.signal }),
  });
  if (!outcome.selected && options.signal?.aborted !== true) throw nothingTrained(request.probe, runner.plans);
  const ends = await finished(run, runner, { selected: outcome.final, budget });
  const isLooking = outcome.selected && options.signal?.aborted !== true;
  const { isHalfUnseen = false, dataSlope } = isLooking
    ? await measureDataSlope(outcome.selected, { runner, budget })
    : {};
  const isStopped = options.signal?.aborted === true;
  const { search, foldRepeats: ofSettings } = run.trainable.settings;
  const cut = isStopped
    ? []
    : [
        ...firstStageCut(runner.plans),
        ...leftOutWarnings(
          { ...outcome.leftOut, repeats: repeatsOf(outcome, runner, { repeats, ofSettings }), isHalfUnseen },
          { search, probe: request.probe },
        ),
      ];
  return { runner, outcome, warnings: [...warnings, ...cut], ...ends, ...(dataSlope && { dataSlope }) };
}

/** Of how many repeats of the partition the final model has members. */
function repeatsOf(
  { selected, final }: ProbeOutcome,
  runner: Runner,
  { repeats, ofSettings }: { readonly repeats: number; readonly ofSettings: number | null },
): LeftOut['repeats'] {
  const planned = ofSettings ?? 1;
  const isLeftOut = selected !== undefined && selected === final && runner.isReplicable(selected);
  return { trained: isLeftOut ? repeats : planned, planned };
}

/** What was selected, and the same on all rows where the settings want it and there is time. */
async function finished(
  { options }: Run,
  runner: Runner,
  { selected, budget }: { readonly selected: SuccessfulTrial | undefined; readonly budget?: Budget },
): Promise<Pick<Trained, 'selected' | 'refit'>> {
  if (!selected) return {};
  const secondsLimit = budget?.isTimed === true ? budget.secondsLeft() : undefined;
  if (!runner.isRefitted || options.signal?.aborted === true || secondsLimit === 0) return { selected };
  const refit = await runner.refit(selected, secondsLimit);
  return { selected, ...(refit && { refit }) };
}

/** Share of a limited time that one model on all rows may take, after those of the folds. */
const REFIT_SHARE = 0.3;

/** The rules' settings, trained once as told; nothing is compared. */
export async function trainedOnce(run: Run): Promise<Trained> {
  const { runner, warnings } = createRunnerFor(run);
  const { trainingSeconds } = run.request;
  const budget =
    trainingSeconds === undefined
      ? undefined
      : createBudget({ budgetSeconds: trainingSeconds }, run.context.clock, run.started, {
          predicted: otherRows(run),
          scored: 0,
        });
  const trial = {
    id: run.context.ids('trl'),
    parentId: null,
    settings: run.trainable.settings,
    changes: {},
    because: 'recommendation',
    sentence: 'what the rules recommend',
  };
  const [trained] = await runner.train({
    purpose: 'training as the rules recommend',
    trials: [trial],
    ...(budget && { secondsLimit: budget.secondsLeft() * (runner.isRefitted ? 1 - REFIT_SHARE : 1) }),
  });
  if (trained && isSuccessful(trained)) {
    const ends = await finished(run, runner, { selected: trained, ...(budget && { budget }) });
    const isStopped = run.options.signal?.aborted === true;
    const cut = isStopped
      ? []
      : cutWarnings(
          runner.plans,
          'with trials as the bound (trialsLimit, no --budget) it takes the time that it needs',
        );
    return { runner, warnings: [...warnings, ...cut], ...ends };
  }
  if (run.options.signal?.aborted === true) return { runner, warnings };
  throw nothingTrained(trainingSeconds === undefined ? undefined : { budgetSeconds: trainingSeconds }, runner.plans);
}

/** Of the first networks of a probe, by which all others are judged, if the time left them much less than their epochs: what is trained last is cut in every probe that uses its time. */
function firstStageCut(plans: Runner['plans']): Warning[] {
  const ofStage = plans.filter(({ purpose }) => purpose === plans[0]?.purpose);
  const networks = ofStage.filter(({ hiddenLayers }) => hiddenLayers > 0);
  const cut = (networks.length > 0 ? networks : ofStage).filter(({ epochs, epochsPlanned = epochs }) =>
    isShorter({ epochsShare: epochs / epochsPlanned }, {}),
  );
  return cutWarnings(cut, 'more seconds (budgetSeconds, --budget) take it further').slice(0, 1);
}

/** Of what the time cut short. */
const cutWarnings = (plans: Runner['plans'], hint: string): Warning[] =>
  plans.flatMap(({ purpose, epochs, epochsPlanned }) =>
    epochsPlanned === undefined
      ? []
      : [
          {
            code: 'training_cut',
            message: `${purpose}: ${epochs} of ${epochsPlanned} epochs in the time given; ${hint}.`,
          },
        ],
  );
