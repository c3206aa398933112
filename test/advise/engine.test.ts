import { Engine, Fact, type RuleProperties } from 'json-rules-engine';
import { describe, expect, it } from 'vitest';
import { compileRule, createPlainEvaluator, traceOf } from '../../src/advise/compile.js';
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

  it('go on after one that failed', async () => {
    const evaluate = createEngineEvaluator([compileRule(ruleOf(manyRows), { conditions: {} })]);
    const broken = evaluate(
      new Proxy<Record<string, number>>(
        {},
        {
          get: () => {
            throw new Error('no facts');
          },
        },
      ),
    );
    await expect(broken).rejects.toThrow('no facts');
    const [result] = await evaluate({ rows: 2000 });
    expect(result?.fired).toBe(true);
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
    expect(result).toMatchObject({ fired: true, leaves: [] });
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
    expect(answers.map(({ compiled }) => compiled.rule.id)).toEqual(['dropout.b', 'dropout.a']);
  });

  it('lose the outcome of groups and the names of shared conditions as JSON in the library; our trace has both', async () => {
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
    const trace = JSON.stringify(answer && traceOf(answer));
    expect(trace).toContain('"condition":"many"');
    expect(trace).toContain('{"path":"/all/0","outcome":"true"}');
  });

  it('come in the order of the rules given, with every comparison told', async () => {
    const rules = [
      ruleOf({ any: [manyRows, { fact: 'classes', operator: 'equal', value: 2 }] }, 'dropout.b'),
      ruleOf({ not: manyRows }, 'dropout.a'),
    ].map((rule) => compileRule(rule, { conditions: {} }));
    const results = await createEngineEvaluator(rules)({ rows: 10 });
    expect(results.map(({ compiled, fired, leaves }) => ({ id: compiled.rule.id, fired, leaves }))).toEqual([
      {
        id: 'dropout.b',
        fired: false,
        leaves: [
          { outcome: 'false', actual: 10 },
          { outcome: 'unknown', actual: undefined },
        ],
      },
      { id: 'dropout.a', fired: true, leaves: [{ outcome: 'true', actual: 10 }] },
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
