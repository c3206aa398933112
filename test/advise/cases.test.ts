import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCases, replayCase, type RuleCase, ruleCaseSchema } from '../../src/advise/cases.js';
import { coverageOf } from '../../src/advise/coverage.js';
import { referencesOf } from '../../src/advise/lint.js';
import { ruleSchema, type RuleSet } from '../../src/advise/schema.js';
import { advisor, builtIn, caseFiles } from './built-in.js';

const caseOf = (parts: object): RuleCase =>
  ruleCaseSchema.parse({
    note: 'a test',
    profile: { task: 'binary', rows: 900, columns: { numeric: 10 } },
    expect: {},
    ...parts,
  });

describe('a case', () => {
  it('tells what came out in place of what was expected, and nothing where both agree', async () => {
    const { mismatches, actual } = await replayCase(advisor, caseOf({ expect: { task: 'multiclass', folds: 5 } }));
    expect(mismatches).toEqual([{ name: 'task', expected: 'multiclass', actual: 'binary' }]);
    expect(actual).toEqual({ task: 'binary', folds: 5 });
  });

  it('compares the named parts of an object, every item of a list, and numbers to nine digits', async () => {
    const mismatchesOf = async (expected: object) =>
      (await replayCase(advisor, caseOf({ expect: expected }))).mismatches.map(({ name }) => name);
    expect(await mismatchesOf({ learningRateSchedule: { name: 'cosine' }, learningRate: 0.003 + 1e-12 })).toEqual([]);
    expect(await mismatchesOf({ learningRateSchedule: { name: 'cosine', warmupShare: 0.5 } })).toHaveLength(1);
    expect(await mismatchesOf({ metrics: ['accuracy'] })).toEqual(['metrics']);
    expect(await mismatchesOf({ learningRate: 0.0031 })).toEqual(['learningRate']);
    expect(await mismatchesOf({ learningRateSchedule: null })).toEqual(['learningRateSchedule']);
  });

  it('with evidence speaks of diagnoses', async () => {
    const one = caseOf({
      evidence: { clippedShare: 0.9 },
      expect: { 'diagnosis.clipping-often': 0.0015, 'diagnosis.dead-units-leaky': null },
    });
    expect((await replayCase(advisor, one)).mismatches).toEqual([]);
  });
});

describe('files of cases', () => {
  const folderWith = (files: Readonly<Record<string, string>>): string => {
    const folder = mkdtempSync(join(tmpdir(), 'sextant-cases-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
  };

  it.each([
    ['no file of cases', { 'loss.json': '[]' }, /no cases/],
    ['an empty list', { 'loss.test.json': '[]' }, /loss\.test\.json is not a list of cases/],
    ['a case without a note', { 'loss.test.json': '[{ "profile": {}, "expect": {} }]' }, /note/],
    ['what is not JSON', { 'loss.test.json': '[' }, /loss\.test\.json/],
  ])('with %s are refused', async (_what, files, message) => {
    await expect(loadCases(folderWith(files))).rejects.toMatchObject({
      code: 'rules_invalid',
      message: expect.stringMatching(message),
    });
  });
});

describe('coverage', () => {
  const all = caseFiles.flatMap(({ cases }) => cases);
  const planted: RuleSet = {
    ...builtIn,
    rules: [
      ...builtIn.rules,
      ruleSchema.parse({
        id: 'search.planted',
        slot: 'search',
        priority: 7,
        when: {
          all: [
            { fact: 'rows', operator: 'lessThan', value: 1e6 },
            { not: { fact: 'columns.numeric', operator: 'lessThan', value: 12_345 } },
          ],
        },
        recommend: 'grid',
        because: 'a sentence that is long enough',
        source: { title: 'a test' },
      }),
    ],
  };

  it('names the comparisons that no case sees, and the changes that none notices', async () => {
    const { unseen, survivors } = await coverageOf(planted, all);
    expect(unseen).toEqual([{ owner: 'search.planted', path: '/all/1/not', never: 'false' }]);
    expect(survivors).toEqual([{ owner: 'search.planted' }, { owner: 'search.planted', path: '/all/0' }]);
  });

  it('counts a shared condition once, and changes it where it is written', async () => {
    // As an overlay, of which alone the changes are tried: the rules that go by the condition.
    const rules = builtIn.rules.map((rule) =>
      rule.when && referencesOf(rule.when).includes('parameters-limited') ? { ...rule, layer: 1 as const } : rule,
    );
    const without = all.filter(({ profile }) => profile.constraints?.maxParameters === undefined);
    const { unseen, survivors } = await coverageOf({ ...builtIn, rules, extends: builtIn.hash }, without);
    const shared = unseen.filter(({ owner }) => owner === 'parameters-limited');
    expect(shared).toContainEqual({ owner: 'parameters-limited', path: '/all/0', never: 'true' });
    expect(new Set(shared.map(({ path, never }) => `${path} ${never}`)).size).toBe(shared.length);
    expect(survivors).toContainEqual({ owner: 'hiddenUnits.parameter-limit' });
  });
});
