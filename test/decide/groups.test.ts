import { describe, expect, it } from 'vitest';
import { criticalWork, type Group, shareSeconds } from '../../src/decide/groups.js';
import type { Settings } from '../../src/settings/slots.js';
import { programsOf } from './programs.js';

const ids = (groups: readonly Group[]) => groups.map(({ trials }) => trials.map(({ id }) => id));

describe('one program', () => {
  it('serves trials that differ by numbers of their members alone', () => {
    // A third trial of another width keeps the other process busy.
    const groups = programsOf(
      { learningRate: 0.1 },
      { dropout: 0.5, weightDecay: 0.1, mixup: 0.2 },
      { hiddenUnits: 130 },
    );
    expect(ids(groups).map((one) => one.toSorted())).toEqual(expect.arrayContaining([['t0', 't1'], ['t2']]));
  });

  it.each<Partial<Settings>>([
    { hiddenLayers: 3 },
    { hiddenUnits: 64 },
    { hiddenActivation: 'tanh' },
    { optimizer: 'nesterov' },
    { batchSize: 16 },
    { epochs: 7 },
    { learningRateSchedule: { name: 'constant' } },
    { numericScaling: 'standard' },
  ])('does not serve %o beside what was recommended', (change) => {
    const rate = { learningRate: 0.1 };
    const groups = ids(programsOf({}, rate, change, { ...change, ...rate })).map((one) => one.toSorted().join());
    expect(new Set(groups)).toEqual(new Set(['t0,t1', 't2,t3']));
  });

  it('that alone has work is cut in two, so that no process is idle', () => {
    const groups = programsOf(...Array.from({ length: 5 }, (_, i) => ({ learningRate: 0.001 * (i + 1) })));
    expect(new Set(groups.map(({ trials }) => trials.length))).toEqual(new Set([2, 3]));
    expect(ids(groups).flat().toSorted()).toEqual(['t0', 't1', 't2', 't3', 't4']);
  });

  it('of few trials is cut where a process would be idle, and not beside another program', () => {
    const few = [{}, { learningRate: 0.1 }, { learningRate: 0.2 }];
    expect(new Set(ids(programsOf(...few)).map((one) => one.length))).toEqual(new Set([1, 2]));
    expect(ids(programsOf(...few, { hiddenUnits: 8 })).map((one) => one.length)).toEqual([3, 1]);
  });

  it('of one trial cannot be cut', () => {
    expect(ids(programsOf({}))).toEqual([['t0']]);
    expect(ids(programsOf())).toEqual([]);
  });
});

describe('two processes', () => {
  const many = Array.from({ length: 8 }, (_, i) => ({ learningRate: 0.001 * (i + 1) }));
  const groups = programsOf(...many, { hiddenLayers: 0 });

  it('get about equal parts, the largest first', () => {
    const work = groups.map((one) => one.work);
    expect(work).toEqual(work.toSorted((a, b) => b - a));
    const total = work.reduce((a, b) => a + b);
    expect(work[0] ?? total).toBeLessThan(0.7 * total);
  });

  it('have time in proportion to their work, and small programs more', () => {
    const seconds = shareSeconds(groups, 10);
    for (const one of seconds) {
      expect(one).toBeLessThanOrEqual(10);
      expect(one).toBeGreaterThanOrEqual(3.5);
    }
    expect(shareSeconds(programsOf({}), 10)).toEqual([10]);
  });

  it('get as far as each other where they are parts of one program', () => {
    const parts = programsOf(...[1, 2, 3, 4, 5].map((i) => ({ learningRate: 0.001 * i })));
    expect(parts.map(({ trials }) => trials.length)).toEqual([3, 2]);
    const [first = 0, second = 0] = shareSeconds(parts, 10).map((seconds, i) => seconds / (parts[i]?.work ?? 0));
    expect(second).toBeCloseTo(first, 12);
    expect(Math.max(...shareSeconds(parts, 10))).toBe(10);
  });

  it('end in time, however many programs wait for their turn', () => {
    const programs = programsOf(...Array.from({ length: 12 }, (_, i) => ({ batchSize: 16 + i })));
    const seconds = shareSeconds(programs, 10);
    expect(seconds).toHaveLength(12);
    // Of twelve about equal programs each process has six, one after the other.
    expect(Math.max(...seconds) * 6).toBeLessThan(12);
    expect(seconds.reduce((a, b) => a + b)).toBeGreaterThan(18);
    expect(seconds.reduce((a, b) => a + b)).toBeLessThanOrEqual(20);
  });

  it('end when half of the work is done, or the largest program', () => {
    const [largest = 0, second = 0] = programsOf({ hiddenUnits: 512 }, { hiddenUnits: 8 }).map(({ work }) => work);
    expect(criticalWork(programsOf({ hiddenUnits: 512 }, { hiddenUnits: 8 }))).toBe(largest);
    expect(second).toBeLessThan(largest);
    const total = groups.reduce((sum, { work }) => sum + work, 0);
    expect(criticalWork(groups)).toBeGreaterThanOrEqual(total / 2);
  });
});
