import { describe, expect, it } from 'vitest';
import { mostRows, searchRepeats } from '../../src/decide/search-size.js';
import { profileSchema } from '../../src/profile/schema.js';
import { binarySettings } from '../fixtures/recommendation.js';

const profile = (numeric: number) => profileSchema.parse({ task: 'binary', rows: 1e6, columns: { numeric } });
const settings = { ...binarySettings, foldKind: 'stratified', folds: 5, foldRepeats: 1 } as const;

describe('rows that a probe trains on', () => {
  it('are bounded by memory: all folds together hold 150 million numbers', () => {
    expect(mostRows(settings, profile(100), undefined)).toBe(300_000);
    expect(mostRows({ ...settings, foldRepeats: 3 }, profile(100), undefined)).toBe(100_000);
    expect(mostRows({ ...settings, foldKind: 'holdout', folds: null }, profile(100), undefined)).toBe(1_500_000);
  });

  it('are fewer where every number has bins beside it', () => {
    const binned = { ...settings, numericEmbedding: { kind: 'piecewiseLinear', size: 8 } } as const;
    expect(mostRows(binned, profile(100), undefined)).toBe(Math.floor(300_000 / 9));
  });

  it('are fewer where every row has a number for each of many classes', () => {
    expect(mostRows({ ...settings, outputUnits: 101 }, profile(100), undefined)).toBe(150_000);
  });

  it('are bounded by a budget in seconds, not by one in trials', () => {
    expect(mostRows(settings, profile(10), { budgetSeconds: 20 })).toBe(100_000);
    expect(mostRows(settings, profile(10), { trialsLimit: 1 })).toBe(3_000_000);
  });

  it('are never so few that nothing can be learned', () => {
    expect(mostRows(settings, profile(10), { budgetSeconds: 0.1 })).toBe(2000);
  });
});

describe('repeats on which trials are compared', () => {
  const table = (rows: number) => ({
    rows,
    columns: [],
    target: { columns: ['y'] },
    duplicateOf: new Int32Array(rows),
  });
  const repeated = { ...settings, foldRepeats: 3, epochs: 100, batchSize: 32 };

  it('are all of them under a budget in trials, or without a probe', () => {
    expect(searchRepeats(repeated, table(1e6), { trialsLimit: 1 })).toBe(3);
    expect(searchRepeats(repeated, table(1e6), undefined)).toBe(3);
  });

  it('grow with the seconds from one to all', () => {
    const counts = [0.1, 10, 20, 30, 1000].map((budgetSeconds) =>
      searchRepeats(repeated, table(600), { budgetSeconds }),
    );
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts[0]).toBe(1);
    expect(counts.at(-1)).toBe(3);
  });
});
