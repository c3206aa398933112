import { sortNumbers } from './sort-numbers.js';

/** Facts of a list of numbers. Moments divide by n (the population's), as numpy and scipy do by default. */
export interface Moments {
  readonly mean: number;
  readonly standardDeviation: number;
  /** Third standardised moment; 0 where all values are equal. */
  readonly skewness: number;
  /** Fourth standardised moment minus 3, the normal distribution's; 0 where all values are equal. */
  readonly excessKurtosis: number;
}

/** @param values finite numbers, at least one */
export function momentsOf(values: Float64Array): Moments {
  const count = values.length;
  let mean = 0;
  for (let i = 0; i < count; i++) mean += (values[i] ?? 0) / count;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < count; i++) {
    const value = values[i] ?? 0;
    const square = (value - mean) ** 2;
    second += square / count;
    third += (square * (value - mean)) / count;
    fourth += square ** 2 / count;
  }
  // A spread that is only rounding of the mean is none.
  const standardDeviation = Math.sqrt(second) > Math.abs(mean) * 1e-14 ? Math.sqrt(second) : 0;
  if (standardDeviation === 0) return { mean, standardDeviation, skewness: 0, excessKurtosis: 0 };
  return {
    mean,
    standardDeviation,
    skewness: third / standardDeviation ** 3,
    excessKurtosis: fourth / standardDeviation ** 4 - 3,
  };
}

/** Room to sort a list in. Whoever summarizes many takes one for all of them, as long as the longest. */
export interface SortingRoom {
  readonly copy: Float64Array;
  readonly spare: Float64Array;
}

export const sortingRoom = (length: number): SortingRoom => ({
  copy: new Float64Array(length),
  spare: new Float64Array(length),
});

/** The finite values in ascending order, in the room. */
function sortedFinite(values: Float64Array, { copy, spare }: SortingRoom): Float64Array {
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isFinite(value)) copy[count++] = value;
  }
  return sortNumbers(copy.subarray(0, count), spare);
}

/** Quantile with linear interpolation between the two nearest values (numpy's default, type 7 of Hyndman and Fan 1996). */
export function quantileOf(sorted: Float64Array, share: number): number {
  const position = (sorted.length - 1) * share;
  const low = sorted[Math.floor(position)] ?? Number.NaN;
  const high = sorted[Math.ceil(position)] ?? Number.NaN;
  return low + (high - low) * (position - Math.floor(position));
}

/** How many values lie more than 3 interquartile ranges outside the quartiles: Tukey's "far out" (1977). */
export function countOutliers(sorted: Float64Array): number {
  if (sorted.length === 0) return 0;
  const low = quantileOf(sorted, 0.25);
  const high = quantileOf(sorted, 0.75);
  const reach = 3 * (high - low);
  const isWithin = (value: number | undefined): boolean =>
    value !== undefined && value >= low - reach && value <= high + reach;
  let [from, to] = [0, sorted.length];
  while (from < to && !isWithin(sorted[from])) from++;
  while (to > from && !isWithin(sorted[to - 1])) to--;
  return sorted.length - (to - from);
}

function countDistinct(sorted: Float64Array): number {
  let distinct = 1;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}

export interface NumericSummary extends Moments {
  /** Finite values. */
  readonly count: number;
  readonly distinct: number;
  readonly outliers: number;
}

/** Everything that is wanted of a column of numbers, from one sort; `undefined` where none is finite. */
export function summarizeNumbers(
  values: Float64Array,
  room: SortingRoom = sortingRoom(values.length),
): NumericSummary | undefined {
  const sorted = sortedFinite(values, room);
  if (sorted.length === 0) return undefined;
  return {
    ...momentsOf(sorted),
    count: sorted.length,
    distinct: countDistinct(sorted),
    outliers: countOutliers(sorted),
  };
}
