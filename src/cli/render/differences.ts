import { formatValue } from '../../advise/explain.js';
import type { Decided, Difference } from '../../decide/decided.js';

/** `optimizer: adam (optimizer.default) -> sgd (optimizer.sgd-large)`, a line for each slot. */
export const renderDifferences = (differences: readonly Difference[]): string[] =>
  differences.map(({ slot, before, after }) => `${slot}: ${show(before)} -> ${show(after)}`);

const show = (decided: readonly Decided[]): string =>
  decided.length === 0 ? 'not applicable' : decided.map(showOne).join(', ');

function showOne({ ruleId, value }: Decided): string {
  const by = ruleId ?? 'the caller';
  return value === undefined ? by : `${formatValue(withoutReason(value))} (${by})`;
}

/** A proposed trial has its sentence in its value. */
function withoutReason(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'because'));
}
