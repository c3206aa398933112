import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createAdvisor } from '../../src/advise/advise.js';
import { factsIn } from '../../src/advise/fact-types.js';
import { loadRuleSet } from '../../src/advise/load.js';
import { operatorTable } from '../../src/advise/operators.js';
import { letters, operators } from '../../src/advise/schema.js';
import { compactTrace, compactTraceSchema, expandTrace, type Outcome, type Trace } from '../../src/audit/trace.js';
import { canonicalize } from '../../src/canonical-json.js';
import { type Facts, factsOf } from '../../src/profile/facts.js';
import { profileSchema } from '../../src/profile/schema.js';
import { slots } from '../../src/settings/slots.js';
import { ruleSet, trace } from '../fixtures/decisions.js';

/** The rules of the fixture's trace, written out, in order of id. */
const writtenOut: Trace['rules'] = [
  {
    ruleId: 'dropout.small',
    fired: true,
    conditions: [
      { path: '', outcome: 'true' },
      { path: '/all/0', outcome: 'true' },
      { path: '/all/0/not', outcome: 'false', condition: 'isLarge' },
      {
        path: '/all/0/not/condition',
        outcome: 'false',
        fact: 'rows',
        operator: 'greaterThan',
        expected: 1000,
        actual: 812,
      },
      {
        path: '/all/1',
        outcome: 'true',
        fact: 'settings.optimizer',
        operator: 'in',
        expected: ['adam', 'adamw'],
        actual: 'adam',
      },
    ],
  },
  { ruleId: 'metrics.accuracy', fired: true, conditions: [] },
  {
    ruleId: 'metrics.groups',
    fired: false,
    conditions: [{ path: '', outcome: 'unknown', fact: 'groups', operator: 'greaterThan', expected: 1 }],
  },
  {
    ruleId: 'metrics.imbalanced',
    fired: true,
    conditions: [
      { path: '', outcome: 'true' },
      { path: '/any/0', outcome: 'true', fact: 'minorityShare', operator: 'lessThan', expected: 0.1, actual: 0.09 },
      { path: '/any/1', outcome: 'not_evaluated', fact: 'classes', operator: 'greaterThan', expected: 9 },
    ],
  },
  { ruleId: 'optimizer.adam', fired: true, conditions: [] },
  {
    ruleId: 'optimizer.sgd-large',
    fired: false,
    conditions: [
      { path: '', outcome: 'false', condition: 'isLarge' },
      { path: '/condition', outcome: 'false', fact: 'rows', operator: 'greaterThan', expected: 1000, actual: 812 },
    ],
  },
];
/** What a comparison comes to, of what is told of it. */
function compareAgain(told: unknown, actual: unknown): Outcome {
  const leaf = z.object({ operator: z.enum(operators), value: z.any() }).parse(told);
  const value = z.union([z.number(), z.string(), z.boolean()]).optional().parse(actual);
  if (value === undefined && leaf.operator !== 'known') return 'unknown';
  return operatorTable[leaf.operator].holds(value, leaf.value) ? 'true' : 'false';
}

/** As it comes back from the store. */
const stored = (compact: unknown) => compactTraceSchema.parse(JSON.parse(canonicalize(compact)));
const slotRank = ({ slot }: { slot: string }) => slots.findIndex((one) => one === slot);

describe('a compact trace', () => {
  it('holds a letter for each condition and each fact once', () => {
    expect(compactTrace(trace, ruleSet)).toEqual({
      rules: '.+ttfft+-u+ttn+-ff',
      seen: { rows: 812, 'settings.optimizer': 'adam', minorityShare: 0.09 },
      // Of dropout and metrics the rules that fired say all there is.
      otherSlots: {
        optimizer: {
          winner: 5,
          losers: [{ rule: 'optimizer.rmsprop', value: 'rmsprop', lostBecause: 'priority 5 is below 10' }],
        },
        rho: null,
        batchSize: { origin: 'caller' },
      },
    });
  });

  it('holds all slots where rules of others were evaluated', () => {
    const some = { ...trace, slots: trace.slots.filter(({ slot }) => slot !== 'metrics') };
    const compact = compactTrace(some, ruleSet);
    expect(Object.keys(compact.slots ?? {})).toEqual(['optimizer', 'rho', 'dropout', 'batchSize']);
    expect(expandTrace(stored(compact), ruleSet).slots).toHaveLength(4);
    const diagnosing = compactTrace({ ...trace, slots: [] }, ruleSet);
    expect(expandTrace(stored(diagnosing), ruleSet).slots).toEqual([]);
  });

  it('is read as version 1 wrote it', () => {
    const written = {
      rules: '. +ttfft + -u +ttn + -ff',
      seen: { rows: 812, 'settings.optimizer': 'adam', minorityShare: 0.09 },
      slots: {
        optimizer: {
          winner: 5,
          losers: [{ rule: 'optimizer.rmsprop', value: 'rmsprop', lostBecause: 'priority 5 is below 10' }],
        },
        rho: null,
        dropout: 1,
        batchSize: { origin: 'caller' },
        metrics: { hitPolicy: 'collect' },
      },
    };
    expect(expandTrace(stored(written), ruleSet)).toEqual(expandTrace(stored(compactTrace(trace, ruleSet)), ruleSet));
  });

  it('expands to what it was made of', () => {
    const expanded = expandTrace(stored(compactTrace(trace, ruleSet)), ruleSet);
    expect(expanded.rules).toEqual(writtenOut);
    expect(expanded.slots.toSorted((a, b) => slotRank(a) - slotRank(b))).toEqual(
      trace.slots.toSorted((a, b) => slotRank(a) - slotRank(b)),
    );
  });

  it.each([
    ['that the set does not have', { ruleId: 'optimizer.other', fired: true, outcomes: '' }],
    ['with more conditions than in the set', { ruleId: 'metrics.groups', fired: false, outcomes: 'ff' }],
  ] as const)('is not made of a rule %s', (_what, rule) => {
    expect(() => compactTrace({ rules: [rule], seen: {}, slots: [] }, ruleSet)).toThrow(`The rule ${rule.ruleId}`);
  });

  it('of an earlier version may hold rules as they are', () => {
    const kept = writtenOut.slice(0, 1);
    const compact = stored({ rules: '. . . . . . .', seen: {}, slots: {}, verbatim: kept });
    expect(expandTrace(compact, ruleSet)).toEqual({ rules: kept, slots: [] });
  });

  it('expands to the trace of the real rules, and needs no more than 4 bytes a condition', async () => {
    const rules = await loadRuleSet(fileURLToPath(new URL('../../rules', import.meta.url)));
    const profile = profileSchema.parse({
      task: 'binary',
      rows: 812,
      columns: { numeric: 12, categorical: 3 },
      classCounts: { no: 739, yes: 73 },
    });
    const advice = await createAdvisor(rules).advise(profile, { batchSize: 64 });
    const compact = compactTrace(advice.trace, rules);
    const expanded = expandTrace(stored(compact), rules);
    expect(expanded.slots).toEqual(advice.trace.slots);
    // What the rules say of slots is not said again: those are left that the caller fixed or that do not apply.
    const others = advice.trace.slots.filter(({ applies, origin }) => !applies || origin === 'caller');
    expect(Object.keys(compact.otherSlots ?? {}).toSorted()).toEqual(others.map(({ slot }) => slot).toSorted());
    const told = expanded.rules.map(({ ruleId, fired, conditions }) => {
      return { ruleId, fired, outcomes: conditions.map(({ outcome }) => letters[outcome]).join('') };
    });
    expect(told).toEqual(advice.trace.rules.toSorted((a, b) => (a.ruleId < b.ruleId ? -1 : 1)));
    const facts: Facts = { ...factsOf(profile), ...factsIn('settings', advice.settings) };
    for (const { conditions } of expanded.rules) {
      for (const { fact, operator, expected, actual, outcome } of conditions) {
        if (fact === undefined || outcome === 'not_evaluated') continue;
        expect(actual).toBe(facts[fact]);
        expect(outcome).toBe(compareAgain({ fact, operator, value: expected }, actual));
      }
    }
    const nodes = advice.trace.rules.map(({ outcomes }) => outcomes).join('').length;
    expect(canonicalize(compact).length).toBeLessThan(8192);
    expect(compact.rules.length).toBeLessThan(4 * (nodes + rules.rules.length));
  });
});
