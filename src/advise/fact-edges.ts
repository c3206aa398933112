import { factDefinitions, type Facts, type FactValue } from '../profile/facts.js';
import type { Profile } from '../profile/schema.js';
import type { ChangeableFact } from './changeable.js';
import type { SlotPlan } from './decide-slot.js';
import { factTypes, slotOfFact } from './fact-types.js';
import { type Steps, stepsOf } from './numbers.js';

/** A value to which a fact can be changed so that some comparison comes out otherwise: the nearest one of its cell. */
export interface Edge {
  readonly value: FactValue;
  /** Which way it goes. Of edges on one side the nearer one is the smaller change; those on different sides are not compared. */
  readonly side: string;
  readonly distance: number;
}

/** The constants with which a plan compares each fact. */
export interface Constants {
  readonly numbers: ReadonlyMap<string, readonly number[]>;
  readonly texts: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Those of the plan's comparisons, and the numbers of the present outcome: another value is another side of these. */
export function constantsOf({ leaves, computed }: SlotPlan, outcome: Facts): Constants {
  // Whether a slot applies can hang on whether a number is its least.
  const least = computed.map((slot) => [`settings.${slot}`, factTypes.get(`settings.${slot}`)?.min] as const);
  const numbers = new Map<string, Set<number>>();
  for (const [fact, value] of [...least, ...Object.entries(outcome)])
    if (typeof value === 'number') numbers.set(fact, (numbers.get(fact) ?? new Set()).add(value));
  const texts = new Map<string, Set<string>>();
  for (const { fact, operator, value } of leaves) {
    const ofNumbers = numbers.get(fact) ?? new Set<number>();
    const ofTexts = texts.get(fact) ?? new Set<string>();
    numbers.set(fact, ofNumbers);
    texts.set(fact, ofTexts);
    if (operator === 'known') continue;
    for (const one of [value].flat()) {
      if (typeof one === 'number') ofNumbers.add(one);
      if (typeof one === 'string') ofTexts.add(one);
    }
  }
  const sorted = [...numbers].map(([fact, values]) => [fact, [...values].sort((a, b) => a - b)] as const);
  return { numbers: new Map(sorted), texts };
}

/** The same for values between which no comparison can tell. */
export function cellOf(fact: string, value: FactValue, { numbers, texts }: Constants): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'boolean') return String(value);
  // The texts of settings tell which slots apply.
  if (typeof value === 'string') return texts.get(fact)?.has(value) || slotOfFact(fact) ? `=${value}` : 'other';
  const marks = numbers.get(fact) ?? [];
  const below = marks.findLastIndex((mark) => mark <= value);
  return marks[below] === value ? `=${below}` : `>${below}`;
}

export interface Line {
  readonly fact: ChangeableFact;
  /** The profile on which the fact alone is changed. */
  readonly profile: Profile;
  /** What that was made of. */
  readonly original: Profile;
  readonly plan: SlotPlan;
  readonly constants: Constants;
}

/** Facts of the plan that follow from the one that is changed. */
export const movedFacts = ({ fact, plan }: Pick<Line, 'fact' | 'plan'>): string[] =>
  fact.moves.filter((name) => plan.facts.has(name));

/** Those facts under a value, as far as they are of the profile. */
export function factsAt(line: Line, value: FactValue): Facts {
  const profile = line.fact.write(line.profile, value);
  return Object.fromEntries(movedFacts(line).map((name) => [name, factDefinitions[name]?.of(profile)]));
}

/**
 * Every edge of the changed fact: one value for each cell into which the plan's comparisons cut what it can be, but the one in
 * which it is. Nothing is sampled: between the places where a derived fact may turn it rises, falls or stays, so that a cell of
 * which both ends are alike is alike in between, and the others are halved until they are neighbours. With `keyOf` cells of a
 * number are cut further, where that changes.
 */
export function edgesOf(line: Line, keyOf?: (value: number) => string): Edge[] {
  const { fact, profile } = line;
  const current = fact.read(profile);
  const missing: Edge[] = fact.optional && current !== undefined ? [edgeTo(undefined, 'missing')] : [];
  if (movedFacts(line).length === 0) return [];
  return [...(fact.kind === 'number' ? numberEdges(line, current, keyOf) : namedEdges(line, current)), ...missing];
}

const edgeTo = (value: FactValue, side: string, distance = 0): Edge => ({ value, side, distance });

/** Of texts that no comparison names one stands for all, unless a rule recommends the text itself. */
function namedEdges({ fact, plan, constants }: Line, current: FactValue): Edge[] {
  const all: readonly FactValue[] = fact.kind === 'boolean' ? [true, false] : fact.values;
  const seen = new Set<string>();
  return all.flatMap((value) => {
    const cell = plan.copied.has(fact.name) ? String(value) : cellOf(fact.name, value, constants);
    if (value === current || seen.has(cell)) return [];
    seen.add(cell);
    return [edgeTo(value, `=${String(value)}`)];
  });
}

/** From which a number that is not known is taken to be near. */
const usualOf = ({ fact, profile, original }: Line): number => {
  const [least] = fact.range(profile, original);
  return least > 0 ? Math.max(1, least) : 0;
};

function numberEdges(line: Line, current: FactValue, keyOf?: (value: number) => string): Edge[] {
  const here = typeof current === 'number' ? current : undefined;
  const usual = usualOf(line);
  const isHere = ({ low, high }: Cell): boolean => here !== undefined && low <= here && here <= high;
  const cut = (cell: Cell): Cell[] => {
    const marks = [cell.low, cell.high, ...(isHere(cell) && here !== undefined ? [here] : [])];
    return keyOf ? cellsBetween(marks, keyOf, stepsOf(line.fact.integer)) : [cell];
  };
  return cellsOf(line, here)
    .flatMap(cut)
    .filter((cell) => !isHere(cell))
    .map(({ low, high }) => {
      const origin = here ?? usual;
      const value = low > origin ? low : high < origin ? high : origin;
      const direction = value >= origin ? 'more' : 'less';
      const side = here === undefined ? `known ${direction}` : direction;
      return { value, side, distance: Math.abs(value - origin) };
    });
}

/** The cells of a number from the least to the greatest. */
function cellsOf(line: Line, here: number | undefined): Cell[] {
  const { fact, profile, constants } = line;
  const steps = stepsOf(fact.integer);
  const [least, most] = fact.range(profile, line.original);
  const ofConstants = constants.numbers.get(fact.name) ?? [];
  const marks = [least, most, here ?? usualOf(line), ...fact.turns(profile), ...ofConstants]
    .flatMap((mark) =>
      (fact.integer && !Number.isInteger(mark) ? [] : [mark]).concat(steps.below(mark), steps.above(mark)),
    )
    .filter((mark) => mark >= least && mark <= most);
  const keyOf = (value: number): string =>
    Object.entries(factsAt(line, value))
      .map(([name, one]) => cellOf(name, one, constants))
      .join(' ');
  return cellsBetween(marks, keyOf, steps);
}

/** Numbers from one to another that have the same key. */
export interface Cell {
  readonly key: string;
  readonly low: number;
  readonly high: number;
}

/**
 * The cells from the least to the greatest mark, in this order. Between two marks of one key all numbers are taken to have it;
 * between others the border is looked for by halving.
 */
export function cellsBetween(marks: readonly number[], keyOf: (value: number) => string, { between }: Steps): Cell[] {
  const cells: Cell[] = [];
  const add = ({ key, low, high }: Cell): void => {
    const last = cells.at(-1);
    if (last?.key === key) cells[cells.length - 1] = { ...last, high };
    else cells.push({ key, low, high });
  };
  const join = (left: Cell, right: Cell): void => {
    const middle = left.key === right.key ? undefined : between(left.high, right.low);
    if (middle === undefined) return add(right);
    const cut = { key: keyOf(middle), low: middle, high: middle };
    join(left, cut);
    join(cut, right);
  };
  const points = [...new Set(marks)].sort((a, b) => a - b).map((mark) => ({ key: keyOf(mark), low: mark, high: mark }));
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before) join(before, point);
    else add(point);
  });
  return cells;
}
