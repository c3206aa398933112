import { compare, DELTA_SHARE, isKept, simplestWithinOneError } from '../refine/select.js';
import { slots } from '../settings/slots.js';
import { trainFirstStage } from './first-stage.js';
import type { LeftOut } from './left-out.js';
import type { ProbeInput } from './probe-input.js';
import { type Refinement, refine } from './refine.js';
import type { Runner } from './runner.js';
import { halveDraws } from './successive-halving.js';
import { isShorter } from '../settings/trial-length.js';
import { best, holds, isCandidate, isSuccessful, type SuccessfulTrial, type TrainedTrial } from './trial.js';

export interface ProbeOutcome {
  readonly trials: readonly TrainedTrial[];
  readonly linear?: SuccessfulTrial;
  /** The trial whose settings hold in the end; absent when nothing could be trained. */
  readonly selected?: SuccessfulTrial;
  /** The same with the members of all repeats. */
  readonly final?: SuccessfulTrial;
  readonly refinements: readonly Refinement[];
  /** What the budget did not bear of them. */
  readonly leftOut: Pick<LeftOut, 'configurations' | 'proposals'>;
  readonly delta: number;
  readonly candidates: readonly SuccessfulTrial[];
}

/**
 * The structured approach: a baseline and the recommended network over a ladder of learning rates; then, round by round,
 * what the diagnosis rules propose on the evidence, each proposal kept or dropped by its paired difference; at last the
 * simplest network within one standard error of the best, or the linear model that no network beats.
 */
export async function runProbe(input: ProbeInput): Promise<ProbeOutcome> {
  const { runner } = input;
  const delta = DELTA_SHARE * runner.constant.loss;
  const { trials, linear, planned } = await trainFirstStage(input);
  const incumbent = firstIncumbent(trials, runner.partition, delta);
  if (incumbent) incumbent.kept = true;
  trials.forEach((trial) => input.onTrial?.(trial));
  const { refinements, untried } = incumbent
    ? await refine(input, { trials, incumbent, delta, ...(linear && { linear }) })
    : { refinements: [], untried: 0 };
  const refined = [...trials, ...refinements.flatMap((refinement) => refinement.trials)];
  const drawn = await halveDraws(input, { trials: refined, delta });
  const all = [...refined, ...drawn];
  const candidates = [...(linear && isLinearAllowed(input, linear) ? [linear] : []), ...all.filter(isCandidate)];
  const leftOut = { configurations: { trained: trials.length, planned }, proposals: untried };
  const outcome = { trials: all, candidates, refinements, leftOut, delta, ...(linear && { linear }) };
  return { ...outcome, ...(await select(candidates, input)) };
}

/** What refinement starts from: the recommendation, unless the best of the first stage is kept by the same rule as every trial. */
function firstIncumbent(
  trials: readonly TrainedTrial[],
  partition: Runner['partition'],
  delta: number,
): SuccessfulTrial | undefined {
  const recommended = trials.filter(isSuccessful).find(({ because }) => because === 'recommendation');
  const winner = best(recommended ? trials.filter((trial) => !isShorter(trial, recommended)) : trials);
  if (!winner || !recommended || winner === recommended) return winner;
  for (const trial of trials.filter(isSuccessful))
    if (trial !== recommended) trial.paired = compare(recommended.result, trial.result, partition);
  return winner.paired && isKept(winner.paired, delta) ? winner : recommended;
}

/** A linear model and a network further apart than this many standard errors need no second look. */
const CLEAR_ERRORS = 2;

/**
 * The simplest network within one standard error of the best network, or a linear model that is not worse. Where both are
 * close, the members of all repeats decide, averaged as the final model averages them (docs/adr/0002).
 */
async function select(
  candidates: readonly SuccessfulTrial[],
  { runner, budget }: ProbeInput,
): Promise<Pick<ProbeOutcome, 'selected' | 'final'>> {
  const network = simplest(candidates.filter(isNetwork), runner);
  const linear = simplest(
    candidates.filter((candidate) => !isNetwork(candidate)),
    runner,
  );
  const finals: { readonly selected: SuccessfulTrial; readonly final: SuccessfulTrial }[] = [];
  for (const selected of contenders(linear, network, runner)) {
    const final = await runner.replicate(selected, budget.isTimed ? budget.secondsLeft() : undefined);
    finals.push({ selected, final });
  }
  // Where the time sufficed for the repeats of one alone, both are judged by the search's.
  const isEven = new Set(finals.map(({ selected, final }) => selected === final)).size === 1;
  const lossOf = (ends: (typeof finals)[number]): number => runner.ensembleLoss(isEven ? ends.final : ends.selected);
  const [first, second] = finals;
  if (!first || !second) return first ?? {};
  return lossOf(second) < lossOf(first) ? second : first;
}

/** The simplest within one standard error of the best; of what was drawn in several slots only what was kept or is the best may be it. */
function simplest(trials: readonly SuccessfulTrial[], { partition, constant }: Runner): SuccessfulTrial | undefined {
  const holder = trials.findLast(({ kept }) => kept);
  const long = trials.filter((trial) => trial.kept || !holder || !isShorter(trial, holder));
  const leader = best(long);
  const selectable = long.filter((trial) => trial.kept || trial === leader || !isDrawn(trial));
  const results = selectable.map(({ result }) => result);
  const holds = holder?.result;
  const delta = DELTA_SHARE * constant.loss;
  return selectable[simplestWithinOneError(results, partition, { delta, ...(holds && { holds }) })];
}

/** What a search drew in several slots at once differs from what holds in much besides its size: it may be selected as the best, and not for being the smaller of equals. */
const isDrawn = ({ because, changes }: SuccessfulTrial): boolean =>
  because.startsWith('search.') && Object.keys(changes).length > 1;

const isNetwork = ({ settings }: SuccessfulTrial): boolean => (settings.hiddenLayers ?? 0) > 0;

/** The simpler one first. */
function contenders(
  linear: SuccessfulTrial | undefined,
  network: SuccessfulTrial | undefined,
  { partition }: Runner,
): SuccessfulTrial[] {
  if (!linear || !network) return [linear ?? network].filter((trial) => trial !== undefined);
  const { difference, rowError } = compare(linear.result, network.result, partition);
  if (Math.abs(difference) <= CLEAR_ERRORS * rowError) return [linear, network];
  return [difference > 0 ? network : linear];
}

/** A linear model may be selected unless it differs in a slot that the caller fixed. */
const isLinearAllowed = ({ fixed, settings }: ProbeInput, linear: SuccessfulTrial): boolean =>
  slots.every((slot) => !fixed.has(slot) || holds(linear.settings, slot, settings[slot]));
