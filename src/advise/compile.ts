import type { Facts, FactValue } from '../profile/facts.js';
import { expandCondition, leavesOf, type NormalForm, normalForm } from './conditions.js';
import { compileSentence, type Sentence } from './explain.js';
import { compileValue } from './expressions.js';
import { operatorTable, outcomeOf } from './operators.js';
import { compareRank } from './precedence.js';
import { compileRecommendation, type Recommendation } from './recommend.js';
import { type Leaf, letters, type Outcome, type Rule, type RuleSet, type RuleTrace } from './schema.js';
import { asJson, type Json } from './slot-values.js';
import { prepareTrace, traceCondition, type TracedCondition } from './tracing.js';

/** A rule with all made ready that does not hang on facts: once for a rule set. */
export interface CompiledRule {
  readonly rule: Rule;
  /** What is run: the rule's `when` without `not` and shared conditions. `null`: the rule always applies. */
  readonly form: NormalForm | null;
  /** Of the form, from left to right. */
  readonly leaves: readonly Leaf[];
  /** The `when` as it was written. */
  readonly written: TracedCondition | null;
  /** What is told of the rule where its slot does not apply: nothing was evaluated. */
  readonly untouched: RuleTrace;
  readonly recommend: Recommendation;
  readonly because: Sentence;
  readonly trials: readonly CompiledTrial[];
}

interface CompiledTrial {
  readonly slot: string;
  readonly value: (read: (fact: string) => FactValue) => Json;
  readonly because: Sentence;
}

export function compileRule(rule: Rule, { conditions }: Pick<RuleSet, 'conditions'>): CompiledRule {
  const node = rule.when === undefined ? null : expandCondition(rule.when, conditions);
  const form = node && normalForm(node);
  const written = node && prepareTrace(node);
  return {
    rule,
    form,
    leaves: form === null ? [] : leavesOf(form),
    written,
    untouched: { ruleId: rule.id, fired: false, outcomes: lettersOf(written?.untouched ?? []) },
    recommend: compileRecommendation(rule),
    because: compileSentence(rule.because),
    trials: (rule.trials ?? []).map(compileTrial),
  };
}

function compileTrial({ slot, value, because }: NonNullable<Rule['trials']>[number]): CompiledTrial {
  const compute = compileValue(value);
  return { slot, value: (read) => asJson(compute(read)), because: compileSentence(because) };
}

/** What a rule tells, from the outcomes of its leaves. */
export const traceOf = ({ rule, written }: CompiledRule, fired: boolean, leaves: readonly Outcome[]): RuleTrace => ({
  ruleId: rule.id,
  fired,
  outcomes: written === null ? '' : lettersOf(traceCondition(written, leaves)),
});

const lettersOf = (outcomes: readonly Outcome[]): string => outcomes.map((outcome) => letters[outcome]).join('');

/** Runs a fixed set of rules; traces are in the order of the rules given. A promise only where the engine must be asked. */
export type Evaluate = (facts: Facts) => readonly RuleTrace[] | Promise<readonly RuleTrace[]>;
export type CreateEvaluator = (rules: readonly CompiledRule[]) => Evaluate;

/** Rules that are run together. */
export interface RuleGroup {
  readonly rules: readonly CompiledRule[];
  /** Places of the rules, what goes before first. */
  readonly ranked: readonly number[];
  /** Facts that their conditions read, each once. */
  readonly reads: readonly string[];
  readonly evaluate: Evaluate;
}

export function createGroup(rules: readonly CompiledRule[], createEvaluator: CreateEvaluator): RuleGroup {
  const reads = new Set(rules.flatMap(({ leaves }) => leaves.map(({ fact }) => fact)));
  const places = rules.map(({ rule }, place) => ({ rule, place }));
  const ranked = places.toSorted((a, b) => compareRank(a.rule, b.rule)).map(({ place }) => place);
  return { rules, ranked, reads: [...reads], evaluate: createEvaluator(rules) };
}

/** The rules that fired, what goes before first. */
export function firedOf({ rules, ranked }: RuleGroup, traces: readonly RuleTrace[]): CompiledRule[] {
  const fired: CompiledRule[] = [];
  for (const place of ranked) {
    const compiled = rules[place];
    if (compiled && traces[place]?.fired) fired.push(compiled);
  }
  return fired;
}

/** Adds those facts that are known. */
export function addSeen(seen: Record<string, NonNullable<FactValue>>, names: readonly string[], facts: Facts): void {
  for (const name of names) {
    const value = facts[name];
    if (value !== undefined) seen[name] = value;
  }
}

/**
 * The same answers as the engine by a plain walk: for linting over thousands of profiles, and as an independent check of
 * the engine in tests. Decisions are made by the engine.
 */
export const createPlainEvaluator: CreateEvaluator = (rules) => (facts) =>
  rules.map((compiled) => {
    const { form, leaves } = compiled;
    const outcomes = leaves.map((leaf) => outcomeOf(leaf.operator, facts[leaf.fact], holds(leaf, facts)));
    return traceOf(compiled, form === null || holds(form, facts), outcomes);
  });

/** Whether a condition is true; not where it is false or unknown. */
export function holds(form: NormalForm, facts: Facts): boolean {
  if ('all' in form) return form.all.every((child) => holds(child, facts));
  if ('any' in form) return form.any.some((child) => holds(child, facts));
  const actual = facts[form.fact];
  const operator = operatorTable[form.operator];
  return operator.accepts(actual) && operator.holds(actual, form.value);
}
