import { z } from 'zod';
import { taskSchema } from './tasks.js';

/** The legal values of every slot, stated once: validation, defaults, docs, JSON Schema and OpenAPI derive from here. */

export const metricNames = [
  'accuracy',
  'balancedAccuracy',
  'precision',
  'recall',
  'f1',
  'macroF1',
  'rocAuc',
  'prAuc',
  'logLoss',
  'brierScore',
  'meanAbsoluteError',
  'meanSquaredError',
  'rootMeanSquaredError',
  'r2',
  'poissonDeviance',
] as const;
export const metricSchema = z.enum(metricNames);
export type Metric = z.infer<typeof metricSchema>;

const share = z.number().min(0).max(1);
const probability = z.number().min(0).lt(1);
const positive = z.number().gt(0);
/** Of an output layer: as many classes, or one-hot columns, may a target have. */
export const mostOutputUnits = 100_000;

const count = (least: number, most: number) => z.number().int().min(least).max(most);

export const learningRateScheduleSchema = z.strictObject({
  name: z.enum(['constant', 'step', 'exponential', 'cosine', 'oneCycle', 'cosLog', 'reduceOnPlateau']),
  /** Share of the steps over which the rate rises linearly from 0. */
  warmupShare: share.optional(),
  /** Factor of one drop (step, reduceOnPlateau) or over the whole run (exponential). */
  decay: z.number().gt(0).max(1).optional(),
  /** Share of the run between two drops (step). */
  every: z.number().gt(0).max(1).optional(),
  /** Epochs without gain before a drop (reduceOnPlateau). */
  patience: count(1, 10_000).optional(),
});
export type LearningRateSchedule = z.infer<typeof learningRateScheduleSchema>;

export const earlyStoppingSchema = z.strictObject({
  /** Epochs without an improvement after which training stops. */
  patience: count(1, 10_000),
  /** Patience grows by this many epochs for each epoch at which the best was seen. */
  patienceGrowth: z.number().min(0).max(10),
  /** An improvement smaller than this does not count, in units of the selection metric. */
  minDelta: z.number().min(0),
  restoreBest: z.boolean(),
});

export const numericEmbeddingSchema = z.strictObject({
  kind: z.enum(['none', 'periodic', 'piecewiseLinear']),
  /** Values that stand for a number: itself and what is learned beside it (periodic), or bins beside it (piecewiseLinear). */
  size: count(1, 256).optional(),
  sigma: positive.optional(),
});

export const categoricalEncodingSchema = z.strictObject({
  /** Columns with at most this many levels are one-hot, the others embedded. */
  oneHotUpTo: count(0, 10_000),
  embeddingSize: count(1, 600),
  /** Rarer levels beyond this many are merged. */
  maxLevels: count(2, 100_000),
});

export const warningSchema = z.strictObject({ code: z.string().min(1), message: z.string().min(1) });
export type Warning = z.infer<typeof warningSchema>;

export const trialProposalSchema = z.strictObject({
  slot: z.string().min(1),
  value: z.json(),
  because: z.string().min(1),
});

export const slotSchemas = {
  task: taskSchema,
  loss: z.enum([
    'meanSquaredError',
    'meanAbsoluteError',
    'huber',
    'poisson',
    'binaryCrossentropy',
    'categoricalCrossentropy',
    'sparseCategoricalCrossentropy',
    'focal',
    'ordinalCrossentropy',
  ]),
  huberDelta: positive,
  focalGamma: z.number().min(0).max(10),
  focalAlpha: share,
  outputActivation: z.enum(['linear', 'sigmoid', 'softmax', 'exponential']),
  outputUnits: count(1, mostOutputUnits),
  predictionRange: z.enum(['none', 'seen']),
  metrics: metricSchema,
  primaryMetric: metricSchema,
  optimizer: z.enum(['sgd', 'momentum', 'nesterov', 'adam', 'adamw', 'rmsprop', 'adagrad', 'adadelta']),
  learningRate: z.number().gt(0).max(10),
  momentum: probability,
  beta1: probability,
  beta2: probability,
  epsilon: z.number().gt(0).max(1),
  rho: probability,
  gradientClipNorm: positive,
  learningRateSchedule: learningRateScheduleSchema,
  batchSize: count(1, 65_536),
  epochs: count(1, 100_000),
  earlyStopping: earlyStoppingSchema,
  weightAveraging: z.boolean(),
  hiddenLayers: count(0, 8),
  hiddenUnits: count(1, 8192),
  residual: z.boolean(),
  hiddenActivation: z.enum(['relu', 'leakyRelu', 'tanh', 'sigmoid', 'elu', 'selu', 'silu', 'gelu', 'mish']),
  activationParametric: z.boolean(),
  initializer: z.enum(['heNormal', 'glorotUniform', 'lecunNormal', 'ntk', 'dataDriven']),
  normalization: z.enum(['none', 'batch', 'layer']),
  dropout: probability,
  dropoutSchedule: z.enum(['constant', 'flatCosine']),
  weightDecay: z.number().min(0).max(1),
  weightDecaySchedule: z.enum(['constant', 'flatCosine']),
  labelSmoothing: probability,
  inputNoise: z.number().min(0).max(10),
  mixup: z.number().min(0).max(10),
  classWeights: z.enum(['none', 'balanced', 'squareRoot']),
  outputBias: z.enum(['zero', 'prior']),
  decisionThreshold: z.enum(['default', 'calibrated']),
  calibration: z.enum(['none', 'temperature']),
  targetTransform: z.enum(['none', 'standardize', 'log1p', 'quantile']),
  numericScaling: z.enum(['standard', 'robustSmoothClip', 'quantileNormal']),
  numericEmbedding: numericEmbeddingSchema,
  inputScale: z.boolean(),
  categoricalEncoding: categoricalEncodingSchema,
  missingValues: z.enum(['median', 'medianWithIndicator', 'regression', 'regressionWithIndicator']),
  imageAugmentation: z.union([z.literal('none'), z.array(z.enum(['flip', 'shift', 'rotate', 'crop', 'noise'])).min(1)]),
  foldKind: z.enum(['plain', 'stratified', 'grouped', 'forward', 'holdout']),
  folds: count(2, 20),
  foldRepeats: count(1, 20),
  validationShare: z.number().gt(0).lt(1),
  search: z.enum(['halving', 'grid', 'random']),
  finalModel: z.enum(['ensemble', 'refit']),
  warnings: warningSchema,
  trials: trialProposalSchema,
} as const;

export type Slot = keyof typeof slotSchemas;
export const slots: readonly Slot[] = Object.keys(slotSchemas) as Slot[];
export const isSlot = (name: string): name is Slot => Object.hasOwn(slotSchemas, name);

/** Slots that take every matching rule's value; their value in `Settings` is a list. */
export const collectSlots = ['metrics', 'warnings', 'trials'] as const;
export type CollectSlot = (typeof collectSlots)[number];
/** What rules say beside the settings. */
const remarks: ReadonlySet<string> = new Set<Slot>(['warnings', 'trials']);
export const isRemark = (slot: string): boolean => remarks.has(slot);

export const isCollectSlot = (slot: Slot): slot is CollectSlot => collectSlots.some((name) => name === slot);

/** One value of a slot. */
export type SlotValue<S extends Slot> = z.infer<(typeof slotSchemas)[S]>;

/** A value for every slot; `null` where the slot does not apply. */
export type Settings = {
  readonly [S in Slot]: (S extends CollectSlot ? readonly SlotValue<S>[] : SlotValue<S>) | null;
};

type SettingsShape = { [S in Slot]: z.ZodType<Settings[S]> };

/** `Object.fromEntries` forgets which key has which type; the table above is the proof that they agree. */
function settingsShape(): SettingsShape {
  const entries = slots.map((slot) => {
    const one: z.ZodType = slotSchemas[slot];
    return [slot, (isCollectSlot(slot) ? z.array(one) : one).nullable()];
  });
  return Object.fromEntries(entries) as SettingsShape;
}

export const settingsSchema = z.strictObject(settingsShape());
