import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createAdvisor } from '../../src/advise/advise.js';
import { loadCases, replayCase } from '../../src/advise/cases.js';
import { coverageOf } from '../../src/advise/coverage.js';
import { diffRuleSets } from '../../src/advise/diff.js';
import { lintThoroughly } from '../../src/advise/lint.js';
import { loadRuleSet } from '../../src/advise/load.js';
import { profileSchema } from '../../src/profile/schema.js';
import { builtIn } from './built-in.js';

const example = fileURLToPath(new URL('../../examples/rules/', import.meta.url));
const profile = profileSchema.parse({ task: 'binary', rows: 2000, columns: { numeric: 10 } });

const ruleOf = (parts: object): object => ({
  id: 'loss.house',
  slot: 'loss',
  priority: 0,
  when: { fact: 'settings.task', operator: 'equal', value: 'binary' },
  recommend: 'focal',
  because: 'a sentence that is long enough',
  source: { title: 'a test' },
  ...parts,
});

function overlayWith({ rules = [ruleOf({})], manifest = {}, conditions = {} }): string {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-overlay-'));
  const write = (name: string, content: unknown): void => writeFileSync(join(folder, name), JSON.stringify(content));
  write('manifest.json', { name: 'house', version: '2.0.0', ...manifest });
  write('conditions.json', conditions);
  write('house.json', rules);
  return folder;
}

describe('the example overlay', async () => {
  const merged = await loadRuleSet(example, builtIn);
  const cases = (await loadCases(example)).flatMap((file) => file.cases);

  it('is clean together with the built-in rules, and its cases cover it', async () => {
    expect(await lintThoroughly(merged)).toEqual([]);
    const advisor = createAdvisor(merged);
    for (const one of cases) expect((await replayCase(advisor, one)).mismatches).toEqual([]);
    expect(await coverageOf(merged, cases)).toEqual({ rules: 1, leaves: 2, unseen: [], mutants: 3, survivors: [] });
  });

  it('differs from the built-in rules only where its rule fires', () => {
    const { added, removed, changed, slots } = diffRuleSets(builtIn, merged);
    expect({ added, removed, changed }).toEqual({ added: ['optimizer.house-nesterov'], removed: [], changed: [] });
    expect(new Set(slots.map(({ slot }) => slot))).toEqual(new Set(['optimizer']));
  });
});

describe('an overlay', () => {
  it('goes before the rules that it extends, whatever the priorities, also where only one rule may decide', async () => {
    const advisor = createAdvisor(await loadRuleSet(overlayWith({}), builtIn));
    const { settings, items, trace } = await advisor.advise(profile);
    expect(settings.loss).toBe('focal');
    expect(items.find(({ slot }) => slot === 'loss')?.ruleId).toBe('loss.house');
    expect(trace.slots.find(({ slot }) => slot === 'loss')?.losers).toMatchObject([
      { ruleId: 'loss.binary', lostBecause: 'loss.house belongs to the overlay, which goes before' },
    ]);
  });

  it('has a name, a version and a hash of its own, and says which rules it extends', async () => {
    const merged = await loadRuleSet(overlayWith({}), builtIn);
    expect(merged).toMatchObject({ name: 'house', version: '2.0.0', extends: builtIn.hash });
    expect(merged.hash).not.toBe(builtIn.hash);
    expect(merged.rules).toHaveLength(builtIn.rules.length + 1);
    const other = await loadRuleSet(overlayWith({ rules: [ruleOf({ recommend: 'binaryCrossentropy' })] }), builtIn);
    expect(other.hash).not.toBe(merged.hash);
  });

  it('may conflict with itself, which is found', async () => {
    const rules = [
      ruleOf({}),
      ruleOf({ id: 'loss.other', when: { fact: 'rows', operator: 'lessThan', value: 9 }, recommend: 'poisson' }),
    ];
    const findings = await lintThoroughly(await loadRuleSet(overlayWith({ rules }), builtIn));
    expect(findings).toMatchObject([{ kind: 'conflict', ruleId: 'loss.house' }]);
    expect(findings[0]?.problem).toContain('with loss.other');
  });

  it.each([
    ['an id of the base', { rules: [ruleOf({ id: 'loss.binary' })] }, 'two rules have this id'],
    ['another base', { manifest: { extends: 'f'.repeat(64) } }, 'extends the rules ffff'],
    [
      'a shared condition of the base',
      { conditions: { imbalanced: { fact: 'rows', operator: 'lessThan', value: 3 } } },
      'the shared condition imbalanced is one of built-in',
    ],
    ['a layer that it gives itself', { rules: [ruleOf({ layer: 1 })] }, 'layer'],
  ])('with %s is refused', async (_what, parts, problem) => {
    await expect(loadRuleSet(overlayWith(parts), builtIn)).rejects.toMatchObject({
      code: 'rules_invalid',
      message: expect.stringContaining(problem),
    });
  });

  it('may name the base that it was written for', async () => {
    await expect(loadRuleSet(overlayWith({ manifest: { extends: builtIn.hash } }), builtIn)).resolves.toBeDefined();
  });
});
