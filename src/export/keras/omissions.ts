import type { Omission } from '../omissions.js';

export const kerasOmissions: readonly Omission[] = [
  {
    applies: ({ settings }) => settings.initializer === 'dataDriven',
    text: 'initializer dataDriven: the weights start standard normal, and are not scaled on the data first.',
  },
  {
    applies: ({ settings }) => settings.dropoutSchedule === 'flatCosine' && (settings.dropout ?? 0) > 0,
    text: 'dropoutSchedule flatCosine: the rate of a Keras dropout layer is fixed, so it stays constant.',
  },
  {
    applies: ({ settings }) => settings.weightDecaySchedule === 'flatCosine' && (settings.weightDecay ?? 0) > 0,
    text: 'weightDecaySchedule flatCosine: the decay of a Keras optimizer is fixed; it only follows the learning rate.',
  },
  {
    applies: ({ settings }) =>
      settings.learningRateSchedule?.name === 'reduceOnPlateau' && (settings.learningRateSchedule.warmupShare ?? 0) > 0,
    text: 'warm-up: it needs a schedule by step, and reduceOnPlateau works by epoch.',
  },
];
