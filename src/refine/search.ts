import { createRandom } from '../random.js';
import { isTangent } from '../settings/recipe.js';
import type { Settings } from '../settings/slots.js';

/** A change of settings that the first stage of a probe tries. */
export type Change = Partial<Pick<Settings, 'learningRate' | 'dropout' | 'weightDecay' | 'batchSize'>>;

export interface SearchInput {
  readonly search: NonNullable<Settings['search']>;
  readonly settings: Settings;
  /** Slots that may not be varied. */
  readonly fixed: ReadonlySet<string>;
  /** Configurations at the most. */
  readonly most: number;
  readonly seed: number;
}

/** Steps of the learning-rate ladder around the recommended rate, nearest first, so that a short budget keeps the middle. */
const LADDER = [1, 3, 1 / 3, 9, 1 / 9];
/** Steps that suffice for RealMLP's rates, which were tuned on many tables. */
const TANGENT_STEPS = 3;
const GRID_DROPOUT = [0, 0.2];
/** Random search draws rates from a factor of 10 either side (log-uniform), dropout below 0.5 and decay as in RealMLP's search space. */
const RANDOM_RATE = 10;
const RANDOM_DROPOUT = 0.5;
const RANDOM_DECAY: readonly [number, number] = [1e-3, 5e-2];
const RANDOM_TRIALS = 8;

/** The configurations of the first stage; the first one is what the rules recommend. */
export function firstChanges(input: SearchInput): Change[] {
  return strategies[input.search](input).slice(0, Math.max(1, input.most));
}

const strategies: Readonly<Record<SearchInput['search'], (input: SearchInput) => Change[]>> = {
  halving: ({ settings, fixed }) => ladder(settings, fixed),
  grid: ({ settings, fixed }) => {
    const rates = ladder(settings, fixed).slice(0, 4);
    if (fixed.has('dropout') || settings.dropout === null) return rates;
    const dropouts = GRID_DROPOUT.filter((dropout) => dropout !== settings.dropout);
    return [...rates, ...dropouts.flatMap((dropout) => rates.map((rate) => ({ ...rate, dropout })))];
  },
  random: ({ settings, fixed, seed }) => {
    const random = createRandom(seed, 'random search');
    const draw = (): Change => ({
      ...(!fixed.has('learningRate') && {
        learningRate: roundRate((settings.learningRate ?? 1e-3) * RANDOM_RATE ** (2 * random() - 1)),
      }),
      ...(!fixed.has('dropout') && settings.dropout !== null && { dropout: random() * RANDOM_DROPOUT }),
      ...(!fixed.has('weightDecay') && { weightDecay: logUniform(RANDOM_DECAY, random()) }),
    });
    return [{}, ...Array.from({ length: RANDOM_TRIALS - 1 }, draw)];
  },
};

function ladder(settings: Settings, fixed: ReadonlySet<string>): Change[] {
  const rate = settings.learningRate ?? 1e-3;
  if (fixed.has('learningRate')) return [{}];
  const rates = new Set(
    (isTangent(settings.initializer) ? LADDER.slice(0, TANGENT_STEPS) : LADDER).map((factor) =>
      factor === 1 ? rate : roundRate(rate * factor),
    ),
  );
  return [...rates].map((learningRate) => (learningRate === rate ? {} : { learningRate }));
}

const logUniform = ([low, high]: readonly [number, number], share: number): number => low * (high / low) ** share;

/** Three significant digits: a rate is not known better. */
export const roundRate = (rate: number): number => Number(Math.min(10, rate).toPrecision(3));
