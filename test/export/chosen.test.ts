import { describe, expect, it } from 'vitest';
import { chosenOf } from '../../src/export/chosen.js';
import { scriptFormats } from '../../src/export/formats.js';
import type { Recommendation } from '../../src/settings/recommendation.js';
import { isRemark, type Slot } from '../../src/settings/slots.js';
import { adviceOnlyRecommendation } from '../fixtures/recommendation.js';
import {
  changed,
  inputOf,
  plainly,
  recommendationOf,
  type Variant,
  variantNamed,
} from '../fixtures/script-variants.js';

type Format = keyof typeof scriptFormats;
const formats = Object.keys(scriptFormats) as Format[];

/** In every format; comments on one line each. */
const scriptOf = (format: Format, variant: Variant): string =>
  scriptFormats[format].write(inputOf(variant)).replaceAll(/\n(?:#|\/\/) (?!- )/g, ' ');

const chosen = plainly(variantNamed('binary-threshold-chosen'));
const open: Variant = { ...chosen, probe: {} };

describe.each(formats)('the %s script after a probe that chose the epochs', (format) => {
  it('holds out the rows that score, and no others', () => {
    const script = scriptOf(format, chosen);
    expect(script).toMatch(/TRAIN_EPOCHS = 2\b/);
    expect(script).toContain('mean over all folds, was least');
    expect(script).toContain('TEST_SHARE');
    expect(script).not.toMatch(/VALIDATION_SHARE|PATIENCE|\bvalidation\b(?! loss)|best_?epoch/i);
    expect(scriptOf(format, open)).toContain('VALIDATION_SHARE');
    expect(scriptOf(format, open)).not.toContain('TRAIN_EPOCHS');
  });

  it('names the second label from the threshold of the probe on, or says why it does not', () => {
    const script = scriptOf(format, chosen);
    expect(script).toMatch(/THRESHOLD = 0\.4\b/);
    expect(script).toContain('>= THRESHOLD');
    expect(script).not.toMatch(/- decisionThreshold|fit_?threshold/i);
    const [model] = [chosen.probe?.finalModel].filter((one) => one !== undefined);
    if (!model) throw new Error('the variant has a final model');
    const { threshold: _, ...without } = model;
    const plain = scriptOf(format, { ...chosen, probe: { ...chosen.probe, finalModel: without } });
    expect(plain).toContain('- decisionThreshold calibrated: it is sought on rows held out');
    expect(plain).not.toMatch(/\bTHRESHOLD\b/);
  });

  it('fits no temperature and says so; with rows to fit it on, one that only softens', () => {
    expect(scriptOf(format, chosen)).toContain('- calibration temperature: it is fitted to rows held out');
    expect(scriptOf(format, chosen)).not.toContain('soften(');
    expect(scriptOf(format, open)).toContain('soften(');
    expect(scriptOf(format, open)).not.toContain('- calibration temperature');
  });
});

describe.each(formats)('the reasons in the %s script', (format) => {
  it('are those of every setting, and say where the record is', () => {
    const recommendation = { ...recommendationOf(chosen), advice: adviceOnlyRecommendation().advice };
    const input = { ...inputOf(chosen), recommendation };
    const script = scriptFormats[format].write(input).replaceAll(/\n(?:#|\/\/) /g, ' ');
    const isIdle = (slot: Slot): boolean => isRemark(slot) || slot === 'earlyStopping' || slot === 'validationShare';
    const reasons = recommendation.advice.filter(({ slot, final }) => final !== null && !isIdle(slot));
    expect(reasons.length).toBeGreaterThan(3);
    for (const { because } of reasons) expect(script).toContain(because);
    expect(script).toContain(`sextant explain ${recommendation.decisionId}`);
  });
});

describe.each(['keras', 'pytorch', 'tfjs'] as const)('the schedules of the %s script', (format) => {
  const trainedFor = { keras: 'epochs=TRAIN_EPOCHS', pytorch: 'range(TRAIN_EPOCHS)', tfjs: 'epoch < TRAIN_EPOCHS' };
  const overWhich = { keras: 'steps=EPOCHS * ', pytorch: '(EPOCHS * per_epoch)', tfjs: '(EPOCHS * perEpoch)' };

  it('run over all epochs, though training ends before', () => {
    const script = scriptOf(format, chosen);
    expect(script).toMatch(/\bEPOCHS = 3\b/);
    expect(script).toContain(trainedFor[format]);
    expect(script).toContain(overWhich[format]);
  });

  it('run over those of the probe where it had time for fewer', () => {
    const script = scriptOf(format, variantNamed('classes-chosen'));
    expect(script).toMatch(/not over the 40 of the settings\.\s(?:const )?EPOCHS = 8\b/);
    expect(script).toMatch(/TRAIN_EPOCHS = 6\b/);
  });
});

describe('epochs that a probe chose', () => {
  const recommendation = recommendationOf(chosen);
  const { fullTraining } = chosen.probe ?? {};
  if (!recommendation.probe || !fullTraining) throw new Error('the variant has a probe');
  const { probe } = recommendation;
  const after = (full: Partial<typeof fullTraining>): Recommendation => ({
    ...recommendation,
    probe: { ...probe, fullTraining: { ...fullTraining, ...full } },
  });

  it('are whole, one at least, and within the run of the schedules', () => {
    expect(chosenOf(after({ epochs: 0.2 }))).toMatchObject({ epochs: 1, scheduleEpochs: 3 });
    expect(chosenOf(after({ epochs: 88.4, scheduleEpochs: 88.4 }))).toMatchObject({ epochs: 88, scheduleEpochs: 88 });
    expect(chosenOf(after({ epochs: 5 }))).toMatchObject({ epochs: 5, scheduleEpochs: 5 });
  });

  it('are none where the time cut them, where nothing was probed, or where a person overrode a setting since', () => {
    expect(chosenOf(after({ reasons: ['cut'] }))).toBeUndefined();
    expect(chosenOf(after({ reasons: ['sampled', 'stillFalling'] }))).toBeDefined();
    expect(chosenOf(adviceOnlyRecommendation())).toBeUndefined();
    const warnings = [{ code: 'overridden_after_probe' as const, message: 'dropout was overridden after the probe.' }];
    expect(chosenOf({ ...recommendation, warnings })).toBeUndefined();
  });

  it('are none where the rate itself follows rows held out', () => {
    const plateau = changed(chosen, { learningRateSchedule: { name: 'reduceOnPlateau' } });
    expect(chosenOf(recommendationOf(plateau))).toBeUndefined();
  });
});
