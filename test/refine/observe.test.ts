import { describe, expect, it } from 'vitest';
import { type Comparisons, type Ladder, type Observation, observe } from '../../src/refine/observe.js';
import { pairedDifference } from '../../src/refine/statistics.js';
import { evidenceSchema } from '../../src/settings/evidence.js';

const epochs = Array.from({ length: 20 }, (_, i) => i + 1);
/** Twenty epochs; the constant's loss is 2, so that relative facts are half of absolute ones. */
const observationOf = (over: Partial<Observation> = {}): Observation => ({
  curve: { epochs, train: epochs.map((epoch) => 2 - epoch / 20), validation: epochs.map(() => 1.5) },
  chosenEpoch: 20,
  foldLosses: [1.4, 1.6],
  clippedShare: 0.25,
  gradientNormNinetieth: 3,
  deadUnitShare: 0.5,
  gradientNormRatio: 0.75,
  secondsPerEpoch: 0.125,
  constantLoss: 2,
  ...over,
});
const seen = (over: Partial<Observation> = {}, comparisons: Comparisons = {}, rates: Ladder['rates'] = []) =>
  observe(observationOf(over), { comparisons, ladder: { rates } });
const curveOf = (train: readonly number[], validation: readonly number[]): Observation['curve'] => ({
  epochs: train.map((_, i) => i + 1),
  train,
  validation,
});

describe('losses at the chosen epoch', () => {
  const curve = curveOf([1, 0.5, 0.25, 0.125], [1.2, 0.75, 0.85, 1.15]);
  const evidence = seen({ curve, chosenEpoch: 2 });

  it('are read there, not at the end', () => {
    expect(evidence.trainLoss).toBe(0.5);
    expect(evidence.validationLoss).toBe(0.75);
    expect(evidence.chosenEpochShare).toBe(0.5);
  });

  it('differ by the generalization gap, in units of the loss of the constant', () => {
    expect(evidence.generalizationGap).toBeCloseTo(0.125, 12);
  });

  it('and rise from there by the end', () => {
    expect(evidence.validationRise).toBeCloseTo(0.2, 12);
    expect(seen({ curve, chosenEpoch: 4 }).validationRise).toBe(0);
  });
});

describe('shape of the curves', () => {
  it('slopes are changes over the last tenth of the epochs', () => {
    // From epoch 18 to 20 the training loss falls by 0.1.
    expect(seen().trainSlope).toBeCloseTo(-0.05, 12);
    expect(seen().validationSlope).toBe(0);
    const rising = epochs.map((epoch) => (epoch > 18 ? 2 : 1));
    expect(seen({ curve: { epochs, train: rising, validation: rising } }).validationSlope).toBe(0.5);
  });

  it('epochs may be fractions', () => {
    const quarters = [0.25, 0.5, 0.75, 1];
    const evidence = seen({
      curve: { epochs: quarters, train: [4, 3, 2, 1], validation: [4, 3, 2, 1] },
      chosenEpoch: 0.5,
    });
    expect(evidence.validationLoss).toBe(3);
    expect(evidence.chosenEpochShare).toBe(0.5);
    expect(evidence.trainSlope).toBe(-0.5);
  });

  it('the descent rate is the share of the fall that the first tenth brings', () => {
    // From 1.95 to 1.00 in all, to 1.90 at epoch 2.
    expect(seen().descentRate).toBeCloseTo(0.05 / 0.95, 12);
    const fast = epochs.map((epoch) => (epoch === 1 ? 1 : 0.5));
    expect(seen({ curve: curveOf(fast, fast) }).descentRate).toBe(1);
  });

  it('late noise is the deviation of the last quarter from its own line', () => {
    expect(seen().lateNoise).toBe(0);
    expect(
      seen({
        curve: curveOf(
          epochs,
          epochs.map((epoch) => 3 - epoch / 10),
        ),
      }).lateNoise,
    ).toBeCloseTo(0, 12);
    // Last quarter: 1, 2, 1, 2, 1 has slope 0 and mean 7 / 5; squares 4 / 25 x 3 + 9 / 25 x 2 over 5 - 2 degrees.
    const noisy = epochs.map((epoch) => (epoch % 2 === 0 ? 1 : 2));
    expect(seen({ curve: curveOf(noisy, noisy) }).lateNoise).toBeCloseTo(Math.sqrt(30 / 25 / 3) / 2, 12);
  });

  it('a training loss below a hundredth of the constant fits perfectly', () => {
    const ending = (loss: number) => curveOf([1, loss], [1, 1]);
    expect(seen({ curve: ending(0.021), chosenEpoch: 2 }).fitsTrainPerfectly).toBe(false);
    expect(seen({ curve: ending(0.019), chosenEpoch: 2 }).fitsTrainPerfectly).toBe(true);
    expect(seen({ curve: ending(0.019), chosenEpoch: 1 }).fitsTrainPerfectly).toBe(false);
  });

  it('a perfect fit has a first epoch, where it comes at all', () => {
    const curve = curveOf([1, 0.019, 0.03, 0.001], [1, 1, 1, 1]);
    expect(seen({ curve }).perfectFitShare).toBe(0.5);
    expect(seen({ curve: curveOf([1, 0.021], [1, 1]) })).not.toHaveProperty('perfectFitShare');
  });
});

it('the spread of the folds is their standard deviation over their mean', () => {
  expect(seen().foldSpread).toBeCloseTo(Math.sqrt(0.02) / 1.5, 12);
});

it('what the trainer measured is passed on', () => {
  expect(seen()).toMatchObject({
    clippedShare: 0.25,
    gradientNormNinetieth: 3,
    deadUnitShare: 0.5,
    gradientNormRatio: 0.75,
    secondsPerEpoch: 0.125,
  });
  expect(seen({ gradientNormNinetieth: Number.NaN })).not.toHaveProperty('gradientNormNinetieth');
});

it('what was tried before is passed on', () => {
  const history = { trialsTried: 7, lastKeptSlot: 'dropout' } as const;
  const evidence = observe(observationOf(), { comparisons: {}, ladder: { rates: [] }, history });
  expect(evidence).toMatchObject(history);
  expect(evidenceSchema.safeParse(evidence).success).toBe(true);
  expect(seen()).not.toHaveProperty('trialsTried');
});

it('gains are those of the comparisons', () => {
  const gain = (difference: number) =>
    pairedDifference({
      before: Float64Array.of(difference, difference),
      after: Float64Array.of(0, 0),
      foldsBefore: [difference, difference],
      foldsAfter: [0, 0],
      testShare: 0.25,
    });
  const evidence = seen({}, { constant: gain(0.5), linear: gain(-0.25), shallower: gain(0.125) });
  expect(evidence.gainOverConstant).toEqual({ difference: 0.5, probabilityOfGain: 1 });
  expect(evidence.gainOverLinear).toEqual({ difference: -0.25, probabilityOfGain: 0 });
  expect(evidence.gainOverShallower).toEqual({ difference: 0.125, probabilityOfGain: 1 });
});

describe('the ladder of rates', () => {
  const ladder = (...losses: readonly (number | null)[]) =>
    seen(
      {},
      {},
      losses.map((loss, i) => ({ rate: 10 ** (i - 5), loss })),
    );

  it.each<[string, readonly (number | null)[], object]>([
    ['best in the middle', [3, 1, 2], { bestRateAtEdge: 'none', divergedShare: 0, bestRateNextToDiverged: false }],
    ['best at the low end', [1, 2, 3], { bestRateAtEdge: 'low', divergedShare: 0, bestRateNextToDiverged: false }],
    ['best at the high end', [3, 2, 1], { bestRateAtEdge: 'high', divergedShare: 0, bestRateNextToDiverged: false }],
    [
      'best beside what diverged',
      [3, 1, null],
      { bestRateAtEdge: 'none', divergedShare: 1 / 3, bestRateNextToDiverged: true },
    ],
    [
      'two of four diverged',
      [1, 2, null, null],
      { bestRateAtEdge: 'low', divergedShare: 0.5, bestRateNextToDiverged: false },
    ],
  ])('%s', (_, losses, facts) => {
    expect(ladder(...losses)).toMatchObject(facts);
  });

  it('of one rate says nothing', () => {
    expect(Object.keys(ladder(1))).not.toEqual(expect.arrayContaining([expect.stringMatching(/^bestRate|^diverged/)]));
  });
});

describe('a fact that cannot be known is absent', () => {
  it.each<[string, Partial<Observation>]>([
    ['foldSpread', { foldLosses: [1] }],
    ['lateNoise', { curve: curveOf([3, 2, 1], [3, 2, 1]), chosenEpoch: 3 }],
    ['descentRate', { curve: curveOf([1, 1, 1], [1, 1, 1]), chosenEpoch: 3 }],
    // Nothing was evaluated in the first tenth of the run.
    ['descentRate', { curve: curveOf([3, 2, 1], [3, 2, 1]), chosenEpoch: 3 }],
    ['generalizationGap', { constantLoss: 0 }],
    ['gradientNormRatio', { gradientNormRatio: Number.POSITIVE_INFINITY }],
    ['gainOverLinear', {}],
    ['gainOverConstant', {}],
    ['gainOverShallower', {}],
  ])('%s', (fact, over) => {
    const evidence = seen(over);
    expect(Object.keys(evidence)).not.toContain(fact);
    expect(Object.keys(evidence).length).toBeGreaterThan(5);
  });

  it('and what is known is legal', () => {
    expect(evidenceSchema.safeParse(seen()).error).toBeUndefined();
    expect(evidenceSchema.safeParse(seen({ curve: curveOf([1], [1]), chosenEpoch: 1 })).error).toBeUndefined();
  });
});
