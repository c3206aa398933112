import type { Plan } from './plan.js';

interface Omission {
  readonly applies: (plan: Plan) => boolean;
  readonly text: string;
}

const omissions: readonly Omission[] = [
  {
    applies: ({ settings }) => settings.finalModel === 'ensemble' && settings.foldKind !== 'holdout',
    text: 'finalModel ensemble: this script trains one network on one split; the average over the folds does a little better.',
  },
  {
    applies: ({ settings }) => settings.foldKind === 'grouped',
    text: 'foldKind grouped: the group column is not known here, so rows of one group may stand on both sides of the split.',
  },
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
  {
    applies: ({ settings, embedded }) => (settings.mixup ?? 0) > 0 && embedded.length > 0,
    text: 'mixup: embedded categories enter as codes, and what could be mixed is made of them inside the network.',
  },
  {
    applies: ({ settings }) => settings.imageAugmentation !== null && settings.imageAugmentation !== 'none',
    text: 'imageAugmentation: this script reads a table.',
  },
  {
    applies: ({ settings, form, labels }) =>
      settings.decisionThreshold === 'calibrated' && !(labels.length === 2 && form !== 'multiLabel'),
    text: 'decisionThreshold calibrated: with more than two classes the most probable one is predicted.',
  },
  {
    applies: ({ settings }) =>
      settings.classWeights !== null && settings.classWeights !== 'none' && settings.task === 'multilabel',
    text: 'classWeights: a row of several labels has no single class.',
  },
  {
    applies: ({ settings, form }) => settings.calibration === 'temperature' && form === 'multiLabel',
    text: 'calibration temperature: it is fitted for one label a row.',
  },
];

/** What the settings say and the script does not do, with the reason; comment texts. */
export const omissionsOf = (plan: Plan): string[] =>
  omissions.filter(({ applies }) => applies(plan)).map(({ text }) => text);
