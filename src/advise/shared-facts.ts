import type { ChangeableFact } from './changeable.js';
import type { SlotPlan } from './decide-slot.js';

/** Whether one fact's edges hang on the value of the other: a fact follows from both, or the one bounds the other. */
export const isConnected = (a: ChangeableFact, b: ChangeableFact, plan: SlotPlan): boolean =>
  a.moves.some((name) => b.moves.includes(name)) || areComputedTogether(a, b, plan);

/** Whether some comparison reads what follows from both, so that one can be traded for the other. */
export const sharesCells = (a: ChangeableFact, b: ChangeableFact, plan: SlotPlan): boolean =>
  a.moves.some((name) => plan.facts.has(name) && b.moves.includes(name)) || areComputedTogether(a, b, plan);

const areComputedTogether = (a: ChangeableFact, b: ChangeableFact, { computed, copied }: SlotPlan): boolean =>
  computed.size > 0 && [a, b].every(({ moves }) => moves.some((name) => copied.has(name)));
