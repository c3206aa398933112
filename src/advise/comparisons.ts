import type { RuleSetContent } from './hash.js';
import type { Condition } from './schema.js';

/** Comparisons of a rule set at most. The built-in rules have a fifth of that; each one costs every decision some time. */
export const MOST_COMPARISONS = 5_000;

/**
 * Comparisons with single constants in all rules and shared conditions once these are put in their places, found without doing
 * so: a few conditions that each name another one twice stand for millions. One that names itself counts nothing there.
 */
export function countComparisons({ rules, conditions }: Pick<RuleSetContent, 'rules' | 'conditions'>): number {
  const known = new Map<string, number>();
  const ofShared = (name: string): number => {
    const before = known.get(name);
    if (before !== undefined || !Object.hasOwn(conditions, name)) return before ?? 0;
    known.set(name, 0);
    const count = conditions[name] === undefined ? 0 : countIn(conditions[name]);
    known.set(name, count);
    return count;
  };
  const countIn = (at: Condition): number => {
    if ('all' in at) return sum(at.all.map(countIn));
    if ('any' in at) return sum(at.any.map(countIn));
    if ('not' in at) return countIn(at.not);
    if ('condition' in at) return ofShared(at.condition);
    return Array.isArray(at.value) ? at.value.length : 1;
  };
  return (
    sum(Object.keys(conditions).map(ofShared)) + sum(rules.map(({ when }) => (when === undefined ? 0 : countIn(when))))
  );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
