import type { DecisionRecord } from '../audit/schema.js';
import { factsOf } from '../profile/facts.js';

/** What the rules saw when a recommendation was decided, by name: the facts that were known, then the settings that were fixed. Empty for a decision of another kind. */
export function decidedFacts(record: DecisionRecord): (readonly [string, unknown])[] {
  if (record.kind !== 'recommendation') return [];
  const { profile, settings } = record.facts;
  const known = Object.entries(factsOf(profile)).filter(([, value]) => value !== undefined);
  return [...known, ...Object.entries(settings).map(([slot, value]) => [`settings.${slot}`, value] as const)];
}
