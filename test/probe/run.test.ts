import { describe, expect, it } from 'vitest';
import { dropOnPlateau, note, startRun } from '../../src/probe/run.js';
import { createRandom } from '../../src/random.js';
import type { LearningRateSchedule } from '../../src/settings/slots.js';
import { plainPlateau } from '../oracle/schedules.js';
import { configurationOf, populationOf, randomData } from './builders.js';

const population = (earlyStopping: { patience: number; patienceGrowth: number; minDelta: number }) =>
  populationOf(randomData(), { earlyStopping });

/** Notes one loss an epoch, from epoch 0, and tells the state after each. */
function states(losses: readonly number[], patience: number, extra = { patienceGrowth: 0, minDelta: 0 }) {
  const run = startRun(configurationOf('a'));
  const seen = losses.map((loss, epoch) => {
    const isBest = note(
      run,
      { epoch, validation: [loss - 1, loss + 1], train: [loss] },
      population({ patience, ...extra }),
    );
    return isBest ? 'best' : run.state;
  });
  return { run, seen };
}

describe('a run', () => {
  it('keeps the epoch, the mean and the folds of its least loss', () => {
    const { run, seen } = states([5, 4, 6, 4, 3], 10);
    expect(seen).toEqual(['best', 'best', 'running', 'running', 'best']);
    expect(run).toMatchObject({ best: 3, bestEpoch: 4, foldLosses: [2, 4], validation: [5, 4, 6, 4, 3] });
  });

  it('keeps the last epoch where it is told to', () => {
    const run = startRun(configurationOf('a'));
    const of = { ...population({ patience: 1, patienceGrowth: 0, minDelta: 0 }), keepsLast: true };
    [5, 4, 6, 7].forEach((loss, epoch) => note(run, { epoch, validation: [loss], train: [loss] }, of));
    expect(run).toMatchObject({ best: 7, bestEpoch: 3, state: 'running' });
  });

  it('stops when its patience is over', () => {
    expect(states([5, 6, 6, 6], 2).seen).toEqual(['best', 'running', 'running', 'stopped']);
  });

  it('has more patience the later its best epoch was', () => {
    const losses = [5, 4, 6, 6, 6, 6];
    expect(states(losses, 1).seen.indexOf('stopped')).toBe(3);
    expect(states(losses, 1, { patienceGrowth: 2, minDelta: 0 }).seen.indexOf('stopped')).toBe(5);
  });

  it('does not count a gain of at most minDelta', () => {
    const { run, seen } = states([5, 4.9, 4.5], 10, { patienceGrowth: 0, minDelta: 0.2 });
    expect(seen).toEqual(['best', 'running', 'best']);
    expect(run.bestEpoch).toBe(2);
  });

  it.each([
    { validation: [1, Number.NaN], train: [1] },
    { validation: [1, Number.POSITIVE_INFINITY], train: [1] },
    { validation: [1, 1], train: [Number.NaN] },
  ])('has diverged when a fold has no finite loss ($validation, $train)', (losses) => {
    const { run } = states([5], 1);
    expect(note(run, { epoch: 1, ...losses }, population({ patience: 1, patienceGrowth: 0, minDelta: 0 }))).toBe(false);
    expect(run).toMatchObject({ state: 'diverged', validation: [5], best: 5 });
  });
});

describe('a rate that waits for a plateau', () => {
  /** Rates after each loss, one an epoch. */
  const rates = (schedule: LearningRateSchedule, losses: readonly number[], learningRate = 1): number[] => {
    const run = startRun(configurationOf('a', { learningRate }));
    return losses.map((loss, epoch) => {
      const { learningRate: before } = run.configuration;
      note(
        run,
        { epoch, validation: [loss], train: [loss] },
        population({ patience: 1, patienceGrowth: 0, minDelta: 0 }),
      );
      const isDropped = dropOnPlateau(run, epoch, schedule);
      expect(isDropped).toBe(run.configuration.learningRate < before);
      return run.configuration.learningRate;
    });
  };

  it("falls when Keras' falls", () => {
    const random = createRandom(5, 'plateau');
    const losses = Array.from({ length: 60 }, (_, epoch) => 1 / (1 + epoch) + random());
    for (const patience of [1, 2, 3, 7]) {
      const schedule = { name: 'reduceOnPlateau', decay: 0.9, patience } as const;
      const after = plainPlateau(schedule);
      const expected = losses.map((loss) => after(loss));
      rates(schedule, losses).forEach((rate, epoch) => expect(rate).toBeCloseTo(expected[epoch] ?? 0, 12));
      expect(new Set(expected).size).toBeGreaterThan(4);
    }
  });

  it('falls tenfold after ten epochs where the settings do not say', () => {
    const seen = rates({ name: 'reduceOnPlateau' }, new Array<number>(21).fill(1));
    expect(seen[9]).toBe(1);
    expect(seen[10]).toBeCloseTo(0.1, 12);
    expect(seen[20]).toBeCloseTo(0.01, 12);
  });

  it('stays where it is so low that a drop would change nothing, and under every other schedule', () => {
    const flat = new Array<number>(50).fill(1);
    expect(rates({ name: 'reduceOnPlateau', patience: 1 }, flat, 1e-3).at(-1)).toBeCloseTo(1e-8, 12);
    expect(rates({ name: 'constant', patience: 1 }, flat).at(-1)).toBe(1);
  });
});
