import type { AdviceItem } from '../../settings/recommendation.js';
import type { Settings, Slot } from '../../settings/slots.js';
import { pythonComment, pythonList, pythonText, pythonValue } from './literals.js';
import type { Categorical, Plan } from '../plan.js';

interface Constant {
  readonly slot: Slot;
  readonly name: string;
  readonly value: (settings: Settings) => number | boolean | string | null;
}

const constant = (slot: Slot, name: string, value: Constant['value']): Constant => ({ slot, name, value });

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
  constant('epochs', 'EPOCHS', (s) => s.epochs ?? 100),
  constant('earlyStopping', 'PATIENCE', (s) => s.earlyStopping?.patience ?? null),
  constant('earlyStopping', 'PATIENCE_GROWTH', (s) => positive(s.earlyStopping?.patienceGrowth ?? null)),
  constant('validationShare', 'VALIDATION_SHARE', (s) => s.validationShare ?? 1 / Math.max(2, s.folds ?? 5)),
];

const positive = (value: number | null): number | null => (value !== null && value > 0 ? value : null);

/** File, columns, labels and settings: the part of the script that someone edits. */
export function constantLines(
  plan: Plan,
  omitted: readonly string[],
  unused: ReadonlySet<string> = new Set(),
): string[] {
  return [
    `FILE = ${pythonText(plan.file)}`,
    `TARGET = ${pythonValue(plan.target)}`,
    ...(plan.form === 'number' ? [] : [`LABELS = ${pythonValue(plan.labels)}`]),
    `NUMERIC = ${pythonValue(plan.numeric)}`,
    ...(plan.booleans.length === 0 ? [] : [`BOOLEAN = ${booleanTable(plan)}`]),
    ...levelTable('ONE_HOT', plan.oneHot),
    ...levelTable('EMBEDDED', plan.embedded),
    ...(plan.oneHot.length + plan.embedded.length === 0
      ? []
      : [`MAX_LEVELS = ${plan.settings.categoricalEncoding?.maxLevels ?? 100}`]),
    ...(plan.embedded.length === 0
      ? []
      : [`EMBEDDING_SIZE = ${plan.settings.categoricalEncoding?.embeddingSize ?? 8}`]),
    `SEED = ${plan.seed}`,
    'TEST_SHARE = 0.2  # rows that only score the finished network',
    '',
    ...settingConstants.filter(({ name }) => !unused.has(name)).flatMap((each) => constantWithReason(plan, each)),
    ...left(omitted),
  ];
}

const booleanTable = ({ booleans }: Plan): string =>
  pythonList(
    booleans.map(
      ({ name, falseText, trueText }) => `${pythonText(name)}: (${pythonText(falseText)}, ${pythonText(trueText)})`,
    ),
    ['{', '}'],
  );

const levelTable = (name: string, columns: readonly Categorical[]): string[] =>
  columns.length === 0
    ? []
    : [
        `${name} = ${pythonList(
          columns.map((column) => `${pythonText(column.name)}: ${pythonList(column.levels.map(pythonText))}`),
          ['{', '}'],
        )}`,
      ];

function constantWithReason({ recommendation, settings }: Plan, { slot, name, value }: Constant): string[] {
  const written = value(settings);
  if (written === null) return [];
  const item = recommendation.advice.find((each) => each.slot === slot);
  const isRepeated = name === 'PATIENCE_GROWTH';
  return [
    ...(item === undefined || isRepeated ? [] : pythonComment(reason(item))),
    `${name} = ${pythonValue(written)}`,
  ];
}

const reason = ({ verdict, because }: AdviceItem): string => `${verdict}: ${because}`;

function left(omitted: readonly string[]): string[] {
  return omitted.length === 0
    ? []
    : ['', '# Left out of this script:', ...omitted.flatMap((text) => pythonComment(`- ${text}`))];
}
