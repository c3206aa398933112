import type { FactValue } from '../profile/facts.js';
import type { Leaf, OperatorName, Outcome } from './schema.js';

type Constant = Leaf['value'];

export interface OperatorDefinition {
  /** Whether the comparison can be made: a missing fact never can, so an operator and its complement are then both false. */
  readonly accepts: (actual: FactValue) => boolean;
  readonly holds: (actual: FactValue, expected: Constant) => boolean;
}

const isKnown = (actual: FactValue): boolean => actual !== undefined;
const isNumber = (actual: FactValue): boolean => typeof actual === 'number';
const isListed = (actual: FactValue, expected: Constant): boolean =>
  Array.isArray(expected) && expected.some((one) => one === actual);

const compares = (test: (actual: number, expected: number) => boolean): OperatorDefinition => ({
  accepts: isNumber,
  holds: (actual, expected) => typeof actual === 'number' && typeof expected === 'number' && test(actual, expected),
});

/** Comparisons of a fact with constants. None coerces: 1 and '1' differ, and `in` looks in lists, never in texts. */
export const operatorTable: Readonly<Record<OperatorName, OperatorDefinition>> = {
  equal: { accepts: isKnown, holds: (actual, expected) => actual === expected },
  notEqual: { accepts: isKnown, holds: (actual, expected) => actual !== expected },
  in: { accepts: isKnown, holds: isListed },
  notIn: { accepts: isKnown, holds: (actual, expected) => Array.isArray(expected) && !isListed(actual, expected) },
  lessThan: compares((actual, expected) => actual < expected),
  lessThanInclusive: compares((actual, expected) => actual <= expected),
  greaterThan: compares((actual, expected) => actual > expected),
  greaterThanInclusive: compares((actual, expected) => actual >= expected),
  known: { accepts: () => true, holds: (actual, expected) => (actual !== undefined) === expected },
};

const complements: Readonly<Record<Exclude<OperatorName, 'known'>, OperatorName>> = {
  equal: 'notEqual',
  notEqual: 'equal',
  in: 'notIn',
  notIn: 'in',
  lessThan: 'greaterThanInclusive',
  lessThanInclusive: 'greaterThan',
  greaterThan: 'lessThanInclusive',
  greaterThanInclusive: 'lessThan',
};

/** The comparison that is true where this one is false; on a missing fact both are unknown. */
export function complementOf(leaf: Leaf): Leaf {
  if (leaf.operator === 'known') return { ...leaf, value: leaf.value !== true };
  return { ...leaf, operator: complements[leaf.operator] };
}

/** Kleene outcome of a comparison that an evaluator found to hold or not. */
export function outcomeOf(operator: OperatorName, actual: FactValue, holds: boolean): Outcome {
  if (holds) return 'true';
  return actual === undefined && operator !== 'known' ? 'unknown' : 'false';
}
