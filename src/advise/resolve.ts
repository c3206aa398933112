import { SextantError } from '../errors.js';
import type { FactValue } from '../profile/facts.js';
import type { Slot } from '../settings/slots.js';
import type { HitPolicy } from '../settings/slot-graph.js';
import type { CompiledRule } from './compile.js';
import { isConflict, layerOf } from './precedence.js';
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

/**
 * Applies the slot's hit policy to the rules that fired, what goes before first. Throws `rules_conflict` where it cannot decide.
 */
export function resolve(slot: Slot, hitPolicy: HitPolicy, fired: readonly CompiledRule[], read: Read): Resolution {
  if (hitPolicy === 'collect') return collect(fired, read);
  const [best, second] = fired;
  if (best === undefined) throw unfilled(slot);
  if (second && isConflict(hitPolicy, best.rule, second.rule)) {
    const how = hitPolicy === 'unique' ? 'and exactly one may' : `with the same priority, ${best.rule.priority}`;
    throw conflict(slot, [best.rule, second.rule], how);
  }
  const losers = fired.slice(1).map((compiled) => ({
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

function collect(fired: readonly CompiledRule[], read: Read): Resolution {
  const winners: Candidate[] = [];
  const losers: Loser[] = [];
  const seen = new Map<string, string>();
  for (const compiled of fired) {
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
