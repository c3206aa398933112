import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { Runner } from '../../src/decide/runner.js';
import { SextantError } from '../../src/errors.js';
import { isSuccessful, type PlannedTrial } from '../../src/decide/trial.js';
import { createPool, type Pool, type TrainCall } from '../../src/probe/pool.js';
import type { Settings } from '../../src/settings/slots.js';
import { binarySettings } from '../fixtures/recommendation.js';
import { workerIds } from '../probe/processes.js';
import { idlePool, twoClasses } from './tables.js';

/** Of one process, so that the second try gets one that was started for it. */
const pool = createPool({ size: 1, backend: 'native' });
afterAll(() => pool.close());

const settings: Settings = {
  ...binarySettings,
  hiddenLayers: 1,
  hiddenUnits: 4,
  batchSize: 8,
  epochs: 20,
  folds: 2,
  foldRepeats: 1,
};
const planned = (id: string, changes: Partial<Settings>): PlannedTrial => ({
  id,
  parentId: null,
  settings: { ...settings, ...changes },
  changes,
  because: 'test',
  sentence: 'a test',
});
/** More than are trained until a busy machine hears of the first. */
const long = { epochs: 1000, earlyStopping: null };
/** Two programs. */
const trials = [planned('narrow', long), planned('wide', { ...long, hiddenUnits: 9 })];

/** Trains on real processes; `doomed` tells whose process ends by SIGKILL at the first sign of life. */
async function train(doomed: (call: TrainCall) => boolean, rounds = trials.map((trial) => [trial])) {
  const dying: Pool = {
    ...pool,
    size: pool.size,
    provide: (id, data) => pool.provide(id, data),
    train: (call) => {
      let isDoomed = doomed(call);
      return pool.train({
        ...call,
        onEpoch: () => {
          if (isDoomed) for (const id of workerIds()) process.kill(id, 'SIGKILL');
          // What the dead had sent before still arrives.
          isDoomed = false;
        },
      });
    },
  };
  const runner = new Runner({ table: twoClasses(40), settings, pool: dying, clock: systemClock, seed: 0 });
  const trained = [];
  for (const round of rounds) trained.push(...(await runner.train({ purpose: 'test', trials: round })));
  return { runner, trained };
}
const unitsOf = ({ population }: TrainCall): number => population.network.hidden[0] ?? 0;

// Each kill costs the start of a process.
describe('a process that is killed in the midst of a trial', { timeout: 240_000 }, () => {
  it('costs nothing when the second try succeeds: the numbers are those of an undisturbed run', async () => {
    let kills = 0;
    const { runner, trained } = await train((call) => unitsOf(call) === 4 && kills++ === 0);
    expect(kills).toBe(2);
    expect(runner.lostTrials).toBe(0);
    const undisturbed = await train(() => false);
    const lossesOf = (all: typeof trained) => all.map((trial) => (isSuccessful(trial) ? trial.result.loss : null));
    expect(lossesOf(trained)).toEqual(lossesOf(undisturbed.trained));
    expect(lossesOf(trained)).not.toContain(null);
  });

  it('costs its trial and no other when the second try is lost too', async () => {
    const { runner, trained } = await train((call) => unitsOf(call) === 4);
    expect(trained.map((trial) => [trial.id, isSuccessful(trial)])).toEqual([
      ['narrow', false],
      ['wide', true],
    ]);
    expect(trained.map(({ isLost }) => isLost)).toEqual([true, undefined]);
    expect(runner.lostTrials).toBe(1);
    expect(runner.plans).toHaveLength(1);
  });

  it('costs the trial that ends every process, and none of those that share its program', async () => {
    const ladder = [0.001, 0.01, 0.1].map((rate) => planned(`${rate}`, { ...long, learningRate: rate }));
    const tried: string[][] = [];
    const { runner, trained } = await train(
      ({ population: { configurations } }) => {
        const ids = configurations.map(({ id }) => id);
        tried.push(ids);
        return ids.includes('0.001');
      },
      [ladder],
    );
    const together = '0.001 0.1';
    expect(tried.map((ids) => ids.join(' ')).toSorted((a, b) => a.localeCompare(b))).toEqual([
      '0.001',
      together,
      together,
      '0.01',
      '0.1',
    ]);
    expect(trained.map((trial) => [trial.id, isSuccessful(trial)])).toEqual([
      ['0.001', false],
      ['0.01', true],
      ['0.1', true],
    ]);
    expect(runner.lostTrials).toBe(1);
  });
});

it('a ladder that is halved trains its first rate to the end, however bad, and says how far the dropped ones came', async () => {
  const runner = new Runner({ table: twoClasses(40), settings, pool, clock: systemClock, seed: 0 });
  const rates = [1e-6, 3e-3, 1e-2, 3e-2, 1e-1];
  const ladder = rates.map((learningRate) => planned(`${learningRate}`, { learningRate, earlyStopping: null }));
  const trained = await runner.train({ purpose: 'test', trials: ladder, halving: true });
  const shares = trained.map(({ epochsShare = 1 }) => epochsShare);
  const last = trained.map((trial) => (isSuccessful(trial) ? (trial.result.observation.curve.epochs.at(-1) ?? 0) : 0));
  expect(shares).toEqual(last.map((epoch) => epoch / 20));
  expect(shares[0]).toBe(1);
  // Two programs, one for each process: of two others in each the worse one leaves after a third of the run.
  expect(shares.slice(1).toSorted((a, b) => a - b)).toEqual(
    [1 / 3, 1 / 3, 1, 1].map((share) => expect.closeTo(share, 9)),
  );
});

it.each([
  { what: 'stopped before it was looked at once', last: 0, isShort: true, shares: [] },
  { what: 'stopped on the way', last: 5, isShort: true, shares: [0.25] },
  { what: 'out of patience', last: 5, isShort: false, shares: [undefined] },
])('a trial that was $what is left out, or says how far it came', async ({ last, isShort, shares }) => {
  const epochs = last === 0 ? [0] : [0, last];
  const answering: Pool = {
    ...idlePool,
    provide: () => undefined,
    train: ({ population: { configurations } }) =>
      Promise.resolve({
        configurations: configurations.map(({ id }) => ({
          id,
          diverged: false,
          isShort,
          curve: { epochs, train: epochs, validation: epochs },
          chosenEpoch: last,
          foldCurve: [[1, 1]],
          foldLosses: [1, 1],
          outOfFold: new Float32Array(40),
          weights: new Float32Array(0),
          clippedShare: 0,
          deadUnitShare: 0,
          gradientNormNinetieth: 1,
          gradientNormRatio: 1,
        })),
        epochs: 5.5,
        epochsPlanned: 20,
        isCut: isShort,
        seconds: 1,
        secondsPerEpoch: 0.2,
      }),
  };
  const runner = new Runner({ table: twoClasses(40), settings, pool: answering, clock: systemClock, seed: 0 });
  const trained = await runner.train({ purpose: 'test', trials: [planned('one', {})] });
  expect(trained.map(({ epochsShare }) => epochsShare)).toEqual(shares);
});

it('the encoding of rows that a trial needs counts as its time', async () => {
  let seconds = 0;
  const limits: (number | undefined)[] = [];
  const slowToEncode: Pool = {
    ...idlePool,
    provide: () => void (seconds += 5),
    train: ({ population }) => {
      limits.push(population.secondsLimit);
      return Promise.reject(new SextantError('interrupted', 'not trained here'));
    },
  };
  const clock = { now: () => 0, elapsed: () => seconds * 1000 };
  const runner = new Runner({ table: twoClasses(40), settings, pool: slowToEncode, clock, seed: 0 });
  const scaled = planned('scaled', { numericScaling: 'standard' });
  await runner.train({ purpose: 'test', trials: [scaled], secondsLimit: 8 });
  await runner.train({ purpose: 'known rows', trials: [scaled], secondsLimit: 8 });
  expect(limits).toEqual([3, 8]);
});

describe('a trial that grows out of another one', () => {
  const relu: Partial<Settings> = {
    hiddenActivation: 'relu',
    normalization: 'none',
    earlyStopping: null,
    foldRepeats: 2,
  };
  /** A rate at which nothing moves: what is trained is where it starts. */
  const still: Partial<Settings> = { hiddenLayers: 2, learningRate: 1e-12 };
  const scene = async () => {
    const options = { table: twoClasses(40), settings: { ...settings, ...relu }, pool, clock: systemClock, seed: 0 };
    const runner = new Runner({ ...options, searchRepeats: 1 });
    const [shallow] = await runner.train({ purpose: 'test', trials: [planned('shallow', relu)] });
    if (!shallow || !isSuccessful(shallow)) throw new Error('it can be trained');
    const trainAs = async (id: string, changes: Partial<Settings>) => {
      const trial = { ...planned(id, { ...relu, ...still, ...changes }), grownFrom: shallow };
      const [trained] = await runner.train({ purpose: 'test', trials: [trial] });
      if (!trained || !isSuccessful(trained)) throw new Error('it can be trained');
      return trained;
    };
    return { runner, shallow, trainAs };
  };

  it('starts where that ended, on every fold', async () => {
    const { shallow, trainAs } = await scene();
    const grown = await trainAs('grown', {});
    expect(grown.grownFrom?.id).toBe('shallow');
    shallow.result.foldLosses.forEach((loss, fold) => expect(grown.result.foldLosses[fold]).toBeCloseTo(loss, 5));
  });

  it('starts anew where the new layer could not pass on what it gets, and says so', async () => {
    const { shallow, trainAs } = await scene();
    for (const changes of [{ hiddenUnits: 9 }, { hiddenActivation: 'selu' }, { numericScaling: 'standard' }] as const) {
      const fresh = await trainAs('fresh', changes);
      expect(fresh.grownFrom).toBeUndefined();
      expect(fresh.result.loss).not.toBeCloseTo(shallow.result.loss, 3);
    }
  });

  it('gets no members on other repeats, and no half of the rows: there is nothing to grow out of', async () => {
    const { runner, shallow, trainAs } = await scene();
    const grown = await trainAs('grown', {});
    expect(await runner.replicate(grown)).toBe(grown);
    expect(await runner.halved(grown)).toBeUndefined();
    expect((await runner.replicate(shallow)).result.foldLosses).toHaveLength(4);
  });

  it('is trained on all rows for the epochs of both', async () => {
    const { runner, shallow, trainAs } = await scene();
    const grown = await trainAs('grown', {});
    const refit = await runner.refit(grown);
    const both = shallow.result.observation.chosenEpoch + grown.result.observation.chosenEpoch;
    // 20 training rows are 3 batches of 8, all 40 are 5.
    expect(refit?.result.observation.chosenEpoch).toBeCloseTo((both * 3) / 5, 5);
    expect(refit?.grownFrom).toBeUndefined();
  });
});

describe('a training of the final model that the time cuts', () => {
  /** Says of what a training on other rows than the search's comes to that so much of it was carried out. */
  const cutting = (share: number, isOther: (call: TrainCall) => boolean): Pool => ({
    ...pool,
    size: pool.size,
    provide: (id, data) => pool.provide(id, data),
    train: async (call) => {
      const result = await pool.train(call);
      return isOther(call) ? { ...result, epochs: share * result.epochsPlanned, isCut: true } : result;
    },
  });
  const trainedWith = async (cut: Pool) => {
    const own: Settings = { ...settings, foldRepeats: 2, earlyStopping: null };
    const options = { table: twoClasses(40), settings: own, pool: cut, clock: systemClock, seed: 0, searchRepeats: 1 };
    const runner = new Runner(options);
    const [trial] = await runner.train({ purpose: 'test', trials: [planned('one', own)] });
    if (!trial || !isSuccessful(trial)) throw new Error('it can be trained');
    return { runner, trial };
  };

  it.each([
    [0.3, false],
    [0.95, true],
  ])('to %d of its epochs on all rows is one: %s', async (share, isModel) => {
    const { runner, trial } = await trainedWith(cutting(share, ({ population }) => population.keepsLast === true));
    expect((await runner.refit(trial)) !== undefined).toBe(isModel);
  });

  it('has no more members, where these would know less', async () => {
    let calls = 0;
    const { runner, trial } = await trainedWith(cutting(0.3, () => calls++ > 0));
    expect(await runner.replicate(trial)).toBe(trial);
  });
});

it('the rate of the work is that of what was carried out, not of what left on the way', async () => {
  const timed: Pool = {
    ...pool,
    size: pool.size,
    provide: (id, data) => pool.provide(id, data),
    train: async (call) => ({ ...(await pool.train(call)), seconds: 10 }),
  };
  // So wide that arithmetic is what takes the time.
  const wide: Partial<Settings> = { hiddenLayers: 2, hiddenUnits: 512, epochs: 6, earlyStopping: null };
  const ladder = [1e-5, 1e-4, 1e-3, 1e-2].map((learningRate) => planned(`${learningRate}`, { ...wide, learningRate }));
  const estimate = async (halving: boolean): Promise<number> => {
    const runner = new Runner({ table: twoClasses(40), settings, pool: timed, clock: systemClock, seed: 0 });
    const [first] = await runner.train({ purpose: 'test', trials: ladder, halving });
    if (!first || !isSuccessful(first)) throw new Error('it can be trained');
    return runner.estimateFull(first, 20, 6);
  };
  // Two programs of two: of each one configuration leaves after a third or stays, so that two thirds are carried out.
  const [whole, halved] = [await estimate(false), await estimate(true)];
  expect(halved / whole).toBeGreaterThan(1.1);
  expect(halved / whole).toBeLessThan(1.6);
});

it('a full training takes the time of its steps with one network, at the rate at which trials were trained', async () => {
  // So wide that arithmetic is what takes the time, of which two folds have twice as much.
  const wide = planned('wide', { hiddenLayers: 2, hiddenUnits: 1024, epochs: 4, earlyStopping: null });
  const timed: Pool = {
    ...pool,
    size: pool.size,
    provide: (id, data) => pool.provide(id, data),
    train: async (call) => ({ ...(await pool.train(call)), seconds: 10 }),
  };
  const runner = new Runner({ table: twoClasses(40), settings, pool: timed, clock: systemClock, seed: 0 });
  const [trial] = await runner.train({ purpose: 'test', trials: [wide] });
  if (!trial || !isSuccessful(trial)) throw new Error('it can be trained');
  // Each fold is trained on 20 of the 40 rows.
  const alike = runner.estimateFull(trial, 20, 4);
  expect(alike).toBeGreaterThan(5);
  expect(alike).toBeLessThan(6);
  expect(runner.estimateFull(trial, 20, 12)).toBeCloseTo(3 * alike, 6);
  expect(runner.estimateFull(trial, 2000, 4)).toBeCloseTo(100 * alike, 6);
});

it('a trial for which there was no time is no trial', async () => {
  const runner = new Runner({ table: twoClasses(40), settings, pool, clock: systemClock, seed: 0 });
  expect(await runner.train({ purpose: 'test', trials: trials.slice(0, 1), secondsLimit: 0 })).toEqual([]);
});
