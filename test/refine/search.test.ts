import { describe, expect, it } from 'vitest';
import { firstChanges, roundRate, type SearchInput } from '../../src/refine/search.js';
import { slotSchemas } from '../../src/settings/slots.js';
import { binarySettings } from '../fixtures/recommendation.js';

const settings = { ...binarySettings, learningRate: 0.004, dropout: 0.1 };
const changes = (over: Partial<SearchInput> = {}) =>
  firstChanges({ search: 'halving', settings, fixed: new Set(), most: 100, seed: 0, ...over });

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

  it('keeps the middle of the ladder under a short budget, and the recommendation under any', () => {
    expect(changes({ most: 2 })).toEqual([{}, { learningRate: 0.012 }]);
    expect(changes({ most: 0 })).toEqual([{}]);
  });

  it('tries no rate twice at the greatest legal one', () => {
    const rates = changes({ settings: { ...settings, learningRate: 5 } }).map(({ learningRate = 5 }) => learningRate);
    expect(rates).toEqual([5, 10, 1.67, 0.556]);
  });

  it('varies nothing where the caller fixed the rate', () => {
    expect(changes({ fixed: new Set(['learningRate']) })).toEqual([{}]);
  });
});

describe('grid', () => {
  it('crosses four rates with the other dropout rates', () => {
    const grid = changes({ search: 'grid' });
    expect(grid).toHaveLength(12);
    expect(grid.slice(0, 4)).toEqual(changes().slice(0, 4));
    expect(grid.slice(4, 8)).toEqual(
      changes()
        .slice(0, 4)
        .map((rate) => ({ ...rate, dropout: 0 })),
    );
    expect(grid.slice(8)).toEqual(
      changes()
        .slice(0, 4)
        .map((rate) => ({ ...rate, dropout: 0.2 })),
    );
  });

  it('does not cross with the dropout that holds already', () => {
    const grid = changes({ search: 'grid', settings: { ...settings, dropout: 0.2 } });
    expect(grid).toHaveLength(8);
    expect(grid.filter(({ dropout }) => dropout === 0.2)).toEqual([]);
  });

  it('leaves fixed slots and slots that do not apply alone', () => {
    expect(changes({ search: 'grid', fixed: new Set(['dropout']) })).toHaveLength(4);
    expect(changes({ search: 'grid', settings: { ...settings, dropout: null } })).toHaveLength(4);
    expect(changes({ search: 'grid', fixed: new Set(['learningRate']) })).toEqual([
      {},
      { dropout: 0 },
      { dropout: 0.2 },
    ]);
  });
});

describe('random', () => {
  const random = (over: Partial<SearchInput> = {}) => changes({ search: 'random', ...over });

  it('starts with the recommendation and draws seven others', () => {
    const [first, ...others] = random();
    expect(first).toEqual({});
    expect(others).toHaveLength(7);
    expect(new Set(others.map((change) => JSON.stringify(change))).size).toBe(7);
  });

  it('draws legal values around the recommended rate', () => {
    for (let seed = 0; seed < 20; seed++) {
      for (const { learningRate = 0, dropout, weightDecay } of random({ seed }).slice(1)) {
        expect(learningRate).toBeGreaterThanOrEqual(0.0004);
        expect(learningRate).toBeLessThanOrEqual(0.04);
        expect(dropout).toBeLessThan(0.5);
        expect(weightDecay).toBeGreaterThanOrEqual(1e-3);
        expect(weightDecay).toBeLessThanOrEqual(0.05);
      }
    }
  });

  it('draws no rate beyond the greatest legal one', () => {
    const drawn = [1, 2, 3].flatMap((seed) => random({ seed, settings: { ...settings, learningRate: 8 } }).slice(1));
    for (const { learningRate } of drawn) expect(slotSchemas.learningRate.safeParse(learningRate).success).toBe(true);
  });

  it('is the same for the same seed and another for another', () => {
    expect(random({ seed: 4 })).toEqual(random({ seed: 4 }));
    expect(random({ seed: 4 })).not.toEqual(random({ seed: 5 }));
  });

  it('does not touch a slot that does not apply', () => {
    const drawn = random({ settings: { ...settings, dropout: null } });
    expect(drawn.flatMap((change) => Object.keys(change))).not.toContain('dropout');
  });

  it('does not touch fixed slots', () => {
    for (const slot of ['learningRate', 'dropout', 'weightDecay']) {
      const drawn = random({ fixed: new Set([slot]) });
      expect(drawn.flatMap((change) => Object.keys(change))).not.toContain(slot);
    }
  });
});

it('rates have three digits and are legal', () => {
  expect([0.0123456, 1 / 3, 12, 1e-7 / 3].map(roundRate)).toEqual([0.0123, 0.333, 10, 3.33e-8]);
});
