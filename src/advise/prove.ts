import { slotGraph } from '../settings/slot-graph.js';
import { isCollectSlot, type Slot, slots } from '../settings/slots.js';
import { type CompiledRule, compileRule } from './compile.js';
import { isDiagnosisRule } from './diagnose.js';
import type { Finding, FindingKind } from './findings.js';
import { isPossible, mayApply } from './possible.js';
import { type Assignment, MOST_REGIONS, type Region, visitRegions } from './regions.js';
import { comparePrecedence, isConflict, layerOf } from './precedence.js';
import type { RuleSet } from './schema.js';
import { findWitness } from './witness.js';

/**
 * Proves for every deciding slot that each valid profile, whatever the caller fixes, gets exactly one answer, and that each rule
 * can fire and can win. Exhaustive: over all combinations of cells into which the rules' comparisons cut the facts.
 * What is found names rules and, where there is one, a profile that shows it.
 */
export async function proveRuleSet(ruleSet: RuleSet): Promise<Finding[]> {
  const compiled = ruleSet.rules.map((rule) => compileRule(rule, ruleSet));
  const deciding = slots
    .filter((slot) => !isCollectSlot(slot))
    .map((slot) =>
      proveSlot(
        slot,
        compiled.filter(({ rule }) => rule.slot === slot && !isDiagnosisRule(rule)),
      ),
    );
  const others = compiled.filter(({ rule }) => isCollectSlot(rule.slot) || isDiagnosisRule(rule));
  const problems = [...deciding.flat(), ...others.flatMap(reachability)];
  const findings: Finding[] = [];
  for (const problem of problems) findings.push(await findingOf(problem, ruleSet));
  return findings;
}

/** What is wrong in a slot, and regions of facts in which it shows. */
interface Problem {
  readonly kind: FindingKind;
  readonly slot: Slot;
  readonly rules: readonly CompiledRule[];
  readonly sentence: string;
  readonly fix: string;
  readonly regions: readonly Assignment[];
}

/** Regions that are kept for each problem: a witness is looked for in one after the other. */
const REGIONS_KEPT = 20;

function proveSlot(slot: Slot, rules: readonly CompiledRule[]): Problem[] {
  const { hitPolicy } = slotGraph[slot];
  const found = new Map<string, Problem & { readonly regions: Assignment[] }>();
  const note = (problem: Omit<Problem, 'regions' | 'slot'>, { facts }: Region): void => {
    const key = JSON.stringify([problem.kind, problem.rules.map(({ rule }) => rule.id)]);
    const known = found.get(key) ?? { ...problem, slot, regions: [] };
    found.set(key, known);
    if (known.regions.length < REGIONS_KEPT) known.regions.push(facts);
  };
  const fired = new Set<CompiledRule>();
  const won = new Set<CompiledRule>();
  const isWhole = visitRegions(
    rules,
    (region) => {
      region.fired.forEach((rule) => fired.add(rule));
      if (region.fired.length === 0) return note(gap(slot), region);
      // Each layer by itself: that an overlay goes before the rules that it extends is no fault of theirs.
      for (const layer of [0, 1]) {
        const own = region.fired.filter(({ rule }) => layerOf(rule) === layer);
        const [first, second] = own.toSorted((a, b) => comparePrecedence(a.rule, b.rule));
        if (first) won.add(first);
        if (first && second && isConflict(hitPolicy, first.rule, second.rule)) {
          won.add(second);
          note(conflict(slot, [first, second]), region);
        }
      }
    },
    (facts) => isPossible(facts) && mayApply(slot, facts, true),
  );
  if (!isWhole) return [unproven(slot, rules)];
  const silent = rules.filter((rule) => !fired.has(rule)).map((rule) => unreachable(rule));
  const beaten = rules.filter((rule) => fired.has(rule) && !won.has(rule)).map((rule) => shadowed(rule));
  return [...found.values(), ...silent, ...beaten];
}

/** A rule of a collecting slot, or a diagnosis: whether there is anything for which it fires. */
function reachability(rule: CompiledRule): Problem[] {
  let fires = false;
  const isWhole = visitRegions([rule], ({ fired }) => (fires ||= fired.length > 0), isPossible);
  if (fires) return [];
  return [isWhole ? unreachable(rule) : unproven(rule.rule.slot, [rule])];
}

const gap = (slot: Slot): Omit<Problem, 'regions' | 'slot'> => ({
  kind: 'gap',
  rules: [],
  sentence: `no rule decides ${slot}.`,
  fix: `Add a rule for ${slot} without a condition and with priority 0.`,
});

const conflict = (slot: Slot, rules: readonly [CompiledRule, CompiledRule]): Omit<Problem, 'regions' | 'slot'> => ({
  kind: 'conflict',
  rules,
  sentence:
    slotGraph[slot].hitPolicy === 'unique'
      ? `both decide ${slot}, and exactly one may.`
      : `both decide ${slot} with the same priority, ${rules[0].rule.priority}.`,
  fix: 'Narrow one of the conditions, or give one rule a higher priority.',
});

const unreachable = (rule: CompiledRule): Problem => ({
  kind: 'unreachable',
  slot: rule.rule.slot,
  rules: [rule],
  sentence: 'no valid profile makes its condition true.',
  fix: 'Mend the condition, or remove the rule.',
  regions: [],
});

const shadowed = (rule: CompiledRule): Problem => ({
  kind: 'shadowed',
  slot: rule.rule.slot,
  rules: [rule],
  sentence: 'wherever it fires a rule of higher priority fires too.',
  fix: 'Raise its priority, or narrow the rules above it.',
  regions: [],
});

const unproven = (slot: Slot, rules: readonly CompiledRule[]): Problem => ({
  kind: 'unproven',
  slot,
  rules: rules.slice(0, 1),
  sentence: `the rules for ${slot} cut the facts into more than ${MOST_REGIONS} regions; nothing is proven of them.`,
  fix: 'Compare with fewer constants, or split the conditions.',
  regions: [],
});

/** A region without a profile that shows the problem is told too: it may be one that no profile has. */
async function findingOf({ kind, slot, rules, sentence, fix, regions }: Problem, ruleSet: RuleSet): Promise<Finding> {
  const names = rules.map(({ rule }) => rule.id);
  const [ruleId] = names;
  const problem = names.length > 1 ? `with ${names.slice(1).join(', ')}: ${sentence}` : sentence;
  const base = { kind, ...(ruleId !== undefined && { ruleId }), problem, fix };
  const [region] = regions;
  if (region === undefined) return base;
  const witness = await findWitness(ruleSet, { slot, regions });
  return { ...base, witness: witness ?? { facts: Object.fromEntries(region) } };
}
