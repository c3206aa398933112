import { describe, expect, it } from 'vitest';
import { learningRateFactor, regularizationFactor } from '../../src/probe/schedules.js';
import type { LearningRateSchedule } from '../../src/settings/slots.js';

const times = Array.from({ length: 200 }, (_, i) => i / 200);
const factors = (schedule: LearningRateSchedule): number[] => times.map((t) => learningRateFactor(schedule, t));
const expectFactors = (schedule: LearningRateSchedule, expected: (t: number) => number): void =>
  factors(schedule).forEach((factor, i) => expect(factor).toBeCloseTo(expected(times[i] ?? 0), 9));
const names = ['constant', 'step', 'exponential', 'cosine', 'oneCycle', 'cosLog'] as const;

describe('the learning rate', () => {
  it('stays with constant', () => expectFactors({ name: 'constant' }, () => 1));

  it('drops tenfold at each third with step', () => {
    expectFactors({ name: 'step' }, (t) => (t < 1 / 3 ? 1 : t < 2 / 3 ? 0.1 : 0.01));
  });

  it('drops by the decay named, as often as named, with step', () => {
    expectFactors({ name: 'step', decay: 0.5, every: 0.25 }, (t) => [1, 0.5, 0.25, 0.125][Math.floor(4 * t)] ?? 0);
  });

  it('falls to the decay over the run with exponential', () => {
    expectFactors({ name: 'exponential' }, (t) => Math.exp(-t * Math.LN10));
    expect(learningRateFactor({ name: 'exponential', decay: 0.25 }, 0.5)).toBeCloseTo(0.5, 12);
    expect(learningRateFactor({ name: 'exponential', decay: 0.25 }, 1)).toBeCloseTo(0.25, 12);
  });

  it('follows half a cosine to 0 with cosine', () => {
    expectFactors({ name: 'cosine' }, (t) => Math.cos((Math.PI * t) / 2) ** 2);
    expect(learningRateFactor({ name: 'cosine' }, 1)).toBeCloseTo(0, 12);
  });

  it('rises from 1/25 over a quarter and falls to nothing with oneCycle', () => {
    const bend = (t: number): number => Math.sin((Math.PI * t) / 2) ** 2;
    expectFactors({ name: 'oneCycle' }, (t) =>
      t < 0.25 ? 0.04 + 0.96 * bend(4 * t) : 1 - (1 - 1e-5) * bend((t - 0.25) / 0.75),
    );
    expect(learningRateFactor({ name: 'oneCycle' }, 0.25)).toBeCloseTo(1, 12);
    expect(learningRateFactor({ name: 'oneCycle' }, 1)).toBeCloseTo(1e-5, 12);
  });

  it('runs four growing cycles with cosLog', () => {
    expectFactors({ name: 'cosLog' }, (t) => Math.sin(Math.PI * Math.log2(1 + 15 * t)) ** 2);
    const minima = [0, 1, 3, 7, 15].map((at) => learningRateFactor({ name: 'cosLog' }, at / 15));
    minima.forEach((factor) => expect(factor).toBeCloseTo(0, 9));
  });

  it.each(names)('stays within 0 and 1 with %s', (name) => {
    for (const factor of factors({ name })) {
      expect(factor).toBeGreaterThanOrEqual(0);
      expect(factor).toBeLessThanOrEqual(1);
    }
  });
});

describe('a warm-up', () => {
  it('rises in a straight line, then the schedule runs over what is left', () => {
    const schedule = { name: 'cosine', warmupShare: 0.2 } as const;
    expect(learningRateFactor(schedule, 0.05)).toBeCloseTo(0.25, 12);
    expect(learningRateFactor(schedule, 0.2)).toBe(1);
    expect(learningRateFactor(schedule, 0.6)).toBeCloseTo(0.5, 12);
    expect(learningRateFactor(schedule, 1)).toBeCloseTo(0, 12);
  });

  it('starts above 0, so that the first step moves', () => {
    expect(learningRateFactor({ name: 'constant', warmupShare: 0.1 }, 0)).toBe(0.01);
  });

  it('may take the whole run', () => {
    expect(learningRateFactor({ name: 'exponential', warmupShare: 1 }, 0.5)).toBe(0.5);
    expect(learningRateFactor({ name: 'exponential', warmupShare: 1 }, 0.99)).toBe(0.99);
  });

  it.each(['oneCycle', 'cosLog'] as const)('is left out with %s, which rises by itself', (name) => {
    expect(factors({ name, warmupShare: 0.2 })).toEqual(factors({ name }));
  });

  it.each(names)('joins %s without a jump', (name) => {
    const schedule = { name, warmupShare: 0.1 };
    const before = learningRateFactor(schedule, 0.1 - 1e-9);
    expect(learningRateFactor(schedule, 0.1)).toBeCloseTo(before, 6);
  });
});

describe('dropout and weight decay', () => {
  it('stay with constant', () => times.forEach((t) => expect(regularizationFactor('constant', t)).toBe(1)));

  it('stay for half the run, then follow a cosine to 0 with flatCosine', () => {
    for (const t of times) {
      const expected = t <= 0.5 ? 1 : Math.cos(Math.PI * (t - 0.5)) ** 2;
      expect(regularizationFactor('flatCosine', t)).toBeCloseTo(expected, 12);
    }
    expect(regularizationFactor('flatCosine', 1)).toBeCloseTo(0, 12);
  });
});
