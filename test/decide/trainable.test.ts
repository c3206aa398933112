import { describe, expect, it } from 'vitest';
import { isTrainable, lossOf, trainable } from '../../src/decide/trainable.js';
import { type Settings, type Slot, settingsSchema, slotSchemas } from '../../src/settings/slots.js';
import { binarySettings, regressionSettings } from '../fixtures/recommendation.js';

const changed = (before: Settings, after: Settings): Partial<Settings> =>
  Object.fromEntries(
    Object.entries(after).filter(([slot, value]) => JSON.stringify(value) !== JSON.stringify(before[slot as Slot])),
  );

const substitutions: [string, Settings, Partial<Settings>][] = [
  [
    'steps between classes without an order',
    { ...binarySettings, task: 'multiclass', loss: 'ordinalCrossentropy', outputUnits: 4 },
    { loss: 'sparseCategoricalCrossentropy' },
  ],
  [
    'the weights of the last epoch',
    { ...binarySettings, earlyStopping: { patience: 5, patienceGrowth: 0, minDelta: 0, restoreBest: false } },
    { earlyStopping: { patience: 5, patienceGrowth: 0, minDelta: 0, restoreBest: true } },
  ],
  ['a step between two of them', { ...binarySettings, loss: 'ordinalCrossentropy' }, { loss: 'binaryCrossentropy' }],
];

describe('what the probe cannot train', () => {
  it.each(substitutions)('%s is replaced, and told', (_, settings, replaced) => {
    const { settings: trained, warnings } = trainable(settings);
    expect(changed(settings, trained)).toEqual(replaced);
    expect(settingsSchema.safeParse(trained).error).toBeUndefined();
    const [slot, value] = Object.entries(replaced)[0] ?? [];
    expect(warnings.map(({ code }) => code)).toEqual(['not_probed']);
    expect(warnings[0]?.message).toContain(String(slot));
    expect(warnings[0]?.message).toContain(JSON.stringify(settings[slot as Slot]));
    expect(warnings[0]?.message).toContain(JSON.stringify(value));
  });

  it('is not trained as a proposal either', () => {
    const ordered = { ...binarySettings, loss: 'ordinalCrossentropy' } as const;
    expect(isTrainable(ordered, 'loss')).toBe(false);
    expect(isTrainable(ordered, 'dropout')).toBe(true);
  });
});

describe('what it can train', () => {
  it.each<[string, Settings]>([
    ['classification', binarySettings],
    ['regression', regressionSettings],
    ['averaged weights', { ...binarySettings, weightAveraging: true }],
    ['a rate that waits for a plateau', { ...binarySettings, learningRateSchedule: { name: 'reduceOnPlateau' } }],
    ['normalised units', { ...binarySettings, normalization: 'batch' }],
    ['skip connections', { ...binarySettings, normalization: 'layer', residual: true }],
    ['a focal loss', { ...binarySettings, loss: 'focal', focalGamma: 2, focalAlpha: 0.25 }],
    ['ordered classes', { ...binarySettings, task: 'ordinal', loss: 'ordinalCrossentropy', outputUnits: 3 }],
    ['normal scores of the target', { ...regressionSettings, targetTransform: 'quantile' }],
  ])('stays as recommended: %s', (_, settings) => {
    expect(trainable(settings)).toEqual({ settings, warnings: [] });
  });

  it('a slot that does not apply stays null', () => {
    const settings = {
      ...binarySettings,
      normalization: null,
      residual: null,
      targetTransform: null,
      decisionThreshold: null,
    };
    expect(trainable(settings)).toEqual({ settings, warnings: [] });
  });
});

it('every loss has its name in the tensor program, by the number of outputs', () => {
  const names = slotSchemas.loss.options.map((loss) =>
    [1, 3].map((outputs) => lossOf({ ...binarySettings, loss }, outputs)),
  );
  expect(Object.fromEntries(slotSchemas.loss.options.map((loss, i) => [loss, names[i]]))).toEqual({
    meanSquaredError: ['meanSquaredError', 'meanSquaredError'],
    meanAbsoluteError: ['meanAbsoluteError', 'meanAbsoluteError'],
    huber: ['huber', 'huber'],
    poisson: ['poisson', 'poisson'],
    binaryCrossentropy: ['binaryCrossentropy', 'binaryCrossentropy'],
    categoricalCrossentropy: ['binaryCrossentropy', 'categoricalCrossentropy'],
    sparseCategoricalCrossentropy: ['binaryCrossentropy', 'categoricalCrossentropy'],
    focal: ['binaryFocal', 'categoricalFocal'],
    ordinalCrossentropy: ['ordinalCrossentropy', 'ordinalCrossentropy'],
  });
});
