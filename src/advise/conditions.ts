import { SextantError } from '../errors.js';
import { complementOf } from './operators.js';
import type { Condition, Leaf } from './schema.js';

/** A rule's `when` with shared conditions put in their places; every node knows its path. */
export type ConditionNode =
  | { readonly kind: 'leaf'; readonly path: string; readonly leaf: Leaf }
  | { readonly kind: 'all' | 'any'; readonly path: string; readonly children: readonly ConditionNode[] }
  | { readonly kind: 'not'; readonly path: string; readonly child: ConditionNode }
  | { readonly kind: 'shared'; readonly path: string; readonly name: string; readonly child: ConditionNode };

/** The parts of a node, from left to right. */
export function childrenOf(node: ConditionNode): readonly ConditionNode[] {
  if (node.kind === 'leaf') return [];
  return 'children' in node ? node.children : [node.child];
}

/** Every node, each before its children: the order of a trace. */
export const nodesInOrder = (node: ConditionNode): ConditionNode[] => [node, ...childrenOf(node).flatMap(nodesInOrder)];

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
    if ('any' in at) return list('any', at.any); // a word of json-rules-engine's conditions, as `all` is
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

/** Facts that are certainly known wherever the condition is true. */
export function factsKnownWhenTrue(form: NormalForm): ReadonlySet<string> {
  if ('all' in form) return new Set(form.all.flatMap((child) => [...factsKnownWhenTrue(child)]));
  if ('any' in form) {
    const [first = new Set<string>(), ...others] = form.any.map(factsKnownWhenTrue);
    return new Set([...first].filter((fact) => others.every((known) => known.has(fact))));
  }
  return new Set(form.operator === 'known' && form.value !== true ? [] : [form.fact]);
}
