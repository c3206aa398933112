import { describe, expect, it } from 'vitest';
import { replayCase } from '../../src/advise/cases.js';
import { coverageOf } from '../../src/advise/coverage.js';
import { isDiagnosisRule } from '../../src/advise/diagnose.js';
import { advisor, builtIn, caseFiles } from './built-in.js';

describe.each(caseFiles)('$file', ({ cases }) => {
  it.each(cases.map((one) => [one.note, one] as const))('%s', async (_note, one) => {
    expect((await replayCase(advisor, one)).mismatches).toEqual([]);
  });
});

describe('the cases', () => {
  const all = caseFiles.flatMap(({ cases }) => cases);

  it('see every comparison true and false, and notice the loss of any rule and the negation of any comparison', async () => {
    const { rules, leaves, unseen, mutants, survivors } = await coverageOf(builtIn, all);
    expect(unseen).toEqual([]);
    expect(survivors).toEqual([]);
    expect(rules).toBe(builtIn.rules.length);
    expect(leaves).toBeGreaterThan(400);
    expect(mutants).toBe(rules + leaves);
  });

  it('name rules and slots that exist', () => {
    const ids = new Set(builtIn.rules.filter(isDiagnosisRule).map(({ id }) => id));
    const slots = new Set<string>(builtIn.rules.map(({ slot }) => slot));
    const unknown = all.flatMap((one) => {
      const known = one.evidence === undefined ? slots : ids;
      return Object.keys(one.expect).filter((name) => !known.has(name));
    });
    expect(unknown).toEqual([]);
  });
});
