import { describe, expect, it } from 'vitest';
import { lintRuleSet, lintThoroughly } from '../../src/advise/lint.js';
import { type Condition, type Rule, ruleSchema, type RuleSet } from '../../src/advise/schema.js';
import { createAdvisor } from '../../src/advise/advise.js';
import { drawProfile } from '../../src/advise/draw-profile.js';
import { profileSchema } from '../../src/profile/schema.js';
import { createRandom } from '../../src/random.js';
import { tasks } from '../../src/settings/tasks.js';
import { z } from 'zod';
import { type Settings, settingsSchema } from '../../src/settings/slots.js';
import { builtIn } from './built-in.js';

const witnessSchema = z.strictObject({ profile: profileSchema, settings: settingsSchema.partial().optional() });

const rule = (parts: Partial<Rule>): Rule =>
  ruleSchema.parse({
    id: 'search.extra',
    slot: 'search',
    priority: 7,
    when: { fact: 'rows', operator: 'lessThan', value: 77 },
    recommend: 'grid',
    because: 'a sentence that is long enough',
    source: { title: 'a test' },
    ...parts,
  });
const added = (...rules: Rule[]): RuleSet => ({ ...builtIn, rules: [...builtIn.rules, ...rules] });
const without = (id: string): RuleSet => ({ ...builtIn, rules: builtIn.rules.filter((one) => one.id !== id) });
const problemsWith = (parts: Partial<Rule>): string[] =>
  lintRuleSet(added(rule(parts))).map(({ problem, fix }) => `${problem} ${fix}`);
const when = (
  fact: string,
  operator: 'equal' | 'in' | 'lessThan' | 'known',
  value: Extract<Condition, { fact: string }>['value'],
) => ({ when: { fact, operator, value } }) as const;

describe('the built-in rules', () => {
  it('have no finding: every applicable slot is decided once, and every rule can fire and win', async () => {
    expect(await lintThoroughly(builtIn)).toEqual([]);
  });
});

describe('one rule', () => {
  it('that is right has no finding', () => expect(problemsWith({})).toEqual([]));

  it.each<[string, Partial<Rule>, string]>([
    ['an unknown fact', when('rowz', 'lessThan', 3), 'no fact rowz'],
    [
      'an unknown setting',
      {
        ...when('settings.luck', 'equal', 3),
        slot: 'warnings',
        id: 'warnings.x',
        recommend: { code: 'x', message: 'x' },
      },
      'no fact settings.luck',
    ],
    ['an ordering of a text', when('modality', 'lessThan', 3), 'has no order'],
    ['a number compared with a text', when('rows', 'equal', 'many'), 'the fact is a number'],
    ['a text that never occurs', when('modality', 'equal', 'audio'), 'Legal values are table, image, text, sequence'],
    ['a number out of range', when('missingShare', 'lessThan', 30), 'the fact lies in 0..1'],
    ['a list where one value belongs', when('rows', 'equal', [3]), 'equal takes one value'],
    ['one value where a list belongs', when('modality', 'in', 'table'), 'in takes a list'],
    ['known of neither true nor false', when('groups', 'known', 3), 'known takes true or false'],
    [
      'a setting that the slot may not read',
      when('settings.dropout', 'lessThan', 0.5),
      'search may not read settings.dropout',
    ],
    [
      'a list slot, which cannot be compared',
      { ...when('settings.metrics', 'equal', 'f1'), slot: 'trials', id: 'trials.x', recommend: [] },
      'no fact settings.metrics',
    ],
    [
      'what is known of all settings alone, before they are decided',
      when('parametersOver', 'lessThan', 1),
      'parametersOver is known only once all is decided',
    ],
    ['evidence outside of diagnosis', when('evidence.trainLoss', 'lessThan', 1), 'known only after a probe'],
    ['an illegal value', { recommend: 'luck' }, '"luck" is not legal for search'],
    ['no use of a slot that must be used', { recommend: null }, 'null is not legal for search'],
    ['a broken expression', { recommend: { function: 'median', arguments: [] } }, 'a function is one of add'],
    [
      'a computed value of a fact that may be missing',
      { recommend: { fact: 'groups' } },
      'recommend reads groups, which may be missing',
    ],
    ['a computed value of no fact', { recommend: { fact: 'rowz' } }, 'recommend reads rowz, which is no fact'],
    [
      'a sentence with a fact that may be missing',
      { because: 'There are {{groups}} groups of rows.' },
      'because reads groups, which may be missing',
    ],
    [
      'a sentence with no fact, whatever replaces it',
      { because: 'There are {{group|some}} groups of rows.' },
      'because reads group, which is no fact',
    ],
    ['a broken blank', { because: 'There are {{rows} rows in the table.' }, 'broken blank'],
    ['an id that does not name its slot', { id: 'loss.extra' }, 'does not say so'],
    ['a trial of no setting', { trials: [{ slot: 'luck', value: 1, because: 'x' }] }, 'no setting luck for a trial'],
    [
      'a trial of an illegal value',
      { trials: [{ slot: 'dropout', value: 7, because: 'x' }] },
      '7 is not legal for dropout',
    ],
    [
      'the same comparison twice',
      { when: { any: [when('rows', 'lessThan', 3).when, { not: { not: when('rows', 'lessThan', 3).when } }] } },
      'stands twice',
    ],
  ])('with %s', (_what, parts, problem) => {
    const problems = problemsWith(parts);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it('may use a fact that its condition makes known, also behind `not` and shared conditions', () => {
    const known: Condition = {
      not: { any: [{ fact: 'groups', operator: 'lessThan', value: 3 }, { condition: 'task-open' }] },
    };
    expect(problemsWith({ when: known, because: 'There are {{groups}} groups for the {{task}} task.' })).toEqual([]);
  });
});

describe('rules together', () => {
  it('that leave a slot without any rule', () => {
    expect(lintRuleSet(without('mixup.default'))).toMatchObject([{ kind: 'gap', problem: 'no rule decides mixup.' }]);
  });
});

describe('a planted defect is the only finding, names its rules, and is seen for a valid profile where there is one', () => {
  const when = (fact: string, operator: 'equal' | 'lessThan' | 'greaterThanInclusive', value: number | string) => ({
    when: { fact, operator, value },
  });
  const planted: readonly (readonly [string, RuleSet, { kind: string; ruleId?: string; problem: string }])[] = [
    [
      'a duplicate',
      added(rule({}), rule({ id: 'search.again', priority: 8 })),
      { kind: 'duplicate', ruleId: 'search.again', problem: 'it has the condition of search.extra and says the same.' },
    ],
    [
      'a duplicate diagnosis',
      added(...['a', 'b'].map((name) => rule({ id: `diagnosis.planted-${name}`, slot: 'dropout', recommend: 0.3 }))),
      {
        kind: 'duplicate',
        ruleId: 'diagnosis.planted-b',
        problem: 'it has the condition of diagnosis.planted-a and says the same.',
      },
    ],
    [
      'a conflict of two rules with one condition',
      added(rule({}), rule({ id: 'search.again', priority: 8, recommend: 'random' })),
      { kind: 'conflict', ruleId: 'search.again', problem: 'it has the condition of search.extra.' },
    ],
    [
      'a conflict in a slot that only one rule may decide',
      added(
        rule({
          id: 'loss.extra',
          slot: 'loss',
          recommend: 'focal',
          when: { fact: 'settings.task', operator: 'in', value: ['ordinal'] },
        }),
      ),
      {
        kind: 'conflict',
        ruleId: 'loss.ordinal',
        problem: 'with loss.extra: both decide loss, and exactly one may.',
      },
    ],
    [
      'a conflict of equal priorities',
      added(rule({}), rule({ id: 'search.many', recommend: 'random', ...when('columns.numeric', 'equal', 3) })),
      {
        kind: 'conflict',
        ruleId: 'search.extra',
        problem: 'with search.many: both decide search with the same priority, 7.',
      },
    ],
    [
      'a shadowed rule',
      added(rule({}), rule({ id: 'search.few', priority: 5, ...when('rows', 'lessThan', 40) })),
      { kind: 'shadowed', ruleId: 'search.few', problem: 'wherever it fires a rule of higher priority fires too.' },
    ],
    [
      'an unreachable rule',
      added(
        rule({
          when: {
            all: [
              { fact: 'rows', operator: 'lessThan', value: 5 },
              { fact: 'rows', operator: 'greaterThan', value: 9 },
            ],
          },
        }),
      ),
      { kind: 'unreachable', ruleId: 'search.extra', problem: 'no valid profile makes its condition true.' },
    ],
    [
      'a rule that reads a setting where its slot does not apply',
      added(
        rule({
          id: 'normalization.never',
          slot: 'normalization',
          recommend: 'batch',
          ...when('settings.hiddenLayers', 'equal', 0),
        }),
      ),
      { kind: 'unreachable', ruleId: 'normalization.never', problem: 'no valid profile makes its condition true.' },
    ],
    ['a gap', without('foldKind.default'), { kind: 'gap', problem: 'no rule decides foldKind.' }],
  ];

  it.each(planted)('%s', async (_what, ruleSet, expected) => {
    const findings = await lintThoroughly(ruleSet);
    expect(findings.map(({ kind, ruleId, problem }) => ({ kind, ...(ruleId && { ruleId }), problem }))).toEqual([
      expected,
    ]);
    const [finding] = findings;
    const isShown = ['gap', 'conflict'].includes(expected.kind) && !expected.problem.startsWith('it has');
    expect(finding?.witness !== undefined).toBe(isShown);
    if (!isShown) return;
    const { profile, settings } = witnessSchema.parse(finding?.witness);
    const failure: unknown = await createAdvisor(ruleSet)
      .advise(profile, settings as Partial<Settings>)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'rules_conflict' });
  });

  it('too many regions are told, not left out', async () => {
    // Each of 18 facts in a comparison of its own, all of which must hold an even number of times.
    const facts = ['columns.numeric', 'columns.boolean', 'columns.text', 'columns.datetime', 'columns.identifier'];
    const numbers = Array.from({ length: 12 }, (_, i) => i);
    const many = facts.map((fact, i) =>
      rule({
        id: `search.many-${i}`,
        priority: 10 + i,
        when: { any: numbers.map((n) => ({ fact, operator: 'equal' as const, value: 2 * n + 1 })) },
      }),
    );
    const findings = await lintThoroughly(added(...many));
    expect(findings.map(({ kind }) => kind)).toEqual(['unproven']);
  });
});

describe('profiles for linting', () => {
  it('are valid, the same every time, and of every task and none', () => {
    const draw = (): unknown[] => {
      const random = createRandom(0, 'a test');
      return Array.from({ length: 200 }, () => drawProfile(random));
    };
    const profiles = profileSchema.array().parse(draw());
    expect(draw()).toEqual(profiles);
    expect(new Set(profiles.map(({ task }) => task))).toEqual(new Set([...tasks, undefined]));
  });
});
