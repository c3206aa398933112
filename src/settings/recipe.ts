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

/** Cosines of an embedded number, and what an embedding is where the settings do not say (RealMLP, arXiv 2407.04491, table A.1). */
export const embeddingDefaults = { frequencies: 16, size: 4, sigma: 0.1 } as const;

/** Values that a learned embedding adds beside each number; 0 where it adds none. */
export const embeddedSize = ({ numericEmbedding, hiddenLayers }: Settings): number =>
  numericEmbedding?.kind !== 'periodic' || !hiddenLayers ? 0 : (numericEmbedding.size ?? embeddingDefaults.size) - 1;
