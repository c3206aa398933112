import type { Finding } from './findings.js';
import { type FactType, factTypes } from './fact-types.js';
import type { Leaf, OperatorName } from './schema.js';

type Problem = Pick<Finding, 'problem' | 'fix'>;

const orderings: readonly OperatorName[] = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'];
const lists: readonly OperatorName[] = ['in', 'notIn'];

/** What is wrong with one comparison, whatever rule it is in. */
export function problemsOfLeaf({ fact, operator, value }: Leaf): Problem[] {
  const type = factTypes.get(fact);
  if (type === undefined) return [{ problem: `there is no fact ${fact}.`, fix: nearNames(fact) }];
  const at = `${fact} ${operator} ${JSON.stringify(value)}`;
  if (operator === 'known') {
    return typeof value === 'boolean'
      ? []
      : [{ problem: `${at}: known takes true or false.`, fix: 'Write true or false.' }];
  }
  if (Array.isArray(value) !== lists.includes(operator)) {
    const fix = lists.includes(operator) ? 'Write the values as a list.' : 'Write one value, or use in or notIn.';
    return [{ problem: `${at}: ${operator} takes ${lists.includes(operator) ? 'a list' : 'one value'}.`, fix }];
  }
  if (orderings.includes(operator) && type.kind !== 'number') {
    return [
      { problem: `${at}: ${fact} is a ${type.kind}, which has no order.`, fix: 'Use equal, notEqual, in or notIn.' },
    ];
  }
  const constants = Array.isArray(value) ? value : [value];
  return constants.flatMap((constant) => problemsOfConstant(at, type, constant));
}

function problemsOfConstant(at: string, type: FactType, constant: unknown): Problem[] {
  const jsType = { number: 'number', boolean: 'boolean', text: 'string' }[type.kind];
  if (typeof constant !== jsType)
    return [{ problem: `${at}: the fact is a ${type.kind}.`, fix: `Compare with a ${type.kind}.` }];
  if (typeof constant === 'string' && type.values && !type.values.includes(constant)) {
    return [{ problem: `${at}: never equal.`, fix: `Legal values are ${type.values.join(', ')}.` }];
  }
  const { min = -Infinity, max = Infinity } = type;
  if (typeof constant === 'number' && (constant < min || constant > max)) {
    return [{ problem: `${at}: the fact lies in ${min}..${max}.`, fix: 'Compare with a number in that range.' }];
  }
  return [];
}

function nearNames(fact: string): string {
  const last = fact.split('.').at(-1)?.toLowerCase() ?? '';
  const near = [...factTypes.keys()].filter((name) => name.toLowerCase().includes(last)).slice(0, 5);
  return near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Facts are listed in the vocabulary.';
}
