import type { ChangeableFact } from './changeable.js';
import type { SlotPlan } from './decide-slot.js';

const moves = ({ moves: all }: ChangeableFact, facts: ReadonlySet<string>): boolean =>
  all.some((name) => facts.has(name));

/**
 * Whether one fact's edges hang on the value of the other: a fact follows from both, the one bounds the other, or it tells whether
 * a number is computed from the other.
 */
export const isConnected = (a: ChangeableFact, b: ChangeableFact, plan: SlotPlan): boolean =>
  a.moves.some((name) => b.moves.includes(name)) ||
  (moves(a, plan.computedFrom) && moves(b, plan.computedBy)) ||
  (moves(b, plan.computedFrom) && moves(a, plan.computedBy));

/** Whether something is compared that follows from both, so that one can be traded for the other. */
export const sharesCells = (a: ChangeableFact, b: ChangeableFact, plan: SlotPlan): boolean =>
  a.moves.some((name) => plan.facts.has(name) && b.moves.includes(name)) ||
  (moves(a, plan.computedFrom) && moves(b, plan.computedFrom));
