import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRule, createPlainEvaluator } from '../../src/advise/compile.js';
import {
  type ConditionNode,
  expandCondition,
  factsKnownWhenTrue,
  leavesOf,
  nodesInOrder,
  normalForm,
} from '../../src/advise/conditions.js';
import { createEngineEvaluator } from '../../src/advise/engine.js';
import { operatorTable } from '../../src/advise/operators.js';
import { prepareTrace, traceCondition } from '../../src/advise/tracing.js';
import { type Condition, type Leaf, letters, operators, type Outcome, type Rule } from '../../src/advise/schema.js';
import type { Facts, FactValue } from '../../src/profile/facts.js';

const shared: Record<string, Condition> = {
  small: { fact: 'rows', operator: 'lessThan', value: 1000 },
  'small-or-wide': { any: [{ condition: 'small' }, { fact: 'inputs', operator: 'greaterThan', value: 100 }] },
};

/** Three-valued logic straight from its truth tables, on the condition as written. */
function kleene(condition: Condition, facts: Facts): Outcome {
  if ('all' in condition) {
    const outcomes = condition.all.map((child) => kleene(child, facts));
    return outcomes.includes('false') ? 'false' : outcomes.includes('unknown') ? 'unknown' : 'true';
  }
  if ('any' in condition) {
    const outcomes = condition.any.map((child) => kleene(child, facts));
    return outcomes.includes('true') ? 'true' : outcomes.includes('unknown') ? 'unknown' : 'false';
  }
  if ('not' in condition) {
    const outcome = kleene(condition.not, facts);
    return outcome === 'unknown' ? 'unknown' : outcome === 'true' ? 'false' : 'true';
  }
  if ('condition' in condition) {
    const target = shared[condition.condition];
    if (target === undefined) throw new Error('no such shared condition');
    return kleene(target, facts);
  }
  const actual = facts[condition.fact];
  if (condition.operator !== 'known' && actual === undefined) return 'unknown';
  return operatorTable[condition.operator].holds(actual, condition.value) ? 'true' : 'false';
}

/** The condition that a node was made of, shared ones written out. */
function asCondition(node: ConditionNode): Condition {
  if (node.kind === 'leaf') return node.leaf;
  if (node.kind === 'shared') return asCondition(node.child);
  if (node.kind === 'not') return { not: asCondition(node.child) };
  const children = node.children.map(asCondition);
  return node.kind === 'all' ? { all: children } : { any: children };
}

const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({
    fact: fc.constantFrom('rows', 'inputs', 'classes'),
    operator: fc.constantFrom(...operators.filter((name) => !['in', 'notIn', 'known'].includes(name))),
    value: fc.constantFrom<number>(10, 100, 1000),
  }),
  fc.record({
    fact: fc.constantFrom('rows', 'inputs', 'classes'),
    operator: fc.constantFrom('in' as const, 'notIn' as const),
    value: fc.constantFrom<number[]>([10], [10, 1000]),
  }),
  fc.record({ fact: fc.constantFrom('rows', 'inputs'), operator: fc.constant('known' as const), value: fc.boolean() }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.constantFrom({ condition: 'small' }, { condition: 'small-or-wide' }),
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}));
const value = fc.constantFrom<FactValue>(undefined, 10, 99, 100, 101, 1000);
const facts = fc.record({ rows: value, inputs: value, classes: value });

const ruleWith = (when: Condition): Rule => ({
  id: 'dropout.test',
  slot: 'dropout',
  priority: 0,
  when,
  recommend: 0,
  because: 'a sentence that is long enough',
  source: { title: 'a test' },
});

describe('a condition', () => {
  it('means the same to the engine, the plain evaluator and Kleene logic', async () => {
    await fc.assert(
      fc.asyncProperty(condition, facts, async (when, given) => {
        const compiled = compileRule(ruleWith(when), { conditions: shared });
        const [byEngine] = await createEngineEvaluator([compiled])(given);
        const [plainly] = await createPlainEvaluator([compiled])(given);
        const expected = kleene(when, given);
        expect(byEngine?.fired).toBe(expected === 'true');
        expect(plainly).toEqual(byEngine);
        expect(byEngine?.outcomes.charAt(0)).toBe(letters[expected]);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('is traced node by node as it was written', () => {
    const when: Condition = {
      all: [{ not: { condition: 'small' } }, { fact: 'classes', operator: 'equal', value: 2 }],
    };
    const node = expandCondition(when, shared);
    const outcomes = traceCondition(prepareTrace(node), ['false', 'unknown']);
    expect(nodesInOrder(node).map(({ path }, index) => `${path} ${outcomes[index]}`)).toEqual([
      ' false',
      '/all/0 false',
      '/all/0/not true',
      '/all/0/not/condition true',
      '/all/1 unknown',
    ]);
  });

  it('has for each node the outcome of Kleene logic', () => {
    fc.assert(
      fc.property(condition, facts, (when, given) => {
        const node = expandCondition(when, shared);
        const leaves = leavesOf(normalForm(node)).map((leaf) => kleene(leaf, given));
        expect(traceCondition(prepareTrace(node), leaves)).toEqual(
          nodesInOrder(node).map((one) => kleene(asCondition(one), given)),
        );
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('says so where nothing was evaluated', () => {
    const { untouched } = prepareTrace(expandCondition({ not: { condition: 'small' } }, shared));
    expect(untouched).toEqual(['not_evaluated', 'not_evaluated', 'not_evaluated']);
  });

  it('that leads back to itself is refused, as is an unknown one', () => {
    const cyclic: Record<string, Condition> = { a: { not: { condition: 'b' } }, b: { all: [{ condition: 'a' }] } };
    expect(() => expandCondition({ condition: 'a' }, cyclic)).toThrow('a -> b -> a');
    expect(() => expandCondition({ condition: 'c' }, cyclic)).toThrow('no shared condition c');
  });

  it('may name one shared condition twice', () => {
    const node = expandCondition({ any: [{ condition: 'small' }, { not: { condition: 'small' } }] }, shared);
    expect(leavesOf(normalForm(node)).map(({ operator }) => operator)).toEqual(['lessThan', 'greaterThanInclusive']);
  });

  it('tells which facts are known wherever it is true', () => {
    const known = (when: Condition): string[] =>
      [...factsKnownWhenTrue(normalForm(expandCondition(when, shared)))].sort();
    expect(known({ condition: 'small' })).toEqual(['rows']);
    expect(known({ condition: 'small-or-wide' })).toEqual([]);
    expect(known({ not: { condition: 'small-or-wide' } })).toEqual(['inputs', 'rows']);
    expect(known({ fact: 'rows', operator: 'known', value: false })).toEqual([]);
  });
});
