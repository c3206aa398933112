import { SextantError } from '../errors.js';
import type { FeatureSchema, TableSchema } from '../profile/table.js';
import type { Recommendation } from '../settings/recommendation.js';
import { fillsByRegression, isEmbedded, marksGaps } from '../settings/recipe.js';
import type { Settings } from '../settings/slots.js';
import { hasSteps, isClassification, type Task } from '../settings/tasks.js';
import { type Chosen, chosenOf } from './chosen.js';

export interface ScriptInput {
  readonly recommendation: Recommendation;
  /** How the training file is read. */
  readonly schema: TableSchema;
  /** Path of the training file, as the script will open it. */
  readonly file: string;
  /** One target column, or several one-hot or multi-label columns. */
  readonly target: readonly string[];
}

/** How the script holds the target. */
export type TargetForm = 'number' | 'label' | 'oneHotColumns' | 'multiLabel';

/** Everything that decides which parts the script has. */
export interface Plan extends ScriptInput {
  readonly settings: Settings;
  readonly task: Task;
  readonly form: TargetForm;
  /** Classes, or label columns of a multi-label target; empty for a number. */
  readonly labels: readonly string[];
  readonly outputs: number;
  /** What the network is trained towards: codes for a sparse loss, else a matrix. */
  readonly encoding: 'codes' | 'binary' | 'oneHot' | 'cumulative' | 'matrix';
  readonly numeric: readonly string[];
  readonly booleans: readonly Extract<FeatureSchema, { kind: 'boolean' }>[];
  readonly oneHot: readonly Categorical[];
  readonly embedded: readonly Categorical[];
  readonly seed: number;
  /** Absent: rows that are held out say when to stop, how much to soften and from where on to name a label. */
  readonly chosen?: Chosen;
}

export type Categorical = Extract<FeatureSchema, { kind: 'categorical' }>;

export function planScript(input: ScriptInput): Plan {
  const { recommendation, schema } = input;
  const { settings } = recommendation;
  const task = settings.task ?? recommendation.profile.task ?? 'regression';
  const form = formOf(task, input.target);
  const labels = labelsOf(input, task);
  const categorical = schema.features.filter((feature): feature is Categorical => feature.kind === 'categorical');
  const hasVectors = ({ levels }: Categorical): boolean => isEmbedded(levels.length, settings);
  const encoding = encodingOf({ settings, task, form, labels });
  const chosen = chosenOf(recommendation);
  return {
    ...input,
    settings,
    task,
    form,
    labels,
    encoding,
    outputs: {
      codes: labels.length,
      binary: 1,
      oneHot: labels.length,
      cumulative: labels.length - 1,
      matrix: Math.max(1, labels.length),
    }[encoding],
    numeric: schema.features.filter(({ kind }) => kind === 'numeric').map(({ name }) => name),
    booleans: schema.features.filter((feature) => feature.kind === 'boolean'),
    oneHot: categorical.filter((feature) => !hasVectors(feature)),
    embedded: categorical.filter(hasVectors),
    seed: recommendation.probe?.seed ?? 0,
    ...(chosen && { chosen }),
  };
}

function formOf(task: Task, target: readonly string[]): TargetForm {
  if (!isClassification(task)) return 'number';
  if (task === 'multilabel') return 'multiLabel';
  return target.length > 1 ? 'oneHotColumns' : 'label';
}

function labelsOf({ schema, target }: ScriptInput, task: Task): readonly string[] {
  if (!isClassification(task)) return [];
  if (task === 'multilabel') return target;
  const labels = schema.target.labels ?? (target.length > 1 ? target : []);
  if (labels.length >= 2) return labels;
  throw new SextantError(
    'settings_invalid',
    `The task ${task} needs at least two labels, and the data names ${labels.length}.`,
    {
      hint: 'Export with the labels of the file that the recommendation was made for.',
    },
  );
}

function encodingOf({
  settings,
  task,
  form,
  labels,
}: Pick<Plan, 'settings' | 'task' | 'form' | 'labels'>): Plan['encoding'] {
  if (form === 'number' || form === 'multiLabel') return 'matrix';
  if (hasSteps({ task, loss: settings.loss })) return 'cumulative';
  if (labels.length === 2 && settings.outputActivation !== 'softmax') return 'binary';
  const needsShares = (settings.labelSmoothing ?? 0) > 0 || (settings.mixup ?? 0) > 0;
  return settings.loss === 'sparseCategoricalCrossentropy' && !needsShares ? 'codes' : 'oneHot';
}

export const hasIndicators = ({ settings, numeric }: Plan): boolean => marksGaps(settings) && numeric.length > 0;

/** Whether a row's other numbers say what a missing one may have been. */
export const hasFilling = ({ settings, numeric }: Plan): boolean => fillsByRegression(settings, numeric.length);

/** Whether the network trains on probabilities of classes, which can be calibrated and have a threshold. */
export const isOneLabel = ({ form }: Plan): boolean => form === 'label' || form === 'oneHotColumns';

/** Codes of embedded categories cannot be mixed. */
export const usesMixup = ({ settings, embedded }: Plan): boolean => (settings.mixup ?? 0) > 0 && embedded.length === 0;

/** Whether rows of rare classes count more. */
export const usesWeights = (plan: Plan): boolean =>
  isOneLabel(plan) && plan.settings.classWeights !== null && plan.settings.classWeights !== 'none';

export const wantsTemperature = (plan: Plan): boolean =>
  plan.settings.calibration === 'temperature' && isOneLabel(plan);

export const wantsThreshold = (plan: Plan): boolean =>
  plan.settings.decisionThreshold === 'calibrated' && isOneLabel(plan) && plan.labels.length === 2;

/** Both are fitted to rows held out, where there are any. */
export const calibrates = (plan: Plan): boolean => !plan.chosen && wantsTemperature(plan);

export const seeksThreshold = (plan: Plan): boolean => !plan.chosen && wantsThreshold(plan);

/** Whether the second label is named from the probe's own threshold on. */
export const takesThreshold = (plan: Plan): boolean => plan.chosen?.threshold !== undefined && wantsThreshold(plan);

/** Of a number: how it is changed before the network learns it; null where it is left as it is. */
export const transformOf = ({
  settings: { targetTransform },
  form,
}: Plan): 'standardize' | 'log1p' | 'quantile' | null =>
  form !== 'number' || targetTransform === null || targetTransform === 'none' ? null : targetTransform;
