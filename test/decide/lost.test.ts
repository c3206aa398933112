import { describe, expect, it } from 'vitest';
import type { Group } from '../../src/decide/groups.js';
import { trainDespiteLosses } from '../../src/decide/lost.js';
import { SextantError } from '../../src/errors.js';
import { programsOf } from './programs.js';

/** Three trials of one program; a wider one keeps the other process busy. */
const [program] = programsOf({}, { learningRate: 0.1 }, { learningRate: 0.2 }, { hiddenUnits: 8 });
if (!program) throw new Error('there is no program');

interface Line {
  /** What becomes of a program with these trials at this attempt. */
  readonly fate: (
    ids: readonly string[],
    attempt: number,
  ) => 'trained' | 'nothing' | 'trial_failed' | 'interrupted' | 'internal';
  /** Each attempt takes a second. */
  readonly limit?: number;
  readonly isStopped?: (attempt: number) => boolean;
}

async function train({ fate, limit, isStopped = () => false }: Line, group: Group = program as Group) {
  const tried: [ids: string, seconds: number | undefined][] = [];
  const { trained, lostTrials } = await trainDespiteLosses(group, {
    train: async ({ trials }, seconds) => {
      const ids = trials.map(({ id }) => id);
      tried.push([ids.join(' '), seconds]);
      const fated = fate(ids, tried.length);
      if (fated === 'nothing') return [];
      if (fated !== 'trained') throw new SextantError(fated, 'The process ended.');
      return trials.map((trial) => ({ ...trial, kept: false }));
    },
    secondsLeft: () => (limit === undefined ? undefined : Math.max(0, limit - tried.length)),
    isStopped: () => isStopped(tried.length),
  });
  return { tried, lostTrials, lost: trained.filter(({ isLost }) => isLost).map(({ id }) => id), all: trained.length };
}

const doomed = (ids: readonly string[]) => (ids.includes('t1') ? 'trial_failed' : 'trained');

describe('a program whose process is lost', () => {
  it('is trained once more, and costs nothing then', async () => {
    const { tried, lost, lostTrials } = await train({ fate: (_, n) => (n === 1 ? 'trial_failed' : 'trained') });
    expect(tried).toEqual(Array(2).fill(['t0 t1 t2', undefined]));
    expect([lost, lostTrials]).toEqual([[], 0]);
  });

  it('is taken apart at the second loss, and costs the trial that ends every process', async () => {
    const { tried, lost, lostTrials, all } = await train({ fate: doomed });
    expect(tried.map(([ids]) => ids)).toEqual(['t0 t1 t2', 't0 t1 t2', 't0', 't1', 't2']);
    expect([lost, lostTrials, all]).toEqual([['t1'], 1, 3]);
  });

  it('gives each of its trials a part of the time that is left, and not more than that together', async () => {
    const { tried } = await train({ fate: doomed, limit: 14 });
    expect(tried.map(([, seconds]) => seconds)).toEqual([14, 13, 12 / 3, 11 / 2, 10]);
  });

  it('is not trained again without time for that: what is left untried is lost', async () => {
    expect(await train({ fate: doomed, limit: 1 })).toMatchObject({ tried: [['t0 t1 t2', 1]], lostTrials: 3, all: 3 });
    // 0.4 s for the first, 0.6 s for the second, 0.2 s for the last.
    const short = await train({ fate: (ids) => (ids.length > 1 ? 'trial_failed' : 'trained'), limit: 3.2 });
    expect(short.tried.map(([ids]) => ids)).toEqual(['t0 t1 t2', 't0 t1 t2', 't1']);
    expect([short.lost, short.lostTrials]).toEqual([['t0', 't2'], 2]);
  });

  it('is told with each of its trials, also with one that had no step in its part of the time', async () => {
    const fate = (ids: readonly string[]) => (ids.includes('t1') ? 'nothing' : 'trained');
    const { lost, lostTrials, all } = await train({ fate: (ids) => (ids.length > 1 ? 'trial_failed' : fate(ids)) });
    expect([lost, lostTrials, all]).toEqual([['t1'], 1, 3]);
  });

  it('is not taken apart where it is of one trial', async () => {
    const alone: Group = { ...program, trials: program.trials.slice(1, 2) };
    expect(await train({ fate: doomed }, alone)).toMatchObject({
      tried: [
        ['t1', undefined],
        ['t1', undefined],
      ],
      lostTrials: 1,
    });
  });
});

describe('what is stopped', () => {
  it.each([1, 2])('is not trained again, nor called lost: attempt %i', async (stopped) => {
    const { tried, lost, lostTrials } = await train({
      fate: (_, n) => (n === stopped ? 'interrupted' : 'trial_failed'),
    });
    expect(tried).toHaveLength(stopped);
    expect([lost, lostTrials]).toEqual([['t0', 't1', 't2'], 0]);
  });

  it('leaves those counted that were lost before', async () => {
    const isStopped = (n: number) => n > 4;
    const { lost, lostTrials } = await train({
      fate: (ids, n) => (n > 4 ? 'interrupted' : doomed(['t1', ...ids])),
      isStopped,
    });
    expect([lost, lostTrials]).toEqual([['t0', 't1', 't2'], 2]);
  });

  it('is told by the signal as well as by the failure', async () => {
    expect(await train({ fate: () => 'trial_failed', isStopped: () => true })).toMatchObject({ lostTrials: 0, all: 3 });
  });
});

it('another failure is none of a process, and ends the run', async () => {
  await expect(train({ fate: () => 'internal' })).rejects.toMatchObject({ code: 'internal' });
});
