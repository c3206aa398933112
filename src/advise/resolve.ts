import { SextantError } from '../errors.js';
import type { FactValue } from '../profile/facts.js';
import type { Slot } from '../settings/slots.js';
import type { HitPolicy } from '../settings/slot-graph.js';
import type { CompiledRule } from './compile.js';
import type { Rule } from './schema.js';
import type { Json } from './slot-values.js';

/** A rule that fired, with its value computed. */
export interface Candidate {
  readonly compiled: CompiledRule;
  readonly value: Json;
}

export interface Loser extends Candidate {
  readonly lostBecause: string;
}

export interface Resolution {
  /** One for `unique` and `first`; every distinct value for `collect`. */
  readonly winners: readonly Candidate[];
  readonly losers: readonly Loser[];
}

type Read = (fact: string) => FactValue;

/** Applies the slot's hit policy to the rules that fired. Throws `rules_conflict` where it cannot decide. */
export function resolve(slot: Slot, hitPolicy: HitPolicy, fired: readonly CompiledRule[], read: Read): Resolution {
  const ranked = fired.toSorted((a, b) => compareRank(a.rule, b.rule));
  if (hitPolicy === 'collect') return collect(ranked, read);
  const [best, second] = ranked;
  if (best === undefined) throw unfilled(slot);
  if (second && isConflict(hitPolicy, best.rule, second.rule)) {
    const how = hitPolicy === 'unique' ? 'and exactly one may' : `with the same priority, ${best.rule.priority}`;
    throw conflict(slot, [best.rule, second.rule], how);
  }
  const losers = ranked.slice(1).map((compiled) => ({
    compiled,
    value: compiled.recommend.one(read),
    lostBecause: reasonOfLoss(compiled.rule, best.rule),
  }));
  return { winners: [{ compiled: best, value: best.recommend.one(read) }], losers };
}

const reasonOfLoss = (rule: Rule, best: Rule): string =>
  layerOf(rule) < layerOf(best)
    ? `${best.id} belongs to the overlay, which goes before`
    : `priority ${rule.priority} is below ${best.priority}`;

export const layerOf = ({ layer }: Pick<Rule, 'layer'>): number => layer ?? 0;

/** Positive where `b` goes before `a`: by layer, then by priority. */
export const comparePrecedence = (a: Rule, b: Rule): number => layerOf(b) - layerOf(a) || b.priority - a.priority;

/** Whether two rules that both fire, the first of them going before, leave a slot undecided. */
export const isConflict = (hitPolicy: HitPolicy, best: Rule, second: Rule): boolean =>
  layerOf(best) === layerOf(second) && (hitPolicy === 'unique' || best.priority === second.priority);

/** What goes before comes first; equal ones by id, so that every machine sorts alike. */
export const compareRank = (a: Rule, b: Rule): number => comparePrecedence(a, b) || (a.id < b.id ? -1 : 1);

export const byPriority = (rules: readonly Rule[]): Rule[] => rules.toSorted(compareRank);

function collect(ranked: readonly CompiledRule[], read: Read): Resolution {
  const winners: Candidate[] = [];
  const losers: Loser[] = [];
  const seen = new Map<string, string>();
  for (const compiled of ranked) {
    for (const value of compiled.recommend.several(read)) {
      const key = JSON.stringify(value);
      const earlier = seen.get(key);
      if (earlier !== undefined) losers.push({ compiled, value, lostBecause: `${earlier} already recommends it` });
      else {
        seen.set(key, compiled.rule.id);
        winners.push({ compiled, value });
      }
    }
  }
  return { winners, losers };
}

const unfilled = (slot: Slot): SextantError =>
  new SextantError('rules_conflict', `No rule decides ${slot} for this profile.`, {
    hint: `Add a rule for ${slot} without a condition and with priority 0.`,
    fields: { slot },
  });

function conflict(slot: Slot, [a, b]: readonly [Rule, Rule], how: string): SextantError {
  return new SextantError('rules_conflict', `Two rules decide ${slot} for this profile, ${how}: ${a.id} and ${b.id}.`, {
    hint: 'Narrow one of the conditions, or give one rule a higher priority.',
    fields: { slot, rules: [a.id, b.id] },
  });
}
