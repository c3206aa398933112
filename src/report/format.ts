import { formatGain, tenths } from '../percent.js';
import { plainText } from '../plain-text.js';
import type { Effect } from '../settings/recommendation.js';

/** How values are written for people, the same on the terminal and in reports. */

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A number with `digits` significant digits (default 4): 0.001, 1e-7, 12,346. */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return value > 0 ? 'infinite' : value < 0 ? '-infinite' : 'undefined';
  const size = Math.abs(value);
  if (size >= 10_000) return grouped.format(value);
  if (size !== 0 && size < 1e-4) return Number(value.toPrecision(Math.min(digits, 3))).toExponential();
  return String(Number(value.toPrecision(digits)));
}

/** Three decimals below ten, fewer above, so that a column of scores aligns; of small ones three digits that say something. */
export function formatScore(value: number): string {
  const size = Math.abs(value);
  if (size >= 10_000) return grouped.format(value);
  if (size !== 0 && size < 0.01) return formatNumber(value, 3);
  return value.toFixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3);
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

/** `3 layers`, `1 layer`. */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  `${formatNumber(count, 15)} ${count === 1 ? one : many}`;

/** `learningRate` -> `learning rate`. */
export const words = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Any setting's value as people read it: `cosine, warmupShare 0.05`. */
export function formatValue(value: unknown): string {
  if (value === null || value === undefined) return 'not used';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return Number.isInteger(value) ? formatNumber(value, 15) : formatNumber(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(formatValue).join(', ');
  if (isRecord(value)) return Object.entries(value).map(formatPart).join(', ');
  return plainText(typeof value === 'string' ? value : JSON.stringify(value));
}

/** The part that names a value needs no label before it. */
const formatPart = ([name, part]: [string, unknown]): string =>
  name === 'name' || name === 'kind' ? formatValue(part) : `${plainText(name)} ${formatValue(part)}`;
