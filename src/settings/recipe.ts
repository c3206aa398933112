import type { Settings } from './slots.js';

/** What the parts of RealMLP's recipe mean beyond their slots; the probe and the Keras script both follow it. */

/** Whether the layers are held in the neural tangent parametrization, z = W x / sqrt(inputs) + b. */
export const isTangent = (initializer: Settings['initializer']): boolean =>
  initializer === 'ntk' || initializer === 'dataDriven';

/** Whether a step is proportional to the gradient; the steps of the other optimizers are about as long as the rate. */
export const hasPlainSteps = (optimizer: Settings['optimizer']): boolean =>
  optimizer === 'sgd' || optimizer === 'momentum' || optimizer === 'nesterov';

/** Factors of the learning rate: of a learned input scale, and under the parametrization of all but the weights (pytabkit, default_params.py). */
export const rateFactors = { inputScale: 6, slow: 0.1 } as const;

/**
 * Missing cells of a numeric column from which on it has a second input (`marksGaps`). What n cells show alike may still be otherwise in 3 / n of
 * all (rule of three, Hanley and Lippman-Hand 1983, doi:10.1001/jama.1983.03330370053031): of ten cells that all go with one class a network learns to be sure, and is wrong where
 * three in ten are not; of thirty it is one in ten. Measured: docs/adr/0031-few-gaps-have-no-input.md.
 */
export const leastMarkedGaps = 30;

/** Whether a number that is missing has a second input that says so, where its column lacks `leastMarkedGaps`. */
export const marksGaps = ({ missingValues }: Pick<Settings, 'missingValues'>): boolean =>
  missingValues === 'medianWithIndicator' || missingValues === 'regressionWithIndicator';

/**
 * The regression that fills gaps (docs/adr/0034-gaps-are-filled-by-regression.md): what is added to each variance of 1, how many interquartile ranges beyond the quartiles a
 * number counts at most, the rows that it is fitted on at most, and the numeric columns beyond which the median is taken: the work grows with their cube.
 */
export const fillingDefaults = { ridge: 0.01, reach: 3, rows: 5000, mostColumns: 50 } as const;

/** Whether a row's other numbers say what a missing one may have been: there are others, and not too many. */
export const fillsByRegression = (
  { missingValues }: Pick<Settings, 'missingValues'>,
  numericColumns: number,
): boolean =>
  (missingValues === 'regression' || missingValues === 'regressionWithIndicator') &&
  numericColumns >= 2 &&
  numericColumns <= fillingDefaults.mostColumns;

/** Cosines of an embedded number, and what an embedding is where the settings do not say (RealMLP, arXiv 2407.04491, table A.1). */
export const embeddingDefaults = { frequencies: 16, size: 4, sigma: 0.1 } as const;

/**
 * Normalised units: what is added to a variance (Keras 3's default for both layers), and the share of batch normalisation's running
 * moments that a step keeps. Keras' 0.99 looks back a hundred steps, in which a short run's weights move far; this is PyTorch's
 * default and looks back ten (measured in ADR 9).
 */
export const normalizationDefaults = { epsilon: 1e-3, momentum: 0.9 } as const;

/** Whether hidden units are normalised; there are none without hidden layers. */
export const isNormalized = ({ normalization, hiddenLayers }: Settings): boolean =>
  (normalization === 'layer' || normalization === 'batch') && (hiddenLayers ?? 0) > 0;

/** Values that a learned embedding adds beside each number; 0 where it adds none. */
export const embeddedSize = ({ numericEmbedding, hiddenLayers }: Settings): number =>
  numericEmbedding?.kind !== 'periodic' || !hiddenLayers ? 0 : (numericEmbedding.size ?? embeddingDefaults.size) - 1;

/** Bins that each number has beside itself, where it varies enough for them; 0 where the settings want none. */
export const binsPerNumber = ({ numericEmbedding }: Pick<Settings, 'numericEmbedding'>): number =>
  numericEmbedding?.kind === 'piecewiseLinear' ? (numericEmbedding.size ?? embeddingDefaults.size) : 0;

/** Whether a category of so many levels has a learned vector for each, and not an input. */
export const isEmbedded = (levels: number, { categoricalEncoding }: Pick<Settings, 'categoricalEncoding'>): boolean =>
  categoricalEncoding !== null && levels > categoricalEncoding.oneHotUpTo;
