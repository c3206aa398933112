import { describe, expect, it } from 'vitest';
import { type ProfileInput, profileSchema } from '../../src/profile/schema.js';
import type { Settings, Slot } from '../../src/settings/slots.js';
import { advisor } from './built-in.js';

const table = { rows: 2000, columns: { numeric: 10 } };
const largestClasses = Object.fromEntries(Array.from({ length: 1000 }, (_, k) => [`c${k}`, 20]));
const uneven = { task: 'binary', rows: 1000, columns: { numeric: 10 }, classCounts: { no: 910, yes: 90 } } as const;

interface Asked {
  readonly profile: ProfileInput;
  readonly fixed?: Partial<Settings>;
  readonly slot: Slot;
}

async function reasonOf({ profile, fixed, slot }: Asked): Promise<string> {
  const { items } = await advisor.advise(profileSchema.parse(profile), fixed);
  return items.find((item) => item.slot === slot)?.because ?? '';
}

describe('a reason', () => {
  it.each<[string, Asked, string]>([
    [
      'of the squared error with outliers is that it was asked for',
      {
        profile: { ...table, task: 'regression', metric: 'r2', target: { type: 'number', outlierShare: 0.2 } },
        slot: 'loss',
      },
      'You judge by r2, which takes the square of every error: so does training, though 20% of the targets are outliers.',
    ],
    [
      'of the squared error without known outliers does not count them',
      { profile: { ...table, task: 'regression' }, slot: 'loss' },
      'Not many outliers are known among the targets, and the squared error is the usual loss of a number: it leads to the mean.',
    ],
    [
      'of a bias of zero holds for weighted classes',
      { profile: { ...uneven, metric: 'balancedAccuracy' }, slot: 'outputBias' },
      'No rule knows a better start here, so the output starts at zero, and the first steps find where it belongs.',
    ],
    [
      'of class weights holds for a metric of the rarer class alone',
      { profile: { ...uneven, metric: 'recall' }, slot: 'classWeights' },
      'You judge by recall, in which a row of a rare class counts for more than one of a large class, so it does in training.',
    ],
    [
      'of weights that are not averaged holds for a constant rate',
      { profile: { ...table, task: 'binary' }, fixed: { optimizer: 'adadelta' }, slot: 'weightAveraging' },
      'Weights are averaged where SGD, Adam or one of their kin keeps a constant rate to the end and lets them wander; here the schedule or the optimizer is another.',
    ],
    [
      'of the measure of a share does not speak of the squared error',
      { profile: { ...table, task: 'proportion' }, slot: 'primaryMetric' },
      "The root mean squared error is in the target's unit and a usual measure of predicted quantities, whichever loss is trained on.",
    ],
    [
      'of what is held out of a million rows has the least share',
      { profile: { ...table, task: 'binary', rows: 1_000_000 }, slot: 'validationShare' },
      "About 5,000 rows are held out, but from 2 to 20 % of the 1,000,000 rows: AutoGluon's 2,500, doubled because settings are chosen by them.",
    ],
    [
      'of an ensemble holds for one held-out part',
      { profile: { ...table, task: 'binary', rows: 200_000 }, slot: 'finalModel' },
      "The networks that validation trains are used, several of them averaged: over five folds that cut RealMLP's error by 8 % on classes and 5 % on numbers.",
    ],
    [
      'of a width for many classes holds for more of them than units',
      { profile: { ...table, task: 'multiclass', rows: 20_000, classCounts: largestClasses }, slot: 'hiddenUnits' },
      'Hidden layers have 512 units for 1,000 outputs: the power of two nearest to twice as many, but no fewer than 128 and no more than 512.',
    ],
    [
      'of no learned shares does not say that a limit holds',
      {
        profile: {
          task: 'binary',
          rows: 1000,
          columns: { numeric: 12, categorical: 3 },
          constraints: { maxParameters: 1000 },
        },
        slot: 'activationParametric',
      },
      'Learned shares are one more parameter for every unit; a limit of 1,000 parameters leaves them out.',
    ],
    [
      'of a width under a limit that one unit exceeds does not say that it holds',
      {
        profile: { task: 'binary', rows: 300, columns: { numeric: 12 }, constraints: { maxParameters: 5 } },
        slot: 'hiddenUnits',
      },
      'You allow 5 parameters: 1 hidden layer(s) on 12 inputs get as many units each as fit, but at least one and no more than the 64 that 300 rows need.',
    ],
  ])('%s', async (_what, asked, sentence) => expect(await reasonOf(asked)).toBe(sentence));
});
