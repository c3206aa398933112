/**
 * What a rule set says, written anew from the words of its description: plain closures over the JSON, no code of the project.
 * Decides the slots in a given order; facts are given, and settings become facts as they are decided.
 */

type Value = number | string | boolean;
type Facts = Record<string, Value | undefined>;
type Truth = boolean | undefined;

interface Json {
  readonly [key: string]: unknown;
}

export interface OracleRule {
  readonly id: string;
  readonly slot: string;
  readonly priority: number;
  readonly when?: unknown;
  readonly recommend: unknown;
}

/** Kleene: undefined is unknown. */
const both = (a: Truth, b: Truth): Truth =>
  a === false || b === false ? false : a === undefined || b === undefined ? undefined : true;
const negate = (a: Truth): Truth => (a === undefined ? undefined : !a);

function test(actual: Value, operator: string, expected: unknown): boolean {
  const [a, b] = [actual as number, expected as number];
  switch (operator) {
    case 'equal':
      return actual === expected;
    case 'notEqual':
      return actual !== expected;
    case 'in':
      return (expected as unknown[]).includes(actual);
    case 'notIn':
      return !(expected as unknown[]).includes(actual);
    case 'lessThan':
      return a < b;
    case 'lessThanInclusive':
      return a <= b;
    case 'greaterThan':
      return a > b;
    case 'greaterThanInclusive':
      return a >= b;
    default:
      throw new Error(operator);
  }
}

function truth(condition: unknown, facts: Facts, shared: Json): Truth {
  const at = condition as Json;
  if ('all' in at)
    return (at['all'] as unknown[]).reduce<Truth>((sum, one) => both(sum, truth(one, facts, shared)), true);
  if ('any' in at)
    return negate(
      (at['any'] as unknown[]).reduce<Truth>((sum, one) => both(sum, negate(truth(one, facts, shared))), true),
    );
  if ('not' in at) return negate(truth(at['not'], facts, shared));
  if ('condition' in at) return truth(shared[String(at['condition'])], facts, shared);
  const actual = facts[String(at['fact'])];
  if (at['operator'] === 'known') return (actual !== undefined) === at['value'];
  return actual === undefined ? undefined : test(actual, String(at['operator']), at['value']);
}

const arithmetic: Record<string, (...values: number[]) => number> = {
  add: (...values) => values.reduce((a, b) => a + b, 0),
  multiply: (...values) => values.reduce((a, b) => a * b, 1),
  divide: (a = 0, b = 1) => a / b,
  power: (a = 0, b = 1) => a ** b,
  min: Math.min,
  max: Math.max,
  clamp: (value = 0, low = 0, high = 0) => Math.min(high, Math.max(low, value)),
  round: Math.round,
  floor: Math.floor,
  log2: Math.log2,
  log10: Math.log10,
  nearestPowerOfTwo: (value = 1) => 2 ** Math.round(Math.log2(value)),
  unitsWithin: (parameters = 0, inputs = 0, outputs = 0, layers = 0) => {
    const count = (units: number): number =>
      inputs * units + (layers - 1) * units ** 2 + (units + 1) * outputs + layers * units;
    let [fits, exceeds] = [0, 2 ** 45];
    while (exceeds - fits > 1) {
      const middle = Math.floor((fits + exceeds) / 2);
      if (count(middle) <= parameters) fits = middle;
      else exceeds = middle;
    }
    return fits;
  },
};

function compute(value: unknown, facts: Facts): unknown {
  if (Array.isArray(value)) return value.map((one) => compute(one, facts));
  if (typeof value !== 'object' || value === null) return value;
  const at = value as Json;
  const keys = Object.keys(at).join();
  if (keys === 'fact') return facts[String(at['fact'])];
  if (keys === 'setting') return facts[`settings.${String(at['setting'])}`];
  if (keys === 'function,arguments') {
    const numbers = (at['arguments'] as unknown[]).map((one) => Number(compute(one, facts)));
    return arithmetic[String(at['function'])]?.(...numbers);
  }
  return Object.fromEntries(Object.entries(at).map(([key, part]) => [key, compute(part, facts)]));
}

/** The facts inside a decided value. */
function learn(facts: Facts, name: string, value: unknown): void {
  if (['number', 'string', 'boolean'].includes(typeof value)) facts[name] = value as Value;
  else if (typeof value === 'object' && value !== null && !Array.isArray(value))
    for (const [key, part] of Object.entries(value)) learn(facts, `${name}.${key}`, part);
}

/** Of each slot the rule that decides and its value; nothing for a slot that does not apply. */
export function decide(
  rules: readonly OracleRule[],
  {
    shared,
    facts,
    order,
    applies,
  }: {
    readonly shared: object;
    readonly facts: Readonly<Facts>;
    readonly order: readonly string[];
    readonly applies: (slot: string, settings: Json) => boolean;
  },
): Record<string, { rule: string; value: unknown }> {
  const known: Facts = { ...facts };
  const settings: Record<string, unknown> = {};
  const answers: Record<string, { rule: string; value: unknown }> = {};
  for (const slot of order) {
    settings[slot] = null;
    if (!applies(slot, settings)) continue;
    const firing = rules
      .filter((rule) => rule.slot === slot)
      .filter(({ when }) => when === undefined || truth(when, known, shared as Json) === true)
      .sort((a, b) => b.priority - a.priority);
    const [first] = firing;
    if (!first) throw new Error(`nobody decides ${slot}`);
    const value = compute(first.recommend, known);
    answers[slot] = { rule: first.id, value };
    settings[slot] = value;
    learn(known, `settings.${slot}`, value);
  }
  return answers;
}
