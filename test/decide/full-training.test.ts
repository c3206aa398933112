import { describe, expect, it } from 'vitest';
import { fullTrainingOf } from '../../src/decide/full-training.js';
import type { Runner } from '../../src/decide/runner.js';
import { twoClasses } from './tables.js';
import { successful } from './trials.js';

/** A trial of 40 epochs with this validation curve over ten evaluations. */
function trialWith(validation: readonly number[], over: { chosenEpoch: number; epochsShare?: number }) {
  const { epochsShare, chosenEpoch } = over;
  const trial = successful({ id: 'trl_1', settings: { epochs: 100 }, losses: [1, 1] });
  const epochs = validation.map((_, i) => (i + 1) * 4);
  const observation = { ...trial.result.observation, chosenEpoch, curve: { epochs, validation, train: validation } };
  return { ...trial, ...(epochsShare !== undefined && { epochsShare }), result: { ...trial.result, observation } };
}

/** Takes a second for each pass over a thousand rows. */
const runner = {
  table: twoClasses(500),
  estimateFull: (_: unknown, rows: number, epochs: number) => (rows * epochs) / 1000,
} as unknown as Runner;
const falling = Array.from({ length: 10 }, (_, i) => 1 - i / 20);
const flat = Array.from({ length: 10 }, (_, i) => 0.5 + 0.5 * 0.2 ** i);

describe('a full training', () => {
  it('is not needed where all rows were seen and the best epoch was reached', () => {
    expect(fullTrainingOf(trialWith(flat, { chosenEpoch: 20 }), { runner, rows: 500 })).toEqual({
      rows: 500,
      epochs: 20,
      seconds: 10,
      recommended: false,
      reasons: [],
    });
  });

  it('is recommended with all epochs where the time cut them and the last was the best', () => {
    const cut = trialWith(flat, { chosenEpoch: 40, epochsShare: 0.4 });
    expect(fullTrainingOf(cut, { runner, rows: 500 })).toMatchObject({ epochs: 100, seconds: 50, reasons: ['cut'] });
    const early = trialWith(flat, { chosenEpoch: 20, epochsShare: 0.4 });
    expect(fullTrainingOf(early, { runner, rows: 500 })).toMatchObject({ epochs: 20, recommended: false });
  });

  it('tells the epochs over which schedules ran, where they are not those of the settings', () => {
    const early = trialWith(flat, { chosenEpoch: 20, epochsShare: 0.4 });
    expect(fullTrainingOf(early, { runner, rows: 500 })).toMatchObject({ epochs: 20, scheduleEpochs: 40 });
    const cut = trialWith(flat, { chosenEpoch: 40, epochsShare: 0.4 });
    const whole = trialWith(flat, { chosenEpoch: 20 });
    for (const trial of [cut, whole])
      expect(fullTrainingOf(trial, { runner, rows: 500 })).not.toHaveProperty('scheduleEpochs');
    const grown = { ...whole, grownFrom: trialWith(flat, { chosenEpoch: 30 }) };
    expect(fullTrainingOf(grown, { runner, rows: 500 })).toMatchObject({ epochs: 50, scheduleEpochs: 50 });
  });

  it('is recommended where the loss still fell at the last epoch', () => {
    const still = fullTrainingOf(trialWith(falling, { chosenEpoch: 40 }), { runner, rows: 500 });
    expect(still).toMatchObject({ recommended: true, reasons: ['stillFalling'] });
    expect(fullTrainingOf(trialWith(flat, { chosenEpoch: 40 }), { runner, rows: 500 }).reasons).toEqual([]);
  });

  it('is recommended on all rows after a sample, unless more rows showed no gain', () => {
    const trial = trialWith(flat, { chosenEpoch: 20 });
    expect(fullTrainingOf(trial, { runner, rows: 2000 })).toMatchObject({ seconds: 40, reasons: ['sampled'] });
    const dataSlope = { rows: 400, halfRows: 200, difference: 0, interval: [-1, 1], probabilityOfGain: 0.5 } as const;
    const gained = (moreData: 'likely' | 'noEvidence') =>
      fullTrainingOf(trial, { runner, rows: 2000, dataSlope: { ...dataSlope, interval: [-1, 1], moreData } }).reasons;
    expect(gained('likely')).toEqual(['sampled']);
    expect(gained('noEvidence')).toEqual([]);
  });
});
