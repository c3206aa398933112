import { describe, expect, it } from 'vitest';
import { createBudget } from '../../src/decide/budget.js';

/** A clock that stands where the test puts it, in seconds. */
function clockAt() {
  let seconds = 0;
  return { clock: { now: () => 0, elapsed: () => seconds * 1000 }, set: (to: number) => (seconds = to) };
}

describe('a budget in seconds', () => {
  it('counts from its start', () => {
    const { clock, set } = clockAt();
    const budget = createBudget({ budgetSeconds: 30 }, clock, 2000);
    set(2);
    const atFirst = budget.secondsLeft();
    set(12);
    expect(budget.secondsLeft()).toBeCloseTo(atFirst - 10, 9);
    expect(budget.share()).toBeCloseTo(1 / 3, 9);
    expect(budget.isTimed).toBe(true);
    expect(budget.trialsLeft()).toBe(Number.POSITIVE_INFINITY);
  });

  it('keeps back some time for the final model: more of a long budget, but never much', () => {
    const reserveOf = (budgetSeconds: number): number =>
      budgetSeconds - createBudget({ budgetSeconds }, clockAt().clock, 0).secondsLeft();
    const reserves = [1, 10, 30, 600, 36_000].map(reserveOf);
    expect(reserves).toEqual(reserves.toSorted((a, b) => a - b));
    expect(reserves[0]).toBeGreaterThan(0.3);
    expect(reserves.at(-1)).toBeLessThan(5);
  });

  it('keeps back time for rows of other files too', () => {
    const leftOf = (predicted: number, budgetSeconds = 30): number =>
      createBudget({ budgetSeconds }, clockAt().clock, 0, { predicted, scored: 0 }).secondsLeft();
    expect(leftOf(0) - leftOf(500_000)).toBeCloseTo(2.5, 9);
    expect(leftOf(1e6, 1)).toBe(0);
  });

  it('keeps back time for scores where a share of a short budget is too little for the rows', () => {
    const reserveOf = (budgetSeconds: number, scored: number): number =>
      budgetSeconds - createBudget({ budgetSeconds }, clockAt().clock, 0, { predicted: 0, scored }).secondsLeft();
    expect(reserveOf(5, 100)).toBeCloseTo(0.409, 9);
    expect(reserveOf(5, 10_000)).toBeCloseTo(1.3, 9);
    expect(reserveOf(5, 1e6)).toBeCloseTo(1.3, 9);
    expect(reserveOf(30, 10_000)).toBeCloseTo(2.4, 9);
    expect(reserveOf(1, 10_000)).toBeCloseTo(0.6, 9);
  });

  it('never has less than nothing left', () => {
    const { clock, set } = clockAt();
    const budget = createBudget({ budgetSeconds: 5 }, clock, 0);
    set(100);
    expect(budget.secondsLeft()).toBe(0);
    expect(budget.share()).toBe(1);
  });
});

describe('a budget in trials', () => {
  it('is spent by trials and not by time', () => {
    const { clock, set } = clockAt();
    const budget = createBudget({ trialsLimit: 8 }, clock, 0);
    budget.spend(5);
    set(1e6);
    expect(budget.trialsLeft()).toBe(3);
    expect(budget.share()).toBe(5 / 8);
    expect(budget.secondsLeft()).toBe(Number.POSITIVE_INFINITY);
    expect(budget.isTimed).toBe(false);
  });

  it('may be overspent by the first stage', () => {
    const budget = createBudget({ trialsLimit: 2 }, clockAt().clock, 0);
    budget.spend(3);
    expect(budget.trialsLeft()).toBeLessThanOrEqual(0);
    expect(budget.share()).toBe(1);
  });
});
