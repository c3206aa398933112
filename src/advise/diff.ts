import { canonicalize } from '../canonical-json.js';
import type { FactValue } from '../profile/facts.js';
import { isCollectSlot, type Slot, slots } from '../settings/slots.js';
import { type CompiledRule, compileRule } from './compile.js';
import { isDiagnosisRule } from './diagnose.js';
import { isPossible, mayApply } from './possible.js';
import { visitRegions } from './regions.js';
import { comparePrecedence } from './precedence.js';
import type { Rule, RuleSet } from './schema.js';

/** Facts under which two rule sets decide a slot differently. */
export interface SlotDifference {
  readonly slot: Slot;
  /** The rule that decides in each set; absent: none does. */
  readonly before?: Rule;
  readonly after?: Rule;
  /** One combination of facts for which it shows; a fact with `null` is missing, one that is not named may be anything. */
  readonly facts: Readonly<Record<string, Exclude<FactValue, undefined> | null>>;
}

export interface RuleSetDifference {
  /** Ids of rules that only one set has, or that both write differently. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  /** One for each pair of deciding rules, over all regions of facts. */
  readonly slots: readonly SlotDifference[];
  /** Slots with too many regions to compare. */
  readonly unproven: readonly Slot[];
}

/** Where two rule sets differ: in their rules, and, exhaustively, in what they decide. */
export function diffRuleSets(before: RuleSet, after: RuleSet): RuleSetDifference {
  const old = new Map(before.rules.map((rule) => [rule.id, rule]));
  const now = new Map(after.rules.map((rule) => [rule.id, rule]));
  const compared = slots.filter((slot) => !isCollectSlot(slot)).map((slot) => diffSlot(slot, before, after));
  return {
    added: [...now.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !now.has(id)),
    changed: [...now].filter(([id, rule]) => old.has(id) && !isSame(old.get(id), rule)).map(([id]) => id),
    slots: compared.flatMap(({ differences }) => differences),
    unproven: compared.filter(({ isWhole }) => !isWhole).map(({ slot }) => slot),
  };
}

const isSame = (a: unknown, b: unknown): boolean => canonicalize(a ?? null) === canonicalize(b ?? null);

const rulesFor = (slot: Slot, ruleSet: RuleSet): CompiledRule[] =>
  ruleSet.rules
    .filter((rule) => rule.slot === slot && !isDiagnosisRule(rule))
    .map((rule) => compileRule(rule, ruleSet));

function diffSlot(slot: Slot, before: RuleSet, after: RuleSet) {
  const [old, now] = [rulesFor(slot, before), rulesFor(slot, after)];
  const differences = new Map<string, SlotDifference>();
  const isWhole = visitRegions(
    [...old, ...now],
    ({ facts, fired }) => {
      const [a, b] = [old, now].map((rules) => decidingOf(fired.filter((rule) => rules.includes(rule))));
      const key = JSON.stringify([a?.id, b?.id]);
      if (isSame(a?.recommend, b?.recommend) || differences.has(key)) return;
      const shown = Object.fromEntries([...facts].map(([fact, value]) => [fact, value ?? null]));
      differences.set(key, { slot, ...(a && { before: a }), ...(b && { after: b }), facts: shown });
    },
    (facts) => isPossible(facts) && mayApply(slot, facts, true),
  );
  return { slot, isWhole, differences: [...differences.values()] };
}

const decidingOf = (fired: readonly CompiledRule[]): Rule | undefined =>
  fired.map(({ rule }) => rule).sort(comparePrecedence)[0];
