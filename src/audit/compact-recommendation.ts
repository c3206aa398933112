import { z } from 'zod';
import { isSameJson } from '../same-json.js';
import {
  type AdviceItem,
  adviceItemSchema,
  type Recommendation,
  recommendationSchema,
} from '../settings/recommendation.js';
import { isCollectSlot, slots } from '../settings/slots.js';
import { isUsualLoss, type RecordedRule, type RecordedRuleSet, usualLoss } from './rule-set.js';

/**
 * A recommendation without what its rule set already says, less than a third as long. `items`: its advice, each with what differs
 * from the usual: the rule's own slot, reason and source, recommended as it is final, untested, no alternatives; of those what they do not lose by as rules do.
 * Settings that are not given are those of the items, and so are the warnings.
 */
const compactItemSchema = adviceItemSchema
  .partial()
  .extend({
    value: z.json(),
    /** A rule alone: it lost as a rule loses. */
    alternatives: z.array(z.union([z.string(), adviceItemSchema.shape.alternatives.element])).optional(),
  })
  .strict();
type CompactItem = z.infer<typeof compactItemSchema>;

export const compactRecommendationSchema = recommendationSchema
  .omit({ advice: true, settings: true })
  .partial({ warnings: true })
  .extend({ items: z.array(compactItemSchema), settings: z.record(z.string(), z.json()).optional() });
export type CompactRecommendation = z.infer<typeof compactRecommendationSchema>;

const rulesById = new WeakMap<RecordedRuleSet, ReadonlyMap<string, RecordedRule>>();

function rulesOf(ruleSet: RecordedRuleSet): ReadonlyMap<string, RecordedRule> {
  const known = rulesById.get(ruleSet);
  if (known) return known;
  const made = new Map(ruleSet.rules.map((rule) => [rule.id, rule]));
  rulesById.set(ruleSet, made);
  return made;
}

/** `expandRecommendation` gives it back. */
export function compactRecommendation(recommendation: Recommendation, ruleSet: RecordedRuleSet): object {
  const { advice, settings, warnings, ...rest } = recommendation;
  const rules = rulesOf(ruleSet);
  const others = differences(settings, settingsOf(advice));
  return {
    ...rest,
    items: advice.map((item) => compactItem(item, rules)),
    ...(Object.keys(others).length > 0 && { settings: others }),
    ...(!isSameJson(warnings, settings.warnings ?? []) && { warnings }),
  };
}

export function expandRecommendation(compact: CompactRecommendation, ruleSet: RecordedRuleSet): Recommendation {
  const { items, settings: others, warnings, ...rest } = compact;
  const rules = rulesOf(ruleSet);
  const advice = items.map((item) => expandItem(item, rules));
  const settings = { ...settingsOf(advice), ...others };
  return recommendationSchema.parse({
    ...rest,
    settings,
    advice,
    warnings: warnings ?? settings['warnings'] ?? [],
  });
}

/** What an item says where nothing else is said. */
const usual = (rule: RecordedRule | undefined, value: unknown) => ({
  slot: rule?.slot,
  because: rule?.because,
  source: rule?.source,
  origin: 'rule',
  recommended: value,
  verdict: 'untested',
});

function compactItem(item: AdviceItem, rules: ReadonlyMap<string, RecordedRule>): object {
  const { final, alternatives, ...others } = item;
  const winner = rules.get(item.ruleId ?? '');
  const said = differences(others, usual(winner, final));
  said['value'] = final;
  if (alternatives.length > 0)
    said['alternatives'] = alternatives.map((one) =>
      isUsualLoss(one, rules.get(one.ruleId), winner) ? one.ruleId : one,
    );
  return said;
}

/** The members that are not as expected. */
function differences<T extends object>(of: T, expected: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const others: Record<string, unknown> = {};
  for (const name of Object.keys(of) as (keyof T & string)[]) {
    if (!isSameJson(of[name], expected[name])) others[name] = of[name];
  }
  return others;
}

function expandItem(
  { value, alternatives = [], ...said }: CompactItem,
  rules: ReadonlyMap<string, RecordedRule>,
): unknown {
  const winner = rules.get(said.ruleId ?? '');
  const others = alternatives.map((one) =>
    typeof one === 'string' ? { ...usualLoss(rules.get(one), winner), ruleId: one } : one,
  );
  return { ...usual(winner, value), ...said, alternatives: others, final: value };
}

/** A value for every slot: of its item, a list of its items where it collects, null where it has none. */
function settingsOf(advice: readonly unknown[]): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const slot of slots) settings[slot] = isCollectSlot(slot) ? [] : null;
  for (const item of advice as readonly AdviceItem[]) {
    const { slot, final } = item;
    settings[slot] = isCollectSlot(slot) ? [...(settings[slot] as unknown[]), final] : final;
  }
  return settings;
}
