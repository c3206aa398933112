import type { Refusal } from '../inexpressible.js';
import type { Settings } from '../../settings/slots.js';
import type { Omission } from '../omissions.js';

type OfNumbers = Pick<Settings, 'numericScaling' | 'targetTransform'>;

/** Settings that ask for normal scores of quantiles, which come from scikit-learn. */
const isScored: { readonly [S in keyof OfNumbers]: (settings: OfNumbers) => boolean } = {
  numericScaling: ({ numericScaling }) => numericScaling === 'quantileNormal',
  targetTransform: ({ targetTransform }) => targetTransform === 'quantile',
};

/** Whether JavaScript has code for these settings, whatever the columns are. */
export const hasCode = (settings: OfNumbers): boolean => !Object.values(isScored).some((asks) => asks(settings));

/** What the script has no code for. */
export const tfjsRefusals: readonly Refusal[] = [
  {
    slot: 'numericScaling',
    reason: ({ settings, numeric }) =>
      isScored.numericScaling(settings) && numeric.length > 0
        ? 'quantileNormal; normal scores of quantiles come from scikit-learn'
        : undefined,
  },
  {
    slot: 'targetTransform',
    reason: ({ settings, form }) =>
      isScored.targetTransform(settings) && form === 'number'
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
