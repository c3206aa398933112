import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { slotOrder } from '../settings/slot-graph.js';
import { type ConditionNode, conditionTree, nodesInOrder, type RecordedRuleSet, rulesInOrder } from './rule-set.js';

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
  readonly losers: readonly { readonly ruleId: string; readonly value: unknown; readonly lostBecause: string }[];
}
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
  losers: z.array(z.strictObject({ rule: ruleReference, value: z.json(), lostBecause: z.string() })).optional(),
});
type SlotRecord = z.infer<typeof slotSchema>;

/**
 * A trace without what the rule set already says. `rules`: one word for each rule of the set in order of id, `.` for a rule
 * that was not evaluated, else `+` (fired) or `-` and a letter for each node of its `when`: t(rue), f(alse), u(nknown),
 * n(ot evaluated). `seen`: each fact that was read, once. `slots`: `null` for a slot that does not apply, the winner alone
 * where there is no more to say; a rule is named by its place in that order. `verbatim`: what the set does not explain.
 */
export const compactTraceSchema = z.strictObject({
  rules: z.string().regex(/^(?:(?:\.|[+-][tfun]*)(?: (?!$)|$))*$/),
  seen: z.record(z.string(), z.json()),
  slots: z.record(z.string(), z.union([z.null(), ruleReference, slotSchema])),
  verbatim: z.array(ruleTraceSchema).optional(),
});
export type CompactTrace = z.infer<typeof compactTraceSchema>;

const letters: Readonly<Record<Outcome, string>> = { true: 't', false: 'f', unknown: 'u', not_evaluated: 'n' };
const outcomeOfLetter = new Map(outcomes.map((outcome) => [letters[outcome], outcome]));
const absent = '.';

/** What of a rule set its traces are compared with, made once: rules in their order, and the nodes of each. */
interface Layout {
  readonly rules: readonly { readonly id: string; readonly nodes: readonly ConditionNode[] }[];
  readonly places: ReadonlyMap<string, number>;
}

const layouts = new WeakMap<RecordedRuleSet, Layout>();

function layoutOf(ruleSet: RecordedRuleSet): Layout {
  const known = layouts.get(ruleSet);
  if (known) return known;
  const rules = rulesInOrder(ruleSet).map(({ id, when }) => ({
    id,
    nodes: when === undefined ? [] : nodesInOrder(conditionTree(when, ruleSet.conditions)),
  }));
  const layout = { rules, places: new Map(rules.map(({ id }, index) => [id, index])) };
  layouts.set(ruleSet, layout);
  return layout;
}

/** `expandTrace` gives it back, with the rules in order of id and the slots in that of the slot graph. */
export function compactTrace(trace: Trace, ruleSet: RecordedRuleSet): CompactTrace {
  const seen = factsSeen(trace);
  const traces = new Map(trace.rules.map((rule) => [rule.ruleId, rule]));
  const verbatim = new Set(trace.rules);
  const { rules, places } = layoutOf(ruleSet);
  const words = rules.map(({ id, nodes }) => {
    const found = traces.get(id);
    if (found === undefined || !isExplained(found, nodes, seen)) return absent;
    verbatim.delete(found);
    return wordOf(found);
  });
  const slots: Record<string, unknown> = {};
  for (const slot of trace.slots) slots[slot.slot] = compactSlot(slot, (id) => places.get(id) ?? id);
  const compact = { rules: words.join(' '), seen, slots };
  return compactTraceSchema.parse(verbatim.size === 0 ? compact : { ...compact, verbatim: [...verbatim] });
}

/** Whether the word, the rule set and the facts that were seen give the trace back as it is. */
function isExplained({ conditions }: RuleTrace, nodes: readonly ConditionNode[], seen: RuleContext['seen']): boolean {
  if (conditions.length !== nodes.length) return false;
  return nodes.every((node, index) => {
    const { path, outcome, ...told } = conditions[index] ?? { path: '', outcome: 'unknown' };
    return path === node.path && isSame(told, describeNode(node, outcome, seen));
  });
}

/** Of flat members most are equal at a glance; values that are lists are compared in depth. */
function isSame(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => name in b && (Object.is(a[name], b[name]) || isDeepStrictEqual(a[name], b[name])))
  );
}

/** The whole trace: of the compact one and the rule set that decided, by its hash. */
export function expandTrace(compact: CompactTrace, ruleSet: RecordedRuleSet): Trace {
  const words = compact.rules.split(' ');
  const { rules: inOrder } = layoutOf(ruleSet);
  const rules = inOrder.flatMap((rule, index) => {
    const word = words[index] ?? absent;
    return word === absent ? [] : [expandRule(word, { ...rule, seen: compact.seen })];
  });
  const all = [...rules, ...(compact.verbatim ?? [])].toSorted((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
  const idOf = (rule: RuleReference): string => (typeof rule === 'string' ? rule : (inOrder[rule]?.id ?? String(rule)));
  const slots = Object.entries(compact.slots).map(([slot, kept]) => expandSlot(slot, slotRecord(kept), idOf));
  return { rules: all, slots: slots.toSorted(byDecision) };
}

/** Canonical JSON sorts the slots by name; what is shown goes by the order in which they are decided. */
const rank = new Map<string, number>(slotOrder.map((slot, index) => [slot, index]));
const byDecision = (a: SlotTrace, b: SlotTrace): number =>
  (rank.get(a.slot) ?? rank.size) - (rank.get(b.slot) ?? rank.size);

const wordOf = ({ fired, conditions }: RuleTrace): string =>
  `${fired ? '+' : '-'}${conditions.map(({ outcome }) => letters[outcome]).join('')}`;

function factsSeen({ rules }: Trace): Record<string, unknown> {
  const seen: Record<string, unknown> = {};
  for (const { fact, actual } of rules.flatMap(({ conditions }) => conditions)) {
    if (fact !== undefined && actual !== undefined) seen[fact] = actual;
  }
  return seen;
}

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

type KeptSlot = CompactTrace['slots'][string];

function compactSlot(slot: SlotTrace, placeOf: (ruleId: string) => RuleReference): unknown {
  const { applies, hitPolicy, origin, winner, losers } = slot;
  const kept = {
    ...(!applies && { applies }),
    ...(hitPolicy !== 'first' && { hitPolicy }),
    ...(origin !== 'rule' && { origin }),
    ...(winner !== null && { winner: placeOf(winner) }),
    ...(losers.length > 0 && { losers: losers.map(({ ruleId, ...lost }) => ({ rule: placeOf(ruleId), ...lost })) }),
  };
  const [only, ...others] = Object.keys(kept);
  if (others.length > 0) return kept;
  return only === 'applies' ? null : only === 'winner' ? kept.winner : kept;
}

function slotRecord(kept: KeptSlot): SlotRecord {
  if (kept === null) return { applies: false };
  return typeof kept === 'object' ? kept : { winner: kept };
}

function expandSlot(slot: string, kept: SlotRecord, idOf: (rule: RuleReference) => string): SlotTrace {
  return {
    slot,
    applies: kept.applies ?? true,
    hitPolicy: kept.hitPolicy ?? 'first',
    origin: kept.origin ?? 'rule',
    winner: kept.winner === undefined ? null : idOf(kept.winner),
    losers: (kept.losers ?? []).map(({ rule, ...lost }) => ({ ruleId: idOf(rule), ...lost })),
  };
}
