import { embeddedSize, isEmbedded, isNormalized, isTangent } from '../../settings/recipe.js';
import type { Recommendation } from '../../settings/recommendation.js';
import type { Settings } from '../../settings/slots.js';
import { isClassification } from '../../settings/tasks.js';
import type { Asked, Refusal } from '../inexpressible.js';
import type { Omission } from '../omissions.js';

type Of<S extends keyof Settings> = NonNullable<Settings[S]>;

/** Of the values of a slot: what scikit-learn calls them; what is not here it does not have. */
export const activationNames: { readonly [A in Of<'hiddenActivation'>]?: string } = {
  relu: 'relu',
  tanh: 'tanh',
  sigmoid: 'logistic',
};

const hasHidden = ({ settings }: Asked): boolean => (settings.hiddenLayers ?? 0) > 0;

const ofLabels: ReadonlySet<Settings['loss']> = new Set([
  'binaryCrossentropy',
  'categoricalCrossentropy',
  'sparseCategoricalCrossentropy',
]);

function lossReason({ settings: { loss, outputActivation }, form }: Asked): string | undefined {
  if (form !== 'number') return ofLabels.has(loss) ? undefined : `${loss}; MLPClassifier has cross-entropy alone`;
  if (loss === 'meanSquaredError')
    return outputActivation === 'linear' ? undefined : `with ${outputActivation} outputs`;
  if (loss === 'poisson') return outputActivation === 'exponential' ? undefined : `with ${outputActivation} outputs`;
  return `${loss}; MLPRegressor has squared error and poisson`;
}

const solvers: ReadonlySet<Settings['optimizer']> = new Set(['sgd', 'momentum', 'nesterov', 'adam', 'adamw']);

const refuse = (
  slot: Refusal['slot'],
  applies: (asked: Asked) => boolean,
  text: (settings: Settings) => string,
): Refusal => ({
  slot,
  reason: (asked) => (applies(asked) ? text(asked.settings) : undefined),
});

/** Without these it would be another network. */
export const sklearnRefusals: readonly Refusal[] = [
  { slot: 'loss', reason: lossReason },
  refuse(
    'hiddenActivation',
    (plan) => hasHidden(plan) && activationNames[plan.settings.hiddenActivation ?? 'relu'] === undefined,
    ({ hiddenActivation }) => `${hiddenActivation}; there are relu, tanh and sigmoid`,
  ),
  refuse(
    'activationParametric',
    (plan) => hasHidden(plan) && plan.settings.activationParametric === true,
    () => 'activations learn nothing',
  ),
  refuse(
    'residual',
    ({ settings }) => settings.residual === true && (settings.hiddenLayers ?? 0) > 1,
    () => 'layers follow one another',
  ),
  refuse(
    'normalization',
    ({ settings }) => isNormalized(settings),
    ({ normalization }) => `${normalization}; there is none`,
  ),
  refuse(
    'optimizer',
    ({ settings }) => !solvers.has(settings.optimizer),
    ({ optimizer }) => `${optimizer}; there are adam and sgd with momentum`,
  ),
  refuse(
    'initializer',
    ({ settings }) => isTangent(settings.initializer),
    ({ initializer }) => `${initializer}; weights are not held in the neural tangent parametrization`,
  ),
  refuse(
    'inputScale',
    ({ settings }) => settings.inputScale === true,
    () => 'inputs have no learned factor',
  ),
  refuse(
    'numericEmbedding',
    ({ settings, numeric }) => embeddedSize(settings) > 0 && numeric.length > 0,
    () => 'periodic; numbers have no learned embedding',
  ),
  refuse(
    'categoricalEncoding',
    ({ embedded }) => embedded.length > 0,
    ({ categoricalEncoding }) =>
      `columns of more than ${categoricalEncoding?.oneHotUpTo ?? 0} levels; categories have no learned vectors`,
  ),
];

/** Whether scikit-learn has what is recommended: the profile says enough of the columns, and the rows are not read. */
export function isInSklearn({ settings, profile }: Recommendation): boolean {
  const { columns, categories } = profile;
  const asked: Asked = {
    settings,
    form: isClassification(settings.task ?? profile.task ?? 'regression') ? 'label' : 'number',
    numeric: { length: columns.numeric },
    embedded: { length: isEmbedded(categories?.max ?? 0, settings) ? 1 : 0 },
  };
  return sklearnRefusals.every(({ reason }) => reason(asked) === undefined);
}

const positive = (value: number | null): boolean => (value ?? 0) > 0;

/** Without these it is the same network, trained otherwise. */
export const sklearnOmissions: readonly Omission[] = [
  {
    applies: ({ settings }) => positive(settings.dropout),
    text: 'dropout: scikit-learn has none.',
  },
  {
    applies: ({ settings }) => positive(settings.weightDecay),
    text: "weightDecay: scikit-learn's alpha is an L2 penalty and no decay of the weights, so it is 0.",
  },
  {
    applies: ({ settings }) => positive(settings.inputNoise),
    text: 'inputNoise: scikit-learn has none.',
  },
  {
    applies: ({ settings, embedded }) => positive(settings.mixup) && embedded.length === 0,
    text: 'mixup: rows have one label each here.',
  },
  {
    applies: ({ settings }) => positive(settings.labelSmoothing),
    text: 'labelSmoothing: rows have one label each here.',
  },
  {
    applies: ({ settings: { learningRateSchedule } }) =>
      learningRateSchedule !== null &&
      (learningRateSchedule.name !== 'constant' || positive(learningRateSchedule.warmupShare ?? 0)),
    text: 'learningRateSchedule: the rate stays constant.',
  },
  {
    applies: ({ settings }) => settings.gradientClipNorm !== null,
    text: 'gradientClipNorm: gradients are not clipped.',
  },
  {
    applies: ({ settings }) => settings.weightAveraging === true,
    text: 'weightAveraging: the weights are those of one epoch.',
  },
  {
    applies: ({ settings }) => settings.outputBias === 'prior',
    text: 'outputBias prior: it starts near 0.',
  },
  {
    applies: ({ settings }) => settings.initializer === 'heNormal' || settings.initializer === 'lecunNormal',
    text: "initializer: scikit-learn starts by Glorot's rule.",
  },
];
