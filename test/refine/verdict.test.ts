import { expect, it } from 'vitest';
import type { PairedDifference } from '../../src/refine/statistics.js';
import { type SlotFindings, verdictOf } from '../../src/refine/verdict.js';
import type { Verdict } from '../../src/settings/recommendation.js';

/** A gain with these probabilities of exceeding 0 and of exceeding delta. */
const gain = (difference: number, above: { zero: number; delta: number }): PairedDifference => ({
  difference,
  standardError: 1,
  rowError: 1,
  interval: [difference - 1, difference + 1],
  probabilityAbove: (threshold) => (threshold > 0 ? above.delta : above.zero),
});
const none = gain(-0.5, { zero: 0.01, delta: 0 });
const perhaps = gain(0.005, { zero: 0.6, delta: 0.3 });
const hardly = gain(0.001, { zero: 0.55, delta: 0.2 });
const worseThanBaseline = gain(0.2, { zero: 0.95, delta: 0.9 });

const cases: [string, Partial<SlotFindings>, Verdict][] = [
  ['never varied', {}, 'untested'],
  ['never varied, though the network is worse than a baseline', { baseline: worseThanBaseline }, 'untested'],
  ['worse than a baseline', { alternatives: [none], baseline: worseThanBaseline }, 'refuted'],
  [
    'worse than a baseline, though another value was kept',
    { isChanged: true, alternatives: [none], baseline: worseThanBaseline },
    'refuted',
  ],
  [
    'worse than a baseline, by less than delta',
    { alternatives: [none], baseline: gain(0.009, { zero: 0.99, delta: 0.1 }) },
    'confirmed',
  ],
  [
    'worse than a baseline, perhaps',
    { alternatives: [none], baseline: gain(0.2, { zero: 0.79, delta: 0.7 }) },
    'confirmed',
  ],
  [
    'worse than a baseline, in a slot that does not answer for it',
    { slot: 'dropout', alternatives: [none], baseline: worseThanBaseline },
    'confirmed',
  ],
  ['another value was kept', { isChanged: true, alternatives: [none] }, 'adjusted'],
  ['another value was kept and its rival cannot be measured', { isChanged: true, alternatives: [] }, 'adjusted'],
  ['no alternative gains', { alternatives: [none, hardly] }, 'confirmed'],
  ['the alternative diverged', { alternatives: [null] }, 'confirmed'],
  ['one alternative may gain', { alternatives: [none, perhaps] }, 'inconclusive'],
  ['of what was tried nothing is known', { wasTried: true }, 'inconclusive'],
  ['each of two hardly gains, one of them may', { alternatives: [hardly, hardly] }, 'inconclusive'],
];

it.each(cases)('%s', (_, findings, verdict) => {
  const wasTried = (findings.alternatives ?? []).length > 0;
  const found = {
    slot: 'hiddenLayers',
    isChanged: false,
    wasTried,
    alternatives: [],
    delta: 0.01,
    ...findings,
  } as const;
  expect(verdictOf(found)).toBe(verdict);
});

it.each(['loss', 'hiddenLayers', 'hiddenUnits', 'optimizer', 'learningRate'] as const)('%s can be refuted', (slot) => {
  const found = {
    slot,
    isChanged: false,
    wasTried: true,
    alternatives: [none],
    baseline: worseThanBaseline,
    delta: 0.01,
  };
  expect(verdictOf(found)).toBe('refuted');
});
