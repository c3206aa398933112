import { formatValue } from '../../advise/explain.js';
import type { CellDifference } from '../verbs.js';

type SlotDifference = CellDifference['slots'][number];

/** Where two rule sets differ, a line for each rule and for each pair of rules that decide. */
export const renderCells = ({ added, removed, changed, slots, unproven }: CellDifference): string[] => [
  ...added.map((id) => `added: ${id}`),
  ...removed.map((id) => `removed: ${id}`),
  ...changed.map((id) => `changed: ${id}`),
  ...slots.map(lineOf),
  ...unproven.map((slot) => `${slot}: too many cases to compare`),
];

const valueOf = (rule: SlotDifference['before']): string =>
  rule === undefined ? 'no rule decides' : `${formatValue(rule.recommend)} (${rule.id})`;

function lineOf({ slot, before, after, facts }: SlotDifference): string {
  const shown = Object.entries(facts).map(
    ([fact, value]) => `${fact} ${value === null ? 'missing' : formatValue(value)}`,
  );
  const where = shown.length === 0 ? 'always' : `for example where ${shown.join(', ')}`;
  return `${slot}: ${valueOf(before)} -> ${valueOf(after)}, ${where}`;
}
