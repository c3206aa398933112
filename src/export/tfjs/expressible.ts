import type { Refusal } from '../inexpressible.js';
import type { Omission } from '../omissions.js';

/** What the script has no code for. */
export const tfjsRefusals: readonly Refusal[] = [
  {
    slot: 'numericScaling',
    reason: ({ settings, numeric }) =>
      settings.numericScaling === 'quantileNormal' && numeric.length > 0
        ? 'quantileNormal; normal scores of quantiles come from scikit-learn'
        : undefined,
  },
  {
    slot: 'targetTransform',
    reason: ({ settings, form }) =>
      settings.targetTransform === 'quantile' && form === 'number'
        ? 'quantile; normal scores of quantiles come from scikit-learn'
        : undefined,
  },
];

export const tfjsOmissions: readonly Omission[] = [
  {
    applies: ({ settings }) => settings.initializer === 'dataDriven',
    text: 'initializer dataDriven: the weights start standard normal, and are not scaled on the data first.',
  },
  {
    applies: ({ settings }) => settings.dropoutSchedule === 'flatCosine' && (settings.dropout ?? 0) > 0,
    text: 'dropoutSchedule flatCosine: the rate of a dropout layer is fixed, so it stays constant.',
  },
];
