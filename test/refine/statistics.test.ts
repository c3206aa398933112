import { describe, expect, it } from 'vitest';
import { createNormal, createRandom } from '../../src/random.js';
import {
  type HonestInput,
  honestScore,
  type PairedInput,
  pairedDifference,
  studentQuantile,
  studentT,
} from '../../src/refine/statistics.js';

describe("Student's t", () => {
  // scipy 1.17.1, stats.t.cdf(x, degrees) and stats.t.ppf(0.975, degrees)
  it.each([
    [1, [0.14758361765043326, 0.5, 0.6475836176504333, 0.75, 0.8975836176504333], 12.706204736174694],
    [2, [0.09175170953613698, 0.5, 0.6666666666666666, 0.7886751345948129, 0.9522670168666454], 4.302652729749462],
    [4, [0.05805826175840778, 0.5, 0.6783350184090684, 0.8130495168499705, 0.9800290159641406], 2.7764451051977934],
    [9, [0.038276411885350504, 0.5, 0.6854643500869868, 0.8282818019310432, 0.9925218180447929], 2.262157162798205],
    [30, [0.027312522481491547, 0.5, 0.6896384975574363, 0.8373456922869849, 0.9973050179671741], 2.0422724563012378],
    [1000, [0.02288517324662583, 0.5, 0.6914074595830626, 0.8412237909576638, 0.9986166454778809], 1.9623390808264083],
  ])('with %i degrees of freedom', (degrees, expected, quantile) => {
    [-2, 0, 0.5, 1, 3].forEach((t, i) => expect(studentT(t, degrees)).toBeCloseTo(expected[i] ?? Number.NaN, 10));
    expect(studentQuantile(0.975, degrees)).toBeCloseTo(quantile, 8);
  });

  it('holds far out', () => {
    expect(studentT(1e9, 5)).toBe(1);
    expect(studentT(-1e9, 5)).toBeLessThan(1e-20);
    expect(studentT(Number.POSITIVE_INFINITY, 5)).toBe(1);
  });
});

const paired = (over: Partial<PairedInput> = {}) =>
  pairedDifference({
    before: Float64Array.of(1, 2, 3, 4),
    after: Float64Array.of(0, 1, 3, 2),
    foldsBefore: [1.5, 3.5],
    foldsAfter: [0.5, 2.5],
    testShare: 0.25,
    ...over,
  });

describe('a paired difference', () => {
  it('has the standard error of the rows where the folds agree', () => {
    const { difference, rowError, standardError, interval } = paired();
    // Gains 1, 1, 0, 2: mean 1, deviation sqrt(2 / 3), over sqrt(4) rows.
    expect(difference).toBe(1);
    expect(rowError).toBeCloseTo(Math.sqrt(2 / 3) / 2, 12);
    expect(standardError).toBe(rowError);
    // 3.18244630528371: stats.t.ppf(0.975, 3)
    expect(interval[0]).toBeCloseTo(1 - 3.18244630528371 * rowError, 8);
    expect(interval[1]).toBeCloseTo(1 + 3.18244630528371 * rowError, 8);
  });

  it('has the corrected variance of the folds where they differ more, with their degrees of freedom', () => {
    const { standardError, probabilityAbove, rowError } = paired({
      foldsBefore: [1, 3, 2],
      foldsAfter: [1, 1, 1],
      testShare: 2 / 3,
    });
    // Gains 0, 2, 1: variance 1, times (1 / 3 + 2 / 3).
    expect(standardError).toBeCloseTo(1, 12);
    expect(rowError).toBeLessThan(standardError);
    // The distribution of two degrees at t = 1 has the closed form 1 / 2 + 1 / sqrt(12).
    expect(probabilityAbove(0)).toBeCloseTo(0.5 + 1 / Math.sqrt(12), 10);
    expect(probabilityAbove(1)).toBeCloseTo(0.5, 12);
    expect(probabilityAbove(2)).toBeCloseTo(0.5 - 1 / Math.sqrt(12), 10);
  });

  it('of rows that belong together counts clusters, not rows', () => {
    // Sums 2 of three rows and 2 of one row: 1 below and 1 above the mean of 1 a row.
    expect(paired({ clusters: Int32Array.of(7, 7, 7, 3) }).rowError).toBeCloseTo(Math.sqrt(2 * 2) / 4, 12);
    expect(paired({ clusters: Int32Array.of(0, 0, 1, 1) }).rowError).toBe(0);
    const copies = (values: readonly number[]) => Float64Array.from([...values, ...values]);
    const doubled = paired({
      before: copies([1, 2, 3, 4]),
      after: copies([0, 1, 3, 2]),
      clusters: Int32Array.of(0, 1, 2, 3, 0, 1, 2, 3),
    });
    expect(doubled.rowError).toBeCloseTo(paired().rowError, 12);
  });

  it('has the error over rows that a bootstrap of clusters has', () => {
    const random = createRandom(5, 'clusters');
    const normal = createNormal(random);
    // 60 clusters of one to five rows, whose gains have a part in common.
    const clusters = Int32Array.from(
      Array.from({ length: 60 }, (_, cluster) => new Array<number>(1 + (cluster % 5)).fill(cluster)).flat(),
    );
    const common = Array.from({ length: 60 }, () => normal());
    const gains = Array.from(clusters, (cluster) => 0.2 + (common[cluster] ?? 0) + normal() ** 3);
    const before = Float64Array.from(gains);
    const after = new Float64Array(gains.length);
    const { rowError } = paired({ before, after, clusters, foldsBefore: [], foldsAfter: [] });
    const means = Array.from({ length: 4000 }, () => {
      let [sum, rows] = [0, 0];
      for (let i = 0; i < 60; i++) {
        const drawn = Math.floor(random() * 60);
        clusters.forEach((cluster, row) => {
          if (cluster !== drawn) return;
          sum += gains[row] ?? 0;
          rows++;
        });
      }
      return sum / rows;
    });
    const middle = meanOf(means);
    const deviation = Math.sqrt(meanOf(means.map((one) => (one - middle) ** 2)));
    expect(rowError / deviation).toBeGreaterThan(0.93);
    expect(rowError / deviation).toBeLessThan(1.07);
  });

  it('that is the same in every row and fold is certain', () => {
    const { standardError, probabilityAbove, interval } = paired({
      after: Float64Array.of(0.5, 1.5, 2.5, 3.5),
      foldsAfter: [1, 3],
    });
    expect(standardError).toBe(0);
    expect(interval).toEqual([0.5, 0.5]);
    expect([0, 0.49, 0.5, 1].map(probabilityAbove)).toEqual([1, 1, 0, 0]);
  });

  it('of a configuration with itself is no gain', () => {
    const same = paired({ after: Float64Array.of(1, 2, 3, 4), foldsAfter: [1.5, 3.5] });
    expect(same.difference).toBe(0);
    expect(same.probabilityAbove(0)).toBe(0);
  });

  it('leaves out rows that were never validated', () => {
    const { difference, rowError } = paired({
      before: Float64Array.of(Number.NaN, 1, 2, 3, 4),
      after: Float64Array.of(Number.NaN, 0, 1, 3, 2),
    });
    expect(difference).toBe(1);
    expect(rowError).toBeCloseTo(paired().rowError, 12);
  });

  it('on one split has the error of the rows alone', () => {
    const one = paired({ foldsBefore: [2.5], foldsAfter: [1.5] });
    expect(one.standardError).toBe(one.rowError);
  });

  it('changes its sign with the sides', () => {
    const there = paired();
    const back = paired({
      before: Float64Array.of(0, 1, 3, 2),
      after: Float64Array.of(1, 2, 3, 4),
      foldsBefore: [0.5, 2.5],
      foldsAfter: [1.5, 3.5],
    });
    expect(back.difference).toBe(-there.difference);
    expect(back.probabilityAbove(0)).toBeCloseTo(1 - there.probabilityAbove(0), 12);
  });
});

const meanOf = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
const honest = (losses: readonly Float64Array[], over: Partial<HonestInput> = {}) =>
  honestScore({
    losses,
    scoreOf: (configuration, rows) => meanOf(Array.from(rows, (row) => losses[configuration]?.[row] ?? Number.NaN)),
    seed: 0,
    ...over,
  });
/** Losses of configurations that are all alike: normal around 1. */
const noise = (seed: number, { configurations, rows }: { configurations: number; rows: number }): Float64Array[] => {
  const normal = createNormal(createRandom(seed, 'losses'));
  return Array.from({ length: configurations }, () => Float64Array.from({ length: rows }, () => 1 + normal()));
};

describe('the honest score', () => {
  it('of the best of many equals is not optimistic, as their least mean is', () => {
    const runs = Array.from({ length: 60 }, (_, seed) => noise(seed, { configurations: 20, rows: 100 }));
    const naive = meanOf(runs.map((losses) => Math.min(...losses.map(meanOf))));
    const scores = runs.map((losses, seed) => honest(losses, { seed }));
    // The least of 20 means of 100 rows lies 1.87 standard errors of 0.1 below 1; 60 runs tell their mean to 0.013.
    expect(naive).toBeLessThan(0.85);
    expect(Math.abs(meanOf(scores.map(({ value }) => value)) - 1)).toBeLessThan(0.05);
    const covered = scores.filter(({ interval: [low, high] }) => low <= 1 && 1 <= high);
    expect(covered.length).toBeGreaterThanOrEqual(54);
  });

  it('of one configuration is its score over all rows, whatever depends on their number, with the interval of a mean', () => {
    const losses = noise(3, { configurations: 1, rows: 400 });
    const { value, interval } = honest(losses);
    expect(value).toBeCloseTo(meanOf(losses[0] ?? []), 12);
    // 1.97 / sqrt(400) either side; out of bag there are 147 rows, whose means scatter by a third more.
    const halves = interval.map((bound) => Math.abs(bound - value));
    for (const half of halves) expect(half).toBeCloseTo(0.098, 2);
    const perRow = (_: number, rows: Int32Array): number => 1 + 12 / rows.length;
    expect(honest(losses, { scoreOf: perRow }).value).toBeCloseTo(1.03, 12);
  });

  it('has a wider interval where folds share training rows, and where little is drawn', () => {
    const losses = noise(3, { configurations: 1, rows: 400 });
    const halfOf = ({ value, interval }: ReturnType<typeof honest>): number => interval[1] - value;
    const [alone, shared] = [honest(losses), honest(losses, { sharesTraining: 'once' })];
    expect(shared.value).toBe(alone.value);
    expect(halfOf(shared) / halfOf(alone)).toBeCloseTo(1.12, 10);
    expect(halfOf(honest(losses, { sharesTraining: 'repeatedly' })) / halfOf(alone)).toBeCloseTo(1.2, 10);
    // Each cluster is of equal losses, so that only the degrees of freedom differ: 4 in place of 399.
    const few = [Float64Array.from({ length: 400 }, (_, row) => row % 5)];
    const clusters = Int32Array.from({ length: 400 }, (_, row) => row % 5);
    const scores: number[] = [];
    const { value, interval } = honest(few, {
      clusters,
      scoreOf: (_, rows) => {
        const score = meanOf(Array.from(rows, (row) => row % 5));
        if (rows.length > 0 && rows.length < 400) scores.push(score);
        return score;
      },
    });
    const spread = Math.sqrt(meanOf(scores.map((score) => (score - meanOf(scores)) ** 2)));
    const share = (interval[1] - value) / (2.776 * spread);
    // The share of the clusters out of bag is 0.33 in the mean: the square root of 0.33 / 0.67 brings the deviation to all of them.
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.8);
  });

  it('is that of the best where one is clearly best', () => {
    const [first = new Float64Array(), ...rest] = noise(4, { configurations: 5, rows: 200 });
    const better = first.map((loss) => loss - 3);
    expect(honest([...rest, better]).value).toBeCloseTo(honest([better]).value, 12);
  });

  it('does not change for a configuration that could never be selected', () => {
    const losses = noise(5, { configurations: 3, rows: 200 });
    const hopeless = Float64Array.from({ length: 200 }, (_, row) => 50 + (row % 3));
    expect(honest([...losses, hopeless])).toEqual(honest(losses));
  });

  it('may be that of one that is many errors of rows behind, where rows that belong together gain together', () => {
    const clusters = Int32Array.from({ length: 2000 }, (_, row) => row % 10);
    const gainOf = [1.2, -0.9, 0.8, -0.7, 1.1, -1, 0.9, -0.8, 1.2, -0.2];
    const first = new Float64Array(2000).fill(1);
    // Behind by 0.16 in the mean: seven errors of rows, half of one of clusters.
    const second = first.map((loss, row) => loss + (gainOf[row % 10] ?? 0));
    const scoreOf = (configuration: number): number => configuration;
    expect(honest([first, second], { scoreOf }).value).toBe(0);
    const ofClusters = honest([first, second], { scoreOf, clusters }).value;
    expect(ofClusters).toBeGreaterThan(0.15);
    expect(ofClusters).toBeLessThan(0.5);
  });

  it('selects on the rows drawn and scores on the others: no row is in both', () => {
    const losses = noise(6, { configurations: 4, rows: 50 });
    const seen: Int32Array[] = [];
    honest(losses, {
      scoreOf: (_, rows) => {
        seen.push(rows);
        return 1;
      },
    });
    const share = meanOf(seen.map((rows) => rows.length / 50));
    // A row is out of bag with probability (1 - 1 / 50)^50.
    expect(Math.abs(share - 0.364)).toBeLessThan(0.02);
    expect(seen.every((rows) => new Set(rows).size === rows.length)).toBe(true);
  });

  it('draws clusters whole', () => {
    const rows = 60;
    const clusters = Int32Array.from({ length: rows }, (_, row) => row % 12);
    const isWhole = (drawn: Int32Array): boolean => {
      const inside = new Set(Array.from(drawn, (row) => clusters[row]));
      return drawn.length === inside.size * 5;
    };
    const seen: boolean[] = [];
    honest(noise(7, { configurations: 2, rows }), {
      clusters,
      scoreOf: (_, drawn) => {
        seen.push(isWhole(drawn));
        return 1;
      },
    });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).not.toContain(false);
  });

  it('never scores a row that was not validated', () => {
    const losses = noise(8, { configurations: 2, rows: 40 }).map((of) =>
      of.map((loss, row) => (row < 10 ? Number.NaN : loss)),
    );
    const { value } = honest(losses);
    expect(Number.isFinite(value)).toBe(true);
  });

  it('leaves out samples in which the metric is not defined', () => {
    let call = 0;
    const { value } = honest(noise(9, { configurations: 1, rows: 40 }), {
      scoreOf: () => (call++ % 2 === 0 ? Number.NaN : 2),
    });
    expect(value).toBe(2);
  });

  it('is the same for the same seed and another for another', () => {
    const losses = noise(10, { configurations: 3, rows: 80 });
    expect(honest(losses, { seed: 1 })).toEqual(honest(losses, { seed: 1 }));
    expect(honest(losses, { seed: 2 })).not.toEqual(honest(losses, { seed: 1 }));
  });
});
