import { describe, expect, it } from 'vitest';
import { bestDeeper, regularisations } from '../../src/decide/deeper.js';
import { binarySettings } from '../fixtures/recommendation.js';
import { successful, trialOf } from './trials.js';

const holder = successful({ id: 'holder', settings: { hiddenLayers: 2 }, losses: [1, 1] });

describe('the deeper network that is tried again', () => {
  it('is the best of those with more layers', () => {
    const dropped = [
      trialOf({ id: 'wider', changes: { hiddenUnits: 512 }, losses: [0.5, 0.5] }),
      trialOf({ id: 'slow', settings: { hiddenLayers: 3 }, losses: [1.3, 1.3] }),
      trialOf({ id: 'good', settings: { hiddenLayers: 3 }, losses: [1.1, 1.1] }),
      trialOf({ id: 'diverged', settings: { hiddenLayers: 3 } }),
    ].map((trial) => (trial.id === 'wider' ? { ...trial, settings: { ...trial.settings, hiddenLayers: 2 } } : trial));
    expect(bestDeeper(dropped, holder)?.id).toBe('good');
  });

  it('is none where no trial was deeper, or none could be trained', () => {
    expect(bestDeeper([trialOf({ id: 'a', settings: { hiddenLayers: 1 }, losses: [2, 2] })], holder)).toBeUndefined();
    expect(bestDeeper([trialOf({ id: 'a', settings: { hiddenLayers: 3 } })], holder)).toBeUndefined();
  });
});

describe('what it is given', () => {
  const settings = { ...binarySettings, hiddenLayers: 3, dropout: 0.1, weightDecay: 0.2, inputNoise: 0 };
  const proposal = (
    slot: 'dropout' | 'weightDecay' | 'inputNoise' | 'hiddenUnits',
    value: number,
    ruleId?: string,
  ) => ({
    slot,
    value,
    ruleId: ruleId ?? `diagnosis.overfit-${slot}`,
    because: 'it overfits.',
  });

  it('is more of two regularisers, in the order of the rules', () => {
    const all = [proposal('dropout', 0.25), proposal('weightDecay', 0.5), proposal('inputNoise', 0.1)];
    expect(regularisations(all, settings).map(({ slot, value }) => [slot, value])).toEqual([
      ['dropout', 0.25],
      ['weightDecay', 0.5],
    ]);
  });

  it('is not less of one, no other change, and nothing that no diagnosis asks for', () => {
    const others = [
      proposal('dropout', 0.05),
      proposal('hiddenUnits', 256),
      proposal('inputNoise', 0.1, 'trials.inputNoise'),
    ];
    expect(regularisations(others, settings)).toEqual([]);
  });

  it('says why in its sentence', () => {
    const [first] = regularisations([proposal('dropout', 0.25)], settings);
    expect(first?.because).toBe('Before 3 layers are given up: it overfits.');
  });
});
