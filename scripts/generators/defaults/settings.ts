import type { Settings, Slot } from '../../../src/settings/slots.js';
import { binsPerNumber } from '../../../src/settings/recipe.js';
import { type Case, classifies, hasCategories, mostLevels } from './case.js';
import * as say from './vocabulary.js';

const { words } = say;

/** A setting of the comparison: what of Sextant's vocabulary it shows, and in which words. */
export interface Setting {
  readonly title: string;
  /** Slots whose rules are the reason. */
  readonly slots: readonly Slot[];
  readonly sextant: (settings: Settings, one: Case) => string;
  /** Depends on facts of each data set that no group shares, so it is shown for each by itself. */
  readonly single?: true;
  /** Where the setting means anything; absent: everywhere. */
  readonly only?: { readonly title: string; readonly holds: (one: Case) => boolean };
}

const losses: Readonly<Record<string, string>> = {
  meanSquaredError: words.squaredError,
  meanAbsoluteError: words.absoluteError,
  binaryCrossentropy: words.crossEntropy,
  categoricalCrossentropy: words.crossEntropy,
  sparseCategoricalCrossentropy: words.crossEntropy,
};
const initializers: Readonly<Record<string, string>> = {
  heNormal: 'He normal',
  glorotUniform: words.glorot,
  lecunNormal: 'LeCun normal',
  ntk: 'neural tangent parametrization',
  dataDriven: words.dataDriven,
};
const scalings: Readonly<Record<string, string>> = { standard: words.standardized, robustSmoothClip: words.robust };

/** Whatever the tables above do not name is shown by its name in the vocabulary of settings. */
const named = (names: Readonly<Record<string, string>>, value: string | null): string =>
  value === null ? words.none : (names[value] ?? value);
const amount = (value: number | null): string => (value === null || value === 0 ? words.none : say.number(value));

const classification = { title: 'classification', holds: classifies };
const quantity = { title: 'regression', holds: (one: Case) => !classifies(one) };
const categories = { title: 'categories', holds: hasCategories };

function schedule({ learningRateSchedule: value }: Settings): string {
  if (value === null) return words.none;
  if (value.name === 'cosLog') return words.fourWaves;
  const warmup = value.warmupShare === undefined ? '' : `, ${say.percent(value.warmupShare)} warm-up`;
  return `${value.name}${warmup}`;
}

function embedding(settings: Settings): string {
  const { numericEmbedding: value } = settings;
  if (value === null || value.kind === 'none') return words.none;
  return value.kind === 'periodic'
    ? say.periodic(value.size ?? 0, value.sigma ?? 0)
    : `${binsPerNumber(settings)} bins a number`;
}

function encoding({ categoricalEncoding: value }: Settings, one: Case): string {
  if (value === null) return words.none;
  return say.encoding(mostLevels(one), value.oneHotUpTo, `embeddings of ${value.embeddingSize}`);
}

function validation({ foldKind, folds, foldRepeats, validationShare }: Settings): string {
  if (folds === null) return say.holdout(validationShare ?? 0);
  const kind = foldKind === 'plain' ? 'folds' : `${foldKind} folds`;
  return `${folds} ${kind}${(foldRepeats ?? 1) > 1 ? `, ${foldRepeats} times` : ''}`;
}

/** Every setting of the comparison, in the order of the page. */
export const settings = {
  loss: { title: 'Loss', slots: ['loss'], sextant: ({ loss }) => named(losses, loss) },
  outputActivation: {
    title: 'Output activation',
    slots: ['outputActivation'],
    sextant: ({ outputActivation }) => named({}, outputActivation),
  },
  hiddenLayers: { title: 'Hidden layers', slots: ['hiddenLayers'], sextant: (s) => amount(s.hiddenLayers) },
  hiddenUnits: { title: 'Units a layer', slots: ['hiddenUnits'], sextant: (s) => amount(s.hiddenUnits) },
  hiddenActivation: {
    title: 'Activation',
    slots: ['hiddenActivation', 'activationParametric'],
    sextant: ({ hiddenActivation, activationParametric }) =>
      activationParametric === true ? say.parametric(hiddenActivation ?? words.none) : named({}, hiddenActivation),
  },
  initializer: {
    title: 'Initialisation',
    slots: ['initializer'],
    sextant: ({ initializer }) => named(initializers, initializer),
  },
  optimizer: {
    title: 'Optimizer',
    slots: ['optimizer', 'beta2'],
    sextant: ({ optimizer, beta2 }) =>
      optimizer === 'adam' && beta2 !== null ? say.adam(beta2) : named({}, optimizer),
  },
  learningRate: { title: 'Learning rate', slots: ['learningRate'], sextant: (s) => amount(s.learningRate) },
  learningRateSchedule: { title: 'Schedule', slots: ['learningRateSchedule'], sextant: schedule },
  batchSize: { title: 'Batch size', slots: ['batchSize'], sextant: (s) => amount(s.batchSize) },
  epochs: { title: 'Epochs at most', slots: ['epochs'], sextant: (s) => amount(s.epochs) },
  earlyStopping: {
    title: 'Early stopping',
    slots: ['earlyStopping'],
    sextant: ({ earlyStopping: value }) =>
      value === null ? words.none : say.patience(value.patience, value.patienceGrowth),
  },
  dropout: {
    title: 'Dropout',
    slots: ['dropout'],
    sextant: (s) => say.fading(amount(s.dropout), s.dropout === 0 ? null : s.dropoutSchedule),
  },
  weightDecay: {
    title: 'Weight decay',
    slots: ['weightDecay'],
    sextant: ({ weightDecay: value, weightDecaySchedule }) =>
      value === null || value === 0 ? words.none : say.fading(say.decoupled(value), weightDecaySchedule),
  },
  labelSmoothing: {
    title: 'Label smoothing',
    slots: ['labelSmoothing'],
    only: classification,
    sextant: (s) => amount(s.labelSmoothing),
  },
  classWeights: {
    title: 'Class weights',
    slots: ['classWeights'],
    only: classification,
    sextant: ({ classWeights }) => named({}, classWeights),
  },
  numericScaling: {
    title: 'Input scaling',
    slots: ['numericScaling'],
    sextant: ({ numericScaling }) => named(scalings, numericScaling),
  },
  inputScale: {
    title: 'Learned input scale',
    slots: ['inputScale'],
    sextant: ({ inputScale }) => (inputScale === true ? words.learnedScale : words.none),
  },
  numericEmbedding: { title: 'Numeric embedding', slots: ['numericEmbedding'], sextant: embedding },
  categoricalEncoding: {
    title: 'Category encoding',
    slots: ['categoricalEncoding'],
    only: categories,
    single: true,
    sextant: encoding,
  },
  targetTransform: {
    title: 'Target transform',
    slots: ['targetTransform'],
    only: quantity,
    sextant: ({ targetTransform }) => named({ standardize: words.standardized }, targetTransform),
  },
  folds: { title: 'Validation', slots: ['folds', 'foldRepeats'], sextant: validation },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof settings;
export const settingNames = Object.keys(settings) as readonly SettingName[];
