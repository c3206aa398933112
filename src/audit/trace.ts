import { z } from 'zod';
import { SextantError } from '../errors.js';
import type { AdviceItem } from '../settings/recommendation.js';
import { type HitPolicy, slotGraph, slotOrder } from '../settings/slot-graph.js';
import {
  type ConditionNode,
  conditionTree,
  isUsualLoss,
  nodesInOrder,
  type RecordedRule,
  type RecordedRuleSet,
  rulesInOrder,
  usualLoss,
} from './rule-set.js';

/** What an evaluation of the rules tells of itself, and the compact form in which it is kept. */

export const outcomes = ['true', 'false', 'unknown', 'not_evaluated'] as const;
export type Outcome = (typeof outcomes)[number];

const conditionTraceSchema = z.strictObject({
  path: z.string(),
  outcome: z.enum(outcomes),
  condition: z.string().optional(),
  fact: z.string().optional(),
  operator: z.string().optional(),
  expected: z.unknown().optional(),
  actual: z.unknown().optional(),
});
const ruleTraceSchema = z.strictObject({
  ruleId: z.string(),
  fired: z.boolean(),
  conditions: z.array(conditionTraceSchema),
});

type Json = AdviceItem['final'];

/** How the rules were evaluated: what an advisor hands over. With the rule set it tells all that a trace tells. */
export interface Evaluation {
  readonly rules: readonly {
    readonly ruleId: string;
    readonly fired: boolean;
    /** A letter for every node of the rule's `when`, each before its children: as in the compact trace. */
    readonly outcomes: string;
  }[];
  /** Each fact that was read, as far as it is known. */
  readonly seen: Readonly<Record<string, number | string | boolean>>;
  readonly slots: readonly SlotTrace[];
}

type ConditionTrace = Readonly<z.infer<typeof conditionTraceSchema>>;
export interface RuleTrace {
  readonly ruleId: string;
  readonly fired: boolean;
  /** Every node of the rule's `when`, each before its children. */
  readonly conditions: readonly ConditionTrace[];
}
export interface SlotTrace {
  readonly slot: string;
  readonly applies: boolean;
  readonly hitPolicy: 'unique' | 'first' | 'collect';
  readonly origin: 'rule' | 'caller';
  readonly winner: string | null;
  readonly losers: readonly { readonly ruleId: string; readonly value: Json; readonly lostBecause: string }[];
}
/** Written out, for people. */
export interface Trace {
  readonly rules: readonly RuleTrace[];
  readonly slots: readonly SlotTrace[];
}

/** A rule's place in the set, or its id where the set does not have it. */
const ruleReference = z.union([z.int().min(0), z.string()]);
type RuleReference = z.infer<typeof ruleReference>;

const slotSchema = z.strictObject({
  /** Left out where it is what most slots have: `true`, `first`, `rule`, no winner, no losers. */
  applies: z.literal(false).optional(),
  hitPolicy: z.enum(['unique', 'collect']).optional(),
  origin: z.literal('caller').optional(),
  winner: ruleReference.optional(),
  /** A rule alone: it lost with what it always recommends, by its priority. */
  losers: z
    .array(z.union([ruleReference, z.strictObject({ rule: ruleReference, value: z.json(), lostBecause: z.string() })]))
    .optional(),
});
type SlotRecord = z.infer<typeof slotSchema>;

const slotsSchema = z.record(z.string(), z.union([z.null(), ruleReference, slotSchema]));

/**
 * A trace without what the rule set already says. `rules`: one word for each rule of the set in order of id, `.` for a rule
 * that was not evaluated, else `+` (fired) or `-` and a letter for each node of its `when`: t(rue), f(alse), u(nknown),
 * n(ot evaluated). `seen`: each fact that was read, once. `otherSlots`: those that did not come out as the words say (of the
 * rules of a slot that fired the one of the highest priority wins, and the others lose by theirs), `null` for a slot that
 * does not apply, the winner alone where there is no more to say; a rule is named by its place in that order. `slots` instead: all
 * slots that were decided; of records of version 1, and where rules were evaluated without a slot being decided. Between words
 * version 1 has spaces. `verbatim`: of earlier records still, rules that the set does not explain.
 */
export const compactTraceSchema = z.strictObject({
  rules: z.string().regex(/^(?:(?:\.|[+-][tfun]*) ?)*$/),
  seen: z.record(z.string(), z.json()),
  otherSlots: slotsSchema.optional(),
  slots: slotsSchema.optional(),
  verbatim: z.array(ruleTraceSchema).optional(),
});
export type CompactTrace = z.infer<typeof compactTraceSchema>;

const letters: Readonly<Record<Outcome, string>> = { true: 't', false: 'f', unknown: 'u', not_evaluated: 'n' };
const outcomeOfLetter = new Map(outcomes.map((outcome) => [letters[outcome], outcome]));
const absent = '.';

/** What of a rule set its traces are compared with, made once: rules in their order, and the nodes of each. */
interface Layout {
  readonly rules: readonly (Pick<RecordedRule, 'id' | 'slot' | 'priority' | 'recommend'> & {
    readonly nodes: readonly ConditionNode[];
  })[];
  readonly places: ReadonlyMap<string, number>;
  readonly slots: readonly SlotLayout[];
}

/** A slot's hit policy, which is that of this version of the product, and the places of its rules, the highest priority first. */
interface SlotLayout {
  readonly slot: string;
  readonly hitPolicy: HitPolicy;
  readonly places: readonly number[];
}

const policies = new Map<string, HitPolicy>(
  Object.entries(slotGraph).map(([slot, { hitPolicy }]) => [slot, hitPolicy]),
);

function slotsOf(rules: readonly Pick<RecordedRule, 'slot' | 'priority'>[]): SlotLayout[] {
  const places = new Map<string, number[]>();
  rules.forEach(({ slot }, place) => places.set(slot, [...(places.get(slot) ?? []), place]));
  const priorityOf = (place: number): number => rules[place]?.priority ?? 0;
  return [...places].map(([slot, those]) => ({
    slot,
    hitPolicy: policies.get(slot) ?? 'first',
    places: those.toSorted((a, b) => priorityOf(b) - priorityOf(a)),
  }));
}

const layouts = new WeakMap<RecordedRuleSet, Layout>();

function layoutOf(ruleSet: RecordedRuleSet): Layout {
  const known = layouts.get(ruleSet);
  if (known) return known;
  const rules = rulesInOrder(ruleSet).map(({ when, ...rule }) => ({
    ...rule,
    nodes: when === undefined ? [] : nodesInOrder(conditionTree(when, ruleSet.conditions)),
  }));
  const layout = { rules, places: new Map(rules.map(({ id }, index) => [id, index])), slots: slotsOf(rules) };
  layouts.set(ruleSet, layout);
  return layout;
}

/**
 * What is kept of an evaluation; `expandTrace` writes it out, with the rules in order of id and the slots in that of the slot
 * graph. Throws `internal` where the rule set is not the one that was evaluated.
 */
export function compactTrace(
  { rules: evaluated, seen, slots: decided }: Evaluation,
  ruleSet: RecordedRuleSet,
): CompactTrace {
  const layout = layoutOf(ruleSet);
  const { rules, places } = layout;
  const words = rules.map(() => absent);
  for (const { ruleId, fired, outcomes } of evaluated) {
    const place = places.get(ruleId);
    if (place === undefined || rules[place]?.nodes.length !== outcomes.length) throw otherRules(ruleId);
    words[place] = `${fired ? '+' : '-'}${outcomes}`;
  }
  const usual = usualSlots(words, layout);
  const others = decided.filter((one) => !isUsual(one, usual.get(one.slot), layout));
  // Each slot is decided once: those that are as expected are all that are expected, or some were not decided.
  const isWhole = decided.length - others.length === usual.size || decidesAll(decided, usual);
  const slots: z.infer<typeof slotsSchema> = {};
  for (const slot of isWhole ? others : decided) slots[slot.slot] = compactSlot(slot, layout);
  return { rules: words.join(''), seen, ...(isWhole ? { otherSlots: slots } : { slots }) };
}

const decidesAll = (decided: readonly SlotTrace[], usual: ReadonlyMap<string, unknown>): boolean => {
  const names = new Set(decided.map(({ slot }) => slot));
  return [...usual.keys()].every((slot) => names.has(slot));
};

const otherRules = (ruleId: string): SextantError =>
  new SextantError('internal', `The rule ${ruleId} that was evaluated is not the one of the rule set on record.`);

/** The whole trace: of the compact one and the rule set that decided, by its hash. */
export function expandTrace(compact: CompactTrace, ruleSet: RecordedRuleSet): Trace {
  const words = compact.rules.match(/\.|[+-][tfun]*/g) ?? [];
  const layout = layoutOf(ruleSet);
  const rules = layout.rules.flatMap((rule, index) => {
    const word = words[index] ?? absent;
    return word === absent ? [] : [expandRule(word, { ...rule, seen: compact.seen })];
  });
  const all = [...rules, ...(compact.verbatim ?? [])].toSorted((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
  const usual = compact.otherSlots === undefined ? [] : [...usualSlots(words, layout).values()];
  const kept = Object.entries(compact.otherSlots ?? compact.slots ?? {});
  const slots = new Map([
    ...usual.map((one) => [one.slot, expandSlot(one.slot, usualRecord(one), layout.rules)] as const),
    ...kept.map(([slot, one]) => [slot, expandSlot(slot, slotRecord(one), layout.rules)] as const),
  ]);
  return { rules: all, slots: [...slots.values()].toSorted(byDecision) };
}

/** How a slot comes out where only its rules decide. */
interface UsualSlot extends Pick<SlotLayout, 'slot' | 'hitPolicy'> {
  /** Places of the rules that fired, the highest priority first. */
  readonly fired: readonly number[];
}

/** Of the slots of which rules were evaluated. */
function usualSlots(words: readonly string[], { slots }: Layout): Map<string, UsualSlot> {
  const usual = new Map<string, UsualSlot>();
  for (const { slot, hitPolicy, places } of slots) {
    if (places.every((place) => (words[place] ?? absent) === absent)) continue;
    usual.set(slot, { slot, hitPolicy, fired: places.filter((place) => words[place]?.startsWith('+')) });
  }
  return usual;
}

function isUsual(slot: SlotTrace, usual: UsualSlot | undefined, { rules }: Layout): boolean {
  const { applies, origin, hitPolicy, winner, losers } = slot;
  if (usual === undefined || !applies || origin !== 'rule' || hitPolicy !== usual.hitPolicy) return false;
  if (hitPolicy === 'collect') return winner === null && losers.length === 0;
  const { fired } = usual;
  const first = rules[fired[0] ?? -1];
  if (winner !== (first?.id ?? null) || losers.length !== Math.max(0, fired.length - 1)) return false;
  return losers.every((lost, index) => {
    const rule = rules[fired[index + 1] ?? -1];
    return lost.ruleId === rule?.id && isUsualLoss(lost, rule, first);
  });
}

function usualRecord({ hitPolicy, fired }: UsualSlot): SlotRecord {
  if (hitPolicy === 'collect') return { hitPolicy };
  const [winner, ...losers] = fired;
  return {
    ...(hitPolicy !== 'first' && { hitPolicy }),
    ...(winner !== undefined && { winner }),
    ...(losers.length > 0 && { losers }),
  };
}

/** Canonical JSON sorts the slots by name; what is shown goes by the order in which they are decided. */
const rank = new Map<string, number>(slotOrder.map((slot, index) => [slot, index]));
const byDecision = (a: SlotTrace, b: SlotTrace): number =>
  (rank.get(a.slot) ?? rank.size) - (rank.get(b.slot) ?? rank.size);

interface RuleContext {
  readonly id: string;
  readonly nodes: readonly ConditionNode[];
  readonly seen: Readonly<Record<string, unknown>>;
}

function expandRule(word: string, { id, nodes, seen }: RuleContext): RuleTrace {
  const conditions = nodes.map((node, index): ConditionTrace => {
    const outcome = outcomeOfLetter.get(word.charAt(index + 1)) ?? 'not_evaluated';
    return { path: node.path, outcome, ...describeNode(node, outcome, seen) };
  });
  return { ruleId: id, fired: word.startsWith('+'), conditions };
}

function describeNode(node: ConditionNode, outcome: Outcome, seen: RuleContext['seen']): Partial<ConditionTrace> {
  if (node.kind === 'shared') return { condition: node.name };
  if (node.kind !== 'leaf') return {};
  const { fact, operator, value: expected } = node.leaf;
  const isRead = outcome !== 'not_evaluated' && seen[fact] !== undefined;
  return isRead ? { fact, operator, expected, actual: seen[fact] } : { fact, operator, expected };
}

type KeptSlot = z.infer<typeof slotsSchema>[string];

function compactSlot(slot: SlotTrace, { rules, places }: Layout): KeptSlot {
  const placeOf = (ruleId: string): RuleReference => places.get(ruleId) ?? ruleId;
  const ruleOf = (ruleId: string | null) => rules[places.get(ruleId ?? '') ?? -1];
  const { applies, hitPolicy, origin, winner, losers } = slot;
  const isUsual = hitPolicy === 'first' && origin === 'rule' && losers.length === 0;
  if (isUsual && !applies && winner === null) return null;
  if (isUsual && applies && winner !== null) return placeOf(winner);
  return {
    ...(!applies && { applies }),
    ...(hitPolicy !== 'first' && { hitPolicy }),
    ...(origin !== 'rule' && { origin }),
    ...(winner !== null && { winner: placeOf(winner) }),
    ...(losers.length > 0 && {
      losers: losers.map(({ ruleId, ...lost }) =>
        isUsualLoss(lost, ruleOf(ruleId), ruleOf(winner)) ? placeOf(ruleId) : { rule: placeOf(ruleId), ...lost },
      ),
    }),
  };
}

function slotRecord(kept: KeptSlot): SlotRecord {
  if (kept === null) return { applies: false };
  return typeof kept === 'object' ? kept : { winner: kept };
}

function expandSlot(slot: string, kept: SlotRecord, rules: Layout['rules']): SlotTrace {
  const idOf = (rule: RuleReference): string => (typeof rule === 'string' ? rule : (rules[rule]?.id ?? String(rule)));
  const ruleOf = (rule: RuleReference | undefined) =>
    typeof rule === 'number' ? rules[rule] : rules.find(({ id }) => id === rule);
  return {
    slot,
    applies: kept.applies ?? true,
    hitPolicy: kept.hitPolicy ?? 'first',
    origin: kept.origin ?? 'rule',
    winner: kept.winner === undefined ? null : idOf(kept.winner),
    losers: (kept.losers ?? []).map((loser) => {
      if (typeof loser === 'object') {
        const { rule, ...lost } = loser;
        return { ruleId: idOf(rule), ...lost };
      }
      const usual = usualLoss(ruleOf(loser), ruleOf(kept.winner)) ?? {
        value: null,
        lostBecause: 'its priority is lower',
      };
      return { ruleId: idOf(loser), ...usual };
    }),
  };
}
