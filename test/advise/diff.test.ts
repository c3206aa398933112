import { describe, expect, it } from 'vitest';
import { diffRuleSets } from '../../src/advise/diff.js';
import { type Rule, ruleSchema, type RuleSet } from '../../src/advise/schema.js';
import { builtIn } from './built-in.js';

const rule = (parts: Partial<Rule>): Rule =>
  ruleSchema.parse({
    id: 'dropout.extra',
    slot: 'dropout',
    priority: 500,
    when: { fact: 'rows', operator: 'greaterThan', value: 50_000 },
    recommend: 0.3,
    because: 'a sentence that is long enough',
    source: { title: 'a test' },
    ...parts,
  });
const withRules = (...rules: Rule[]): RuleSet => ({
  ...builtIn,
  rules: [...builtIn.rules.filter(({ id }) => rules.every((one) => one.id !== id)), ...rules],
});

describe('two rule sets', () => {
  it('that are the same have no difference', () => {
    expect(diffRuleSets(builtIn, builtIn)).toEqual({ added: [], removed: [], changed: [], slots: [], unproven: [] });
  });

  it('differ where a new rule decides, and only there', () => {
    const { added, removed, changed, slots } = diffRuleSets(builtIn, withRules(rule({})));
    expect({ added, removed, changed }).toEqual({ added: ['dropout.extra'], removed: [], changed: [] });
    expect(new Set(slots.map(({ slot }) => slot))).toEqual(new Set(['dropout']));
    for (const { before, after, facts } of slots) {
      expect(after?.id).toBe('dropout.extra');
      expect(before?.id).toMatch(/^dropout\./);
      expect(facts['rows']).toBeGreaterThan(50_000);
    }
  });

  it('differ the other way round when they are exchanged', () => {
    const { removed, slots } = diffRuleSets(withRules(rule({})), builtIn);
    expect(removed).toEqual(['dropout.extra']);
    expect(slots.every(({ before }) => before?.id === 'dropout.extra')).toBe(true);
  });

  it('do not decide differently where a rule is written anew and says the same, or never wins', () => {
    const same = rule({ ...builtIn.rules.find(({ id }) => id === 'dropout.tables'), because: 'another long sentence' });
    expect(diffRuleSets(builtIn, withRules(same))).toMatchObject({ changed: ['dropout.tables'], slots: [] });
    expect(diffRuleSets(builtIn, withRules(rule({ priority: 1 }))).slots).toEqual([]);
  });

  it('differ where one has no rule', () => {
    const without = { ...builtIn, rules: builtIn.rules.filter(({ id }) => id !== 'mixup.default') };
    expect(diffRuleSets(builtIn, without).slots).toMatchObject([{ slot: 'mixup', before: { id: 'mixup.default' } }]);
    expect(diffRuleSets(builtIn, without).slots[0]).not.toHaveProperty('after');
  });

  it('may differ in what was not compared: it is told', () => {
    const facts = ['columns.numeric', 'columns.boolean', 'columns.text', 'columns.datetime', 'columns.identifier'];
    const many = facts.map((fact, i) =>
      rule({
        id: `search.many-${i}`,
        slot: 'search',
        priority: 10 + i,
        recommend: 'grid',
        when: { any: Array.from({ length: 12 }, (_, n) => ({ fact, operator: 'equal' as const, value: 2 * n + 1 })) },
      }),
    );
    expect(diffRuleSets(builtIn, withRules(...many)).unproven).toEqual(['search']);
  });
});
