import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { RuleSetEntry } from '../../src/decide/rule-sets.js';
import { renderRuleSets } from '../../src/report/pages/rule-sets-page.js';

const set = (id: string, status: RuleSetEntry['status']): RuleSetEntry => ({
  id,
  name: id,
  version: '1.0.0',
  hash: 'a'.repeat(64),
  kind: 'overlay',
  extends: null,
  rules: 1234,
  createdAt: null,
  createdBy: null,
  status,
});

/** What the form that compares two rule sets begins with. */
function pairOf(sets: readonly RuleSetEntry[]): (string | null)[] {
  const { document } = parseHTML(renderRuleSets(sets));
  return ['before', 'after'].map(
    (name) => document.querySelector(`select[name=${name}] option[selected]`)?.getAttribute('value') ?? null,
  );
}

describe('the page of rule sets', () => {
  it.each([
    ['the newest', [set('new', 'inactive'), set('old', 'inactive'), set('shipped', 'active')], ['shipped', 'new']],
    ['the one in the shadow', [set('new', 'inactive'), set('s', 'shadow'), set('shipped', 'active')], ['shipped', 's']],
    ['the newest other', [set('new', 'active'), set('old', 'inactive'), set('shipped', 'inactive')], ['new', 'old']],
    ['nothing, where there is none', [set('shipped', 'active')], ['shipped', null]],
    [
      'the newest, with what is shipped before it where the active one is not listed',
      [set('new', 'inactive'), set('old', 'inactive')],
      ['old', 'new'],
    ],
  ])('compares the active one with %s', (_, sets, expected) => expect(pairOf(sets)).toEqual(expected));
});
