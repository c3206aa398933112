import { formatNumber } from '../../../src/advise/explain.js';

/**
 * The words in which the page writes a value, for Sextant and its peers alike: two agree on a setting exactly when they
 * write the same words.
 */
export const words = {
  none: 'none',
  crossEntropy: 'cross-entropy',
  squaredError: 'squared error',
  absoluteError: 'absolute error',
  sigmoid: 'sigmoid',
  softmax: 'softmax',
  linear: 'linear',
  glorot: 'Glorot uniform',
  dataDriven: 'neural tangent parametrization, start fitted to the data',
  constant: 'constant',
  fourWaves: 'four rising and falling waves (coslog4)',
  standardized: 'standardised',
  robust: 'robust, squeezed smoothly',
  learnedScale: 'a learned factor for each input',
  oneHot: 'one-hot',
} as const;

export const number = formatNumber;
export const percent = (share: number): string => `${formatNumber(100 * share)} %`;
export const adam = (beta2: number): string => `Adam, beta2 ${beta2}`;
export const fading = (value: string, schedule: string | null): string =>
  schedule === 'flatCosine' ? `${value}, fading out in the second half` : value;
export const decoupled = (value: number): string => `${formatNumber(value)} x the rate`;
export const penalty = (value: number): string => `${formatNumber(value)}, as an L2 penalty`;
export const parametric = (activation: string): string => `${activation}, learned shares`;
export const periodic = (size: number, sigma: number): string => `periodic, ${size} a number, sigma ${sigma}`;
export const patience = (epochs: number, growth: number): string => `after ${epochs} + ${growth} x best epoch`;
export const holdout = (share: number): string => `${percent(share)} held out`;
export const encoding = (levels: number, oneHotUpTo: number, embedding: string): string =>
  levels <= oneHotUpTo ? words.oneHot : `one-hot up to ${oneHotUpTo} levels, else ${embedding}`;
