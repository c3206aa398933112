import { describe, expect, it } from 'vitest';
import { createAdvisor } from '../../src/advise/advise.js';
import { type Counterfactual, findCounterfactuals } from '../../src/advise/counterfactuals.js';
import { drawProfile } from '../../src/advise/draw-profile.js';
import type { Condition, Rule, RuleSet } from '../../src/advise/schema.js';
import { factsOf, type FactValue } from '../../src/profile/facts.js';
import { type Profile, profileSchema } from '../../src/profile/schema.js';
import { createRandom, type Random } from '../../src/random.js';
import { isCollectSlot, type Slot, slots } from '../../src/settings/slots.js';
import { decide } from '../oracle/rules.js';
import { advisor, builtIn } from './built-in.js';

/** A small grid of facts: every value that each can take, and how a profile is made of them. */
const whole = (least: number, most: number): number[] => Array.from({ length: most - least + 1 }, (_, i) => least + i);
const grid = {
  rows: whole(1, 30),
  'columns.numeric': whole(0, 4),
  timeOrdered: [true, false, undefined],
  hardware: ['cpu', 'gpu', undefined],
  groups: [...whole(1, 30), undefined],
} as const;
type GridFact = keyof typeof grid;
type Point = Readonly<Record<GridFact, FactValue>>;
const gridFacts = Object.keys(grid) as GridFact[];

const profileOf = ({ 'columns.numeric': numeric, ...rest }: Point): Profile =>
  profileSchema.parse(JSON.parse(JSON.stringify({ task: 'regression', columns: { numeric }, ...rest })));

/** A group has a row. */
const isCoherent = ({ rows, groups }: Point): boolean => groups === undefined || Number(groups) <= Number(rows);

const pickOf =
  (random: Random) =>
  <T>(values: readonly T[]): T =>
    values[Math.floor(random() * values.length)] as T;

function drawCondition(random: Random, depth: number): Condition {
  const pick = pickOf(random);
  if (depth > 0 && random() < 0.6) {
    const parts = [drawCondition(random, depth - 1), drawCondition(random, depth - 1)];
    return random() < 0.2 ? { not: { all: parts } } : random() < 0.5 ? { all: parts } : { any: parts };
  }
  const compare = (fact: string, value: number): Condition => ({
    fact,
    operator: pick(['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive', 'equal', 'notEqual']),
    value,
  });
  return pick<() => Condition>([
    () => compare('rows', pick([3, 8, 15, 22])),
    () => compare('columns.numeric', pick([1, 2, 3])),
    () => compare('numericCells', pick([6, 20, 44])),
    () => compare('rowsPerInput', pick([2.5, 7, 10])),
    () => compare('groups', pick([2, 5, 11])),
    () => ({ fact: 'timeOrdered', operator: 'equal', value: pick([true, false]) }),
    () => ({ fact: 'hardware', operator: 'in', value: [pick(['cpu', 'gpu'])] }),
    () => ({ fact: pick(['groups', 'hardware', 'timeOrdered']), operator: 'known', value: random() < 0.5 }),
  ])();
}

const source = { title: 'made for a test' };
const because = 'It is made for a test, at random.';

/** The built-in rules, but that depth and width are decided by rules drawn at random over the grid's facts. */
function drawRules(random: Random): Rule[] {
  const rule = (slot: Slot, index: number, recommend: Rule['recommend'], when?: Condition): Rule => ({
    id: `${slot}.drawn-${index}`,
    slot,
    priority: index,
    recommend,
    because,
    source,
    ...(when && { when }),
  });
  const pick = pickOf(random);
  const depth = [0, 1, 2].map((index) =>
    rule('hiddenLayers', index, pick([0, 1, 2]), index === 0 ? undefined : drawCondition(random, 1)),
  );
  // A number that is computed, and that rules of the width compare.
  const computed = {
    function: 'clamp',
    arguments: [{ function: 'floor', arguments: [{ function: 'divide', arguments: [{ fact: 'rows' }, 6] }] }, 0, 4],
  };
  if (random() < 0.4) depth.push(rule('hiddenLayers', 3, computed, drawCondition(random, 0)));
  const width = [0, 1, 2, 3].map((index) => {
    const layers: Condition = { fact: 'settings.hiddenLayers', operator: 'greaterThan', value: 1 };
    const drawn = drawCondition(random, 2);
    const when = random() < 0.3 ? { any: [layers, drawn] } : drawn;
    return rule('hiddenUnits', index, pick([8, 16, 32]), index === 0 ? undefined : when);
  });
  return [...depth, ...width];
}

const order = ['hiddenLayers', 'hiddenUnits'];
const withRules = (rules: readonly Rule[]): RuleSet => ({
  ...builtIn,
  rules: [...builtIn.rules.filter(({ id, slot }) => id.startsWith('diagnosis.') || !order.includes(slot)), ...rules],
});

function drawPoint(random: Random): Point {
  const pick = pickOf(random);
  for (;;) {
    const point = Object.fromEntries(gridFacts.map((fact) => [fact, pick<FactValue>(grid[fact])])) as Point;
    if (isCoherent(point)) return point;
  }
}

/** Which way a value lies from another, and how far, as the documentation of a change says it. */
function wayTo(fact: GridFact, from: FactValue, to: FactValue): { side: string; distance: number } {
  if (to === undefined) return { side: 'missing', distance: 0 };
  if (typeof to !== 'number') return { side: String(to), distance: 0 };
  const origin = typeof from === 'number' ? from : 1;
  const known = typeof from === 'number' ? '' : 'known ';
  return { side: `${known}${fact} ${to >= origin ? 'more' : 'less'}`, distance: Math.abs(to - origin) };
}

interface Step {
  readonly fact: GridFact;
  readonly to: FactValue;
}
const keyOf = (steps: readonly Step[]): string =>
  steps
    .map(({ fact, to }) => `${fact}=${String(to)}`)
    .toSorted()
    .join(' ');

/** Looks at every point of the grid that differs in one or two facts, by an evaluation written anew. */
function bruteForce(rules: readonly Rule[], base: Point) {
  const outcome = (point: Point) => {
    const applies = (slot: string, settings: object): boolean =>
      slot !== 'hiddenUnits' || Number((settings as { hiddenLayers?: number }).hiddenLayers) > 0;
    return decide(rules, { shared: {}, facts: { ...factsOf(profileOf(point)) }, order, applies })['hiddenUnits'];
  };
  const now = outcome(base);
  const isFlip = (steps: readonly Step[]): boolean => {
    const point: Point = { ...base, ...Object.fromEntries(steps.map(({ fact, to }) => [fact, to])) };
    if (!isCoherent(point)) return false;
    const then = outcome(point);
    if (!now || !then) return now !== then;
    return now.rule !== then.rule && now.value !== then.value;
  };
  const steps = (fact: GridFact): Step[] =>
    grid[fact].filter((to: FactValue) => to !== base[fact]).map((to: FactValue) => ({ fact, to }));
  /** All that takes neither fact further: each nearer on its side, as far, or left as it is. */
  const noFurther = ({ fact, to }: Step): (Step | undefined)[] => {
    const way = wayTo(fact, base[fact], to);
    const nearer = steps(fact).filter((step) => {
      const other = wayTo(fact, base[fact], step.to);
      return other.side === way.side && other.distance <= way.distance;
    });
    return [undefined, ...nearer];
  };
  const isSmallest = (all: readonly Step[]): boolean => {
    const choices = all
      .map(noFurther)
      .reduce<(Step | undefined)[][]>(
        (made, steps) => made.flatMap((one) => steps.map((step) => [...one, step])),
        [[]],
      );
    return choices.every((choice) => {
      const taken = choice.filter((step) => step !== undefined);
      return taken.length === 0 || keyOf(taken) === keyOf(all) || !isFlip(taken);
    });
  };
  const singles = gridFacts.flatMap((fact) => steps(fact).map((step) => [step]));
  const pairs = gridFacts.flatMap((a, i) =>
    gridFacts.slice(i + 1).flatMap((b) => steps(a).flatMap((one) => steps(b).map((other) => [one, other]))),
  );
  return { isFlip, noFurther, smallest: [...singles, ...pairs].filter((all) => isFlip(all) && isSmallest(all)) };
}

/** What one derived fact follows from, or one bounds the other: these can be traded for one another. */
const isTied = (steps: readonly Step[]): boolean => {
  const facts = steps.map(({ fact }) => fact);
  return facts.includes('rows') && (facts.includes('columns.numeric') || facts.includes('groups'));
};

const stepsOf = ({ changes }: Counterfactual): Step[] =>
  changes.map(({ fact, to }) => ({ fact: fact as GridFact, to: to ?? undefined }));
const isOnGrid = (steps: readonly Step[]): boolean =>
  steps.every(({ fact, to }) => gridFacts.includes(fact) && grid[fact].some((value: FactValue) => value === to));

const bounds = { mostEvaluations: 1e6, mostFound: 1e4 };

describe('the smallest changes that flip a slot', () => {
  it('are those that a look at every point of a grid finds', { timeout: 300_000 }, async () => {
    let [compared, traded, tradable] = [0, 0, 0];
    for (let seed = 0; seed < 60; seed++) {
      const random = createRandom(seed, 'counterfactuals');
      const rules = drawRules(random);
      const base = drawPoint(random);
      const { isFlip, noFurther, smallest } = bruteForce(rules, base);
      const profile = profileOf(base);
      const input = { profile, fixed: {}, slot: 'hiddenUnits', mostFacts: 2, ...bounds } as const;
      const { found, exhausted } = await findCounterfactuals(createAdvisor(withRules(rules)), input);
      expect(exhausted).toBe(true);
      const within = found.map(stepsOf).filter(isOnGrid);
      // Of texts that no rule names one stands for all.
      const named = /"[cg]pu"/.test(JSON.stringify(rules));
      const texts = (key: string): string => (named ? key : key.replace('hardware=gpu', 'hardware=cpu'));
      const keys = (all: readonly (readonly Step[])[]): string[] => {
        const shown = all.filter((one) => !isTied(one)).map((one) => texts(keyOf(one)));
        return [...new Set(shown)].toSorted();
      };
      expect(keys(within), `seed ${seed}`).toEqual(keys(smallest));
      compared += keys(smallest).length;
      tradable += smallest.filter(isTied).length;
      for (const pair of within.filter(isTied)) {
        expect(isFlip(pair), `seed ${seed}: ${keyOf(pair)}`).toBe(true);
        for (const [index, step] of pair.entries()) {
          const others = pair.filter((_, at) => at !== index);
          const less = noFurther(step).map((nearer) => [...others, ...(nearer ? [nearer] : [])]);
          const flips = less.filter((one) => keyOf(one) !== keyOf(pair) && isFlip(one));
          expect(flips.map(keyOf), `seed ${seed}: ${keyOf(pair)}`).toEqual([]);
        }
        traded++;
      }
    }
    expect(compared).toBeGreaterThan(100);
    // Of those that can be traded for one another only edges are looked at.
    expect(traded).toBeGreaterThan(0.8 * tradable);
  });

  it('of the built-in rules flip every setting that they are said to flip', { timeout: 300_000 }, async () => {
    let count = 0;
    for (let seed = 0; seed < 6; seed++) {
      const profile = drawProfile(createRandom(seed, 'flips'));
      for (const slot of slots.filter((one) => !isCollectSlot(one))) {
        // Each is confirmed by the advisor inside; a change that does not flip is thrown.
        const { found, value } = await findCounterfactuals(advisor, {
          profile,
          fixed: {},
          slot,
          mostFacts: 1,
          ...bounds,
        });
        for (const flip of found) expect(flip.value, slot).not.toEqual(value);
        count += found.length;
      }
    }
    expect(count).toBeGreaterThan(200);
  });

  it('stop at the bound, and say so', async () => {
    const profile = profileSchema.parse({ task: 'binary', rows: 1000, columns: { numeric: 12 } });
    const input = { profile, fixed: {}, slot: 'earlyStopping', mostFacts: 2, mostFound: 100 } as const;
    const whole = await findCounterfactuals(advisor, { ...input, mostEvaluations: 1e6 });
    const cut = await findCounterfactuals(advisor, { ...input, mostEvaluations: 20 });
    expect([whole.exhausted, cut.exhausted]).toEqual([true, false]);
    expect(cut.evaluations).toBeLessThan(300);
    expect(cut.count).toBeLessThan(whole.count);
  });

  it('are none of a slot that the caller fixed', async () => {
    const profile = profileSchema.parse({ task: 'binary', rows: 1000, columns: { numeric: 12 } });
    const input = { profile, fixed: { optimizer: 'sgd' }, slot: 'optimizer', mostFacts: 2, ...bounds } as const;
    expect(await findCounterfactuals(advisor, input)).toMatchObject({ value: 'sgd', ruleId: null, found: [] });
  });
});
