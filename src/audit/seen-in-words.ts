import { plainText } from '../plain-text.js';
import { formatNumber } from '../settings/format-value.js';
import type { Seen } from './explain.js';

/** Comparisons as people read them, without control characters of what comes from data. */

const operatorWords: Readonly<Record<string, string>> = {
  equal: '=',
  notEqual: 'other than',
  in: 'one of',
  notIn: 'none of',
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
};

const demand = ({ operator, expected }: Seen): string =>
  operator === 'known'
    ? expected === true
      ? 'known'
      : 'unknown'
    : `${operatorWords[operator] ?? operator} ${show(expected)}`;

function actually({ fact, actual, outcome }: Seen): string {
  if (actual !== undefined) return `${fact} was ${show(actual)}`;
  return outcome === 'not_evaluated' ? `${fact} was not looked at` : `${fact} is not known`;
}

/** "rows was 812, needs > 1,000" */
export function unmetInWords(seen: Seen): string {
  const needs = seen.operator === 'known' ? 'needs to be' : 'needs';
  return `${actually(seen)}, ${seen.negated ? 'must not be' : needs} ${demand(seen)}`;
}
/** "rows was 1,200 (> 1,000)" */
export const metInWords = (seen: Seen): string => `${actually(seen)} (${seen.negated ? 'not ' : ''}${demand(seen)})`;

export function show(value: unknown): string {
  if (typeof value === 'number')
    return Number.isInteger(value) ? formatNumber(value, 15) : String(Number(value.toPrecision(6)));
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(show).join(', ');
  return plainText(JSON.stringify(value) ?? 'nothing');
}
