import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { saveModel } from '../../src/decide/model.js';
import { predictRows } from '../../src/decide/predict.js';
import { recommend } from '../../src/decide/recommend.js';
import type { RecommendRequest } from '../../src/decide/schema.js';
import { createNormal, createRandom, type Random } from '../../src/random.js';
import { createBench } from './context.js';

const bench = createBench();
const ROWS = 120;

interface Kind {
  /** Cells of the target, for a row of which so much is known. */
  readonly target: (size: number, random: Random) => string | number | readonly number[];
  readonly columns?: readonly string[];
  readonly over?: Partial<RecommendRequest>;
}

/** How often something happens that happens `rate` times on average (Knuth: products of uniform numbers), above 30 nearly so. */
const countOf = (rate: number, random: Random): number => {
  if (rate > 30) return Math.round(rate + Math.sqrt(rate) * (2 * random() - 1));
  let [count, product] = [0, random()];
  for (; product > Math.exp(-rate); count++) product *= random();
  return count;
};
const inColumns = (place: number): number[] => [0, 1, 2].map((i) => Number(i === place));
const third = (size: number): number => (size < -0.6 ? 0 : size < 0.6 ? 1 : 2);

const kinds: Readonly<Record<string, Kind>> = {
  'two classes': { target: (size) => (size > 0 ? 'yes' : 'no') },
  'two classes, one of them rare': { target: (size) => (size > 1.6 ? 'yes' : 'no') },
  'three classes, of groups': { target: (size) => 'abc'.charAt(third(size)), over: { group: 'site' } },
  'three classes in columns of their own': { target: (size) => inColumns(third(size)), columns: ['k0', 'k1', 'k2'] },
  'ordered classes': { target: third, over: { task: 'ordinal' } },
  'numbers, in time': { target: (size) => size.toFixed(4), over: { time: 'day' } },
  'numbers, weighed': { target: (size) => size.toFixed(4), over: { weight: 'survey' } },
  'numbers that are huge': { target: (size) => 1e15 * size },
  'numbers that are tiny': { target: (size) => 1e-12 * size },
  'numbers with a long tail': { target: (size) => Math.exp(3 * size).toFixed(6) },
  'counts that are mostly 0': {
    target: (size, random) => countOf(Math.exp(size - 1), random),
    over: { task: 'count' },
  },
  'counts of a few': { target: (size, random) => countOf(Math.exp(size / 2 + 1.5), random), over: { task: 'count' } },
  'counts of hundreds': { target: (size, random) => countOf(Math.exp(size / 2 + 5), random), over: { task: 'count' } },
  proportions: { target: (size) => (1 / (1 + Math.exp(-size))).toFixed(5), over: { task: 'proportion' } },
};

/** Numbers with gaps, categories and a constant; a site, a day and a weight to name where a kind wants them. */
function fileOf(name: string, { target, columns = ['y'], over }: Kind): string {
  const random = createRandom(6, name);
  const normal = createNormal(random);
  const roles = Object.entries({ site: over?.group, day: over?.time, survey: over?.weight }).flatMap(([role, named]) =>
    named === undefined ? [] : [role],
  );
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const [a, b, c] = [normal(), normal(), random() < 0.4];
    const size = a + a * b + (c ? 0.7 : 0) + 0.2 * normal();
    const cellOf = { site: `s${row % 8}`, day: row, survey: (row % 5) + 0.5 };
    const known = [random() < 0.1 ? '' : a.toFixed(4), b.toFixed(4), c ? 'red' : `c${row % 4}`, 7];
    const named = roles.map((role) => cellOf[role as keyof typeof cellOf]);
    return [...known, ...named, ...[target(size, random)].flat()].join(',');
  });
  return bench.write(`${name}.csv`, [['a', 'b', 'c', 'same', ...roles, ...columns].join(','), ...lines, ''].join('\n'));
}

describe('a probe of', () => {
  it.each(Object.entries(kinds))(
    '%s is refined, scored, recorded and saved, and its model predicts',
    async (name, kind) => {
      const file = fileOf(name, kind);
      const target = kind.columns ?? ['y'];
      const request = { file, target, seed: 0, probe: { trialsLimit: 14 }, settings: { epochs: 12 }, needsModel: true };
      const { recommendation, model } = await recommend(bench.context, { ...request, ...kind.over });
      const { probe, advice } = recommendation;
      expect(probe?.trials.some(({ because }) => /^(diagnosis|trials)\./.test(because))).toBe(true);
      for (const score of [probe?.score, probe?.expectedScore, ...(probe?.baselines ?? []).map((one) => one.score)]) {
        expect(Number.isFinite(score?.value)).toBe(true);
        expect(score?.interval.every(Number.isFinite)).toBe(true);
      }
      // An effect is a share of the constant's loss, which is above 0.
      const evidence = advice.flatMap((item) => item.evidence ?? []);
      expect(evidence.length).toBeGreaterThan(0);
      expect(evidence.every(({ effect }) => effect)).toBe(true);
      if (!model) throw new Error('a model was asked for');
      const folder = join(bench.folder, name);
      const predictions = join(bench.folder, `${name}.predictions.csv`);
      await saveModel(model, folder);
      expect(await predictRows(bench.context, { model: folder, rows: file, predictions })).toEqual({
        rows: ROWS,
        warnings: [],
      });
      const [, ...lines] = readFileSync(predictions, 'utf8').trimEnd().split('\r\n');
      expect(lines.flatMap((line) => line.split(',')).filter((cell) => /nan|infinity/i.test(cell))).toEqual([]);
    },
  );
});
