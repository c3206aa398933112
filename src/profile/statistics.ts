import { numbersAt } from './select-numbers.js';
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

/**
 * Their last digits hang on the order of the values, as those of any sum.
 * @param values finite numbers, at least one
 */
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

/** Room to work on a list in. Whoever summarizes many takes one for all of them, as long as the longest. */
export interface Room {
  readonly copy: Float64Array;
  readonly spare: Float64Array;
}

export const roomFor = (length: number): Room => ({
  copy: new Float64Array(length),
  spare: new Float64Array(length),
});

/** The finite values, in the room. */
function finiteOf(values: Float64Array, { copy }: Room): Float64Array {
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isFinite(value)) copy[count++] = value;
  }
  return copy.subarray(0, count);
}

/** How many different finite values there are. */
export function countDistinct(values: Float64Array, room: Room = roomFor(values.length)): number {
  const sorted = sortNumbers(finiteOf(values, room), room.spare);
  let distinct = Math.min(1, sorted.length);
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}

/**
 * Quantiles with linear interpolation between the two nearest values (numpy's default, type 7 of Hyndman and Fan 1996).
 * @param values finite numbers in any order, at least one
 * @param spare as `numbersAt` needs it
 */
export function quantilesOf(values: Float64Array, shares: readonly number[], spare: Float64Array): number[] {
  const positions = shares.map((share) => (values.length - 1) * share);
  const places = positions.flatMap((position) => [Math.floor(position), Math.ceil(position)]);
  const nearest = numbersAt(values, places, spare);
  return positions.map((position, index) => {
    const [low = Number.NaN, high = Number.NaN] = nearest.slice(2 * index, 2 * index + 2);
    return low + (high - low) * (position - Math.floor(position));
  });
}

/** How many values lie more than 3 interquartile ranges outside the quartiles: Tukey's "far out" (1977). */
export function countOutliers(values: Float64Array, spare: Float64Array = new Float64Array(values.length)): number {
  const [low = Number.NaN, high = Number.NaN] = quantilesOf(values, [0.25, 0.75], spare);
  const reach = 3 * (high - low);
  let outliers = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (value < low - reach || value > high + reach) outliers++;
  }
  return outliers;
}

export interface NumericSummary extends Moments {
  /** Finite values. */
  readonly count: number;
  readonly outliers: number;
}

/** What the profile says of a column of numbers; `undefined` where none is finite. */
export function summarizeNumbers(
  values: Float64Array,
  room: Room = roomFor(values.length),
): NumericSummary | undefined {
  const finite = finiteOf(values, room);
  if (finite.length === 0) return undefined;
  return { ...momentsOf(finite), count: finite.length, outliers: countOutliers(finite, room.spare) };
}
