import { formatValue } from '../../advise/explain.js';
import { canonicalize } from '../../canonical-json.js';
import type { Decided, Difference } from '../../decide/decided.js';
import { isCollectSlot, type Slot } from '../../settings/slots.js';

/**
 * `optimizer: adam (optimizer.default) -> sgd (optimizer.sgd-large)`, a line for each slot; of a slot that collects values those that
 * came and went.
 */
export const renderDifferences = (differences: readonly Difference[]): string[] =>
  differences.map((difference) => `${difference.slot}: ${changeOf(difference)}`);

/** Whether people are shown another value or another rule: the sentence of a proposed trial may differ alone. */
export const isVisible = ({ before, after }: Difference): boolean =>
  before.map(showOne).join('\n') !== after.map(showOne).join('\n');

function changeOf(difference: Difference): string {
  const { slot, before, after } = difference;
  if (!isVisible(difference)) return 'the same in other words';
  if (isCollectSlot(slot as Slot)) return listChange(before.map(showOne), after.map(showOne));
  const [a, b] = [before[0], after[0]];
  if (a?.value === undefined || b?.value === undefined || textOf(a.value) !== textOf(b.value))
    return `${show(before)} -> ${show(after)}`;
  return `${textOf(a.value)} as before, by ${byOf(a)} -> ${byOf(b)}`;
}

function listChange(before: readonly string[], after: readonly string[]): string {
  const gone = before.filter((one) => !after.includes(one));
  const come = after.filter((one) => !before.includes(one));
  const parts = [
    ...(gone.length > 0 ? [`no longer ${gone.join(', ')}`] : []),
    ...(come.length > 0 ? [`new ${come.join(', ')}`] : []),
  ];
  return parts.join('; ') || 'the same in another order';
}

const show = (decided: readonly Decided[]): string =>
  decided.length === 0 ? 'not applicable' : decided.map(showOne).join(', ');

const byOf = ({ ruleId }: Decided): string => ruleId ?? 'the caller';

const showOne = (decided: Decided): string =>
  decided.value === undefined ? byOf(decided) : `${textOf(decided.value)} (${byOf(decided)})`;

/** Of the same value the same text: what was stored comes back with its members sorted. */
const textOf = (value: unknown): string => formatValue(JSON.parse(canonicalize(withoutReason(value))));

/** A proposed trial has its sentence in its value. */
function withoutReason(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'because'));
}
