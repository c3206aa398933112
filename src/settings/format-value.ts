import { plainText } from '../plain-text.js';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A number with `digits` significant digits (default 4), from a thousand on whole: 0.001, 1e-7, 1,235. */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return value > 0 ? 'infinite' : value < 0 ? '-infinite' : 'undefined';
  const size = Math.abs(value);
  if (size >= 1000) return grouped.format(value);
  if (size !== 0 && size < 1e-4) return Number(value.toPrecision(Math.min(digits, 3))).toExponential();
  return String(Number(value.toPrecision(digits)));
}

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
