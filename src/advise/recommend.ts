import { SextantError } from '../errors.js';
import type { FactValue } from '../profile/facts.js';
import { blanksOf, compileSentence } from './explain.js';
import { compileValue, parseExpression, partsOf } from './expressions.js';
import type { Rule } from './schema.js';
import { checkValue, type Json } from './slot-values.js';

type Read = (fact: string) => FactValue;

/** What a rule recommends under some facts. Throws `rules_invalid` when its slot does not allow it. */
export interface Recommendation {
  readonly one: (read: Read) => Json;
  /** Of a slot that collects: a list stands for several values. */
  readonly several: (read: Read) => readonly Json[];
}

/** Most rules recommend the same whatever the facts: their values are made and checked once. */
export function compileRecommendation(rule: Rule): Recommendation {
  const keep = hangsOnFacts(rule.recommend) ? <T>(make: T): T => make : once;
  const compute = compileFor(rule);
  return {
    one: keep((read) => legalValue(rule, compute(read))),
    several: keep((read) => [compute(read)].flat().map((value) => legalValue(rule, value))),
  };
}

const hangsOnFacts = (value: unknown): boolean =>
  typeof value === 'string'
    ? blanksOf(value).length > 0
    : parseExpression(value) !== null || partsOf(value).some(hangsOnFacts);

/** The first answer stands for all. It is frozen, since every decision hands it out; a failure is met again by the next. */
function once<T>(make: (read: Read) => T): (read: Read) => T {
  let made: { readonly value: T } | undefined;
  return (read) => {
    made ??= { value: deepFreeze(make(read)) };
    return made.value;
  };
}

function deepFreeze<T>(value: T): T {
  partsOf(value).forEach(deepFreeze);
  return Object.freeze(value);
}

function compileFor({ id, recommend }: Rule): (read: Read) => unknown {
  const compute = compileValue(recommend, compileText);
  return (read) => {
    try {
      return compute(read);
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw new SextantError('rules_invalid', `Rule ${id}: ${detail}`, { fields: { rule: id }, cause });
    }
  };
}

/** Messages inside a value (of a warning, of a trial) may hold blanks too. */
function compileText(text: string): (read: Read) => string {
  const sentence = compileSentence(text);
  return (read) => sentence(read, text);
}

function legalValue({ id, slot }: Rule, value: unknown): Json {
  const checked = checkValue(slot, value);
  if (checked.problem === undefined) return checked.value;
  const text = `Rule ${id} recommends ${JSON.stringify(value)} for ${slot}: ${checked.problem}.`;
  throw new SextantError('rules_invalid', text, {
    hint: 'Clamp the computed value in the rule, or narrow its condition.',
    fields: { rule: id, slot },
  });
}
