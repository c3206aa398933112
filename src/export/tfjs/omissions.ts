import type { Omission } from '../omissions.js';

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
