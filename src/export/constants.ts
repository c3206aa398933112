import { isSameJson } from '../same-json.js';
import type { AdviceItem } from '../settings/recommendation.js';
import { isRemark, type Settings, type Slot } from '../settings/slots.js';
import { type Categorical, type Plan, takesThreshold } from './plan.js';

interface Constant {
  readonly name: string;
  readonly value: (settings: Settings, plan: Plan) => number | boolean | string | null;
  /** Sentences; each becomes a comment before it. */
  readonly reasons: (plan: Plan) => readonly string[];
}

/** What was said when the slot was advised. */
const adviceOf = (slot: Slot, { recommendation }: Plan): string[] =>
  recommendation.advice
    .filter((item) => item.slot === slot)
    .slice(0, 1)
    .map(reasonOf);

const reasonOf = ({ verdict, because, recommended, final }: AdviceItem): string =>
  isSameJson(recommended, final)
    ? `${verdict}: ${because}`
    : `${verdict} from ${JSON.stringify(recommended)}, of which was said: ${because}`;

const constant = (slot: Slot, name: string, value: Constant['value'], reasons?: Constant['reasons']): Constant => ({
  name,
  value,
  reasons: reasons ?? ((plan) => adviceOf(slot, plan)),
});

/** Of no use where no rows are held out. */
const ofValidation =
  (value: (settings: Settings) => number | null): Constant['value'] =>
  (settings, { chosen }) =>
    chosen ? null : value(settings);

const epochReasons = (plan: Plan): string[] => [
  ...adviceOf('epochs', plan),
  ...(plan.chosen && plan.chosen.scheduleEpochs !== plan.settings.epochs
    ? [`The schedules of the probe ran over these, and not over the ${plan.settings.epochs} of the settings.`]
    : []),
];

const CHOSEN_EPOCHS =
  "After so many epochs the validation loss of the probe's networks, a mean over all folds, was least. Training ends there, wherever its schedules are, and needs no rows to stop by.";
const CHOSEN_THRESHOLD =
  "From this share of the second label on it is predicted: the threshold of the probe's final model, sought on predictions of rows that were not trained on.";

/** Settings that stand at the head of the script with their reason; one whose value is null or idle is left away. */
const settingConstants: readonly Constant[] = [
  constant('hiddenLayers', 'HIDDEN_LAYERS', (s) => s.hiddenLayers ?? 0),
  constant('hiddenUnits', 'HIDDEN_UNITS', (s) => s.hiddenUnits),
  constant('dropout', 'DROPOUT', (s) => positive(s.dropout)),
  constant('inputNoise', 'INPUT_NOISE', (s) => positive(s.inputNoise)),
  constant('mixup', 'MIXUP', (s) => positive(s.mixup)),
  constant('labelSmoothing', 'LABEL_SMOOTHING', (s) => positive(s.labelSmoothing)),
  constant('learningRate', 'LEARNING_RATE', (s) => s.learningRate ?? 1e-3),
  constant('weightDecay', 'WEIGHT_DECAY', (s) => positive(s.weightDecay)),
  constant('batchSize', 'BATCH_SIZE', (s) => s.batchSize ?? 32),
  constant('epochs', 'EPOCHS', (s, { chosen }) => chosen?.scheduleEpochs ?? s.epochs ?? 100, epochReasons),
  constant(
    'epochs',
    'TRAIN_EPOCHS',
    (_, { chosen }) => chosen?.epochs ?? null,
    () => [CHOSEN_EPOCHS],
  ),
  constant(
    'earlyStopping',
    'PATIENCE',
    ofValidation((s) => s.earlyStopping?.patience ?? null),
  ),
  constant(
    'earlyStopping',
    'PATIENCE_GROWTH',
    ofValidation((s) => positive(s.earlyStopping?.patienceGrowth ?? null)),
    () => [],
  ),
  constant(
    'validationShare',
    'VALIDATION_SHARE',
    ofValidation((s) => s.validationShare ?? 1 / Math.max(2, s.folds ?? 5)),
  ),
  constant(
    'decisionThreshold',
    'THRESHOLD',
    (_, plan) => (takesThreshold(plan) ? (plan.chosen?.threshold ?? null) : null),
    (plan) => [...adviceOf('decisionThreshold', plan), CHOSEN_THRESHOLD],
  ),
];

const positive = (value: number | null): number | null => (value !== null && value > 0 ? value : null);

/** How a language writes constants; whatever a text holds, nothing of it becomes code. */
export interface Language {
  readonly constant: (name: string, value: string) => string;
  readonly text: (text: string) => string;
  readonly value: (value: number | boolean | string | readonly string[]) => string;
  /** Pairs of a name and what is written for it, in order. */
  readonly table: (entries: readonly (readonly [name: string, written: string])[]) => string;
  readonly comment: (text: string) => string[];
}

export interface ConstantOptions {
  /** What the script leaves out, in words. */
  readonly omitted: readonly string[];
  /** Constants that the script has no use for. */
  readonly unused?: ReadonlySet<string>;
}

/** File, columns, labels and settings: the part of the script that someone edits. */
export function constantLines(
  plan: Plan,
  language: Language,
  { omitted, unused = new Set() }: ConstantOptions,
): string[] {
  const { text, value } = language;
  const used = settingConstants.filter(
    ({ name, value: valueOf }) => !unused.has(name) && valueOf(plan.settings, plan) !== null,
  );
  const { maxLevels = 100, embeddingSize = 8 } = plan.settings.categoricalEncoding ?? {};
  const hasCategories = plan.oneHot.length + plan.embedded.length > 0;
  const data: readonly (readonly [name: string, written: string, isNeeded: boolean])[] = [
    ['FILE', text(plan.file), true],
    ['TARGET', value(plan.target), true],
    ['LABELS', value(plan.labels), plan.form !== 'number'],
    ['NUMERIC', value(plan.numeric), true],
    ['BOOLEAN', booleanTable(plan, language), plan.booleans.length > 0],
    ['ONE_HOT', levelTable(plan.oneHot, language), plan.oneHot.length > 0],
    ['EMBEDDED', levelTable(plan.embedded, language), plan.embedded.length > 0],
    ['MAX_LEVELS', value(maxLevels), hasCategories],
    ['EMBEDDING_SIZE', value(embeddingSize), plan.embedded.length > 0],
    ['SEED', value(plan.seed), true],
  ];
  return [
    ...data.filter(([, , isNeeded]) => isNeeded).map(([name, written]) => language.constant(name, written)),
    ...language.comment('Rows that only score the finished network.'),
    language.constant('TEST_SHARE', '0.2'),
    '',
    ...used.flatMap((each) => constantWithReason(plan, language, each)),
    ...others(plan, language, new Set(used.flatMap(({ reasons }) => reasons(plan)))),
    ...left(language, omitted),
  ];
}

const booleanTable = ({ booleans }: Plan, { table, value }: Language): string =>
  table(booleans.map(({ name, falseText, trueText }) => [name, value([falseText, trueText])]));

const levelTable = (columns: readonly Categorical[], { table, value }: Language): string =>
  table(columns.map(({ name, levels }) => [name, value(levels)]));

function constantWithReason(plan: Plan, language: Language, { name, value, reasons }: Constant): string[] {
  const found = value(plan.settings, plan);
  if (found === null) return [];
  return [...reasons(plan).flatMap(language.comment), language.constant(name, language.value(found))];
}

/** Of settings by which a network is stopped on rows held out: there are none where the probe chose the epochs. */
const ofStopping: ReadonlySet<Slot> = new Set(['earlyStopping', 'validationShare']);

/** Settings of which nothing was said yet, each with its value and reason, and where all of it is on record. */
function others({ recommendation, chosen }: Plan, { comment }: Language, said: ReadonlySet<string>): string[] {
  const { decisionId, ruleSet, advice } = recommendation;
  const isIdle = ({ slot, final }: AdviceItem): boolean =>
    final === null || isRemark(slot) || (chosen !== undefined && ofStopping.has(slot));
  const rest = advice.filter((item) => !isIdle(item) && !said.has(reasonOf(item)));
  return [
    '',
    ...comment('The other settings, and why:'),
    ...rest.flatMap((item) => comment(`* ${item.slot} ${plain(item.final)}, ${reasonOf(item)}`)),
    ...comment(`By the rules ${ruleSet.name} ${ruleSet.version}; sextant explain ${decisionId} tells the rest.`),
  ];
}

const plain = (value: AdviceItem['final']): string => (typeof value === 'string' ? value : JSON.stringify(value));

const left = ({ comment }: Language, omitted: readonly string[]): string[] =>
  omitted.length === 0
    ? []
    : ['', ...comment('Left out of this script:'), ...omitted.flatMap((text) => comment(`- ${text}`))];
