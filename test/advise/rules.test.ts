import { describe, expect, it } from 'vitest';
import { isDiagnosisRule } from '../../src/advise/diagnose.js';
import type { Advice, Diagnosis } from '../../src/advise/schema.js';
import { type Settings, type Slot } from '../../src/settings/slots.js';
import { advisor, builtIn, caseFiles, casesIn, type RuleCase } from './built-in.js';

/** exactOptionalPropertyTypes: a parsed case may spell out `undefined`. */
const fixedOf = ({ settings = {} }: RuleCase): Partial<Settings> => {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<Settings>;
};

/** A partial object, or a list of partial objects of the same length, matches; anything else must be equal. */
const matches = (expected: unknown): unknown => {
  if (Array.isArray(expected)) return expected.map(matches);
  return typeof expected === 'object' && expected !== null ? expect.objectContaining(expected) : expected;
};

async function diagnose({ profile, evidence = {} }: RuleCase, { settings }: Advice): Promise<Diagnosis[]> {
  return (await advisor.diagnose({ profile, settings, evidence })).diagnoses;
}

async function replay(one: RuleCase): Promise<void> {
  const advice = await advisor.advise(one.profile, fixedOf(one));
  if (one.evidence === undefined) {
    const { settings } = advice;
    const named = Object.fromEntries(Object.keys(one.expect).map((slot) => [slot, settings[slot as Slot]]));
    const expected = Object.entries(one.expect).map(([slot, value]) => [slot, matches(value)]);
    expect(named).toEqual(Object.fromEntries(expected));
    return;
  }
  const diagnoses = await diagnose(one, advice);
  for (const [id, expected] of Object.entries(one.expect)) {
    const value = diagnoses.find(({ ruleId }) => ruleId === id)?.value ?? null;
    if (typeof expected === 'number') expect(value, id).toBeCloseTo(expected, 10);
    else expect(value, id).toEqual(expected);
  }
}

describe.each(caseFiles)('%s', (file) => {
  it.each(casesIn(file).map((one) => [one.note, one] as const))('%s', (_note, one) => replay(one));
});

describe('the cases', () => {
  it('cover every rule: each decides, or proposes, what some case expects', async () => {
    const covered = new Set<string>();
    for (const one of caseFiles.flatMap(casesIn)) {
      const advice = await advisor.advise(one.profile, fixedOf(one));
      const named = advice.items.filter(({ slot, ruleId }) => ruleId !== null && slot in one.expect);
      const proposed = one.evidence === undefined ? [] : await diagnose(one, advice);
      for (const { ruleId } of named) if (ruleId !== null) covered.add(ruleId);
      for (const { ruleId } of proposed) if (ruleId in one.expect) covered.add(ruleId);
    }
    expect(builtIn.rules.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });

  it('name rules and slots that exist', () => {
    const ids = new Set(builtIn.rules.filter(isDiagnosisRule).map(({ id }) => id));
    const slots = new Set<string>(builtIn.rules.map(({ slot }) => slot));
    const unknown = caseFiles.flatMap(casesIn).flatMap((one) => {
      const known = one.evidence === undefined ? slots : ids;
      return Object.keys(one.expect).filter((name) => !known.has(name));
    });
    expect(unknown).toEqual([]);
  });
});
