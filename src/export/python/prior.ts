import type { Plan } from '../plan.js';

/** Log odds, log shares, log mean or mean: the output that predicts the training rows best before any weight is learned. */
const priors = {
  sigmoid: 'np.log(mean / (1 - mean))',
  softmax: 'np.log(mean)',
  exponential: 'np.log(mean)',
  linear: 'mean',
} as const;

/** Log odds of each step among the rows that reach it. */
const STEP_PRIOR = 'np.log(mean / np.maximum(np.append(1, mean[:-1]) - mean, 1e-6))';

/** Python of `mean` and of the output bias that follows from it; undefined where the bias starts at 0. */
export function priorOf({ settings, encoding }: Plan): { readonly mean: string; readonly bias: string } | undefined {
  if (settings.outputBias !== 'prior') return undefined;
  const activation = settings.outputActivation ?? 'linear';
  const mean =
    encoding === 'codes'
      ? 'np.bincount(target[train], minlength=len(LABELS)) / len(train)'
      : 'target[train].mean(axis=0)';
  const bounds =
    activation === 'linear'
      ? mean
      : activation === 'exponential'
        ? `np.maximum(${mean}, 1e-6)`
        : `np.clip(${mean}, 1e-6, 1 - 1e-6)`;
  return { mean: bounds, bias: encoding === 'cumulative' ? STEP_PRIOR : priors[activation] };
}
