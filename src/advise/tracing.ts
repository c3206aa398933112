import { childrenOf, type ConditionNode } from './conditions.js';
import type { Outcome } from './schema.js';

/** A condition as it was written, ready to be traced: made once for a rule. */
export interface TracedCondition {
  readonly root: TracedNode;
  /** Of every node, each before its children, where nothing was evaluated. */
  readonly untouched: readonly Outcome[];
}

type TracedNode =
  | {
      readonly kind: 'leaf';
      /** Among the nodes, each before its children. */
      readonly place: number;
      /** Its place among the leaves of the normal form. */
      readonly index: number;
      /** Under an odd number of `not`, so that it ran as its complement. */
      readonly isNegated: boolean;
    }
  | TracedGroup;

interface TracedGroup {
  readonly kind: 'all' | 'any' | 'not' | 'shared';
  readonly place: number;
  readonly children: readonly TracedNode[];
}

export function prepareTrace(condition: ConditionNode): TracedCondition {
  const untouched: Outcome[] = [];
  let leaves = 0;
  const prepare = (node: ConditionNode, isNegated: boolean): TracedNode => {
    const { kind } = node;
    const place = untouched.push('not_evaluated') - 1;
    if (kind === 'leaf') return { kind, place, index: leaves++, isNegated };
    const isTurned = kind === 'not' ? !isNegated : isNegated;
    return { kind, place, children: childrenOf(node).map((child) => prepare(child, isTurned)) };
  };
  return { root: prepare(condition, false), untouched };
}

/** Outcomes of the condition as it was written, every node before its children, from those of its normal form's leaves. */
export function traceCondition({ root, untouched }: TracedCondition, leaves: readonly Outcome[]): Outcome[] {
  const outcomes = [...untouched];
  walk(root, leaves, outcomes);
  return outcomes;
}

/** Puts the outcomes of a node and of all below it into their places. */
function walk(node: TracedNode, leaves: readonly Outcome[], into: Outcome[]): Outcome {
  const outcome = node.kind === 'leaf' ? outcomeOfLeaf(node, leaves) : outcomeOfGroup(node, leaves, into);
  into[node.place] = outcome;
  return outcome;
}

/** What ran as its complement is turned back. */
function outcomeOfLeaf({ index, isNegated }: TracedNode & { kind: 'leaf' }, leaves: readonly Outcome[]): Outcome {
  const outcome = leaves[index] ?? 'not_evaluated';
  return isNegated ? kleeneNot[outcome] : outcome;
}

function outcomeOfGroup({ kind, children }: TracedGroup, leaves: readonly Outcome[], into: Outcome[]): Outcome {
  if (kind === 'not' || kind === 'shared') {
    const [child] = children;
    const outcome = child === undefined ? 'not_evaluated' : walk(child, leaves, into);
    return kind === 'not' ? kleeneNot[outcome] : outcome;
  }
  const rank = ranks[kind];
  let highest: Outcome = kind === 'all' ? 'true' : 'false';
  for (const child of children) {
    const outcome = walk(child, leaves, into);
    if (rank[outcome] > rank[highest]) highest = outcome;
  }
  return highest;
}

const kleeneNot: Readonly<Record<Outcome, Outcome>> = {
  true: 'false',
  false: 'true',
  unknown: 'unknown',
  not_evaluated: 'not_evaluated',
};

/** A group comes out as the part of it that ranks highest. */
const ranks: Readonly<Record<'all' | 'any', Readonly<Record<Outcome, number>>>> = {
  all: { true: 0, not_evaluated: 1, unknown: 2, false: 3 },
  any: { false: 0, not_evaluated: 1, unknown: 2, true: 3 },
};
