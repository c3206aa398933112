import { describe, expect, it } from 'vitest';
import { canonicalRuleSet, hashRuleSet } from '../../src/advise/hash.js';
import { readRuleSet } from '../../src/advise/read-rule-set.js';
import { builtIn } from './built-in.js';

const body = canonicalRuleSet(builtIn);
const overlay = {
  ...builtIn,
  extends: builtIn.hash,
  rules: builtIn.rules.map((rule, i) => (i === 0 ? { ...rule, layer: 1 as const } : rule)),
};

describe('a recorded rule set', () => {
  it('is read back as it was loaded', () => {
    expect(readRuleSet(body, builtIn.hash)).toEqual(builtIn);
  });

  it('keeps its layers', () => {
    const hash = hashRuleSet(overlay);
    expect(readRuleSet(canonicalRuleSet(overlay), hash)).toEqual({ ...overlay, hash });
  });

  it.each([
    ['a text that was changed', body.replace('"priority":0', '"priority":1'), builtIn.hash, /does not have this hash/],
    ['a form that this version does not know', '{"name":"x","rules":[]}', builtIn.hash, /does not know its form/],
    [
      'an operator that this version does not have',
      body.replace('"greaterThan"', '"isNear"'),
      builtIn.hash,
      /does not know its form/,
    ],
    [
      'a fact that this version does not have',
      body.replaceAll('"fact":"duplicateShare"', '"fact":"echoShare"'),
      hashRuleSet(JSON.parse(body.replaceAll('"fact":"duplicateShare"', '"fact":"echoShare"'))),
      /echoShare/,
    ],
  ])('is refused with %s', (_what, text, hash, says) => {
    expect(() => readRuleSet(text, hash)).toThrow(says);
  });
});
