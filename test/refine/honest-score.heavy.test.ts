import { describe, expect, it } from 'vitest';
import { allRows, isLabelMetric } from '../../src/refine/metrics.js';
import { honestScore } from '../../src/refine/statistics.js';
import type { Metric } from '../../src/settings/slots.js';
import { type NoiseKind, type NoiseTrials, noiseTrials } from './noise-trials.js';

const SEEDS = 500;

interface Estimate {
  readonly value: number;
  readonly interval: readonly [number, number];
}

/** Error of an estimate in standard errors of its mean, and how often its interval held the truth. */
interface Summary {
  readonly bias: number;
  readonly coverage: number;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function summarise(estimates: readonly (Estimate & { readonly truth: number })[]): Summary {
  const errors = estimates.map(({ value, truth }) => value - truth);
  const bias = mean(errors);
  const deviation = Math.sqrt(mean(errors.map((error) => (error - bias) ** 2)));
  const isInside = ({ interval: [low, high], truth }: (typeof estimates)[number]): boolean =>
    low <= truth && truth <= high;
  return {
    bias: bias / (deviation / Math.sqrt(errors.length)),
    coverage: estimates.filter(isInside).length / estimates.length,
  };
}

/** What is said of the trial with the least loss: with the selection, and as if there had been no other. */
function estimatesOf({ losses, rows, scoreOf, trueScore }: NoiseTrials, metric: Metric, seed: number) {
  const means = losses.map((loss) => mean([...loss]));
  const best = means.indexOf(Math.min(...means));
  const truth = trueScore(metric, best);
  const honest = honestScore({
    losses,
    scoreOf: (trial, of) => scoreOf(metric, trial, of),
    seed,
    ...(!isLabelMetric(metric) && { sharesTraining: 'once' }),
  });
  const alone = honestScore({
    losses: losses.slice(best, best + 1),
    scoreOf: (_, of) => scoreOf(metric, best, of),
    seed,
  });
  return {
    honest: { ...honest, truth },
    naive: { ...alone, value: scoreOf(metric, best, allRows(rows)), truth },
  };
}

describe.each<{ kind: NoiseKind; metrics: readonly Metric[] }>([
  { kind: 'classes', metrics: ['logLoss', 'rocAuc', 'accuracy'] },
  { kind: 'numbers', metrics: ['meanSquaredError', 'rootMeanSquaredError'] },
])('of the best of twenty networks on noise ($kind)', ({ kind, metrics }) => {
  const seeds = Array.from({ length: SEEDS }, (_, seed) => seed);
  const runs = seeds.map((seed) => {
    const trials = noiseTrials(kind, seed);
    return metrics.map((metric) => estimatesOf(trials, metric, seed));
  });

  it.each(metrics.map((metric, i) => ({ metric, i })))('the honest $metric keeps what it promises', ({ i }) => {
    const { bias, coverage } = summarise(runs.flatMap((run) => run[i]?.honest ?? []));
    expect(Math.abs(bias)).toBeLessThan(2);
    expect(coverage).toBeGreaterThanOrEqual(0.92);
    expect(coverage).toBeLessThanOrEqual(0.98);
  });

  it.each(metrics.map((metric, i) => ({ metric, i })))('the least $metric alone does not', ({ i }) => {
    const { bias, coverage } = summarise(runs.flatMap((run) => run[i]?.naive ?? []));
    expect(Math.abs(bias)).toBeGreaterThan(2);
    expect(coverage).toBeLessThan(0.92);
  });
});
