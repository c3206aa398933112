import { factsOf } from '../profile/facts.js';
import type { Context } from './context.js';
import { getDecision } from './get-decision.js';

/**
 * What the rules saw when a recommendation was decided, by name: the facts that were known, then the settings that were fixed. Empty for a decision of another kind.
 * @throws SextantError `not_found`, and `store_failed` when the record was changed after it was written
 */
export async function readDecidedFacts(context: Context, id: string): Promise<(readonly [string, unknown])[]> {
  const record = await getDecision(context, id);
  if (record.kind !== 'recommendation') return [];
  const { profile, settings } = record.facts;
  const known = Object.entries(factsOf(profile)).filter(([, value]) => value !== undefined);
  return [...known, ...Object.entries(settings).map(([slot, value]) => [`settings.${slot}`, value] as const)];
}
