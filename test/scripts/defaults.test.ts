import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { autoGluonBatch, autoGluonHoldout, peers, scikitLearnBatch } from '../../scripts/generators/defaults/peers.js';
import { settingNames } from '../../scripts/generators/defaults/settings.js';
import { profileSchema } from '../../src/profile/schema.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the defaults of other tools', () => {
  it("take scikit-learn's batch: 200, or all rows where there are fewer", () => {
    expect([50, 200, 5000].map(scikitLearnBatch)).toEqual([50, 200, 200]);
  });

  it("take AutoGluon's batch: doubled with every power of ten of the rows to train on, 512 at most", () => {
    expect([999, 1000, 9999, 10_000, 100_000, 10_000_000].map(autoGluonBatch)).toEqual([32, 64, 64, 128, 256, 512]);
  });

  it("take AutoGluon's holdout: 500 rows of a small table, 2,500 of a large one, within bounds", () => {
    expect([112, 4000, 10_000, 50_000, 1_000_000].map(autoGluonHoldout)).toEqual([0.2, 0.125, 0.1, 0.05, 0.01]);
  });

  it('name a source that exists for every setting', () => {
    for (const { sources, defaults } of peers) {
      for (const name of settingNames) expect(sources).toHaveProperty(defaults[name].source);
    }
  });

  it('follow the task, the size and the categories', () => {
    const profile = profileSchema.parse({
      task: 'regression',
      rows: 50,
      columns: { numeric: 2, categorical: 2 },
      categories: { max: 9, total: 12 },
    });
    const chosen = (name: (typeof settingNames)[number]): string[] =>
      peers.map(({ defaults }) => defaults[name].of({ profile, task: 'regression' }));
    expect(chosen('loss')).toEqual(['squared error', 'squared error', 'absolute error', 'squared error']);
    expect(chosen('batchSize')).toEqual(['50', '32', '16', '256']);
    expect(chosen('categoricalEncoding').at(-1)).toBe('one-hot up to 8 levels, else embeddings of 8');
  });
});

describe('docs/defaults.md', () => {
  const page = read('docs/defaults.md');

  it('links to rules that the catalogue has', () => {
    const anchors = new Set(Array.from(read('docs/rules.md').matchAll(/<a id="([^"]+)">/g), ([, id = '']) => id));
    const linked = Array.from(page.matchAll(/rules\.md#([\w.-]+)/g), ([, anchor = '']) => anchor);
    expect(linked.length).toBeGreaterThan(50);
    expect(linked.filter((anchor) => !anchors.has(anchor))).toEqual([]);
  });

  it('has as many cells in every line of a table as in its head', () => {
    const tables = page.split('\n\n').filter((block) => block.startsWith('| '));
    expect(tables.length).toBeGreaterThan(10);
    for (const table of tables) {
      const widths = table
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/(?<!\\)\|/).length);
      expect(new Set(widths).size).toBe(1);
    }
  });
});
