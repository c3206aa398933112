import { normalQuantile, normalShare, quantile } from './statistics.js';

/** Quantiles kept; scikit-learn's QuantileTransformer keeps at most 1,000. */
export const QUANTILES = 1000;
/** Normal scores are clipped as far out as scikit-learn's QuantileTransformer clips them (share 1e-7). */
export const EDGE_SHARE = 1e-7;

/** Quantiles of sorted values at equal steps; one where the values do not vary. */
export function quantilesOf(sorted: Float64Array): number[] {
  // An input that never moved in training shall not move later.
  if (sorted[0] === sorted.at(-1)) return [...sorted.subarray(0, 1)];
  const count = Math.min(QUANTILES, sorted.length);
  return Array.from({ length: count }, (_, i) => quantile(sorted, i / (count - 1)));
}

/** Share of the values below, averaged over ties, as a standard normal score; 0 where the values do not vary. */
export function normalScore(quantiles: readonly number[]): (value: number) => number {
  const last = quantiles.length - 1;
  if (last < 1) return () => 0;
  return (value) => {
    const low = rank(quantiles, value, (a, b) => a < b);
    const high = rank(quantiles, value, (a, b) => a <= b);
    const share = high > low ? (low + high - 1) / 2 : interpolatedRank(quantiles, value, low);
    return normalQuantile(Math.min(1 - EDGE_SHARE, Math.max(EDGE_SHARE, share / last)));
  };
}

/** The value with a normal score, interpolated between quantiles: never outside of them. */
export const fromNormalScore = (quantiles: readonly number[], score: number): number => {
  const share = normalShare(score);
  return quantile(quantiles, share < EDGE_SHARE ? 0 : share > 1 - EDGE_SHARE ? 1 : share);
};

/** How many of the sorted values come before `value`. */
function rank(sorted: readonly number[], value: number, isBefore: (a: number, b: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(sorted[middle] ?? 0, value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function interpolatedRank(sorted: readonly number[], value: number, next: number): number {
  const below = sorted[next - 1];
  const above = sorted[next];
  if (below === undefined || above === undefined) return next === 0 ? 0 : sorted.length - 1;
  return next - 1 + (value - below) / (above - below);
}
