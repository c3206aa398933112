import type { RecommendationRecord } from '../audit/schema.js';
import { canonicalize } from '../canonical-json.js';
import { slotOrder } from '../settings/slot-graph.js';
import { isCollectSlot, type Settings, slots } from '../settings/slots.js';

type DecidedSettings = RecommendationRecord['outcome']['settings'];

/** What a rule, or the caller (`null`), gave a slot; without `value` where the record does not tell it. */
export interface Decided {
  readonly ruleId: string | null;
  readonly value?: unknown;
}

/** A slot that came out differently. A list is empty where the slot does not apply, or nothing was proposed for it. */
export interface Difference {
  readonly slot: string;
  readonly before: readonly Decided[];
  readonly after: readonly Decided[];
}

/** Every slot of which the value or the rule differs, in the order in which slots are decided. */
export function differencesOf(before: DecidedSettings, after: DecidedSettings): Difference[] {
  return inOrder(new Set([...Object.keys(before), ...Object.keys(after)])).flatMap((slot) => {
    const [a, b] = [decidedOf(before, slot), decidedOf(after, slot)];
    return canonicalize(a) === canonicalize(b) ? [] : [{ slot, before: a, after: b }];
  });
}

export const decidedOf = (settings: DecidedSettings, slot: string): Decided[] =>
  Object.hasOwn(settings, slot) ? [settings[slot] ?? []].flat() : [];

const rank = new Map<string, number>(slotOrder.map((slot, index) => [slot, index]));

export const inOrder = (names: Iterable<string>): string[] =>
  [...names].toSorted((a, b) => (rank.get(a) ?? rank.size) - (rank.get(b) ?? rank.size));

/** A value for every slot, from what was recorded. Each value passed its slot's schema before it was. */
export const settingsOf = (decided: DecidedSettings): Settings =>
  Object.fromEntries(
    slots.map((slot) => {
      const values = decidedOf(decided, slot).map(({ value }) => value);
      return [slot, isCollectSlot(slot) ? values : (values[0] ?? null)];
    }),
  ) as unknown as Settings;
