import { Engine, Fact, type RuleProperties } from 'json-rules-engine';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compileRule, createPlainEvaluator } from '../../src/advise/compile.js';
import { createEngineEvaluator } from '../../src/advise/engine.js';
import { type Condition, conditionSchema, type Leaf, type Rule } from '../../src/advise/schema.js';

/** What json-rules-engine does with its own means, beside what we make of it. */

const raw = (conditions: RuleProperties['conditions']): Engine =>
  new Engine([{ conditions, event: { type: 'fired' } }], { allowUndefinedFacts: true });
const firesRaw = async (
  conditions: RuleProperties['conditions'],
  facts: Record<string, unknown> = {},
): Promise<boolean> => (await raw(conditions).run(facts)).results.length === 1;

const ruleOf = (when: Condition, id = 'dropout.test'): Rule => ({
  id,
  slot: 'dropout',
  priority: 0,
  when,
  recommend: 0.1,
  because: 'a sentence that is long enough',
  source: { title: 'a test' },
});
const fires = async (when: Condition, facts: Record<string, number | string | boolean> = {}): Promise<boolean> => {
  const [result] = await createEngineEvaluator([compileRule(ruleOf(when), { conditions: {} })])(facts);
  return result?.fired ?? false;
};

const manyRows: Condition = { fact: 'rows', operator: 'greaterThan', value: 1000 };

describe('overlapping runs', () => {
  const delayed = (turns: number) => async (): Promise<number> => {
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
    return 5000;
  };

  it('of one Engine skip rules without an error when their facts take different times', async () => {
    const engine = new Engine();
    for (let priority = 1; priority <= 5; priority++) {
      const conditions = { all: [{ fact: 'rows', operator: 'greaterThan', value: 1000 }] };
      engine.addRule({ conditions, event: { type: 'fired' }, priority });
    }
    const run = (turns: number) => engine.run({ rows: new Fact('rows', delayed(turns), { cache: false }) });
    const runs = await Promise.all([run(1), run(4), run(8)]);
    const counts = runs.map(({ results, failureResults }) => results.length + failureResults.length);
    expect(counts.filter((count) => count < 5).length).toBeGreaterThan(0);
  });

  it('of ours wait for each other and answer for every rule, whenever the second one starts', async () => {
    const rules = [0, 1, 2].map((index) => compileRule(ruleOf(manyRows, `dropout.r${index}`), { conditions: {} }));
    const evaluate = createEngineEvaluator(rules);
    for (let turns = 0; turns < 60; turns++) {
      const first = evaluate({ rows: 2000 });
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      const runs = await Promise.all([first, evaluate({ rows: 2000 }), evaluate({ rows: 5 })]);
      expect(runs.map((results) => results.filter(({ fired }) => fired).length)).toEqual([3, 3, 0]);
    }
  });

  it('go on after one that failed, and the failure is not remembered', async () => {
    const ofPart = { fact: 'x', operator: 'equal', value: 5, path: '$.a' } as const;
    const compiled = compileRule(ruleOf({ any: [ofPart, manyRows] }), { conditions: {} });
    const evaluate = createEngineEvaluator([compiled]);
    const failing = { x: { a: 5 } } as unknown as Record<string, number>;
    const first = evaluate(failing);
    await expect(first).rejects.toThrow('read facts by name only');
    await expect(evaluate(failing)).rejects.toThrow('read facts by name only');
    // The same comparisons hold, that is none, and now the library can answer.
    expect(await evaluate({ x: 7 })).toMatchObject([{ fired: false, outcomes: 'ufu' }]);
    expect(evaluate({ x: 8 })).toMatchObject([{ fired: false }]);
  });
});

describe('patterns of comparisons', () => {
  afterEach(() => vi.restoreAllMocks());

  /** Holds, does not, or is not known. */
  const three = [1, 0, undefined];
  const combinations = (names: readonly string[]): Record<string, number>[] =>
    names.reduce<Record<string, number>[]>(
      (all, name) =>
        all.flatMap((facts) => three.map((value) => (value === undefined ? facts : { ...facts, [name]: value }))),
      [{}],
    );
  const names = ['a', 'b', 'c', 'd'];
  const [a, b, c, d] = names.map((fact): Leaf => ({ fact, operator: 'equal', value: 1 }));
  if (!a || !b || !c || !d) throw new Error('four leaves');
  const small: Condition[] = [
    a,
    { not: a },
    { fact: 'a', operator: 'known', value: false },
    { all: [a, b] },
    { any: [a, b] },
    { all: [a, { any: [b, c] }] },
    { any: [a, { all: [b, c] }] },
    { all: [{ all: [a, b] }, { any: [c, d] }] },
    { any: [{ all: [a, b] }, { all: [c, { not: d }] }] },
    { not: { all: [a, { any: [b, { not: { all: [c, d] } }] }] } },
    { all: [{ any: [a] }, { any: [a, b] }, { not: { any: [c, a] } }] },
  ];
  const compiled = small.map((when, i) => compileRule(ruleOf(when, `dropout.r${i}`), { conditions: {} }));

  it('are answered alike by one that never saw any, by one that saw all of them, and by a plain walk', async () => {
    const all = combinations(names);
    const warm = createEngineEvaluator(compiled);
    for (const facts of all) await warm(facts);
    for (const facts of all) {
      const remembered = warm(facts);
      expect(remembered).not.toBeInstanceOf(Promise);
      expect(remembered).toEqual(await createEngineEvaluator(compiled)(facts));
      expect(remembered).toEqual(await createPlainEvaluator(compiled)(facts));
    }
  });

  it('come to the library once, and not at all where a needed comparison does not hold', async () => {
    const run = vi.spyOn(Engine.prototype, 'run');
    const evaluate = createEngineEvaluator([compileRule(ruleOf({ all: [a, { any: [b, c] }] }), { conditions: {} })]);
    await evaluate({ b: 1, c: 1 });
    await evaluate({ a: 0, b: 1 });
    expect(run).toHaveBeenCalledTimes(0);
    for (const facts of [
      { a: 1, b: 1 },
      { a: 1, b: 1 },
      { a: 1, b: 1, c: 0 },
      { a: 1, b: 1, d: 1 },
    ])
      await evaluate(facts);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('remember what the library did not evaluate', async () => {
    const [first, second] = [
      { ...a, priority: 2 },
      { ...b, priority: 1 },
    ];
    const evaluate = createEngineEvaluator([compileRule(ruleOf({ any: [first, second] }), { conditions: {} })]);
    const both = { a: 1, b: 1 };
    expect(await evaluate(both)).toMatchObject([{ fired: true, outcomes: 'ttn' }]);
    expect(evaluate(both)).toMatchObject([{ fired: true, outcomes: 'ttn' }]);
    expect(await evaluate({ a: 0, b: 1 })).toMatchObject([{ fired: true, outcomes: 'tft' }]);
  });

  it('may be more than are kept', async () => {
    const many = Array.from({ length: 7 }, (_, i) => `f${i}`);
    const leaves = many.map((fact): Leaf => ({ fact, operator: 'equal', value: 1 }));
    const rules = [compileRule(ruleOf({ any: leaves }), { conditions: {} })];
    const evaluate = createEngineEvaluator(rules);
    for (let round = 0; round < 2; round++)
      for (const facts of combinations(many))
        expect(await evaluate(facts)).toEqual(await createPlainEvaluator(rules)(facts));
  });

  it('may be too long for a number, and are then not kept', async () => {
    const many = Array.from({ length: 80 }, (_, i) => `f${i}`);
    const leaves = many.map((fact): Leaf => ({ fact, operator: 'equal', value: 1 }));
    const rules = [compileRule(ruleOf({ any: leaves }), { conditions: {} })];
    const evaluate = createEngineEvaluator(rules);
    const others = Object.fromEntries(many.map((fact) => [fact, 0]));
    for (const fact of [...many, ...many]) {
      const facts = { ...others, f0: 1, [fact]: 1 };
      expect(await evaluate(facts)).toEqual(await createPlainEvaluator(rules)(facts));
    }
  });

  it('are refused where the library compared otherwise', async () => {
    let rows = 0;
    const growing = {
      get rows() {
        rows += 300;
        return rows;
      },
    };
    const evaluate = createEngineEvaluator([compileRule(ruleOf({ any: [manyRows, a] }), { conditions: {} })]);
    await expect(evaluate(growing)).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('empty lists', () => {
  it('are true in the library and refused by ours', async () => {
    expect(await firesRaw({ any: [] })).toBe(true);
    expect(await firesRaw({ all: [] })).toBe(true);
    expect(conditionSchema.safeParse({ any: [] }).success).toBe(false);
    expect(conditionSchema.safeParse({ all: [] }).success).toBe(false);
  });

  it('serve rules without a condition, which always fire', async () => {
    const { when: _when, ...always } = ruleOf(manyRows);
    const [result] = await createEngineEvaluator([compileRule(always, { conditions: {} })])({});
    expect(result).toMatchObject({ fired: true, outcomes: '' });
  });
});

describe('operators', () => {
  it('`in` finds a text inside a text in the library, never in ours', async () => {
    expect(await firesRaw({ all: [{ fact: 'task', operator: 'in', value: 'multiclass' }] }, { task: 'class' })).toBe(
      true,
    );
    expect(await fires({ fact: 'task', operator: 'in', value: 'multiclass' }, { task: 'class' })).toBe(false);
    expect(await fires({ fact: 'task', operator: 'in', value: ['binary', 'multiclass'] }, { task: 'binary' })).toBe(
      true,
    );
  });

  it('unknown ones appear only at run time in the library, ours refuses them when a rule is read', async () => {
    const engine = raw({ all: [{ fact: 'rows', operator: 'above', value: 1 }] });
    await expect(engine.run({ rows: 2 })).rejects.toThrow('Unknown operator');
    expect(conditionSchema.safeParse({ fact: 'rows', operator: 'above', value: 1 }).success).toBe(false);
  });

  it.each([
    { fact: 'modality', operator: 'notEqual', value: 'text' },
    { fact: 'modality', operator: 'notIn', value: ['text'] },
  ] satisfies Leaf[])('$operator of a missing fact is true in the library, unknown in ours', async (leaf) => {
    expect(await firesRaw({ all: [leaf] })).toBe(true);
    expect(await fires(leaf)).toBe(false);
    expect(await fires(leaf, { modality: 'image' })).toBe(true);
  });

  it('`not` of a missing fact is true in the library, unknown in ours', async () => {
    expect(await firesRaw({ not: { fact: 'rows', operator: 'greaterThan', value: 1000 } })).toBe(true);
    expect(await fires({ not: manyRows })).toBe(false);
    expect(await fires({ not: manyRows }, { rows: 1000 })).toBe(true);
    expect(await fires({ not: { not: manyRows } }, { rows: 1001 })).toBe(true);
  });

  it('`known` alone tells a missing fact from a false comparison', async () => {
    const missing: Condition = { fact: 'rows', operator: 'known', value: false };
    expect(await fires(missing)).toBe(true);
    expect(await fires({ not: missing })).toBe(false);
    expect(await fires(missing, { rows: 0 })).toBe(false);
    expect(await fires({ not: missing }, { rows: 0 })).toBe(true);
  });

  it('compare without coercion', async () => {
    expect(await fires({ fact: 'rows', operator: 'equal', value: '5' }, { rows: 5 })).toBe(false);
    expect(await fires({ fact: 'rows', operator: 'lessThan', value: 9 }, { rows: '5' })).toBe(false);
  });
});

describe('paths', () => {
  const ofPart = { fact: 'x', operator: 'equal', value: 5, path: '$.a' } as const;
  const facts = { x: { a: 5 } };

  it('run through JSONPath in the library; ours has a resolver that refuses them, should one ever come that far', async () => {
    expect(await firesRaw({ all: [ofPart] }, facts)).toBe(true);
    const compiled = compileRule(ruleOf(manyRows), { conditions: {} });
    const evaluate = createEngineEvaluator([{ ...compiled, form: { any: [ofPart] }, leaves: [ofPart] }]);
    await expect(evaluate(facts as unknown as Record<string, number>)).rejects.toThrow('read facts by name only');
  });

  it('of a primitive give the primitive in the library; our conditions have none', async () => {
    const leaf = { fact: 'rows', operator: 'equal', value: 5, path: '$.anything' };
    expect(await firesRaw({ all: [leaf] }, { rows: 5 })).toBe(true);
    expect(conditionSchema.safeParse(leaf).success).toBe(false);
  });
});

describe('shared conditions that lead back to themselves', () => {
  it('never end in the library, ours are refused when the rules are read', async () => {
    const engine = raw({ all: [{ condition: 'a' }] });
    engine.setCondition('a', { any: [{ condition: 'b' }] });
    engine.setCondition('b', { any: [{ condition: 'a' }] });
    await expect(engine.run({})).rejects.toThrow(RangeError);
    const conditions = { a: { any: [{ condition: 'b' }] }, b: { any: [{ condition: 'a' }] } };
    expect(() => compileRule(ruleOf({ condition: 'a' }), { conditions })).toThrow(/a.*b|b.*a/);
  });
});

describe('results', () => {
  const two: Condition = { fact: 'classes', operator: 'equal', value: 2 };

  it('come in the order in which facts arrive in the library, in the order of the rules in ours', async () => {
    const engine = new Engine();
    const rules = ['late', 'soon'].map((fact) => ({ fact, operator: 'equal', value: 1 }));
    for (const leaf of rules) engine.addRule({ name: leaf.fact, conditions: { all: [leaf] }, event: { type: 'x' } });
    const late = new Fact('late', async () => {
      for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
      return 1;
    });
    const { results } = await engine.run({ late, soon: 1 });
    expect(results.map(({ name }) => name)).toEqual(['soon', 'late']);
    const ours = [ruleOf(manyRows, 'dropout.b'), ruleOf(two, 'dropout.a')];
    const answers = await createEngineEvaluator(ours.map((rule) => compileRule(rule, { conditions: {} })))({
      rows: 5000,
      classes: 2,
    });
    expect(answers.map(({ ruleId }) => ruleId)).toEqual(['dropout.b', 'dropout.a']);
  });

  it('lose the outcome of groups as JSON in the library; our trace has them, one for each node as it was written', async () => {
    const engine = raw({ all: [{ any: [manyRows, two] }, { condition: 'many' }] });
    engine.setCondition('many', { all: [manyRows] });
    const { results } = await engine.run({ rows: 5000, classes: 2 });
    const json = JSON.parse(JSON.stringify(results[0])) as { conditions: { all: [{ result?: boolean }, object] } };
    expect(json.conditions.all[0]).not.toHaveProperty('result');
    expect(JSON.stringify(json)).not.toContain('many');
    const rule = ruleOf({ all: [{ any: [manyRows, two] }, { condition: 'many' }] });
    const [answer] = await createEngineEvaluator([compileRule(rule, { conditions: { many: manyRows } })])({
      rows: 5000,
      classes: 2,
    });
    expect(answer?.outcomes).toBe('tttttt');
  });

  it('come in the order of the rules given, with every comparison told', async () => {
    const rules = [
      ruleOf({ any: [manyRows, { fact: 'classes', operator: 'equal', value: 2 }] }, 'dropout.b'),
      ruleOf({ not: manyRows }, 'dropout.a'),
    ].map((rule) => compileRule(rule, { conditions: {} }));
    const results = await createEngineEvaluator(rules)({ rows: 10 });
    expect(results).toEqual([
      { ruleId: 'dropout.b', fired: false, outcomes: 'ufu' },
      { ruleId: 'dropout.a', fired: true, outcomes: 'tf' },
    ]);
    expect(results).toEqual(await createPlainEvaluator(rules)({ rows: 10 }));
  });

  it('are the same for a rule that is handed to the library and for one that cannot fire and is not', async () => {
    const [needed, other] = [
      { fact: 'rows', operator: 'lessThan', value: 5 },
      { fact: 'classes', operator: 'equal', value: 2 },
    ] as const;
    const forms: Condition[] = [
      needed,
      { all: [needed, other] },
      { any: [needed, other] },
      { not: { any: [needed, other] } },
    ];
    const rules = forms.map((form, i) => compileRule(ruleOf(form, `dropout.r${i}`), { conditions: {} }));
    for (const facts of [
      {},
      { rows: 1 },
      { rows: 9 },
      { classes: 2 },
      { rows: 1, classes: 2 },
      { rows: 9, classes: 3 },
    ]) {
      expect(await createEngineEvaluator(rules)(facts)).toEqual(await createPlainEvaluator(rules)(facts));
    }
  });
});
