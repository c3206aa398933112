import { describe, expect, it } from 'vitest';
import {
  type Change,
  distinctChanges,
  drawChanges,
  firstChanges,
  range,
  type SearchInput,
} from '../../src/refine/search.js';
import { roundRate, type SearchedSlot, searchedSlots } from '../../src/refine/search-space.js';
import { slotSchemas } from '../../src/settings/slots.js';
import { binarySettings } from '../fixtures/recommendation.js';

const settings = {
  ...binarySettings,
  learningRate: 0.004,
  dropout: 0.1,
  weightDecay: 0.02,
  hiddenUnits: 128,
  batchSize: 32,
  epochs: 100,
};
const changes = (over: Partial<SearchInput> = {}) =>
  firstChanges({ search: 'halving', settings, fixed: new Set(), seed: 0, ...over });

describe('halving', () => {
  it('climbs a ladder of rates around the recommended one, nearest first', () => {
    expect(changes()).toEqual([
      {},
      { learningRate: 0.012 },
      { learningRate: 0.00133 },
      { learningRate: 0.036 },
      { learningRate: 0.000444 },
    ]);
  });

  it.each(['ntk', 'dataDriven'] as const)(
    'takes three steps around the well-tuned rates of the recipe: %s',
    (initializer) => {
      expect(changes({ settings: { ...settings, initializer } })).toEqual(changes().slice(0, 3));
    },
  );

  it('tries no rate twice at the greatest legal one', () => {
    const rates = changes({ settings: { ...settings, learningRate: 5 } }).map(({ learningRate = 5 }) => learningRate);
    expect(rates).toEqual([5, 10, 1.67, 0.556]);
  });

  it('varies nothing where the caller fixed the rate', () => {
    expect(changes({ fixed: new Set(['learningRate']) })).toEqual([{}]);
  });
});

/** Values of a slot over some changes, the recommended one where it is not named. */
const valuesOf = (slot: SearchedSlot, all: readonly Change[]) =>
  [...new Set(all.map((change) => change[slot] ?? settings[slot]))].toSorted((a, b) => Number(a) - Number(b));

describe('grid', () => {
  const grid = changes({ search: 'grid' });

  it('crosses the values of every slot', () => {
    expect(valuesOf('learningRate', grid)).toEqual([0.00133, 0.004, 0.012, 0.036]);
    expect(valuesOf('dropout', grid)).toEqual([0, 0.1, 0.2]);
    expect(valuesOf('weightDecay', grid)).toEqual([0.005, 0.02, 0.08]);
    expect(valuesOf('hiddenUnits', grid)).toEqual([64, 128, 256]);
    expect(valuesOf('batchSize', grid)).toEqual([16, 32, 64]);
    expect(valuesOf('epochs', grid)).toEqual([50, 100, 200]);
    expect(grid).toHaveLength(4 * 3 ** 5);
    expect(new Set(grid.map((change) => JSON.stringify(change))).size).toBe(grid.length);
  });

  it('begins with the recommendation, then one slot differs, then two', () => {
    expect(grid[0]).toEqual({});
    const counts = grid.map((change) => Object.keys(change).length);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.filter((count) => count === 1)).toHaveLength(3 + 5 * 2);
  });

  it('does not cross with the dropout that holds already', () => {
    const others = changes({ search: 'grid', settings: { ...settings, dropout: 0.2 } });
    expect(others.filter(({ dropout }) => dropout === 0.2)).toEqual([]);
    expect(others.filter(({ dropout }) => dropout === 0).length).toBeGreaterThan(0);
  });

  it('tries the decay of the recipe where none is recommended, and none that is illegal', () => {
    const decays = (weightDecay: number) =>
      changes({ search: 'grid', settings: { ...settings, weightDecay } }).flatMap((change) => change.weightDecay ?? []);
    expect(new Set(decays(0))).toEqual(new Set([0.02]));
    expect(new Set(decays(0.5))).toEqual(new Set([0.125]));
  });
});

describe('random', () => {
  const random = (over: Partial<SearchInput> = {}) => changes({ search: 'random', ...over });

  it('starts with the recommendation and draws others', () => {
    const [first, ...others] = random();
    expect(first).toEqual({});
    expect(others).toHaveLength(63);
    expect(new Set(others.map((change) => JSON.stringify(change))).size).toBe(63);
  });

  it('draws within the search spaces around what is recommended', () => {
    for (let seed = 0; seed < 20; seed++) {
      for (const { learningRate = 0.004, dropout = 0, weightDecay = 0.02, ...scaled } of random({ seed })) {
        expect(learningRate).toBeGreaterThanOrEqual(0.0004);
        expect(learningRate).toBeLessThanOrEqual(0.04);
        expect(dropout).toBeLessThanOrEqual(0.5);
        expect(weightDecay).toBeGreaterThanOrEqual(0.001);
        expect(weightDecay).toBeLessThanOrEqual(0.05);
        for (const slot of ['hiddenUnits', 'batchSize', 'epochs'] as const) {
          expect([undefined, 0.5, 2]).toContain(scaled[slot] && scaled[slot] / (settings[slot] ?? 1));
        }
      }
    }
  });

  it('draws rates log-uniformly: one of each eight in each eighth of the decades', () => {
    const rates = random().slice(1);
    const eighths = rates
      .slice(0, 8)
      .map(({ learningRate }) => Math.floor(4 * Math.log10((learningRate ?? 0.004) / 0.0004)));
    expect(eighths.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('draws the rates of the recipe where TabArena searches them', () => {
    const rates = random({ settings: { ...settings, initializer: 'ntk', learningRate: 0.04 } }).slice(1);
    const drawn = rates.flatMap(({ learningRate }) => learningRate ?? []);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0.02);
    expect(Math.min(...drawn)).toBeLessThan(0.022);
    expect(Math.max(...drawn)).toBeGreaterThan(0.27);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(0.3);
  });

  it('draws no rate beyond the greatest legal one', () => {
    const drawn = [1, 2, 3].flatMap((seed) => random({ seed, settings: { ...settings, learningRate: 8 } }));
    for (const { learningRate = 8 } of drawn)
      expect(slotSchemas.learningRate.safeParse(learningRate).success).toBe(true);
  });

  it('is the same for the same seed and another for another', () => {
    expect(random({ seed: 4 })).toEqual(random({ seed: 4 }));
    expect(random({ seed: 4 })).not.toEqual(random({ seed: 5 }));
  });
});

describe.each(['grid', 'random'] as const)('%s', (search) => {
  it('varies every slot', () => {
    expect(new Set(changes({ search }).flatMap((change) => Object.keys(change)))).toEqual(new Set(searchedSlots));
  });

  it.each(searchedSlots)('leaves %s alone where the caller fixed it, and all else as it was', (slot) => {
    const fixed = changes({ search, fixed: new Set([slot]) });
    expect(fixed.flatMap((change) => Object.keys(change))).not.toContain(slot);
    if (search === 'grid') return;
    const without = changes({ search }).map((change) =>
      Object.fromEntries(Object.entries(change).filter(([name]) => name !== slot)),
    );
    expect(without).toEqual(expect.arrayContaining(fixed));
  });

  it('does not touch a slot that does not apply', () => {
    const drawn = changes({ search, settings: { ...settings, hiddenLayers: 0, dropout: null, hiddenUnits: null } });
    expect(new Set(drawn.flatMap((change) => Object.keys(change)))).toEqual(
      new Set(['learningRate', 'weightDecay', 'batchSize', 'epochs']),
    );
  });

  it('tries nothing where all is fixed', () => {
    expect(changes({ search, fixed: new Set(searchedSlots) })).toEqual([{}]);
  });
});

it('rates have three digits and are legal', () => {
  expect([0.0123456, 1 / 3, 12, 1e-7 / 3].map(roundRate)).toEqual([0.0123, 0.333, 10, 3.33e-8]);
});

describe('draws that are trained side by side', () => {
  const draws = (atOnce: number, of = range(0, 9)) => drawChanges({ settings, fixed: new Set(), seed: 3, of, atOnce });
  const shapes = (all: readonly Change[]) =>
    all.map(({ hiddenUnits, batchSize, epochs }) => JSON.stringify([hiddenUnits, batchSize, epochs]));

  it('share width, batch and epochs, and differ in what a tensor program has for each member', () => {
    const [a, b, c, ...others] = shapes(draws(3));
    expect([b, c]).toEqual([a, a]);
    expect(new Set(others).has(a ?? '')).toBe(false);
    expect(new Set(draws(3).map(({ learningRate, dropout }) => `${learningRate} ${dropout}`)).size).toBe(9);
  });

  it('differ in shape where nothing else is open', () => {
    const fixed = new Set(['learningRate', 'dropout', 'weightDecay', 'inputNoise', 'mixup', 'labelSmoothing']);
    const ofShape = drawChanges({ settings, fixed, seed: 3, of: range(0, 9), atOnce: 3 });
    expect(distinctChanges(ofShape).length).toBeGreaterThan(4);
    expect(distinctChanges([{ epochs: 3 }, { epochs: 4 }, { epochs: 3 }])).toEqual([{ epochs: 3 }, { epochs: 4 }]);
  });

  it('go on where the ones before ended', () => {
    expect([...draws(3, range(0, 3)), ...draws(3, range(3, 6))]).toEqual(draws(3));
  });
});
