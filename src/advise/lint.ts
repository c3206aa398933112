import { canonicalize } from '../canonical-json.js';
import { SextantError } from '../errors.js';
import { slotGraph } from '../settings/slot-graph.js';
import { slots } from '../settings/slots.js';
import { type CompiledRule, compileRule } from './compile.js';
import { expandCondition, leavesOf, normalForm } from './conditions.js';
import { isDiagnosisRule } from './diagnose.js';
import type { Finding } from './findings.js';
import type { RuleSetContent } from './hash.js';
import { problemsOfLeaf } from './lint-leaves.js';
import { lintRule } from './lint-rule.js';
import { proveRuleSet } from './prove.js';
import { layerOf } from './precedence.js';
import type { Condition, Rule, RuleSet } from './schema.js';

/** What is wrong with a rule set as it is written, beyond its schema. Fast: done whenever a rule set is loaded. */
export function lintRuleSet(content: RuleSetContent): Finding[] {
  const broken = [...lintConditions(content), ...lintReferences(content)];
  // What follows expands conditions, which a cycle would not survive.
  if (broken.length > 0) return broken;
  const compiled = content.rules.map((rule) => compileRule(rule, content));
  return [
    ...duplicateIds(content.rules),
    ...compiled.flatMap(lintRule),
    ...compiled.flatMap(repeatedComparisons),
    ...sameConditions(content.rules),
    ...emptySlots(content.rules),
  ];
}

/** `lintRuleSet`, and the proof that every applicable slot is decided exactly once by rules that can all fire and win. */
export async function lintThoroughly(ruleSet: RuleSet): Promise<Finding[]> {
  const findings = lintRuleSet(ruleSet);
  return findings.length > 0 ? findings : proveRuleSet(ruleSet);
}

function lintConditions({ conditions }: RuleSetContent): Finding[] {
  return Object.entries(conditions).flatMap(([name, condition]): Finding[] => {
    try {
      const leaves = leavesOf(normalForm(expandCondition(condition, conditions)));
      return leaves.flatMap(problemsOfLeaf).map((problem) => ({ ruleId: `condition ${name}`, ...problem }));
    } catch (error) {
      return [
        { ruleId: `condition ${name}`, problem: messageOf(error), fix: 'Conditions must not lead back to themselves.' },
      ];
    }
  });
}

function lintReferences({ rules, conditions }: RuleSetContent): Finding[] {
  return rules.flatMap(({ id, when }): Finding[] => {
    const unknown = when === undefined ? [] : referencesOf(when).filter((name) => !Object.hasOwn(conditions, name));
    return unknown.map((name) => ({
      ruleId: id,
      problem: `there is no shared condition ${name}.`,
      fix: `Shared conditions are ${Object.keys(conditions).join(', ')}.`,
    }));
  });
}

/** Names of the shared conditions that a condition refers to. */
export function referencesOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(referencesOf);
  if ('any' in condition) return condition.any.flatMap(referencesOf);
  if ('not' in condition) return referencesOf(condition.not);
  return 'condition' in condition ? [condition.condition] : [];
}

const messageOf = (error: unknown): string => (error instanceof SextantError ? error.message : String(error));

function duplicateIds(rules: readonly Rule[]): Finding[] {
  const ids = rules.map(({ id }) => id);
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [...repeated].map((ruleId) => ({ ruleId, problem: 'two rules have this id.', fix: 'Rename one of them.' }));
}

function repeatedComparisons({ rule, form }: CompiledRule): Finding[] {
  if (form === null) return [];
  const repeats = (at: typeof form): boolean => {
    const children = 'all' in at ? at.all : 'any' in at ? at.any : [];
    return new Set(children.map(canonicalize)).size < children.length || children.some(repeats);
  };
  return repeats(form)
    ? [{ ruleId: rule.id, problem: 'the same comparison stands twice in a list.', fix: 'Remove one.' }]
    : [];
}

/** Two rules of one deciding slot with the same `when`: one can never win. Two without `when` always tie. */
function sameConditions(rules: readonly Rule[]): Finding[] {
  const seen = new Map<string, Rule>();
  return rules.flatMap((rule): Finding[] => {
    const isDeciding = !isDiagnosisRule(rule) && slotGraph[rule.slot].hitPolicy !== 'collect';
    // A rule that adds to a list, or proposes a trial, may share its condition but not its value too.
    const { slot, when = null, recommend } = rule;
    const key = canonicalize([slot, layerOf(rule), isDiagnosisRule(rule), when, isDeciding ? null : recommend]);
    const earlier = seen.get(key);
    if (earlier === undefined) {
      seen.set(key, rule);
      return [];
    }
    const isSame = canonicalize(rule.recommend) === canonicalize(earlier.recommend);
    return [
      {
        kind: isSame ? 'duplicate' : 'conflict',
        ruleId: rule.id,
        problem: `it has the condition of ${earlier.id}${isSame ? ' and says the same' : ''}.`,
        fix: isSame ? 'Remove one of them.' : 'Join them, or narrow one of the conditions.',
      },
    ];
  });
}

function emptySlots(rules: readonly Rule[]): Finding[] {
  const served = new Set(rules.filter((rule) => !isDiagnosisRule(rule)).map(({ slot }) => slot));
  const empty = slots.filter((slot) => !served.has(slot) && slotGraph[slot].hitPolicy !== 'collect');
  return empty.map((slot) => ({
    kind: 'gap',
    problem: `no rule decides ${slot}.`,
    fix: `Add a default rule ${slot}.default.`,
  }));
}
