import type { FactValue } from '../profile/facts.js';
import { type Axis, axesOf } from './cells.js';
import type { CompiledRule } from './compile.js';
import type { NormalForm } from './conditions.js';
import { operatorTable } from './operators.js';
import type { Leaf } from './schema.js';

/** What is known of some facts; a fact that is not in it may have any value, `undefined` means that it is missing. */
export type Assignment = ReadonlyMap<string, FactValue>;

/** A part of the space of facts in which each rule either fires everywhere or nowhere. */
export interface Region {
  readonly facts: Assignment;
  readonly fired: readonly CompiledRule[];
}

/** More regions than this are not looked at: the rule set is then not proven. */
export const MOST_REGIONS = 200_000;

/**
 * Calls `visit` for regions that together cover every combination of cells of the facts that the rules read. A fact is only
 * cut where some rule is still open, so that the regions are far fewer than the cells. `isPossible` leaves out what cannot
 * be, such as facts under which a slot does not apply. Returns false when there were too many.
 */
export function visitRegions(
  rules: readonly CompiledRule[],
  visit: (region: Region) => void,
  isPossible: (facts: Assignment) => boolean = () => true,
): boolean {
  const axes = new Map(axesOf(rules.flatMap(({ leaves }) => leaves)).map((axis) => [axis.fact, axis]));
  const facts = new Map<string, FactValue>();
  let left = MOST_REGIONS;
  const descend = (): boolean => {
    if (!isPossible(facts)) return true;
    if (left-- <= 0) return false;
    const open = rules.flatMap(({ form }) => (form === null ? [] : openLeaf(form, facts)));
    const axis = mostWanted(open, axes);
    if (axis === undefined) {
      visit({ facts: new Map(facts), fired: rules.filter(({ form }) => form === null || holds(form, facts) === true) });
      return true;
    }
    const isWhole = axis.values.every((value) => {
      facts.set(axis.fact, value);
      return descend();
    });
    facts.delete(axis.fact);
    return isWhole;
  };
  return descend();
}

/** The fact that most of the open rules wait for. */
function mostWanted(open: readonly Leaf[], axes: ReadonlyMap<string, Axis>): Axis | undefined {
  const wanted = new Map<string, number>();
  for (const { fact } of open) wanted.set(fact, (wanted.get(fact) ?? 0) + 1);
  const [most] = [...wanted].sort(([, a], [, b]) => b - a);
  return most && axes.get(most[0]);
}

/** Whether a condition holds, as far as the facts tell; `undefined` while they do not. */
export function holds(form: NormalForm, facts: Assignment): boolean | undefined {
  if ('all' in form) return combine(form.all, facts, false);
  if ('any' in form) return combine(form.any, facts, true); // a word of json-rules-engine's conditions, as `all` is
  if (!facts.has(form.fact)) return undefined;
  const actual = facts.get(form.fact);
  const operator = operatorTable[form.operator];
  return operator.accepts(actual) && operator.holds(actual, form.value);
}

/** `decisive` settles the whole, whatever the others are. */
function combine(children: readonly NormalForm[], facts: Assignment, decisive: boolean): boolean | undefined {
  let isOpen = false;
  for (const child of children) {
    const outcome = holds(child, facts);
    if (outcome === decisive) return decisive;
    isOpen ||= outcome === undefined;
  }
  return isOpen ? undefined : !decisive;
}

/** The first comparison on which an open condition waits; none when the condition is settled. */
function openLeaf(form: NormalForm, facts: Assignment): Leaf[] {
  if (holds(form, facts) !== undefined) return [];
  const children = 'all' in form ? form.all : 'any' in form ? form.any : undefined;
  if (children === undefined) return [form as Leaf];
  const waiting = children.find((child) => holds(child, facts) === undefined);
  return waiting === undefined ? [] : openLeaf(waiting, facts);
}
