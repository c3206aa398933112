import { distinctChanges, drawChanges, range } from '../refine/search.js';
import { isOver, judge, secondsForTrials } from './judge.js';
import type { ProbeInput } from './probe-input.js';
import { isShorter } from '../settings/trial-length.js';
import { isSuccessful, type PlannedTrial, type SuccessfulTrial, type TrainedTrial } from './trial.js';

/** Of the draws a third goes on, with three times the epochs (Li et al. 2018: Hyperband, section 2: eta 3 or 4). */
const ETA = 3;
/** Draws of a bracket, the most that the budget bears. */
const SIZES = [9, 6, 3];
/** Brackets in a row without gain after which the search ends, as refinement does. */
const PATIENCE = 2;

interface Held {
  /** All trials before. */
  readonly trials: readonly TrainedTrial[];
  readonly delta: number;
}

/**
 * What is left of the budget when no rule proposes anything any more: rate, regularisation, width, batch and epochs drawn together
 * about the settings that hold, in brackets of successive halving (Jamieson and Talwalkar 2016). Each rung trains anew, so that a
 * schedule of the rate is passed through whole, as scikit-learn's HalvingRandomSearchCV does; the last rung is trained to its end, and
 * kept by the same rule as every trial.
 */
export async function halveDraws(input: ProbeInput, { trials, delta }: Held): Promise<TrainedTrial[]> {
  const drawn: TrainedTrial[] = [];
  let holder = trials.filter(isSuccessful).findLast(({ kept }) => kept);
  const isWhole = (trial: TrainedTrial): boolean => isSuccessful(trial) && !(holder && isShorter(trial, holder));
  const tried = new Set(trials.filter(isWhole).map(({ settings }) => JSON.stringify(settings)));
  let next = 0;
  if (input.settings.search !== 'halving') return drawn;
  for (let withoutGain = 0; holder && withoutGain < PATIENCE && !isOver(input); ) {
    const bracket = bracketOf(input, { holder, tried, first: next });
    if (!bracket) break;
    next += bracket.size;
    for (const { settings } of bracket.draws) tried.add(JSON.stringify(settings));
    const trained = await trainBracket(input, holder, bracket.draws);
    const [gained] = judge(
      trained.filter(({ isScreening }) => !isScreening),
      { holder, delta, runner: input.runner },
    );
    trained.forEach((trial) => input.onTrial?.(trial));
    drawn.push(...trained);
    withoutGain = gained ? 0 : withoutGain + 1;
    holder = gained ?? holder;
  }
  return drawn;
}

interface Drawing {
  readonly holder: SuccessfulTrial;
  /** Settings trained whole before, or drawn in brackets before. */
  readonly tried: ReadonlySet<string>;
  /** Number of the first draw in the sequence. */
  readonly first: number;
}

interface Bracket {
  /** Of its part of the sequence of draws; what they have in common is trained once. */
  readonly size: number;
  readonly draws: readonly PlannedTrial[];
}

/** The draws of the largest bracket that the budget bears; absent: it bears none, or there is nothing to vary. */
function bracketOf(input: ProbeInput, drawing: Drawing): Bracket | undefined {
  const { budget, runner } = input;
  const { holder, first } = drawing;
  const trialsOf = (size: number): number => rungsOf(size).reduce((sum, { count }) => sum + count, 0);
  const secondsOf = (draws: readonly PlannedTrial[]): number =>
    rungsOf(draws.length).reduce(
      (sum, { count, share }) => sum + runner.estimateSeconds(shortened(draws.slice(0, count), share, input), holder),
      0,
    );
  return SIZES.filter((size) => trialsOf(size) <= budget.trialsLeft())
    .map((size) => ({ size, draws: draw(input, drawing, range(first, size)) }))
    .find(({ draws }) => draws.length > 0 && (!budget.isTimed || secondsOf(draws) <= secondsForDraws(input, holder)));
}

/** Seconds for draws: those for trials, less a look at what half of the rows would have brought. */
const secondsForDraws = (input: ProbeInput, holder: SuccessfulTrial): number =>
  Math.max(0, secondsForTrials(input, holder) - input.runner.estimateSeconds([holder], holder));

/** How many configurations a rung trains, for which share of their epochs: a third at least, since shorter runs favour weak regularisation. */
const rungsOf = (size: number): { readonly count: number; readonly share: number }[] => [
  ...(size > 1 ? [{ count: size, share: 1 / ETA }] : []),
  { count: Math.max(1, Math.floor(size / ETA)), share: 1 },
];

function draw(
  { fixed, seed, createId }: ProbeInput,
  { holder, tried }: Drawing,
  of: readonly number[],
): PlannedTrial[] {
  const { settings, epochsShare } = holder;
  return distinctChanges(drawChanges({ settings, fixed, seed, of, atOnce: ETA }))
    .filter((changes) => Object.keys(changes).length > 0 && !tried.has(JSON.stringify({ ...settings, ...changes })))
    .map((changes) => ({
      id: createId(),
      parentId: holder.id,
      settings: { ...settings, ...changes },
      changes,
      ...(epochsShare !== undefined && { epochsShare }),
      because: 'search.halving',
      sentence: 'drawn about what holds: the best third of the draws goes on, with three times the epochs',
    }));
}

/** The same configurations as trials of a rung of their own. */
const shortened = (draws: readonly PlannedTrial[], share: number, { createId }: ProbeInput): PlannedTrial[] =>
  draws.map(({ epochsShare = 1, ...trial }) => ({
    ...trial,
    id: createId(),
    ...(share < 1 ? { epochsShare: epochsShare * share, isScreening: true } : epochsShare < 1 && { epochsShare }),
  }));

/** Trains the rungs of a bracket; the trials of the last one are those that are not for screening. */
async function trainBracket(
  input: ProbeInput,
  holder: SuccessfulTrial,
  bracket: readonly PlannedTrial[],
): Promise<TrainedTrial[]> {
  const { runner, budget } = input;
  const trained: TrainedTrial[] = [];
  let draws = bracket;
  for (const { count, share } of rungsOf(bracket.length)) {
    if (draws.length === 0 || isOver(input)) break;
    const planned = shortened(draws.slice(0, count), share, input);
    budget.spend(planned.length);
    const rung = await runner.train({
      purpose: `successive halving: ${planned.length} draws`,
      trials: planned,
      ...(budget.isTimed && { secondsLimit: secondsForDraws(input, holder) }),
    });
    trained.push(...rung);
    const ranked = rung.filter(isSuccessful).toSorted((a, b) => a.result.loss - b.result.loss);
    draws = ranked.flatMap(({ settings }) => draws.find((drawn) => drawn.settings === settings) ?? []);
  }
  return trained;
}
