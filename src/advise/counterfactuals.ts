import { canonicalize } from '../canonical-json.js';
import { SextantError } from '../errors.js';
import { type Facts, factsOf, type FactValue } from '../profile/facts.js';
import { type Profile, profileSchema } from '../profile/schema.js';
import type { Settings, Slot } from '../settings/slots.js';
import { nextTurn } from '../turn.js';
import type { Advisor } from './advise.js';
import { type ChangeableFact, changeableFacts } from './changeable.js';
import { decideSlot, planOf, type SlotOutcome, type SlotPlan } from './decide-slot.js';
import { factsIn } from './fact-types.js';
import { cellOf, type Constants, constantsOf, type Edge, edgesOf, factsAt, movedFacts } from './fact-edges.js';
import { isConnected, sharesCells } from './shared-facts.js';
import { checkFixed } from './slot-values.js';

/** One fact of a profile, changed; `null` is a fact that is not known. */
export interface Change {
  readonly fact: string;
  readonly from: Exclude<FactValue, undefined> | null;
  readonly to: Exclude<FactValue, undefined> | null;
}

/** Changes under which another rule gives the slot another value, or it begins or ceases to apply. */
export interface Counterfactual {
  readonly changes: readonly Change[];
  readonly value: unknown;
  readonly ruleId: string | null;
}

export interface Counterfactuals {
  /** What the rules give the slot for the unchanged profile. */
  readonly value: unknown;
  readonly ruleId: string | null;
  /** Those of one fact first; then by how many borders of cells are crossed. */
  readonly found: readonly Counterfactual[];
  /** How many there are, of which `found` has the first. */
  readonly count: number;
  /** Whether all were looked for; `false`: the bound on evaluations ended the search. */
  readonly exhausted: boolean;
  /** Two facts from which one fact follows can be traded for one another; of these only changes are found that take one of them to an edge. */
  readonly edgesOnly: readonly (readonly [string, string])[];
  readonly evaluations: number;
}

export interface CounterfactualInput {
  readonly profile: Profile;
  readonly fixed: Partial<Settings>;
  readonly slot: Slot;
  /** Facts that are changed at once, at most. */
  readonly mostFacts: 1 | 2;
  readonly mostEvaluations: number;
  readonly mostFound: number;
}

/** Evaluations after which others in this process have their turn. */
const TURN = 200;

/** What is looked at: one plan on one profile, and what that has cost so far. */
interface Search {
  readonly plan: SlotPlan;
  readonly constants: Constants;
  readonly profile: Profile;
  /** The same; a line may be on another. */
  readonly original: Profile;
  readonly facts: Facts;
  readonly fixed: ReadonlyMap<Slot, unknown>;
  readonly base: SlotOutcome;
  readonly mostEvaluations: number;
  evaluations: number;
}

/** A fact with its edges, sorted by side and nearness, and how far on each side it flips the slot by itself. */
interface Axis {
  readonly fact: ChangeableFact;
  readonly sides: ReadonlyMap<string, readonly Edge[]>;
  readonly flipsAt: ReadonlyMap<string, number>;
}

interface Step {
  readonly axis: ChangeableFact;
  readonly edge: Edge;
  /** Borders between the fact's value and the edge. */
  readonly rank: number;
}
interface Found {
  readonly steps: readonly Step[];
  readonly outcome: SlotOutcome;
}

/**
 * The smallest changes of one or two facts that flip a slot. A change of one fact is listed when no value between it and the
 * present one flips the slot. A change of two is listed when none does that takes neither of them further, one of them left as it
 * is included; of two that can be traded for one another (`edgesOnly`) when neither can be taken less far by itself. Each is
 * confirmed by the advisor itself.
 */
export async function findCounterfactuals(advisor: Advisor, input: CounterfactualInput): Promise<Counterfactuals> {
  const { profile, fixed, slot, mostFacts, mostEvaluations, mostFound } = input;
  const plan = planOf(advisor.ruleSet, slot);
  const callers = checkFixed(fixed);
  const facts = factsOf(profile);
  const base = decideSlot(plan, facts, callers);
  if (base === undefined) throw new SextantError('rules_conflict', `The rules do not decide ${slot} for this profile.`);
  const constants = constantsOf(plan, factsIn(`settings.${slot}`, base.value));
  const search: Search = {
    plan,
    constants,
    profile,
    original: profile,
    facts,
    fixed: callers,
    base,
    mostEvaluations,
    evaluations: 0,
  };
  const found: Found[] = [];
  const axes: Axis[] = [];
  for (const fact of changeableFacts(profile)) {
    if (isOver(search)) break;
    axes.push(alone(search, fact, found));
    await nextTurn();
  }
  const edgesOnly = mostFacts === 2 ? await together(search, axes, found) : [];
  const sorted = found.toSorted(
    (a, b) => a.steps.length - b.steps.length || rankOf(a) - rankOf(b) || compareNames(a, b),
  );
  const listed = sorted.slice(0, mostFound).map((one) => shown(one, profile));
  for (const one of listed) await confirm(advisor, input, one);
  const { value, ruleId } = base;
  const { evaluations } = search;
  return { value, ruleId, found: listed, count: found.length, exhausted: !isOver(search), edgesOnly, evaluations };
}

const isOver = ({ evaluations, mostEvaluations }: Search): boolean => evaluations >= mostEvaluations;
const rankOf = ({ steps }: Found): number => steps.reduce((sum, { rank }) => sum + rank, 0);
const nameOf = ({ steps }: Found): string => steps.map(({ axis, edge }) => `${axis.name} ${edge.side}`).join(' ');
const compareNames = (a: Found, b: Found): number => (nameOf(a) < nameOf(b) ? -1 : 1);

function evaluate(search: Search, moved: Facts): SlotOutcome | undefined {
  search.evaluations++;
  return decideSlot(search.plan, { ...search.facts, ...moved }, search.fixed);
}

/**
 * Another value of another rule; the slot applies where it did not, and the other way round. A number that a rule computes changes
 * with every fact that it is computed of, which is no flip; another text is one.
 */
function isFlip({ base }: Search, outcome: SlotOutcome | undefined): outcome is SlotOutcome {
  if (outcome === undefined) return false;
  if (outcome.applies !== base.applies) return true;
  const isOther = outcome.ruleId !== base.ruleId || typeof outcome.value === 'string';
  return isOther && canonicalize(outcome.value) !== canonicalize(base.value);
}

const isValid = (profile: Profile): boolean => profileSchema.safeParse(profile).success;

/** The changes of one fact that flip the slot, put to `found`; and where its edges are. */
function alone(search: Search, fact: ChangeableFact, found: Found[]): Axis {
  const sides = sidesOf(edgesOn(search, fact, search.profile));
  const flipsAt = new Map<string, number>();
  for (const [side, edges] of sides) {
    for (const [rank, edge] of edges.entries()) {
      const outcome = evaluate(search, factsAt({ ...search, fact }, edge.value));
      if (!isFlip(search, outcome) || !isValid(fact.write(search.profile, edge.value))) continue;
      found.push({ steps: [{ axis: fact, edge, rank }], outcome });
      flipsAt.set(side, edge.distance);
      break;
    }
  }
  return { fact, sides, flipsAt };
}

/** By side, the nearest first. */
function sidesOf(edges: readonly Edge[]): Map<string, readonly Edge[]> {
  const sides = new Map<string, Edge[]>();
  for (const edge of edges.toSorted((a, b) => a.distance - b.distance))
    sides.set(edge.side, [...(sides.get(edge.side) ?? []), edge]);
  return sides;
}

/** The edges of a fact; where rules compare a number that they compute from it, its cells are cut where that matters. */
function edgesOn(search: Search, fact: ChangeableFact, profile: Profile): Edge[] {
  const line = { ...search, fact, profile };
  if (!isComputedFrom(search.plan, fact) || isOver(search)) return edgesOf(line);
  const facts = factsOf(profile);
  return edgesOf(line, (value) => {
    const outcome = evaluate(search, { ...facts, ...factsAt(line, value) });
    const cells = Object.entries(outcome?.settings ?? {}).map(([name, one]) => cellOf(name, one, search.constants));
    return [outcome?.path ?? 'none', ...cells].join(' ');
  });
}

const isComputedFrom = ({ computedFrom }: SlotPlan, { moves }: ChangeableFact): boolean =>
  moves.some((name) => computedFrom.has(name));

/** The changes of two facts. Returns those pairs of which only edges were looked at. */
async function together(search: Search, axes: readonly Axis[], found: Found[]): Promise<[string, string][]> {
  const edgesOnly: [string, string][] = [];
  let turned = search.evaluations;
  const moving = axes.filter(({ fact }) => movedFacts({ fact, plan: search.plan }).length > 0);
  for (const [index, first] of moving.entries()) {
    for (const second of moving.slice(index + 1)) {
      if (isOver(search)) return edgesOnly;
      const isTied = isConnected(first.fact, second.fact, search.plan);
      const pairs = [
        ...pairsOf(search, first, second, isTied),
        ...(isTied ? pairsOf(search, second, first, true) : []),
      ];
      found.push(...(isTied ? smallest(pairs) : pairs));
      if (sharesCells(first.fact, second.fact, search.plan)) edgesOnly.push([first.fact.name, second.fact.name]);
      if (search.evaluations - turned < TURN) continue;
      turned = search.evaluations;
      await nextTurn();
    }
  }
  return edgesOnly;
}

/**
 * The first fact at each of its edges that are nearer than one where it flips the slot by itself, the second as little changed as
 * then is enough. As the first goes further the second has to go less far.
 */
function pairsOf(search: Search, first: Axis, second: Axis, isTied: boolean): Found[] {
  const pairs: Found[] = [];
  const nearest = new Map<string, number>();
  for (const [side, edges] of first.sides) {
    for (const [rank, edge] of edges.entries()) {
      if (edge.distance >= (first.flipsAt.get(side) ?? Infinity) || isOver(search)) break;
      const profile = first.fact.write(search.profile, edge.value);
      const moved = factsAt({ ...search, fact: first.fact }, edge.value);
      const sides = isTied ? sidesOf(edgesOn(search, second.fact, profile)) : second.sides;
      for (const [otherSide, others] of sides) {
        const key = `${side} ${otherSide}`;
        const limit = Math.min(nearest.get(key) ?? Infinity, second.flipsAt.get(otherSide) ?? Infinity);
        const step = { axis: first.fact, edge, rank };
        const pair = firstFlip(search, { moved, profile }, { fact: second.fact, edges: others, limit });
        if (pair === undefined) continue;
        nearest.set(key, pair.step.edge.distance);
        pairs.push(
          isTied
            ? settled(search, [step, pair.step], pair.outcome)
            : { steps: [step, pair.step], outcome: pair.outcome },
        );
      }
    }
  }
  return pairs;
}

/** One change that is made already. */
interface Taken {
  /** What follows from it. */
  readonly moved: Facts;
  readonly profile: Profile;
}
interface Open {
  readonly fact: ChangeableFact;
  /** Of one side. */
  readonly edges: readonly Edge[];
  /** Edges as far as this are no smaller change than one that is known. */
  readonly limit: number;
}
interface Flip {
  readonly step: Step;
  readonly outcome: SlotOutcome;
}

function firstFlip(search: Search, { moved, profile }: Taken, { fact, edges, limit }: Open): Flip | undefined {
  for (const [rank, edge] of edges.entries()) {
    if (edge.distance >= limit || isOver(search)) return undefined;
    // A fact that follows from both changes saw only the first one before.
    const outcome = evaluate(search, { ...moved, ...factsAt({ ...search, fact, profile }, edge.value) });
    if (isFlip(search, outcome) && isValid(fact.write(profile, edge.value)))
      return { step: { axis: fact, edge, rank }, outcome };
  }
  return undefined;
}

/** Takes one of two tied facts less far while the other stays, in turn, until neither can be. */
function settled(search: Search, steps: readonly [Step, Step], outcome: SlotOutcome): Found {
  const [other, held] = steps;
  const {
    axis: fact,
    edge: { side, distance: limit },
  } = other;
  const profile = held.axis.write(search.profile, held.edge.value);
  const moved = factsAt({ ...search, fact: held.axis }, held.edge.value);
  const edges = sidesOf(edgesOn(search, fact, profile)).get(side) ?? [];
  const less = firstFlip(search, { moved, profile }, { fact, edges, limit });
  return less === undefined ? { steps, outcome } : settled(search, [held, less.step], less.outcome);
}

/** Without pairs than which another of the same facts and sides takes both less far, or one and the other as far. */
function smallest(pairs: readonly Found[]): Found[] {
  const placed = pairs.map((pair) => {
    const steps = pair.steps.toSorted((a, b) => (a.axis.name < b.axis.name ? -1 : 1));
    return { pair, key: nameOf({ ...pair, steps }), distances: steps.map(({ edge }) => edge.distance) };
  });
  return placed
    .filter((one, index) =>
      placed.every((other, at) => {
        if (at === index || other.key !== one.key) return true;
        const isNoFurther = other.distances.every((distance, i) => distance <= (one.distances[i] ?? 0));
        const isEqual = other.distances.every((distance, i) => distance === one.distances[i]);
        return !isNoFurther || (isEqual && at > index);
      }),
    )
    .map(({ pair }) => pair);
}

const shown = ({ steps, outcome: { value, ruleId } }: Found, profile: Profile): Counterfactual => ({
  changes: steps.map(({ axis, edge }) => ({
    fact: axis.name,
    from: axis.read(profile) ?? null,
    to: edge.value ?? null,
  })),
  value,
  ruleId,
});

/** Asks the advisor for the changed profile: what was found must be what it says. */
async function confirm(advisor: Advisor, { profile, fixed, slot }: CounterfactualInput, found: Counterfactual) {
  const facts = new Map(changeableFacts(profile).map((fact) => [fact.name, fact]));
  const changed = found.changes.reduce(
    (draft, { fact, to }) => facts.get(fact)?.write(draft, to ?? undefined) ?? draft,
    profile,
  );
  const { settings, items } = await advisor.advise(profileSchema.parse(changed), fixed);
  const item = items.find((one) => one.slot === slot);
  const isSame = canonicalize(settings[slot]) === canonicalize(found.value) && (item?.ruleId ?? null) === found.ruleId;
  if (!isSame)
    throw new SextantError('internal', `A change that should flip ${slot} does not: ${canonicalize(found.changes)}.`);
}
