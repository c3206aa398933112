import { SextantError } from '../errors.js';
import type { FactValue } from '../profile/facts.js';
import type { Slot } from '../settings/slots.js';
import type { HitPolicy } from '../settings/slot-graph.js';
import { renderSentence } from './explain.js';
import { computeValue, isRecord } from './expressions.js';
import type { Rule } from './schema.js';
import { type Json, asJson, problemOfValue } from './slot-values.js';

/** A rule that fired, with its value computed. */
export interface Candidate {
  readonly rule: Rule;
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
export function resolve(slot: Slot, hitPolicy: HitPolicy, fired: readonly Rule[], read: Read): Resolution {
  const ranked = byPriority(fired);
  if (hitPolicy === 'collect') return collect(slot, ranked, read);
  const [best, second] = ranked;
  if (best === undefined) throw unfilled(slot);
  if (second && isConflict(hitPolicy, best, second)) {
    const how = hitPolicy === 'unique' ? 'and exactly one may' : `with the same priority, ${best.priority}`;
    throw conflict(slot, [best, second], how);
  }
  const losers = ranked.slice(1).map((rule) => ({
    rule,
    value: valueOf(rule, slot, read),
    lostBecause:
      layerOf(rule) < layerOf(best)
        ? `${best.id} belongs to the overlay, which goes before`
        : `priority ${rule.priority} is below ${best.priority}`,
  }));
  return { winners: [{ rule: best, value: valueOf(best, slot, read) }], losers };
}

export const layerOf = ({ layer }: Pick<Rule, 'layer'>): number => layer ?? 0;

/** Positive where `b` goes before `a`: by layer, then by priority. */
export const comparePrecedence = (a: Rule, b: Rule): number => layerOf(b) - layerOf(a) || b.priority - a.priority;

/** Whether two rules that both fire, the first of them going before, leave a slot undecided. */
export const isConflict = (hitPolicy: HitPolicy, best: Rule, second: Rule): boolean =>
  layerOf(best) === layerOf(second) && (hitPolicy === 'unique' || best.priority === second.priority);

/** What goes before comes first; equal ones by id, so that every machine sorts alike. */
export const byPriority = (rules: readonly Rule[]): Rule[] =>
  rules.toSorted((a, b) => comparePrecedence(a, b) || (a.id < b.id ? -1 : 1));

function collect(slot: Slot, ranked: readonly Rule[], read: Read): Resolution {
  const winners: Candidate[] = [];
  const losers: Loser[] = [];
  const seen = new Map<string, string>();
  for (const rule of ranked) {
    const computed = computeFor(rule, read);
    for (const one of Array.isArray(computed) ? computed : [computed]) {
      const value = checked(rule, slot, one);
      const earlier = seen.get(JSON.stringify(value));
      if (earlier !== undefined) losers.push({ rule, value, lostBecause: `${earlier} already recommends it` });
      else {
        seen.set(JSON.stringify(value), rule.id);
        winners.push({ rule, value });
      }
    }
  }
  return { winners, losers };
}

/** The value that a rule recommends under these facts. Throws `rules_invalid` when its slot does not allow it. */
export const valueOf = (rule: Rule, slot: Slot, read: Read): Json => checked(rule, slot, computeFor(rule, read));

function computeFor(rule: Rule, read: Read): unknown {
  try {
    return renderTexts(computeValue(rule.recommend, read), read);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new SextantError('rules_invalid', `Rule ${rule.id}: ${detail}`, { fields: { rule: rule.id }, cause });
  }
}

/** Messages inside a value (of a warning, of a trial) may hold placeholders too. */
function renderTexts(value: unknown, read: Read): unknown {
  if (typeof value === 'string') return renderSentence({ template: value, read, value });
  if (Array.isArray(value)) return value.map((part) => renderTexts(part, read));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, renderTexts(part, read)]));
}

function checked(rule: Rule, slot: Slot, value: unknown): Json {
  const problem = problemOfValue(slot, value);
  if (problem === null) return asJson(value);
  throw new SextantError(
    'rules_invalid',
    `Rule ${rule.id} recommends ${JSON.stringify(value)} for ${slot}: ${problem}.`,
    {
      hint: 'Clamp the computed value in the rule, or narrow its condition.',
      fields: { rule: rule.id, slot },
    },
  );
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
