import { hasPlainSteps } from './recipe.js';
import { isRemark, type Settings, type Slot, slots } from './slots.js';
import { isClassification } from './tasks.js';

export type HitPolicy = 'unique' | 'first' | 'collect';

export interface SlotDefinition {
  readonly hitPolicy: HitPolicy;
  /** Earlier slots that rules of this slot, or its `appliesWhen`, may read. The graph is acyclic. */
  readonly reads: readonly Slot[];
  /** Whether the slot means anything under the settings decided so far; absent: always. When false its value is `null`. */
  readonly appliesWhen?: (settings: Partial<Settings>) => boolean;
  /** Rules may recommend `null`: the slot applies but is not used (no clipping), or cannot be told from the profile. */
  readonly optional?: true;
}

const first = (reads: readonly Slot[], appliesWhen?: SlotDefinition['appliesWhen']): SlotDefinition =>
  appliesWhen ? { hitPolicy: 'first', reads, appliesWhen } : { hitPolicy: 'first', reads };

type Applies = (settings: Partial<Settings>) => boolean;
const classifies: Applies = ({ task }) => task != null && isClassification(task);
const isOneLabel: Applies = ({ task }) => task === 'binary' || task === 'multiclass';
const predictsQuantity: Applies = (settings) => settings.task != null && !classifies(settings);
const hasHidden: Applies = ({ hiddenLayers }) => (hiddenLayers ?? 0) > 0;
const isAdaptiveMoment: Applies = ({ optimizer }) => optimizer === 'adam' || optimizer === 'adamw';
const isAdaptive: Applies = ({ optimizer }) => optimizer != null && !hasPlainSteps(optimizer);
const isPartitioned: Applies = ({ foldKind }) => foldKind !== 'holdout';

export const slotGraph: { readonly [S in Slot]: SlotDefinition } = {
  task: { hitPolicy: 'unique', reads: [] },
  loss: { hitPolicy: 'unique', reads: ['task'] },
  huberDelta: first(['task', 'loss'], ({ loss }) => loss === 'huber'),
  focalGamma: first(['task', 'loss'], ({ loss }) => loss === 'focal'),
  focalAlpha: first(['task', 'loss'], ({ loss }) => loss === 'focal'),
  outputActivation: { hitPolicy: 'unique', reads: ['task', 'loss'] },
  outputUnits: { hitPolicy: 'unique', reads: ['task', 'loss'], optional: true },
  predictionRange: first(['task', 'loss'], predictsQuantity),
  metrics: { hitPolicy: 'collect', reads: ['task', 'loss'] },
  primaryMetric: first(['task', 'loss', 'metrics']),
  optimizer: first(['task', 'loss']),
  hiddenLayers: first(['task', 'loss', 'optimizer']),
  hiddenUnits: first(['task', 'loss', 'outputUnits', 'hiddenLayers'], hasHidden),
  residual: first(['hiddenLayers', 'hiddenUnits'], hasHidden),
  hiddenActivation: first(['task', 'hiddenLayers', 'hiddenUnits'], hasHidden),
  activationParametric: first(['task', 'hiddenLayers', 'hiddenActivation'], hasHidden),
  initializer: first(['optimizer', 'hiddenLayers', 'hiddenActivation']),
  normalization: first(['hiddenLayers', 'hiddenUnits', 'hiddenActivation'], hasHidden),
  learningRate: first(['task', 'loss', 'optimizer', 'hiddenLayers', 'hiddenUnits', 'initializer', 'normalization']),
  momentum: first(['optimizer'], ({ optimizer }) => optimizer === 'momentum' || optimizer === 'nesterov'),
  beta1: first(['optimizer'], isAdaptiveMoment),
  beta2: first(['optimizer', 'hiddenLayers'], isAdaptiveMoment),
  epsilon: first(['optimizer'], isAdaptive),
  rho: first(['optimizer'], ({ optimizer }) => optimizer === 'rmsprop' || optimizer === 'adadelta'),
  gradientClipNorm: { ...first(['optimizer', 'hiddenLayers', 'loss']), optional: true },
  learningRateSchedule: first(['optimizer', 'learningRate', 'hiddenLayers', 'initializer']),
  batchSize: first(['task', 'optimizer']),
  epochs: first(['task', 'optimizer', 'batchSize', 'hiddenLayers']),
  earlyStopping: first(['epochs', 'learningRateSchedule']),
  weightAveraging: first(['optimizer', 'learningRateSchedule', 'epochs']),
  dropout: first(['task', 'hiddenLayers', 'hiddenUnits', 'normalization', 'hiddenActivation'], hasHidden),
  dropoutSchedule: first(['dropout'], hasHidden),
  weightDecay: first(['optimizer', 'hiddenLayers', 'hiddenUnits', 'initializer']),
  weightDecaySchedule: first(['weightDecay']),
  labelSmoothing: first(['task', 'loss', 'primaryMetric'], classifies),
  inputNoise: first(['task', 'dropout']),
  mixup: first(['task', 'loss']),
  classWeights: first(['task', 'loss', 'primaryMetric'], classifies),
  outputBias: first(['task', 'loss', 'classWeights']),
  decisionThreshold: first(['task', 'primaryMetric', 'classWeights'], isOneLabel),
  calibration: first(['task', 'loss', 'primaryMetric'], classifies),
  targetTransform: first(['task', 'loss'], predictsQuantity),
  numericScaling: first([]),
  numericEmbedding: first(['task', 'hiddenLayers', 'numericScaling']),
  inputScale: first(['hiddenLayers', 'numericScaling']),
  categoricalEncoding: first(['hiddenLayers', 'hiddenUnits']),
  missingValues: first([]),
  imageAugmentation: first(['task']),
  foldKind: first(['task']),
  folds: first(['task', 'foldKind'], isPartitioned),
  foldRepeats: first(['foldKind', 'folds'], isPartitioned),
  validationShare: first(['foldKind'], (settings) => !isPartitioned(settings)),
  search: first([]),
  finalModel: first(['foldKind', 'folds', 'foldRepeats']),
  warnings: { hitPolicy: 'collect', reads: slots.filter((slot) => !isRemark(slot)) },
  trials: { hitPolicy: 'collect', reads: slots.filter((slot) => !isRemark(slot)) },
};

/** Slots such that each comes after all that it reads. Deterministic: among the free ones the declared order holds. */
export const slotOrder: readonly Slot[] = topologicalOrder();

function topologicalOrder(): Slot[] {
  const order: Slot[] = [];
  const visiting = new Set<Slot>();
  const visit = (slot: Slot): void => {
    if (order.includes(slot)) return;
    if (visiting.has(slot)) throw new Error(`slot graph has a cycle through ${slot}`);
    visiting.add(slot);
    for (const read of slotGraph[slot].reads) visit(read);
    visiting.delete(slot);
    order.push(slot);
  };
  for (const slot of slots) visit(slot);
  return order;
}
