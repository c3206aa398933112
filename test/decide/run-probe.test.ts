import { afterAll, describe, expect, it } from 'vitest';
import type { Advisor } from '../../src/advise/advise.js';
import { systemClock } from '../../src/clock.js';
import { createBudget } from '../../src/decide/budget.js';
import type { ProbeInput } from '../../src/decide/probe-input.js';
import { runProbe } from '../../src/decide/run-probe.js';
import { Runner } from '../../src/decide/runner.js';
import type { ProbeRequest } from '../../src/decide/schema.js';
import { isSuccessful, type TrainedTrial } from '../../src/decide/trial.js';
import { createPool } from '../../src/probe/pool.js';
import { profileSchema } from '../../src/profile/schema.js';
import type { Table } from '../../src/profile/table.js';
import { createRandom } from '../../src/random.js';
import type { Settings } from '../../src/settings/slots.js';
import { advisor as shipped } from '../advise/built-in.js';
import { binarySettings } from '../fixtures/recommendation.js';

const pool = createPool({ size: 2, backend: 'native' });
afterAll(() => pool.close());

const rows = 160;
const random = createRandom(2, 'exclusive or');
const inputs = Array.from({ length: 2 }, () => Float64Array.from({ length: rows }, () => 2 * random() - 1));
/** Two classes of opposite quadrants: a few units do worse than many. */
const table: Table = {
  rows,
  columns: inputs.map((values, i) => ({ name: `x${i}`, kind: 'numeric', values })),
  target: {
    columns: ['y'],
    labels: ['other', 'same'],
    codes: Int32Array.from({ length: rows }, (_, row) =>
      (inputs[0]?.[row] ?? 0) * (inputs[1]?.[row] ?? 0) > 0 ? 1 : 0,
    ),
  },
  duplicateOf: Int32Array.from({ length: rows }, (_, row) => row),
};
const profile = profileSchema.parse({
  task: 'binary',
  rows,
  columns: { numeric: 2 },
  classCounts: { other: 80, same: 80 },
});
const weak: Settings = {
  ...binarySettings,
  hiddenLayers: 1,
  hiddenUnits: 2,
  learningRate: 0.01,
  hiddenActivation: 'relu',
  batchSize: 32,
  epochs: 40,
  dropout: 0,
  folds: 3,
  foldRepeats: 1,
  trials: [],
};

/** An advisor whose diagnosis is always the same: what a probe does with proposals is looked at here, not which come. */
const proposing = (...values: readonly (readonly [keyof Settings, unknown])[]): Advisor => ({
  ...shipped,
  diagnose: () =>
    Promise.resolve({
      diagnoses: values.map(([slot, value]) => ({
        slot,
        value,
        ruleId: `diagnosis.${slot}`,
        because: 'why',
        source: { title: 'a test' },
      })),
      trace: { rules: [], seen: {}, slots: [] },
    }),
});
const probe = (request: ProbeRequest, over: Partial<ProbeInput> = {}, settings: Partial<Settings> = {}) => {
  let count = 0;
  const all = { ...weak, ...settings };
  return runProbe({
    advisor: proposing(['hiddenUnits', 64]),
    profile,
    settings: all,
    fixed: new Set(),
    runner: new Runner({ table, settings: all, pool, clock: systemClock, seed: 0 }),
    budget: createBudget(request, systemClock, systemClock.elapsed()),
    seed: 0,
    createId: () => `t${count++}`,
    ...over,
  });
};

describe('a proposal that gains', () => {
  // The value that holds at first is proposed too: nothing is to be tried when it does, nor when it was beaten.
  const outcome = probe({ trialsLimit: 20 }, { advisor: proposing(['hiddenUnits', 64], ['hiddenUnits', 2]) });

  it('is kept and becomes the parent of what follows', async () => {
    const { trials, refinements, selected } = await outcome;
    const kept = trials.filter((trial) => trial.kept);
    expect(kept.map(({ changes }) => changes.hiddenUnits)).toContain(64);
    expect(selected?.settings.hiddenUnits).toBe(64);
    expect(refinements[0]?.trials.map(({ changes }) => changes.hiddenUnits)).toEqual([64, 64, 64]);
    const [winner] = refinements[0]?.trials.filter((trial) => trial.kept) ?? [];
    expect(refinements.slice(1).every(({ parentId }) => parentId === winner?.id)).toBe(true);
    expect(winner?.paired?.difference).toBeGreaterThan((await outcome).delta);
  });

  it('is not tried again, at whatever rates it gained too', async () => {
    const { trials } = await outcome;
    const configurations = trials
      .filter(({ isScreening }) => !isScreening)
      .map(({ settings }) => JSON.stringify(settings));
    expect(new Set(configurations).size).toBe(configurations.length);
    expect(trials.filter(({ changes }) => changes.hiddenUnits === 64)).toHaveLength(3);
    expect(
      trials.filter(({ because, changes }) => because.startsWith('diagnosis') && changes.hiddenUnits === 2),
    ).toEqual([]);
  });

  it('leaves nothing out where the budget bears all', async () => {
    expect((await outcome).leftOut).toEqual({ configurations: { trained: 5, planned: 5 }, proposals: 0 });
  });

  it('was judged against the best of the first stage', async () => {
    const { trials, refinements } = await outcome;
    const ladder = trials.slice(0, 5);
    const best = ladder.reduce((a, b) => ((b.result?.loss ?? 9) < (a.result?.loss ?? 9) ? b : a));
    expect(refinements[0]?.parentId).toBe(best.id);
    expect(best.kept).toBe(true);
    expect(refinements[0]?.evidence.gainOverConstant).toBeDefined();
  });
});

it('what the budget does not bear is counted: configurations of a grid, the recommendation first, and proposals', async () => {
  const advisor = proposing(['hiddenUnits', 64], ['inputNoise', 0.1]);
  const { leftOut, trials } = await probe({ trialsLimit: 10 }, { advisor }, { search: 'grid', epochs: 10 });
  expect(trials[0]?.changes).toEqual({});
  expect(leftOut.configurations.trained).toBe(8);
  expect(leftOut.configurations.planned).toBeGreaterThan(100);
  // Two of the three rates of the width, and then nothing is left for the noise.
  expect(trials.slice(8).map(({ changes }) => changes.hiddenUnits)).toEqual([64, 64]);
  expect(leftOut.proposals).toBe(1);
});

it('a rate that is the best of the ladder by less than matters does not replace the recommended one', async () => {
  // The linear model would win: it is not allowed where the caller fixed the depth.
  const fixed = { fixed: new Set(['hiddenLayers']) };
  // At rates this small nothing is learnt in two epochs: the largest is the best, by next to nothing.
  const { trials, selected } = await probe({ trialsLimit: 5 }, fixed, { learningRate: 1e-6, epochs: 2 });
  const losses = trials.map(({ result }) => result?.loss ?? 9);
  expect(trials[losses.indexOf(Math.min(...losses))]?.because).not.toBe('recommendation');
  expect(trials.filter(({ kept }) => kept).map(({ because }) => because)).toEqual(['recommendation']);
  expect(selected?.settings.learningRate).toBe(1e-6);
  expect(trials.slice(1).every(({ paired }) => paired !== undefined)).toBe(true);
});

it('of linear models too the one that holds is selected where another is better by less than matters', async () => {
  const linear: Partial<Settings> = { hiddenLayers: 0, hiddenUnits: null, hiddenActivation: null };
  const fixed = { fixed: new Set(['hiddenLayers']) };
  const tiny = { learningRate: 1e-6, epochs: 2 };
  const { trials, selected } = await probe({ trialsLimit: 5 }, fixed, { ...linear, ...tiny });
  const best = trials.filter(isSuccessful).reduce((a, b) => (b.result.loss < a.result.loss ? b : a));
  expect(best.because).not.toBe('recommendation');
  expect(selected?.because).toBe('recommendation');
});

it('what is drawn where one shape alone is open is each of its values, once', async () => {
  const fixed = new Set(['hiddenLayers', 'learningRate', 'dropout', 'weightDecay', 'hiddenUnits', 'batchSize']);
  const { trials } = await probe({ trialsLimit: 40 }, { fixed, advisor: proposing() });
  const drawn = trials.filter(({ because }) => because === 'search.halving');
  const settingsOf = (of: typeof drawn): string[] => of.map(({ changes }) => JSON.stringify(changes));
  const screened = settingsOf(drawn.filter(({ isScreening }) => isScreening));
  expect(screened.length).toBeGreaterThan(1);
  // None is what was trained before, the recommendation among it.
  const known = trials.filter(({ because }) => because === 'recommendation').map(({ settings }) => settings.epochs);
  const seen = [...known, ...drawn.filter(({ isScreening }) => isScreening).map(({ settings }) => settings.epochs)];
  expect(new Set(seen).size).toBe(seen.length);
  expect(settingsOf(drawn).every((changes) => /^{"epochs":\d+}$/.test(changes))).toBe(true);
  expect(drawn.some(({ isScreening }) => !isScreening)).toBe(true);
});

it('one that gained beside a better one is tried again on top of it', async () => {
  const advisor = proposing(['hiddenUnits', 64], ['dropout', 0]);
  const { refinements } = await probe({ trialsLimit: 40 }, { advisor }, { hiddenUnits: 8, dropout: 0.6 });
  const [first, second] = refinements.map(({ trials }) => trials);
  const gained = first?.filter(({ paired }) => (paired?.difference ?? 0) > 0.05) ?? [];
  expect(new Set(gained.map(({ because }) => because))).toEqual(
    new Set(['diagnosis.hiddenUnits', 'diagnosis.dropout']),
  );
  const winner = first?.find((trial) => trial.kept);
  const other = winner?.because === 'diagnosis.dropout' ? 'diagnosis.hiddenUnits' : 'diagnosis.dropout';
  expect(new Set(second?.map(({ because }) => because))).toEqual(new Set([other]));
  expect(second?.every(({ parentId }) => parentId === winner?.id)).toBe(true);
});

it('what does not gain is dropped, and two rounds without gain end the search', async () => {
  const advisor: Advisor = {
    ...proposing(),
    diagnose: async (input) => proposing(worse[round++] ?? ['mixup', 1]).diagnose(input),
  };
  const worse: (readonly [keyof Settings, unknown])[] = [
    ['weightDecay', 0.5],
    ['inputNoise', 1],
    ['labelSmoothing', 0.3],
  ];
  let round = 0;
  const { refinements, trials } = await probe({ trialsLimit: 40 }, { advisor });
  expect(refinements).toHaveLength(2);
  expect(trials.slice(5, 7).map(({ kept }) => kept)).toEqual([false, false]);
});

it('two rounds without gain do not end it while proposals were left out', async () => {
  const decays = Array.from({ length: 9 }, (_, i) => 0.5 + i / 20);
  const advisor: Advisor = {
    ...proposing(),
    diagnose: () =>
      Promise.resolve({
        diagnoses: decays.map((value) => ({
          slot: 'weightDecay',
          value,
          ruleId: `test.${value}`,
          because: 'why',
          source: { title: 'a test' },
        })),
        trace: { rules: [], seen: {}, slots: [] },
      }),
  };
  const { refinements } = await probe({ trialsLimit: 40 }, { advisor });
  expect(refinements.map(({ trials }) => trials.length)).toEqual([4, 4, 1]);
});

it('a budget in trials is kept to the trial, however many are proposed', async () => {
  const advisor = proposing(['weightDecay', 0.5], ['hiddenUnits', 64], ['batchSize', 16]);
  for (const trialsLimit of [1, 4, 7]) {
    expect((await probe({ trialsLimit }, { advisor })).trials).toHaveLength(trialsLimit);
  }
});

it('a rate that diverges costs its trial and not the run', async () => {
  const values = Float64Array.from(
    { length: rows },
    (_, row) => 10 * (inputs[0]?.[row] ?? 0) * (inputs[1]?.[row] ?? 0),
  );
  const settings: Settings = {
    ...weak,
    task: 'regression',
    loss: 'meanSquaredError',
    outputActivation: 'linear',
    targetTransform: 'standardize',
    foldKind: 'plain',
    optimizer: 'sgd',
    hiddenUnits: 32,
    learningRate: 0.5,
  };
  const regression = { ...table, target: { columns: ['y'], values } };
  const runner = new Runner({ table: regression, settings, pool, clock: systemClock, seed: 0 });
  const { trials, selected, refinements } = await probe({ trialsLimit: 6 }, { runner, settings });
  const diverged = trials.filter(({ result }) => result === undefined);
  expect(diverged.map(({ settings: { learningRate } }) => learningRate)).toContain(4.5);
  expect(diverged.every(({ kept }) => !kept)).toBe(true);
  expect(diverged.length).toBeLessThan(trials.length);
  expect(selected?.result.loss).toBeLessThan(runner.constant.loss);
  expect(refinements[0]?.evidence.divergedShare).toBeGreaterThan(0);
});

it('the plans are in the order of the work, not of the process that ended first', async () => {
  const runner = new Runner({ table, settings: weak, pool, clock: systemClock, seed: 0 });
  await probe({ trialsLimit: 8 }, { runner });
  expect(runner.plans.map(({ hiddenLayers, hiddenUnits }) => `${hiddenLayers} x ${hiddenUnits}`)).toEqual([
    '1 x 2',
    '0 x 0',
    '1 x 64',
    '1 x 64',
  ]);
});

it('what the caller fixed is kept in every trial', async () => {
  const { trials, candidates } = await probe(
    { trialsLimit: 9 },
    {
      fixed: new Set(['learningRate', 'hiddenLayers']),
      advisor: proposing(['learningRate', 0.5], ['hiddenLayers', 3], ['hiddenUnits', 64]),
    },
  );
  expect(new Set(trials.map(({ settings }) => settings.learningRate))).toEqual(new Set([0.01]));
  expect(new Set(candidates.map(({ settings }) => settings.hiddenLayers))).toEqual(new Set([1]));
  expect(trials.map(({ settings }) => settings.hiddenUnits)).toContain(64);
});

it('a stop while more members are trained leaves the trial as it was', async () => {
  const settings: Settings = { ...weak, foldRepeats: 2 };
  const stop = new AbortController();
  const runner = new Runner({
    table,
    settings,
    pool,
    clock: systemClock,
    seed: 0,
    searchRepeats: 1,
    signal: stop.signal,
  });
  const planned = { id: 't', parentId: null, settings, changes: {}, because: 'test', sentence: 'test' };
  const [trial] = await runner.train({ purpose: 'test', trials: [planned] });
  if (!trial || !isSuccessful(trial)) throw new Error('a trial was trained');
  const members = (await runner.replicate(trial)).result.weights.length / trial.result.weights.length;
  expect(members).toBe(2);
  stop.abort();
  expect(await runner.replicate(trial)).toBe(trial);
});

describe.each(['grid', 'random'] as const)('a %s', (search) => {
  it('has half of the trials, of which no two are alike, and says so', async () => {
    const { trials } = await probe({ trialsLimit: 20 }, { advisor: proposing() }, { search, epochs: 5 });
    const searched = trials.filter(({ because }) => because === `search.${search}`);
    expect(trials[0]?.because).toBe('recommendation');
    expect(searched).toHaveLength(9);
    expect(new Set(searched.map(({ settings: of }) => JSON.stringify(of))).size).toBe(9);
    expect(searched.every(({ parentId, paired }) => parentId === trials[0]?.id && paired !== undefined)).toBe(true);
  });

  it('finds a better width where the recommended one is too small', async () => {
    const fixed = new Set(['learningRate', 'dropout', 'weightDecay', 'batchSize', 'epochs', 'hiddenLayers']);
    const { trials, selected } = await probe(
      { trialsLimit: 3 },
      { fixed },
      { search, hiddenUnits: 3, learningRate: 0.03 },
    );
    expect(new Set(trials.map(({ settings: of }) => of.hiddenUnits))).toEqual(new Set([2, 3, 6]));
    expect(selected?.settings.hiddenUnits).toBe(6);
  });

  it('has eight trials of a small number, and no more than there are', async () => {
    const count = async (trialsLimit: number) =>
      (await probe({ trialsLimit }, { advisor: proposing() }, { search, epochs: 2 })).trials.length;
    expect([await count(3), await count(8), await count(11)]).toEqual([3, 8, 8]);
  });

  it('trains the recommendation first under a budget in seconds, then what its time admits', async () => {
    const runner = new Runner({ table, settings: weak, pool, clock: systemClock, seed: 0 });
    const { trials } = await probe({ budgetSeconds: 3 }, { runner, advisor: proposing() }, { search });
    const [first, ...waves] = runner.plans.filter(({ hiddenLayers }) => hiddenLayers > 0);
    expect(trials[0]?.because).toBe('recommendation');
    expect(first).toMatchObject({ purpose: `baseline and ${search} search`, configurations: 1 });
    expect(new Set(waves.map(({ purpose }) => purpose))).toEqual(
      new Set(trials.length > 1 ? [`${search} search`] : []),
    );
  });
});

describe('draws after refinement, in brackets of successive halving', () => {
  const settings = { learningRate: 0.003, hiddenUnits: 16, epochs: 45 };
  const outcome = probe({ trialsLimit: 29 }, { advisor: proposing() }, settings);
  const drawn = outcome.then(({ trials }) => trials.slice(5));

  it('train nine for a third of their epochs, and the best three to their end', async () => {
    const shares = (await drawn).map(({ epochsShare = 1 }) => Math.round(3 * epochsShare));
    const bracket = [...Array.from({ length: 9 }, () => 1), 3, 3, 3];
    expect(shares).toEqual([...bracket, ...bracket]);
    const [first, second] = [(await drawn).slice(0, 9), (await drawn).slice(9, 12)];
    const best = first.toSorted((a, b) => (a.result?.loss ?? 9) - (b.result?.loss ?? 9)).slice(0, 3);
    expect(second.map((trial) => trial.settings)).toEqual(best.map((trial) => trial.settings));
  });

  it('vary rate, regularisation, width, batch and epochs', async () => {
    const slots = new Set((await drawn).flatMap(({ changes }) => Object.keys(changes)));
    expect([...slots].toSorted()).toEqual([
      'batchSize',
      'dropout',
      'epochs',
      'hiddenUnits',
      'learningRate',
      'weightDecay',
    ]);
  });

  it('are kept by the rule for every trial, and only those that were trained to their end', async () => {
    const { candidates, selected, delta } = await outcome;
    const screened = (await drawn).filter(({ epochsShare }) => epochsShare !== undefined);
    expect(screened.some((trial) => trial.kept || trial.paired || candidates.some(({ id }) => id === trial.id))).toBe(
      false,
    );
    const finals = (await drawn).filter(({ epochsShare }) => epochsShare === undefined);
    const hasGained = ({ paired }: TrainedTrial): boolean =>
      paired !== undefined && paired.difference > delta && paired.probabilityAbove(0) >= 0.8;
    for (const bracket of [finals.slice(0, 3), finals.slice(3)]) {
      const [winner] = bracket.filter(hasGained).toSorted((a, b) => (a.result?.loss ?? 9) - (b.result?.loss ?? 9));
      expect(bracket.filter((trial) => trial.kept)).toEqual(winner ? [winner] : []);
    }
    expect(finals.some((trial) => trial.kept)).toBe(true);
    expect(selected?.because).toBe('search.halving');
  });

  it.each([2, 4])('are not selected for being the smaller of equals (seed %i)', async (seed) => {
    const changed = { hiddenUnits: 64, learningRate: 0.01, epochs: 40 };
    const { candidates, selected } = await probe({ trialsLimit: 17 }, { advisor: proposing(), seed }, changed);
    const losses = candidates.map(({ result }) => result.loss);
    expect(candidates.some(({ kept, settings: { hiddenUnits } }) => !kept && (hiddenUnits ?? 64) < 64)).toBe(true);
    expect(selected?.kept === true || selected?.result.loss === Math.min(...losses)).toBe(true);
  });

  it('are smaller where fewer trials are left, and none where the caller fixed all that they vary', async () => {
    const small = await probe({ trialsLimit: 9 }, { advisor: proposing() }, settings);
    expect(small.trials.slice(5).map(({ epochsShare = 1 }) => Math.round(3 * epochsShare))).toEqual([1, 1, 1, 3]);
    const fixed = new Set(['learningRate', 'dropout', 'weightDecay', 'hiddenUnits', 'batchSize', 'epochs']);
    expect((await probe({ trialsLimit: 29 }, { advisor: proposing(), fixed }, settings)).trials).toHaveLength(1);
  });
});
