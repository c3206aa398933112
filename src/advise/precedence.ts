import type { HitPolicy } from '../settings/slot-graph.js';
import type { Rule } from './schema.js';

export const layerOf = ({ layer }: Pick<Rule, 'layer'>): number => layer ?? 0;

/** Positive where `b` goes before `a`: by layer, then by priority. */
export const comparePrecedence = (a: Rule, b: Rule): number => layerOf(b) - layerOf(a) || b.priority - a.priority;

/** Whether two rules that both fire, the first of them going before, leave a slot undecided. */
export const isConflict = (hitPolicy: HitPolicy, best: Rule, second: Rule): boolean =>
  layerOf(best) === layerOf(second) && (hitPolicy === 'unique' || best.priority === second.priority);

/** What goes before comes first; equal ones by id, so that every machine sorts alike. */
export const compareRank = (a: Rule, b: Rule): number => comparePrecedence(a, b) || (a.id < b.id ? -1 : 1);

export const byPriority = (rules: readonly Rule[]): Rule[] => rules.toSorted(compareRank);
