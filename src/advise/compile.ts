import type { Facts } from '../profile/facts.js';
import {
  type ConditionNode,
  expandCondition,
  type LeafResult,
  leavesOf,
  type NormalForm,
  normalForm,
  traceCondition,
} from './conditions.js';
import { operatorTable, outcomeOf } from './operators.js';
import type { Leaf, Rule, RuleSet, RuleTrace } from './schema.js';

/** A rule ready to run: `not` and shared conditions are gone from `form`, `node` remembers how it was written. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly node: ConditionNode | null;
  /** `null`: the rule always applies. */
  readonly form: NormalForm | null;
  readonly leaves: readonly Leaf[];
}

export function compileRule(rule: Rule, { conditions }: Pick<RuleSet, 'conditions'>): CompiledRule {
  if (rule.when === undefined) return { rule, node: null, form: null, leaves: [] };
  const node = expandCondition(rule.when, conditions);
  const form = normalForm(node);
  return { rule, node, form, leaves: leavesOf(form) };
}

/** One rule over one set of facts. */
export interface RuleResult {
  readonly compiled: CompiledRule;
  readonly fired: boolean;
  readonly leaves: readonly LeafResult[];
}

/** Without `leaves`: the rule's slot does not apply, so nothing was evaluated. */
export function traceOf({ compiled, fired, leaves }: Omit<RuleResult, 'leaves'> & Partial<RuleResult>): RuleTrace {
  const { rule, node } = compiled;
  return { ruleId: rule.id, fired, conditions: node === null ? [] : traceCondition(node, leaves).nodes };
}

/** Runs a fixed set of rules; results are in the order of the rules given. */
export type Evaluate = (facts: Facts) => Promise<readonly RuleResult[]>;
export type CreateEvaluator = (rules: readonly CompiledRule[]) => Evaluate;

/**
 * The same answers as the engine by a plain walk, a hundred times faster: for linting over thousands of profiles, and as
 * an independent check of the engine in tests. Decisions are made by the engine.
 */
export const createPlainEvaluator: CreateEvaluator = (rules) => (facts) =>
  Promise.resolve(
    rules.map((compiled) => ({
      compiled,
      fired: compiled.form === null || holds(compiled.form, facts),
      leaves: compiled.leaves.map((leaf) => ({
        outcome: outcomeOf(leaf, facts[leaf.fact], holds(leaf, facts)),
        actual: facts[leaf.fact],
      })),
    })),
  );

/** Whether a condition is true; not where it is false or unknown. */
export function holds(form: NormalForm, facts: Facts): boolean {
  if ('all' in form) return form.all.every((child) => holds(child, facts));
  if ('any' in form) return form.any.some((child) => holds(child, facts));
  const actual = facts[form.fact];
  const operator = operatorTable[form.operator];
  return operator.accepts(actual) && operator.holds(actual, form.value);
}
