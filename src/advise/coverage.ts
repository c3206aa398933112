import { type Advisor, createAdvisorWith } from './advise.js';
import { replayCase, type RuleCase } from './cases.js';
import { createPlainEvaluator } from './compile.js';
import { type ConditionNode, expandCondition, nodesInOrder } from './conditions.js';
import { referencesOf } from './lint.js';
import { layerOf } from './precedence.js';
import { type Condition, letters, type Rule, type RuleSet } from './schema.js';

/** What the cases of a rule set do not show. */
export interface Coverage {
  readonly rules: number;
  /** Comparisons in rules and in shared conditions. */
  readonly leaves: number;
  /** Comparisons that no case saw true, or none saw false. */
  readonly unseen: readonly (Place & { readonly never: 'true' | 'false' })[];
  readonly mutants: number;
  /** Changes that no case notices. */
  readonly survivors: readonly Mutant[];
}

/** A rule, or a shared condition, and a comparison in it. */
export interface Place {
  readonly owner: string;
  readonly path: string;
}

export interface Mutant {
  readonly owner: string;
  /** The comparison that was negated; absent: the rule was removed. */
  readonly path?: string;
}

/**
 * Whether every comparison of every rule and shared condition is seen true and false by the cases, and whether removing any rule,
 * or negating any comparison, fails at least one of them. Of an overlay: of its own rules, and of the conditions that only they use.
 */
export async function coverageOf(ruleSet: RuleSet, cases: readonly RuleCase[]): Promise<Coverage> {
  const seen = await observe(createAdvisorWith(ruleSet, createPlainEvaluator), cases);
  const rules = ruleSet.rules.filter((rule) => layerOf(rule) === (ruleSet.extends === undefined ? 0 : 1));
  const extended = ruleSet.rules.filter((rule) => !rules.includes(rule));
  const known = new Set(extended.flatMap(({ when }) => (when === undefined ? [] : referencesOf(when))));
  const places = [
    ...rules.flatMap(({ id, when }) => (when === undefined ? [] : placesIn(id, when))),
    ...Object.entries(ruleSet.conditions)
      .filter(([name]) => !known.has(name))
      .flatMap(([name, condition]) => placesIn(name, condition)),
  ];
  const unseen = places.flatMap((place) =>
    (['true', 'false'] as const)
      .filter((outcome) => !seen.outcomes.has(keyOf(place.owner, place.path, letters[outcome])))
      .map((never) => ({ ...place, never })),
  );
  const mutants: Mutant[] = [...rules.map(({ id }) => ({ owner: id })), ...places];
  const survivors: Mutant[] = [];
  for (const mutant of mutants) {
    const touched = seen.touching.get(mutant.owner) ?? [];
    if (!(await isNoticed(mutated(ruleSet, mutant), likeliestFirst(touched, mutant, ruleSet)))) survivors.push(mutant);
  }
  return { rules: rules.length, leaves: places.length, unseen, mutants: mutants.length, survivors };
}

const keyOf = (...parts: readonly string[]): string => parts.join('\n');

interface Observed {
  /** Owner, path and letter of the outcome of every comparison that some case made. */
  readonly outcomes: ReadonlySet<string>;
  /** Cases in which a rule or a shared condition was evaluated: only those can notice a change of it. */
  readonly touching: ReadonlyMap<string, ReadonlySet<RuleCase>>;
}

async function observe(advisor: Advisor, cases: readonly RuleCase[]): Promise<Observed> {
  const { ruleSet } = advisor;
  const outcomes = new Set<string>();
  const touching = new Map<string, Set<RuleCase>>();
  const nodes = new Map(ruleSet.rules.map((rule) => [rule.id, nodesOf(rule, ruleSet)]));
  const touch = (owner: string, one: RuleCase): void => {
    touching.set(owner, (touching.get(owner) ?? new Set()).add(one));
  };
  for (const one of cases) {
    const { traces } = await replayCase(advisor, one);
    for (const trace of traces.flatMap(({ rules }) => rules)) {
      touch(trace.ruleId, one);
      const conditions = nodes.get(trace.ruleId) ?? [];
      const shared = conditions.flatMap((node) => (node.kind === 'shared' ? [node] : []));
      for (const { name } of shared) touch(name, one);
      for (const [index, { path }] of conditions.entries()) {
        const { owner, inner } = ownerOf(path, trace.ruleId, shared);
        outcomes.add(keyOf(owner, inner, trace.outcomes.charAt(index)));
      }
    }
  }
  return { outcomes, touching };
}

/** The nodes of a rule's `when` as its trace counts them. */
const nodesOf = ({ when }: Rule, { conditions }: RuleSet): ConditionNode[] =>
  when === undefined ? [] : nodesInOrder(expandCondition(when, conditions));

/** What lies behind a shared condition belongs to that; the innermost one counts. */
function ownerOf(path: string, ruleId: string, shared: readonly { readonly path: string; readonly name: string }[]) {
  const inside = shared.findLast((one) => path.startsWith(`${one.path}/condition`));
  if (inside === undefined) return { owner: ruleId, inner: path };
  return { owner: inside.name, inner: path.slice(`${inside.path}/condition`.length) };
}

/** The places of the comparisons in a condition; a shared condition in it is a place of its own. */
function placesIn(owner: string, condition: Condition): Place[] {
  const walk = (at: Condition, path: string): Place[] => {
    if ('all' in at) return at.all.flatMap((child, i) => walk(child, `${path}/all/${i}`));
    if ('any' in at) return at.any.flatMap((child, i) => walk(child, `${path}/any/${i}`));
    if ('not' in at) return walk(at.not, `${path}/not`);
    return [{ owner, path }];
  };
  return walk(condition, '');
}

function mutated(ruleSet: RuleSet, { owner, path }: Mutant): RuleSet {
  const shared = ruleSet.conditions[owner];
  if (shared !== undefined && path !== undefined)
    return { ...ruleSet, conditions: { ...ruleSet.conditions, [owner]: negatedAt(shared, path) } };
  const rules = ruleSet.rules.flatMap((rule) => {
    if (rule.id !== owner) return [rule];
    return path === undefined || rule.when === undefined ? [] : [{ ...rule, when: negatedAt(rule.when, path) }];
  });
  return { ...ruleSet, rules };
}

/** Cases that name the rule's slot, or the diagnosis itself, are the most likely to notice. */
function likeliestFirst(cases: Iterable<RuleCase>, { owner }: Mutant, { rules }: RuleSet): RuleCase[] {
  const slot = rules.find(({ id }) => id === owner)?.slot ?? '';
  const rank = ({ expect }: RuleCase): number => (slot in expect || owner in expect ? 0 : 1);
  return [...cases].sort((a, b) => rank(a) - rank(b));
}

async function isNoticed(mutant: RuleSet, cases: readonly RuleCase[]): Promise<boolean> {
  const advisor = createAdvisorWith(mutant, createPlainEvaluator);
  for (const one of cases) {
    const isSame = await replayCase(advisor, one).then(
      ({ mismatches }) => mismatches.length === 0,
      () => false,
    );
    if (!isSame) return true;
  }
  return false;
}

/** The condition with the comparison at a place negated. */
function negatedAt(at: Condition, path: string): Condition {
  if (path === '') return { not: at };
  const [, kind = '', index = ''] = path.split('/');
  const rest = path.slice(kind.length + 1);
  if ('not' in at) return { not: negatedAt(at.not, rest) };
  const inList = (list: readonly Condition[]): Condition[] =>
    list.map((child, i) => (i === Number(index) ? negatedAt(child, rest.slice(index.length + 1)) : child));
  if ('all' in at) return { all: inList(at.all) };
  if ('any' in at) return { any: inList(at.any) }; // a word of json-rules-engine's conditions, as `all` is
  return at;
}
