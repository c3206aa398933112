import { describe, expect, it } from 'vitest';
import { note, startRun } from '../../src/probe/run.js';
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

  it('stops when its patience is over, and goes on when a better epoch comes all the same', () => {
    expect(states([5, 6, 6, 6, 4], 2).seen).toEqual(['best', 'running', 'running', 'stopped', 'best']);
    expect(states([5, 6, 6, 6, 4], 2).run.state).toBe('running');
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
