import { SextantError } from '../errors.js';
import type { FactValue } from '../profile/facts.js';
import { complementOf } from './operators.js';
import type { Condition, ConditionTrace, Leaf, Outcome } from './schema.js';

/** A rule's `when` with shared conditions put in their places; every node knows its path. */
export type ConditionNode =
  | { readonly kind: 'leaf'; readonly path: string; readonly leaf: Leaf }
  | { readonly kind: 'all' | 'any'; readonly path: string; readonly children: readonly ConditionNode[] }
  | { readonly kind: 'not'; readonly path: string; readonly child: ConditionNode }
  | { readonly kind: 'shared'; readonly path: string; readonly name: string; readonly child: ConditionNode };

/** Without `not` and shared conditions: what the engine runs. Its leaves stand in the order of the source's. */
export type NormalForm = Leaf | { all: NormalForm[] } | { any: NormalForm[] };

export type SharedConditions = Readonly<Record<string, Condition>>;

/** Puts shared conditions in. Throws `rules_invalid` on an unknown or cyclic one, which would hang the engine. */
export function expandCondition(condition: Condition, shared: SharedConditions): ConditionNode {
  const expand = (at: Condition, path: string, trail: readonly string[]): ConditionNode => {
    const list = (kind: 'all' | 'any', children: readonly Condition[]): ConditionNode => ({
      kind,
      path,
      children: children.map((child, index) => expand(child, `${path}/${kind}/${index}`, trail)),
    });
    if ('all' in at) return list('all', at.all);
    if ('any' in at) return list('any', at.any);
    if ('not' in at) return { kind: 'not', path, child: expand(at.not, `${path}/not`, trail) };
    if (!('condition' in at)) return { kind: 'leaf', path, leaf: at };
    const { condition: name } = at;
    const target = shared[name];
    if (target === undefined || trail.includes(name)) throw badReference(name, trail);
    return { kind: 'shared', path, name, child: expand(target, `${path}/condition`, [...trail, name]) };
  };
  return expand(condition, '', []);
}

const badReference = (name: string, trail: readonly string[]): SextantError =>
  trail.includes(name)
    ? new SextantError(
        'rules_invalid',
        `The shared condition ${name} contains itself: ${[...trail, name].join(' -> ')}.`,
      )
    : new SextantError('rules_invalid', `There is no shared condition ${name}.`);

export function normalForm(node: ConditionNode, negated = false): NormalForm {
  switch (node.kind) {
    case 'leaf':
      return negated ? complementOf(node.leaf) : node.leaf;
    case 'not':
      return normalForm(node.child, !negated);
    case 'shared':
      return normalForm(node.child, negated);
    case 'all':
    case 'any': {
      const children = node.children.map((child) => normalForm(child, negated));
      return (node.kind === 'all') === negated ? { any: children } : { all: children };
    }
  }
}

export const leavesOf = (form: NormalForm): Leaf[] => {
  if ('all' in form) return form.all.flatMap(leavesOf);
  if ('any' in form) return form.any.flatMap(leavesOf);
  return [form];
};

const kleeneNot: Readonly<Record<Outcome, Outcome>> = {
  true: 'false',
  false: 'true',
  unknown: 'unknown',
  not_evaluated: 'not_evaluated',
};

/** `decisive` ends it whatever the others are: false for `all`, true for `any`. */
function combine(outcomes: readonly Outcome[], decisive: 'true' | 'false'): Outcome {
  if (outcomes.includes(decisive)) return decisive;
  if (outcomes.includes('unknown')) return 'unknown';
  if (outcomes.includes('not_evaluated')) return 'not_evaluated';
  return decisive === 'true' ? 'false' : 'true';
}

/** What an evaluator found for one leaf of the normal form. */
export interface LeafResult {
  readonly outcome: Outcome;
  readonly actual: FactValue;
}

const notEvaluated: LeafResult = { outcome: 'not_evaluated', actual: undefined };

export interface TracedCondition {
  readonly outcome: Outcome;
  /** Every node, each before its children. */
  readonly nodes: readonly ConditionTrace[];
}

/**
 * Outcomes of the condition as it was written, from those of its normal form's leaves (in order; absent: not evaluated).
 * Leaves under an odd number of `not` ran as their complement and are turned back.
 */
export function traceCondition(root: ConditionNode, results?: readonly LeafResult[]): TracedCondition {
  const nodes: ConditionTrace[] = [];
  let next = 0;
  const combined = (node: Exclude<ConditionNode, { kind: 'leaf' }>, negated: boolean): Outcome => {
    if ('children' in node) {
      const outcomes = node.children.map((child) => walk(child, negated));
      return combine(outcomes, node.kind === 'all' ? 'false' : 'true');
    }
    return node.kind === 'not' ? kleeneNot[walk(node.child, !negated)] : walk(node.child, negated);
  };
  const walk = (node: ConditionNode, negated: boolean): Outcome => {
    const { path } = node;
    if (node.kind === 'leaf') {
      const { outcome: ran, actual } = results?.[next++] ?? notEvaluated;
      const outcome = negated ? kleeneNot[ran] : ran;
      const { fact, operator, value: expected } = node.leaf;
      nodes.push({ path, outcome, fact, operator, expected, ...(actual !== undefined && { actual }) });
      return outcome;
    }
    // Its place is taken before its children's, its outcome is known after them.
    const place = nodes.length;
    nodes.push({ path, outcome: 'not_evaluated' });
    const outcome = combined(node, negated);
    nodes[place] = { path, outcome, ...(node.kind === 'shared' && { condition: node.name }) };
    return outcome;
  };
  return { outcome: walk(root, false), nodes };
}

/** Facts that are certainly known wherever the condition is true. */
export function factsKnownWhenTrue(form: NormalForm): ReadonlySet<string> {
  if ('all' in form) return new Set(form.all.flatMap((child) => [...factsKnownWhenTrue(child)]));
  if ('any' in form) {
    const [first = new Set<string>(), ...others] = form.any.map(factsKnownWhenTrue);
    return new Set([...first].filter((fact) => others.every((known) => known.has(fact))));
  }
  return new Set(form.operator === 'known' && form.value !== true ? [] : [form.fact]);
}
