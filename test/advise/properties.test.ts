import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdvisor, createAdvisorWith } from '../../src/advise/advise.js';
import { compileRule, createPlainEvaluator } from '../../src/advise/compile.js';
import { isDiagnosisRule } from '../../src/advise/diagnose.js';
import { drawProfile } from '../../src/advise/draw-profile.js';
import { createEngineEvaluator } from '../../src/advise/engine.js';
import { factsIn } from '../../src/advise/fact-types.js';
import { factsOf } from '../../src/profile/facts.js';
import { type Profile, profileSchema } from '../../src/profile/schema.js';
import { createRandom } from '../../src/random.js';
import { slotGraph, slotOrder } from '../../src/settings/slot-graph.js';
import { isCollectSlot, isSlot, settingsSchema, slots } from '../../src/settings/slots.js';
import { decide } from '../oracle/rules.js';
import { advisor, builtIn } from './built-in.js';

/** A valid profile of each seed: every task and target form, sizes over seven orders of magnitude, any fact may be missing. */
const profiles: fc.Arbitrary<Profile> = fc.nat().map((seed) => drawProfile(createRandom(seed, 'properties')));
const runs = { numRuns: 300 };

describe('any valid profile', () => {
  it('gets a complete answer by the published schema', () =>
    fc.assert(
      fc.asyncProperty(profiles, async (profile) => {
        const { settings, items } = await advisor.advise(profile);
        expect(settingsSchema.safeParse(settings).success).toBe(true);
        for (const slot of slots) {
          const { appliesWhen, optional } = slotGraph[slot];
          if (isCollectSlot(slot) || optional) continue;
          expect(settings[slot] !== null, slot).toBe(appliesWhen?.(settings) ?? true);
        }
        expect(items.every(({ because }) => because.length > 10 && !because.includes('{{'))).toBe(true);
      }),
      runs,
    ));

  it('gets the same answer again, whatever the order of the rules', () => {
    const random = createRandom(7, 'order');
    const shuffled = builtIn.rules
      .map((rule) => ({ rule, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ rule }) => rule);
    const other = createAdvisor({ ...builtIn, rules: shuffled });
    return fc.assert(
      fc.asyncProperty(profiles, async (profile) => {
        const { settings, items } = await advisor.advise(profile);
        expect(await advisor.advise(profile)).toMatchObject({ settings, items });
        expect(await other.advise(profile)).toMatchObject({ settings, items });
      }),
      runs,
    );
  });

  it('gets the same settings when a fact changes that nothing reads', () => {
    const reads = JSON.stringify(builtIn);
    const unread = (['target.mean', 'weighted', 'target.excessKurtosis'] as const).filter(
      (fact) => !reads.includes(`"${fact}"`),
    );
    expect(unread.length).toBeGreaterThan(0);
    return fc.assert(
      fc.asyncProperty(profiles, fc.double({ min: -10, max: 10, noNaN: true }), async (profile, number) => {
        const { target } = profile;
        const changed = profileSchema.parse({
          ...profile,
          ...(unread.includes('weighted') && { weighted: number > 0 }),
          ...(target && {
            target: {
              ...target,
              ...(unread.includes('target.mean') && { mean: number }),
              ...(unread.includes('target.excessKurtosis') && { excessKurtosis: number }),
            },
          }),
        });
        expect((await advisor.advise(changed)).settings).toEqual((await advisor.advise(profile)).settings);
      }),
      runs,
    );
  });
});

describe('ten thousand random profiles', () => {
  const order = slotOrder.filter((slot) => !isCollectSlot(slot));
  const rules = builtIn.rules.filter((rule) => !isDiagnosisRule(rule) && !isCollectSlot(rule.slot));
  const applies = (slot: string, settings: object): boolean =>
    !isSlot(slot) || (slotGraph[slot].appliesWhen?.(settings) ?? true);

  it('get from a second evaluator, which shares no code, the same rule and the same value for every slot', async () => {
    const random = createRandom(11, 'oracle');
    for (let i = 0; i < 10_000; i++) {
      const profile = drawProfile(random);
      const expected = decide(rules, { shared: builtIn.conditions, facts: factsOf(profile), order, applies });
      const { items } = await advisor.advise(profile);
      const decided = items.filter(({ slot }) => !isCollectSlot(slot));
      const actual = Object.fromEntries(
        decided.map(({ slot, ruleId, final }) => [slot, { rule: ruleId, value: final }]),
      );
      expect(actual).toEqual(expected);
    }
  }, 120_000);

  it('get from the library and from a plain walk the same trace', async () => {
    const plain = createAdvisorWith(builtIn, createPlainEvaluator);
    const random = createRandom(12, 'plain');
    for (let i = 0; i < 500; i++) {
      const profile = drawProfile(random);
      expect(await advisor.advise(profile)).toEqual(await plain.advise(profile));
    }
  });

  it('get from evaluators that have seen nothing the same trace as from those that have seen all', async () => {
    const compiled = builtIn.rules.map((rule) => compileRule(rule, builtIn));
    const warm = createEngineEvaluator(compiled);
    const random = createRandom(13, 'warm');
    const all = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const profile = drawProfile(random);
        const { settings } = await advisor.advise(profile);
        return { ...factsOf(profile), ...factsIn('settings', settings) };
      }),
    );
    for (const facts of all) await warm(facts);
    for (const facts of all) expect(await createEngineEvaluator(compiled)(facts)).toEqual(warm(facts));
  }, 60_000);
});
