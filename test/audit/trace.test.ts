import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createAdvisor } from '../../src/advise/advise.js';
import { loadRuleSet } from '../../src/advise/load.js';
import { compactTrace, compactTraceSchema, expandTrace, type Trace } from '../../src/audit/trace.js';
import { canonicalize } from '../../src/canonical-json.js';
import { profileSchema } from '../../src/profile/schema.js';
import { slots } from '../../src/settings/slots.js';
import { ruleSet, trace } from '../fixtures/decisions.js';

const byId = ({ rules, slots: all }: Trace): Trace => ({
  rules: rules.toSorted((a, b) => (a.ruleId < b.ruleId ? -1 : 1)),
  slots: all,
});
/** As it comes back from the store. */
const stored = (compact: unknown) => compactTraceSchema.parse(JSON.parse(canonicalize(compact)));
const slotRank = ({ slot }: { slot: string }) => slots.findIndex((one) => one === slot);

describe('a compact trace', () => {
  it('holds a letter for each condition and each fact once', () => {
    expect(compactTrace(trace, ruleSet)).toEqual({
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
    });
  });

  it('expands to what it was made of', () => {
    const expanded = expandTrace(stored(compactTrace(trace, ruleSet)), ruleSet);
    expect(expanded.rules).toEqual(byId(trace).rules);
    expect(expanded.slots.toSorted((a, b) => slotRank(a) - slotRank(b))).toEqual(
      trace.slots.toSorted((a, b) => slotRank(a) - slotRank(b)),
    );
  });

  const groups = (outcome: 'true' | 'false', expected: number, actual: number) => ({
    ruleId: 'metrics.groups',
    fired: outcome === 'true',
    conditions: [{ path: '', outcome, fact: 'groups', operator: 'greaterThan', expected, actual }],
  });

  it.each([
    ['a rule that the set does not have', [{ ruleId: 'optimizer.other', fired: true, conditions: [] }]],
    ['a condition other than the set has', [groups('true', 2, 3)]],
    [
      'a fact that changed its value in between',
      [groups('false', 1, 1), { ...groups('true', 1, 2), ruleId: 'metrics.later' }],
    ],
  ])('keeps %s as it is', (_what, rules) => {
    const later = {
      ...ruleSet,
      rules: [...ruleSet.rules, ...ruleSet.rules.slice(3, 4).map((one) => ({ ...one, id: 'metrics.later' }))],
    };
    const compact = stored(compactTrace({ rules, slots: [] }, later));
    expect(compact.verbatim).toHaveLength(1);
    expect(expandTrace(compact, later)).toEqual({ rules, slots: [] });
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
    expect(compact.verbatim).toBeUndefined();
    expect(expandTrace(stored(compact), rules)).toEqual(byId(advice.trace));
    const nodes = advice.trace.rules.flatMap(({ conditions }) => conditions).length;
    expect(canonicalize(compact).length).toBeLessThan(8192);
    expect(compact.rules.length).toBeLessThan(4 * (nodes + rules.rules.length));
  });
});
