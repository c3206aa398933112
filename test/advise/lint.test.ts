import { describe, expect, it } from 'vitest';
import { lintRuleSet, lintThoroughly } from '../../src/advise/lint.js';
import { type Condition, type Rule, ruleSchema, type RuleSet } from '../../src/advise/schema.js';
import { drawProfile } from '../../src/advise/sweep.js';
import { profileSchema } from '../../src/profile/schema.js';
import { createRandom } from '../../src/random.js';
import { tasks } from '../../src/settings/tasks.js';
import { builtIn } from './built-in.js';

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
  it('have no finding, and decide every applicable slot once over a fixed set of profiles', async () => {
    expect(await lintThoroughly(builtIn, 600)).toEqual([]);
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
    ['a broken placeholder', { because: 'There are {{rows} rows in the table.' }, 'broken placeholder'],
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
  it('with one condition in one slot', () => {
    const [finding] = lintRuleSet(added(rule({}), rule({ id: 'search.again', priority: 8 })));
    expect(finding).toMatchObject({ ruleId: 'search.again', problem: 'it has the condition of search.extra.' });
  });

  it('that leave a slot without any rule', () => {
    expect(lintRuleSet(without('search.default'))).toMatchObject([{ problem: 'no rule decides search.' }]);
  });

  it('that leave a slot open, hit a unique slot twice or tie are found with a witness', async () => {
    const open = await lintThoroughly(without('foldKind.default'), 100);
    expect(open[0]).toMatchObject({ problem: 'No rule decides foldKind for this profile.' });
    expect(profileSchema.safeParse(open[0]?.witness).success).toBe(true);

    const fewRows: Condition = { fact: 'rows', operator: 'lessThan', value: 500 };
    const twice = rule({ id: 'loss.extra', slot: 'loss', recommend: 'focal', when: fewRows });
    expect((await lintThoroughly(added(twice), 200))[0]?.problem).toContain('exactly one may');

    const tie = rule({
      id: 'hiddenLayers.extra',
      slot: 'hiddenLayers',
      recommend: 1,
      priority: 100,
      when: { fact: 'rows', operator: 'lessThan', value: 400 },
    });
    expect((await lintThoroughly(added(tie), 200))[0]?.problem).toContain('same priority, 100');
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
