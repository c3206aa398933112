import { isDiagnosisRule } from '../../dist/advise/diagnose.js';
import { computeValue } from '../../dist/advise/expressions.js';
import { byPriority } from '../../dist/advise/precedence.js';
import type { Rule } from '../../dist/advise/schema.js';
import { slotGraph } from '../../dist/settings/slot-graph.js';
import { isCollectSlot, type Settings, type Slot, slots } from '../../dist/settings/slots.js';
import type { Base } from './base.js';
import type { Case } from './cases.js';
import type { Decider } from './contender.js';

export interface Agreement {
  /** Settings of slots that apply and that rules of the base decide. */
  readonly settings: number;
  readonly sameSettings: number;
  /** Rules of slots that apply, and diagnosis rules: whether each fired. */
  readonly rules: number;
  readonly sameRules: number;
}

/**
 * Whether a peer decides as Sextant does. A peer names the rules that fire; which of them wins its slot, and what its value
 * comes to, is found here. Slots that collect are compared by their rules only: Sextant adds to them.
 */
export async function compare(sextant: Decider, peer: Decider, base: Base, cases: readonly Case[]): Promise<Agreement> {
  const sum = { settings: 0, sameSettings: 0, rules: 0, sameRules: 0 };
  for (const one of cases) {
    const [expected, actual] = [await sextant.run(one), await peer.run(one)];
    const { settings } = expected;
    if (settings === undefined) throw new Error(`${sextant.name} decides no settings`);
    const [firing, fired] = [new Set(expected.fired()), new Set(actual.fired())];
    const asked = rulesAsked(base, settings);
    sum.rules += asked.length;
    sum.sameRules += asked.filter(({ id }) => firing.has(id) === fired.has(id)).length;
    const decided = slotsDecided(base, settings);
    const winners = byPriority(base.ruleSet.rules.filter((rule) => fired.has(rule.id) && !isDiagnosisRule(rule)));
    sum.settings += decided.length;
    sum.sameSettings += decided.filter((slot) => isSame(valueIn(slot, winners, one), settings[slot])).length;
  }
  return sum;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The value of the first rule of the slot. */
function valueIn(slot: Slot, winners: readonly Rule[], { facts }: Case): unknown {
  const winner = winners.find((rule) => rule.slot === slot);
  return winner && computeValue(winner.recommend, (fact) => facts[fact]);
}

const applies = (slot: Slot, settings: Settings): boolean => slotGraph[slot].appliesWhen?.(settings) ?? true;

function slotsDecided({ ruleSet }: Base, settings: Settings): Slot[] {
  const withRules = new Set(ruleSet.rules.filter((rule) => !isDiagnosisRule(rule)).map(({ slot }) => slot));
  return slots.filter((slot) => withRules.has(slot) && !isCollectSlot(slot) && applies(slot, settings));
}

/** The rules that Sextant asks under these settings; those of a slot that does not apply it passes over. */
export const rulesAsked = ({ ruleSet }: Base, settings: Settings): Rule[] =>
  ruleSet.rules.filter((rule) => isDiagnosisRule(rule) || applies(rule.slot, settings));
