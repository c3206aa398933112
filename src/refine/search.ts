import type { Settings } from '../settings/slots.js';
import { createHalton } from './halton.js';
import { isShape, ladderRates, openDimensions, type SearchedSlot } from './search-space.js';

/** A change of settings that the first stage of a probe tries. */
export type Change = Partial<Pick<Settings, SearchedSlot>>;

export interface SearchInput {
  readonly search: NonNullable<Settings['search']>;
  readonly settings: Settings;
  /** Slots that may not be varied. */
  readonly fixed: ReadonlySet<string>;
  readonly seed: number;
}

/** Random draws at the most: one of the best twentieth is among 64 with probability 1 - 0.95 ** 64 = 0.96. */
const MOST_DRAWS = 64;

/** The configurations of the first stage; the first one is what the rules recommend. */
export function firstChanges(input: SearchInput): Change[] {
  return distinctChanges(strategies[input.search](input));
}

/** Each change once, in the order of their first. */
export const distinctChanges = (changes: readonly Change[]): Change[] => [
  ...new Map(changes.map((change) => [JSON.stringify(change), change])).values(),
];

const strategies: Readonly<Record<SearchInput['search'], (input: SearchInput) => Change[]>> = {
  /** Rates alone; the other slots are drawn once refinement has ended (`drawChanges`). */
  halving: ({ settings, fixed }) => {
    const rate = settings.learningRate ?? 1e-3;
    const others = fixed.has('learningRate') ? [] : ladderRates(rate, settings).filter((other) => other !== rate);
    return [{}, ...others.map((learningRate) => ({ learningRate }))];
  },
  /** All values crossed; first what differs from the recommendation in one slot, then in two, so that any part of it is balanced. */
  grid: ({ settings, fixed }) =>
    openDimensions(settings, fixed)
      .reduce<Change[]>(
        (changes, { slot, others }) => [
          ...changes,
          ...others.flatMap((value) => changes.map((change) => ({ ...change, [slot]: value }))),
        ],
        [{}],
      )
      .sort((a, b) => Object.keys(a).length - Object.keys(b).length),
  random: ({ settings, fixed, seed }) => [
    {},
    ...drawChanges({ settings, fixed, seed, of: range(0, MOST_DRAWS - 1), atOnce: 1 }),
  ],
};

export interface DrawInput extends Pick<SearchInput, 'settings' | 'fixed' | 'seed'> {
  /** Numbers of the draws in their sequence. */
  readonly of: readonly number[];
  /** So many draws in a row share their width, batch and epochs, and so a tensor program. */
  readonly atOnce: number;
}

/** Evenly spread draws about the settings, as the tuning playbook has it for exploring (section "Why use quasi-random search"). */
export function drawChanges({ settings, fixed, seed, of, atOnce }: DrawInput): Change[] {
  const dimensions = openDimensions(settings, fixed).map(({ base, ...rest }) => ({
    ...rest,
    point: createHalton(base, seed),
  }));
  // Where nothing else is open, draws of one shape would be one draw.
  const ofShape = dimensions.every(({ slot }) => isShape(slot)) ? 1 : atOnce;
  return of.map((index) =>
    Object.fromEntries(
      dimensions.flatMap(({ slot, at, point }) => {
        const value = at(point(isShape(slot) ? Math.floor(index / ofShape) : index));
        return value === undefined ? [] : [[slot, value]];
      }),
    ),
  );
}

/** `count` whole numbers from `first` on. */
export const range = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i);
