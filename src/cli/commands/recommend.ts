import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import type { ProbeRequest, RecommendRequest } from '../../decide/schema.js';
import type { Reader } from '../../report/view/next-steps.js';
import { asSextantError, SextantError } from '../../errors.js';
import { type DepthStart, depthStartSchema, type Recommendation } from '../../settings/recommendation.js';
import { type Metric, type Settings, slotSchemas } from '../../settings/slots.js';
import type { Task } from '../../settings/tasks.js';
import { commandLine, usageError } from '../command-line.js';
import type { Io } from '../io.js';
import { openVerbs } from '../open-verbs.js';
import {
  addColumnOptions,
  addCommonOptions,
  addServerOptions,
  backendOption,
  examples,
  formatOf,
  rulesOption,
  setOption,
} from '../options.js';
import { printAnswer } from '../print-answer.js';
import { createProgressDisplay, hasResults } from '../progress.js';
import { renderAnswer } from '../render/answer.js';
import { parseSettings } from '../setting-flags.js';
import { type RecordFlags, type Shell, untilAborted } from '../shell.js';
import { parseDuration, parseWhole, quoteColumn } from '../values.js';
import type { Recommended, RecommendVerbOptions, Verbs } from '../verbs.js';
import { checkOutput, checkPredictions } from '../write-output.js';

interface RecommendFlags extends RecordFlags {
  readonly target: readonly string[];
  readonly budget: number;
  /** Whether the caller named the budget. */
  readonly isBudgetGiven: boolean;
  readonly trials?: number;
  readonly probe: boolean;
  readonly task?: Task;
  readonly ignore?: readonly string[];
  readonly group?: string;
  readonly time?: string;
  readonly weight?: string;
  readonly metric?: Metric;
  readonly set?: readonly string[];
  readonly search?: Settings['search'];
  readonly depthStart?: DepthStart;
  readonly seed: number;
  readonly test?: string;
  readonly predict?: string;
  readonly predictions?: string;
  readonly out?: string;
  readonly skipBadRows?: true;
  readonly backend?: string;
  readonly rules?: string;
  readonly all?: true;
  readonly quiet?: true;
}

const defaultBudgetSeconds = 30;

export function addRecommend(program: Command, shell: Shell): void {
  const command = program
    .command('recommend')
    .summary('settings for a data file, tested by a probe')
    .description('Profiles a data file, recommends settings by rules, tests and refines them by a short training run.')
    .argument('<data>', 'CSV, TSV, Parquet, JSON or NDJSON; text formats also as .gz');
  addColumnOptions(command);
  addProbeOptions(command);
  command
    .addOption(setOption())
    .option('--test <file>', 'a labelled file on which the final model is scored')
    .option('--predict <file>', 'a file whose rows the final model predicts')
    .option('--predictions <file>', 'where the predictions go (CSV)')
    .option(
      '--out <folder>',
      'write report.html, recommendation.json, the model, and programs for Keras, PyTorch, scikit-learn and TensorFlow.js there',
    )
    .option('--all', 'show every setting, not only the main ones')
    .option('-q, --quiet', 'show no progress');
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant recommend data.csv --target price', 'probe for 30 s'],
        ['sextant recommend data.csv --target price --budget 2m --out result', 'longer, with a report'],
        ['sextant recommend data.csv --target y --no-probe', 'the rules alone'],
        ['sextant recommend data.csv --target y --set optimizer=sgd --set hiddenLayers=1', 'some settings fixed'],
        ['sextant recommend data.csv --target y --trials 20 --seed 7 --json', 'the same answer every time'],
        [
          'sextant recommend train.csv --target y --predict rows.csv --predictions out.csv',
          'predict with what it found',
        ],
      ),
    )
    .action((file: string, flags: RecommendFlags) => {
      const isBudgetGiven = command.getOptionValueSource('budget') === 'cli';
      return recommendFile(file, { ...flags, isBudgetGiven }, shell);
    });
}

function addProbeOptions(command: Command): void {
  command
    .addOption(
      new Option('--budget <time>', 'time for all that follows the profile: 30s, 2m, 500ms')
        .argParser(parseDuration)
        .default(defaultBudgetSeconds, '30s'),
    )
    .addOption(
      new Option('--trials <n>', 'this many trials instead of a time; the same seed then gives the same answer')
        .argParser(parseWhole(1, 10_000))
        .conflicts('budget'),
    )
    .option(
      '--no-probe',
      'train nothing to choose settings; a model asked for is trained once as the rules say, within --budget where that is given',
    )
    .addOption(new Option('--search <policy>', 'how trials are chosen').choices(slotSchemas.search.options))
    .addOption(
      new Option('--depth-start <how>', 'one more layer starts anew, or grown from the shallower network').choices(
        depthStartSchema.options,
      ),
    )
    .addOption(new Option('--seed <n>', 'start of all random numbers').argParser(parseWhole(0, 2 ** 31 - 1)).default(0))
    .addOption(rulesOption())
    .addOption(backendOption());
}

async function recommendFile(file: string, flags: RecommendFlags, shell: Shell): Promise<void> {
  const request = requestOf(file, flags);
  checkDestinations(flags, request);
  const { io } = shell;
  const { verbs, application, server } = await openVerbs(shell, flags);
  const reader: Reader = server === undefined ? 'command' : 'remoteCommand';
  const display =
    formatOf(flags) === 'json' || flags.quiet ? undefined : createProgressDisplay(io, application.context.clock);
  try {
    const { recommendation, write } = await runVerb(verbs, request, {
      io,
      onProgress: (progress) => display?.update(progress),
      writesFiles: flags.out !== undefined,
    }).finally(() => display?.end());
    const { written, error } = await writeFiles(request, write, flags);
    const files = { ...written, ...predictionFile(request, io.signal) };
    const reproduce = reproducing(request, flags)(recommendation);
    const report = { title: titleOf(request), reproduce, reader };
    await printAnswer(shell, flags, recommendation, (options) =>
      renderAnswer(recommendation, report, { ...options, files, all: flags.all === true, reader }),
    );
    if (error) throw error;
  } finally {
    await verbs.close();
  }
  if (io.signal.aborted) {
    throw new SextantError('interrupted', 'Stopped before the end; the answer is what was known by then.');
  }
}

/** Before training nothing is known, so that Ctrl-C leaves the work behind; from then on the verb itself stops and returns what it knows. */
async function runVerb(
  verbs: Verbs,
  request: RecommendRequest,
  { io: { signal }, onProgress, ...options }: Omit<RecommendVerbOptions, 'signal'> & { readonly io: Io },
): Promise<Recommended> {
  let isTraining = false;
  const work = verbs.recommend(request, {
    ...options,
    signal,
    onProgress: (progress) => {
      isTraining ||= hasResults(progress);
      onProgress(progress);
    },
  });
  return untilAborted(work, signal, { unless: () => isTraining });
}

/** Predictions are left out of a run that was stopped. */
const predictionFile = ({ predict }: RecommendRequest, signal: AbortSignal): Record<string, string> =>
  predict === undefined || signal.aborted ? {} : { predictions: predict.predictions };

function checkDestinations({ out, predictions }: RecommendFlags, { file, test, predict }: RecommendRequest): void {
  if (out !== undefined) checkOutput(out);
  if (predictions === undefined) return;
  checkPredictions(
    predictions,
    [file, test, predict?.rows].flatMap((path) => path ?? []),
  );
}

interface WrittenFiles {
  /** The paths by what they are. */
  readonly written: Record<string, string>;
  /** Thrown once the answer is printed, which took long to get. */
  readonly error?: SextantError;
}

async function writeFiles(
  request: RecommendRequest,
  write: Recommended['write'],
  flags: RecommendFlags,
): Promise<WrittenFiles> {
  if (flags.out === undefined) return { written: {} };
  const { file, target } = request;
  const title = titleOf(request);
  try {
    return { written: await write({ folder: flags.out, file, target, title, reproduce: reproducing(request, flags) }) };
  } catch (error) {
    return { written: {}, error: asSextantError(error) };
  }
}

const titleOf = ({ file, target }: RecommendRequest): string => `${basename(file)}: ${target.join(', ')}`;

/** The command that was given, with all that the answer hangs on. */
const reproducing =
  (request: RecommendRequest, flags: RecommendFlags) =>
  ({ probe }: Recommendation): string[] => [commandLine(wordsOf(request, flags, probe))];

function wordsOf(
  request: RecommendRequest,
  { rules, backend }: RecommendFlags,
  probe: Recommendation['probe'],
): string[] {
  const { file, target, task, ignore, group, time, weight, metric, skipBadRows, settings = {}, seed } = request;
  return [
    'sextant',
    'recommend',
    file,
    ...target.flatMap((name) => ['--target', quoteColumn(name)]),
    ...(task ? ['--task', task] : []),
    ...(ignore ?? []).flatMap((name) => ['--ignore', quoteColumn(name)]),
    ...(group === undefined ? [] : ['--group', group]),
    ...(time === undefined ? [] : ['--time', time]),
    ...(weight === undefined ? [] : ['--weight', weight]),
    ...(metric ? ['--metric', metric] : []),
    ...(skipBadRows ? ['--skip-bad-rows'] : []),
    ...Object.entries(settings).flatMap(([slot, value]) => ['--set', `${slot}=${JSON.stringify(value)}`]),
    ...boundOf(request, probe),
    '--seed',
    String(seed),
    ...(rules === undefined ? [] : ['--rules', rules]),
    ...(backend === undefined ? [] : ['--backend', backend]),
  ];
}

function boundOf({ trainingSeconds }: RecommendRequest, probe: Recommendation['probe']): string[] {
  if (probe === undefined)
    return ['--no-probe', ...(trainingSeconds === undefined ? [] : ['--budget', `${trainingSeconds}s`])];
  const { budgetSeconds, trialsLimit, depthStart } = probe;
  return [
    ...(budgetSeconds === undefined ? ['--trials', String(trialsLimit ?? 1)] : ['--budget', `${budgetSeconds}s`]),
    ...(depthStart === undefined ? [] : ['--depth-start', depthStart]),
  ];
}

function requestOf(file: string, flags: RecommendFlags): RecommendRequest {
  const { target, task, ignore, group, time, weight, metric, seed, test, out } = flags;
  const fixed = parseSettings([...(flags.set ?? []), ...(flags.search ? [`search=${flags.search}`] : [])]);
  const predict = predictionOf(flags);
  const probe = probeOf(flags);
  return {
    file,
    target,
    seed,
    ...(task && { task }),
    ...(ignore && { ignore }),
    ...(group !== undefined && { group }),
    ...(time !== undefined && { time }),
    ...(weight !== undefined && { weight }),
    ...(metric && { metric }),
    ...(flags.skipBadRows && { skipBadRows: true }),
    ...(Object.keys(fixed).length > 0 && { settings: fixed }),
    ...(probe && { probe }),
    ...(!probe && flags.isBudgetGiven && { trainingSeconds: flags.budget }),
    ...(test !== undefined && { test }),
    ...(predict && { predict }),
    ...(out !== undefined && { needsModel: true }),
  };
}

/** A budget beside `--no-probe` bounds the one training of a model that is asked for; a number of trials is a contradiction. */
function probeOf({ probe, trials, budget, depthStart }: RecommendFlags): ProbeRequest | undefined {
  if (!probe && trials !== undefined)
    throw usageError('--trials and --no-probe exclude each other.', 'Leave one of them out.');
  if (!probe && depthStart !== undefined)
    throw usageError('--depth-start and --no-probe exclude each other.', 'Without a probe no depth is tried.');
  if (!probe) return undefined;
  const bound = trials === undefined ? { budgetSeconds: budget } : { trialsLimit: trials };
  return { ...bound, ...(depthStart && { depthStart }) };
}

function predictionOf({ predict, predictions }: RecommendFlags): RecommendRequest['predict'] {
  if (predict === undefined && predictions === undefined) return undefined;
  if (predict !== undefined && predictions !== undefined) return { rows: predict, predictions };
  throw usageError(
    '--predict and --predictions go together.',
    'Give the file with the rows and the file for the predictions.',
  );
}
