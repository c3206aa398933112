import { formatGain, tenths } from '../percent.js';
import { formatNumber } from '../settings/format-value.js';
import type { Effect } from '../settings/recommendation.js';

/** How values are written for people, the same on the terminal and in reports. */
export { formatNumber, formatValue } from '../settings/format-value.js';

/** Three decimals below ten, fewer above, so that a column of scores aligns; of small ones three digits that say something. */
export function formatScore(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000 || (size !== 0 && size < 0.01)) return formatNumber(value, 3);
  return value.toFixed(size >= 100 ? 1 : size >= 10 ? 2 : 3);
}

export const formatInterval = ([low, high]: readonly [number, number]): string =>
  `${formatScore(low)} to ${formatScore(high)}`;

/** With its sign: a gain or a loss. */
export const formatDifference = (value: number): string => (value > 0 ? '+' : '') + formatScore(value);

const LEAST_PERCENT = 1e-9;

/** A share that only rounding keeps from nothing is nothing. */
export const formatShare = (share: number): string => {
  const percent = share * 100;
  if (Math.abs(percent) < LEAST_PERCENT) return '0%';
  if (percent > 0 && percent < 0.1) return 'less than 0.1%';
  return `${percent > 0 && percent < 10 ? Number(percent.toPrecision(2)) : Math.round(percent)}%`;
};

/** `+1.2% of the constant predictor’s loss (-0.3 to 2.7)`. */
export const formatEffect = ({ percent, interval: [low, high] }: Effect): string =>
  `${formatGain(percent)}% of the constant predictor’s loss (${tenths(low)} to ${tenths(high)})`;

/** A probability never rounds to certainty. */
export const formatProbability = (probability: number): string =>
  probability > 0.99 ? '> 99%' : probability < 0.01 ? '< 1%' : `${Math.round(probability * 100)}%`;

export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Number((seconds / 3600).toFixed(1))} h`;
}

/** How many there are, in full: 1,000. */
export const formatWhole = (count: number): string => formatNumber(count, 15);

/** `3 layers`, `1 layer`. */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  `${formatWhole(count)} ${count === 1 ? one : many}`;

/** `learningRate` -> `learning rate`. */
export const words = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
