import { type Plan, takesThreshold, wantsTemperature, wantsThreshold } from './plan.js';

/** Something that settings or the probe's final model have and a script does not. */
export interface Omission {
  readonly applies: (plan: Plan) => boolean;
  /** What it is, and why it is left out. */
  readonly text: string;
}

const modelOf = ({ recommendation }: Plan) => recommendation.probe?.finalModel;

/** What no script does, whatever it is written for. */
const commonOmissions: readonly Omission[] = [
  {
    applies: ({ settings }) => settings.finalModel === 'ensemble' && settings.foldKind !== 'holdout',
    text: 'finalModel ensemble: this script trains one network on one split; the average over the folds does a little better.',
  },
  {
    applies: (plan) => (modelOf(plan)?.parts.length ?? 0) > 1,
    text: "finalModel: the probe's final model blends several configurations; this script trains the recommended one alone.",
  },
  {
    applies: (plan) => modelOf(plan)?.line !== undefined,
    text: "finalModel: the probe's final model puts each predicted number on a line, intercept + slope x number, fitted to rows held out; here it stays as the network says it.",
  },
  {
    applies: ({ settings }) => settings.foldKind === 'grouped',
    text: 'foldKind grouped: the group column is not known here, so rows of one group may stand on both sides of the split.',
  },
  {
    applies: ({ recommendation }) => recommendation.profile.weighted === true,
    text: 'weights of rows: their column is not known here, so that no row has a weight of its own.',
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
  {
    applies: (plan) => plan.chosen !== undefined && wantsTemperature(plan),
    text: 'calibration temperature: it is fitted to rows held out, and every row that does not score is trained on.',
  },
  {
    applies: (plan) => plan.chosen !== undefined && wantsThreshold(plan) && !takesThreshold(plan),
    text: 'decisionThreshold calibrated: it is sought on rows held out, and every row that does not score is trained on; the more probable label is predicted.',
  },
];

/** What the settings say and the script does not do, with the reason; comment texts. */
export const omittedFrom = (plan: Plan, own: readonly Omission[]): string[] =>
  [...commonOmissions, ...own].filter(({ applies }) => applies(plan)).map(({ text }) => text);
