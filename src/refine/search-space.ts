import { isTangent } from '../settings/recipe.js';
import { type Settings, slotSchemas } from '../settings/slots.js';

/** Slots that the first stage of a probe may vary. */
export const searchedSlots = ['learningRate', 'dropout', 'weightDecay', 'hiddenUnits', 'batchSize', 'epochs'] as const;
export type SearchedSlot = (typeof searchedSlots)[number];

/** Whether configurations that differ in the slot are tensor programs of their own. */
export const isShape = (slot: SearchedSlot): boolean => shapeSlots.has(slot);
const shapeSlots: ReadonlySet<SearchedSlot> = new Set(['hiddenUnits', 'batchSize', 'epochs']);

/** How one slot is searched around its recommended value. */
interface Dimension {
  /** Base of its Halton sequence: the smaller, the sooner its range is covered. */
  readonly base: number;
  /** The value at a share in [0, 1) of the range. */
  readonly at: (share: number, recommended: number, settings: Settings) => number;
  /** Values of a grid, nearest to the recommended one first. */
  readonly grid: (recommended: number, settings: Settings) => readonly number[];
}

type Range = readonly [low: number, high: number];

/** Steps of the learning-rate ladder around the recommended rate, nearest first, so that a short budget keeps the middle. */
const LADDER = [1, 3, 1 / 3, 9, 1 / 9];
/** Steps that suffice for RealMLP's rates, which were tuned on many tables. */
const TANGENT_STEPS = 3;
/** Of them, those of a grid: it crosses them with all else. */
const GRID_STEPS = 4;
/** Random draws: a factor of 10 either side of the recommended rate; RealMLP's rates as TabArena searches them. */
const RATE_FACTOR = 10;
/** TabArena's search space of RealMLP (pytabkit, nn_interfaces.py): rate, dropout and, where none is recommended, decay. */
const TANGENT_RATES: Range = [0.02, 0.3];
const DROPOUTS: Range = [0, 0.5];
const DECAYS: Range = [1e-3, 5e-2];
/** That range of decay about RealMLP's own, 0.02; the recommended decay of other networks is larger (ADR 4). */
const DECAY_FACTORS: Range = [1 / 20, 2.5];
const GRID_DROPOUT = [0, 0.2];
/** RealMLP's own decay where none is recommended, else as far as one step of the diagnosis rules against overfitting. */
const REALMLP_DECAY = 0.02;
const GRID_DECAY_FACTORS = [1 / 4, 4];
/**
 * Width, batch and epochs are searched in halves and doubles, since each value is a tensor program of its own: TabArena doubles
 * RealMLP's width and epochs, and pytabkit's batch sizes are powers of two (nn_creator.py).
 */
const SCALES = [1 / 2, 1, 2];

const uniform = ([low, high]: Range, share: number): number => low + share * (high - low);
const logUniform = ([low, high]: Range, share: number): number => low * (high / low) ** share;
const around = (value: number, [low, high]: Range): Range => [value * low, value * high];

/** Three significant digits: a rate is not known better. */
export const roundRate = (rate: number): number => Number(Math.min(10, rate).toPrecision(3));
const rounded = (value: number): number => Number(value.toPrecision(3));

/** The rates of the ladder, the recommended one first. */
export const ladderRates = (rate: number, { initializer }: Settings): number[] => [
  ...new Set(
    (isTangent(initializer) ? LADDER.slice(0, TANGENT_STEPS) : LADDER).map((factor) =>
      factor === 1 ? rate : roundRate(rate * factor),
    ),
  ),
];

const scaled = (base: number): Dimension => ({
  base,
  at: (share, recommended) => Math.round(recommended * (SCALES[Math.floor(share * SCALES.length)] ?? 1)),
  grid: (recommended) => SCALES.map((scale) => Math.round(recommended * scale)),
});

const searchSpace: Readonly<Record<SearchedSlot, Dimension>> = {
  learningRate: {
    base: 2,
    at: (share, rate, { initializer }) =>
      roundRate(
        logUniform(isTangent(initializer) ? TANGENT_RATES : around(rate, [1 / RATE_FACTOR, RATE_FACTOR]), share),
      ),
    grid: (rate, settings) => ladderRates(rate, settings).slice(0, GRID_STEPS),
  },
  dropout: { base: 3, at: (share) => rounded(uniform(DROPOUTS, share)), grid: () => GRID_DROPOUT },
  weightDecay: {
    base: 5,
    at: (share, decay) => rounded(logUniform(decay > 0 ? around(decay, DECAY_FACTORS) : DECAYS, share)),
    grid: (decay) => (decay > 0 ? GRID_DECAY_FACTORS.map((factor) => rounded(decay * factor)) : [REALMLP_DECAY]),
  },
  hiddenUnits: scaled(7),
  batchSize: scaled(11),
  epochs: scaled(13),
};

/** Slots that apply and that the caller left open, with their recommended value. */
export function openDimensions(settings: Settings, fixed: ReadonlySet<string>) {
  return searchedSlots.flatMap((slot) => {
    const recommended = settings[slot] ?? (slot === 'learningRate' ? 1e-3 : null);
    if (recommended === null || fixed.has(slot)) return [];
    const { base, at, grid } = searchSpace[slot];
    const isLegal = (value: number): boolean => value !== recommended && slotSchemas[slot].safeParse(value).success;
    return [
      {
        slot,
        base,
        /** The value at a share of the range; absent where it is the recommended one. */
        at: (share: number): number | undefined => [at(share, recommended, settings)].find(isLegal),
        /** The values of a grid beside the recommended one. */
        others: [...new Set(grid(recommended, settings))].filter(isLegal),
      },
    ];
  });
}
