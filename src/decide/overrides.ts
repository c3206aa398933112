import type { AdviceItem, Recommendation } from '../settings/recommendation.js';
import type { Settings } from '../settings/slots.js';

const overridden = ({ advice }: Recommendation): AdviceItem[] => advice.filter(({ origin }) => origin === 'override');

/** The slots that people set, as a probe keeps them; their values passed their slots' schemas when they were set. */
export const overridesOf = (recommendation: Recommendation): Partial<Settings> =>
  Object.fromEntries(overridden(recommendation).map(({ slot, final }) => [slot, final]));

/** The rules' answer anew, in which slots that people set have their words and what the rules had said before them. */
export function withOverrides(anew: Recommendation, recorded: Recommendation): Recommendation {
  const kept = new Map(overridden(recorded).map((item) => [item.slot, item]));
  return { ...anew, advice: anew.advice.map((item) => kept.get(item.slot) ?? item) };
}
