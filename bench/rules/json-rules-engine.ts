import { Engine, type NestedCondition, Operator } from 'json-rules-engine';
import { compileRule } from '../../dist/advise/compile.js';
import type { NormalForm } from '../../dist/advise/conditions.js';
import type { Base } from './base.js';
import type { Decider } from './contender.js';

type Value = number | string | boolean | undefined;
type Constant = Value | readonly Value[];

const isKnown = (actual: Value): boolean => actual !== undefined;
const isListed = (actual: Value, list: Constant): boolean => Array.isArray(list) && list.includes(actual);

/** Where the library's own operators differ: it has no `known`, and a missing fact is unequal to everything. */
const operators = [
  new Operator<Value, Constant>('known', (actual, expected) => isKnown(actual) === expected),
  new Operator<Value, Constant>('notEqual', (actual, expected) => actual !== expected, isKnown),
  new Operator<Value, Constant>('notIn', (actual, list) => !isListed(actual, list), isKnown),
];

/** One engine with all rules of the base, as the library is commonly used: one run for each decision, its results the trace. */
export function createJsonRulesEngine({ ruleSet }: Base): Decider {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const operator of operators) engine.addOperator(operator);
  for (const rule of ruleSet.rules) {
    const { form } = compileRule(rule, ruleSet);
    engine.addRule({
      name: rule.id,
      conditions: { all: form === null ? [] : [translate(form)] },
      event: { type: rule.id },
    });
  }
  return {
    name: 'json-rules-engine, one flat set',
    run: async ({ facts }) => {
      const { results } = await engine.run(facts);
      return { fired: () => results.map(({ name }) => name) };
    },
  };
}

/** The library's form of a condition is ours without `not` and shared conditions, which cost it more than writing them out. */
function translate(form: NormalForm): NestedCondition {
  if ('all' in form) return { all: form.all.map(translate) };
  if ('any' in form) return { any: form.any.map(translate) };
  return form;
}
