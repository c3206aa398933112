import { factsOf } from '../profile/facts.js';
import type { Effect, Source, Trial, Verdict } from '../settings/recommendation.js';
import {
  type Condition,
  type ConditionNode,
  conditionTree,
  type RecordedRule,
  type RecordedRuleSet,
} from './rule-set.js';
import type {
  DecisionRecord,
  OverrideRecord,
  RecommendationRecord,
  RefinementRecord,
  VerdictsRecord,
} from './schema.js';
import { expandTrace, type Outcome, type RuleTrace, type SlotTrace } from './trace.js';

/** One comparison of a fact with a constant, as it was seen. */
export interface Seen {
  readonly fact: string;
  readonly operator: string;
  readonly expected: unknown;
  /** Absent: the fact was missing, or the comparison was not made. */
  readonly actual?: unknown;
  readonly outcome: Outcome;
  /** The rule asks that this comparison does not hold. */
  readonly negated: boolean;
}

export interface NotFired {
  readonly ruleId: string;
  /** The comparisons that kept it from firing. */
  readonly because: readonly Seen[];
}

export interface SlotValue {
  readonly value: unknown;
  readonly ruleId: string | null;
  /** Empty where the caller fixed the slot. */
  readonly because: string;
  readonly source: Source | null;
  /** What made the rule fire; empty for a rule that always does. */
  readonly conditions: readonly Seen[];
}

/** A rule that fired and did not decide, with what made it fire. */
export type LostRule = SlotTrace['losers'][number] & Pick<SlotValue, 'conditions'>;

export interface SlotExplanation extends Pick<SlotTrace, 'slot' | 'origin' | 'hitPolicy'> {
  readonly losers: readonly LostRule[];
  /** One, or any number for a slot that collects. */
  readonly values: readonly SlotValue[];
  readonly notFired: readonly NotFired[];
  readonly verdict?: Verdict;
  /** What the value that holds gains over the best other one that was tried. */
  readonly effect?: Effect;
  /** What holds after the probe; absent where that is what the rules said. */
  readonly final?: unknown;
}

export interface TrialExplanation {
  readonly decisionId: string;
  readonly trial: Trial;
  /** What the rule that proposed it saw; empty for a trial of the plan. */
  readonly conditions: readonly Seen[];
}

export interface Explanation
  extends Pick<DecisionRecord, 'kind' | 'occurredAt' | 'actor' | 'ruleSet' | 'recommendationId'> {
  readonly decisionId: string;
  readonly slots: readonly SlotExplanation[];
  /** Slots that mean nothing under these settings. */
  readonly notApplicable: readonly string[];
  readonly trials: readonly TrialExplanation[];
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** What people set to other values afterwards, in the order of time. */
  readonly overrides: readonly OverrideExplanation[];
  /** Ids of decisions that followed and whose records were changed after they were written: what they say is left out. Absent where there is none. */
  readonly damaged?: readonly string[];
}

export interface OverrideExplanation {
  readonly decisionId: string;
  readonly slot: string;
  /** What held before. */
  readonly before: unknown;
  readonly value: unknown;
  /** In the words of who did it. */
  readonly reason: string;
  readonly actor: string | null;
  readonly occurredAt: number;
}

/** Puts numbers into a rule's sentence. */
export type RenderSentence = (input: {
  readonly template: string;
  readonly read: (fact: string) => number | string | boolean | undefined;
  readonly value: unknown;
}) => string;

export interface ExplanationInput {
  readonly record: DecisionRecord;
  /** Decisions that followed: trials, verdicts and overrides. */
  readonly children?: readonly DecisionRecord[];
  /** The one that the record names by its hash. */
  readonly ruleSet: RecordedRuleSet;
  readonly renderSentence: RenderSentence;
}

/** What an explanation says of one slot. */
export function ofSlot(explanation: Explanation, slot: string): Explanation {
  const isAsked = (one: { readonly slot: string }): boolean => one.slot === slot;
  return {
    ...explanation,
    slots: explanation.slots.filter(isAsked),
    notApplicable: explanation.notApplicable.filter((one) => one === slot),
    trials: explanation.trials.filter(({ trial }) => slot in trial.settings),
    verdicts: Object.fromEntries(Object.entries(explanation.verdicts).filter(([one]) => one === slot)),
    overrides: explanation.overrides.filter(isAsked),
  };
}

/** Why a decision came out as it did: a pure function of what was recorded. */
export function explainDecision({ record, children = [], ruleSet, renderSentence }: ExplanationInput): Explanation {
  const all = [record, ...children];
  const verdicts: Explanation['verdicts'] = Object.fromEntries(
    all.filter(isVerdicts).flatMap(({ outcome }) => Object.entries(outcome.verdicts)),
  );
  const { slots, notApplicable } =
    record.kind === 'recommendation' ? explainSlots({ record, ruleSet, renderSentence }) : nothing;
  const { id, kind, occurredAt, actor, recommendationId } = record;
  return {
    decisionId: id,
    kind,
    occurredAt,
    actor,
    recommendationId,
    ruleSet: record.ruleSet,
    slots: slots.map((slot) => ({ ...slot, ...foundOf(slot, all), ...finalOf(slot, all) })),
    notApplicable,
    trials: all.filter(isRefinement).map((refinement) => explainTrial(refinement, ruleSet)),
    verdicts,
    overrides: all.filter(isOverride).map(explainOverride),
  };
}

const explainOverride = ({ id, facts, outcome, actor, occurredAt }: OverrideRecord): OverrideExplanation => ({
  decisionId: id,
  slot: facts.slot,
  before: facts.final,
  value: outcome.value,
  reason: outcome.reason,
  actor,
  occurredAt,
});

/** The slot's verdict, and how much it is about. */
function foundOf(
  { slot }: SlotExplanation,
  records: readonly DecisionRecord[],
): Pick<SlotExplanation, 'verdict' | 'effect'> {
  const outcome = records
    .filter(isVerdicts)
    .findLast(({ outcome: { verdicts } }) => Object.hasOwn(verdicts, slot))?.outcome;
  const verdict = outcome?.verdicts[slot];
  const effect = outcome?.effects?.[slot];
  return { ...(verdict && { verdict }), ...(effect && { effect }) };
}

/** The value that the verdicts record gives a slot that was changed. */
function finalOf({ slot }: SlotExplanation, records: readonly DecisionRecord[]): Pick<SlotExplanation, 'final'> {
  const settings = records.filter(isVerdicts).map(({ outcome }) => outcome.settings);
  const own = settings.find((one) => Object.hasOwn(one, slot));
  return own === undefined ? {} : { final: own[slot] };
}

const nothing: Pick<Explanation, 'slots' | 'notApplicable'> = { slots: [], notApplicable: [] };

const isVerdicts = (record: DecisionRecord): record is VerdictsRecord => record.kind === 'verdicts';
const isOverride = (record: DecisionRecord): record is OverrideRecord => record.kind === 'override';
const isRefinement = (record: DecisionRecord): record is RefinementRecord => record.kind === 'refinement';

interface SlotsInput {
  readonly record: RecommendationRecord;
  readonly ruleSet: RecordedRuleSet;
  readonly renderSentence: RenderSentence;
}

function explainSlots({ record, ruleSet, renderSentence }: SlotsInput): typeof nothing {
  const trace = expandTrace(record.trace, ruleSet);
  const rules = new Map(ruleSet.rules.map((rule) => [rule.id, rule]));
  const traces = new Map(trace.rules.map((rule) => [rule.ruleId, rule]));
  const read = factReader(record);
  const seenBy = (ruleId: string): Seen[] => reasonsOf(rules.get(ruleId), traces.get(ruleId), ruleSet);
  const explainValue = ({ value, ruleId }: { value: unknown; ruleId: string | null }): SlotValue => {
    const rule = ruleId === null ? undefined : rules.get(ruleId);
    const because = rule ? renderSentence({ template: rule.because, read, value }) : '';
    return { value, ruleId, because, source: rule?.source ?? null, conditions: seenBy(ruleId ?? '') };
  };
  const slots = trace.slots
    .filter(({ applies }) => applies)
    .map(({ slot, origin, hitPolicy, losers }) => {
      const silent = trace.rules.filter((one) => !one.fired && rules.get(one.ruleId)?.slot === slot);
      const notFired = silent.map(({ ruleId }) => ({ ruleId, because: seenBy(ruleId) }));
      const values = [record.outcome.settings[slot] ?? []].flat().map(explainValue);
      const lost = losers.map((one) => ({ ...one, conditions: seenBy(one.ruleId) }));
      return { slot, origin, hitPolicy, losers: lost, values, notFired };
    });
  return { slots, notApplicable: trace.slots.filter(({ applies }) => !applies).map(({ slot }) => slot) };
}

/** Facts for the rules' sentences: what the conditions read, then the profile's, then the settings decided. */
function factReader({ facts, outcome, trace }: RecommendationRecord): Parameters<RenderSentence>[0]['read'] {
  const ofProfile = factsOf(facts.profile);
  const settings = Object.fromEntries(
    Object.entries(outcome.settings).map(([slot, one]) => [slot, Array.isArray(one) ? null : one.value]),
  );
  return (fact) => asFactValue(trace.seen[fact] ?? ofProfile[fact] ?? readPath({ settings }, fact));
}

function asFactValue(value: unknown): number | string | boolean | undefined {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : undefined;
}

function readPath(root: unknown, path: string): unknown {
  const step = (at: unknown, key: string): unknown =>
    typeof at === 'object' && at !== null ? Object.entries(at).find(([name]) => name === key)?.[1] : undefined;
  return path.split('.').reduce(step, root);
}

function explainTrial({ id, outcome, trace }: RefinementRecord, ruleSet: RecordedRuleSet): TrialExplanation {
  const { trial } = outcome;
  const rule = ruleSet.rules.find((one) => one.id === trial.because);
  const traced = trace && expandTrace(trace, ruleSet).rules.find((one) => one.ruleId === trial.because);
  return { decisionId: id, trial, conditions: traced ? reasonsOf(rule, traced, ruleSet) : [] };
}

/**
 * A smallest set of comparisons that made the rule's `when` come out as it did: of an `all` that is false one false part
 * says enough, of an `any` that is true one true part.
 */
function reasonsOf(rule: RecordedRule | undefined, trace: RuleTrace | undefined, ruleSet: RecordedRuleSet): Seen[] {
  const when: Condition | undefined = rule?.when;
  if (when === undefined || trace === undefined) return [];
  const traced = new Map(trace.conditions.map((node) => [node.path, node]));
  const outcomeAt = ({ path }: ConditionNode): Outcome => traced.get(path)?.outcome ?? 'not_evaluated';
  const walk = (node: ConditionNode, negated: boolean): Seen[] => {
    if (node.kind === 'leaf') {
      const { fact, operator, value: expected } = node.leaf;
      const seen = { fact, operator, expected, outcome: outcomeAt(node), negated };
      const actual = traced.get(node.path)?.actual;
      return [actual === undefined ? seen : { ...seen, actual }];
    }
    const parts = node.children.map((child) => walk(child, node.kind === 'not' ? !negated : negated));
    const outcome = outcomeAt(node);
    const isOneEnough = (node.kind === 'any') === (outcome === 'true') && node.kind !== 'not' && node.kind !== 'shared';
    if (!isOneEnough) return parts.flat();
    const agreeing = parts.filter((_, index) => node.children[index] && outcomeAt(node.children[index]) === outcome);
    return agreeing.toSorted((a, b) => a.length - b.length)[0] ?? parts.flat();
  };
  return withoutRepetitions(walk(conditionTree(when, ruleSet.conditions), false));
}

const withoutRepetitions = (all: readonly Seen[]): Seen[] => [
  ...new Map(all.map((seen) => [JSON.stringify(seen), seen])).values(),
];
