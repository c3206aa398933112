/** Sorted copy of the values that are known (not NaN) at `rows`. */
export function sortedValues(values: Float64Array, rows: Int32Array): Float64Array {
  const kept = new Float64Array(rows.length);
  let count = 0;
  for (const row of rows) {
    const value = values[row] ?? Number.NaN;
    if (!Number.isNaN(value)) kept[count++] = value;
  }
  return kept.subarray(0, count).sort();
}

/** Quantile of a sorted array by linear interpolation (Hyndman and Fan type 7, numpy's default); NaN when empty. */
export function quantile(sorted: Float64Array | readonly number[], share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (high - low) * (position - below);
}

/** Summed as distances from the first value: the mean of equal values is that value to the last bit. */
export function mean(values: ArrayLike<number>): number {
  const first = values[0] ?? Number.NaN;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] ?? 0) - first;
  return first + sum / values.length;
}

/** Population standard deviation; 0 for fewer than two values, and exactly 0 for equal ones. */
export function standardDeviation(values: ArrayLike<number>): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += ((values[i] ?? 0) - centre) ** 2;
  return Math.sqrt(sum / values.length);
}

/** Coefficients of Acklam's rational approximation of the normal quantile function, highest power first. */
export const acklam = {
  /** Shares below it, and above one less it, are of the tails. */
  low: 0.02425,
  centralNumerator: [
    -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
    2.506628277459239,
  ],
  centralDenominator: [
    -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1, 1,
  ],
  tailNumerator: [
    -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ],
  tailDenominator: [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1],
} as const;

/**
 * Inverse of the standard normal distribution function, by Acklam's rational approximation (relative error below 1.15e-9).
 * `share` is in (0, 1).
 */
export function normalQuantile(share: number): number {
  if (share < acklam.low) return tail(Math.sqrt(-2 * Math.log(share)));
  if (share > 1 - acklam.low) return -tail(Math.sqrt(-2 * Math.log(1 - share)));
  const q = share - 0.5;
  const r = q * q;
  return (q * polynomial(acklam.centralNumerator, r)) / polynomial(acklam.centralDenominator, r);
}

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
const tail = (q: number): number => polynomial(acklam.tailNumerator, q) / polynomial(acklam.tailDenominator, q);

/** Beyond it the normal distribution function is 0 or 1 to double precision. */
const FARTHEST_SCORE = 8.5;

/**
 * Standard normal distribution function: 1/2 + phi(x) (x + x^3 / 3 + x^5 / (3 5) + ...), to about 1e-15 (Marsaglia 2004, Evaluating
 * the normal distribution, Journal of Statistical Software 11(4)).
 */
export function normalShare(score: number): number {
  if (Math.abs(score) > FARTHEST_SCORE) return score > 0 ? 1 : 0;
  let [sum, before, term] = [score, 0, score];
  for (let odd = 3; sum !== before; odd += 2) {
    before = sum;
    term *= (score * score) / odd;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-0.5 * score * score)) / Math.sqrt(2 * Math.PI);
}
