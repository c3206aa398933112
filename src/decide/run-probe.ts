import type { Advisor } from '../advise/advise.js';
import type { Trace } from '../advise/schema.js';
import type { Profile } from '../profile/schema.js';
import { type History, observe } from '../refine/observe.js';
import { firstChanges } from '../refine/search.js';
import { type Candidate, compare, DELTA_SHARE, isKept, simplestWithinOneError } from '../refine/select.js';
import type { Evidence } from '../settings/evidence.js';
import { type Settings, type Slot, slots } from '../settings/slots.js';
import type { Budget } from './budget.js';
import { keysOf, type Proposal, propose, trialsOf } from './propose.js';
import type { Runner } from './runner.js';
import { holds, isSuccessful, type PlannedTrial, type SuccessfulTrial, type TrainedTrial } from './trial.js';

export interface ProbeInput {
  readonly advisor: Advisor;
  readonly profile: Profile;
  /** What the rules recommend, as far as it can be trained. */
  readonly settings: Settings;
  /** Slots that the caller fixed; the probe keeps them. */
  readonly fixed: ReadonlySet<string>;
  readonly runner: Runner;
  readonly budget: Budget;
  readonly seed: number;
  readonly createId: () => string;
  readonly signal?: AbortSignal;
  readonly onTrial?: (trial: TrainedTrial) => void;
}

/** One step of refinement, for the record: what was seen, what was tried on that account, and what came of it. */
export interface Refinement {
  readonly parentId: string;
  readonly evidence: Evidence;
  readonly trace: Trace;
  readonly trials: readonly TrainedTrial[];
}

export interface ProbeOutcome {
  readonly trials: readonly TrainedTrial[];
  readonly linear?: SuccessfulTrial;
  /** The trial whose settings hold in the end; absent when nothing could be trained. */
  readonly selected?: SuccessfulTrial;
  /** The same with the members of all repeats. */
  readonly final?: SuccessfulTrial;
  readonly refinements: readonly Refinement[];
  readonly delta: number;
  readonly candidates: readonly SuccessfulTrial[];
}

/** The first stage may take this share of the time; what it does not need goes to refinement. */
const FIRST_STAGE_SHARE = 0.5;
/** A round of refinement may take this share of the time left. */
const ROUND_SHARE = 0.6;
/** Proposals tried side by side in a round. */
const PROPOSALS_AT_ONCE = 4;
/** Rounds in a row without gain after which refinement ends. */
const PATIENCE = 2;
/** Rates of the linear baseline: convex, so a wide ladder suffices. */
const LINEAR_RATES = [3e-3, 3e-2];
/** What a linear model is trained with, whatever suits the network: RealMLP's decay at about its rate, and no parts of its own. */
const LINEAR_SETTINGS: Partial<Settings> = {
  dropout: 0,
  weightDecay: 0.02,
  inputNoise: 0,
  mixup: 0,
  initializer: 'glorotUniform',
  inputScale: false,
  learningRateSchedule: { name: 'cosine', warmupShare: 0.05 },
};

/**
 * The structured approach: a baseline and the recommended network over a ladder of learning rates; then, round by round,
 * what the diagnosis rules propose on the evidence, each proposal kept or dropped by its paired difference; at last the
 * simplest network within one standard error of the best, or the linear model that no network beats.
 */
export async function runProbe(input: ProbeInput): Promise<ProbeOutcome> {
  const { runner, budget } = input;
  const delta = DELTA_SHARE * runner.constant.loss;
  const linearPlans = linearTrials(input);
  const first = firstTrials(input);
  budget.spend(first.length);
  const trained = await runner.train({
    purpose: 'baseline and learning-rate ladder',
    trials: [...first, ...linearPlans],
    halving: input.settings.search === 'halving' && budget.isTimed,
    ...(budget.isTimed && { secondsLimit: budget.secondsLeft() * FIRST_STAGE_SHARE }),
  });
  const linearIds = new Set(linearPlans.map(({ id }) => id));
  const linear = best(trained.filter(({ id }) => linearIds.has(id)));
  const trials = trained.filter(({ id }) => !linearIds.has(id));
  const incumbent = firstIncumbent(trials, runner.partition, delta);
  if (incumbent) incumbent.kept = true;
  trials.forEach((trial) => input.onTrial?.(trial));
  const refinements = incumbent ? await refine(input, { trials, incumbent, delta, ...(linear && { linear }) }) : [];
  const all = [...trials, ...refinements.flatMap((refinement) => refinement.trials)];
  const candidates = [...(linear && isLinearAllowed(input, linear) ? [linear] : []), ...all.filter(isSuccessful)];
  const outcome = { trials: all, candidates, refinements, delta, ...(linear && { linear }) };
  return { ...outcome, ...(await select(candidates, input)) };
}

/** What refinement starts from: the recommendation, unless the best of the first stage is kept by the same rule as every trial. */
function firstIncumbent(
  trials: readonly TrainedTrial[],
  partition: Runner['partition'],
  delta: number,
): SuccessfulTrial | undefined {
  const winner = best(trials);
  const recommended = trials.filter(isSuccessful).find(({ because }) => because === 'recommendation');
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
  const networks = candidates.filter(isNetwork);
  const results = networks.map(({ result }) => result);
  const holds = networks.findLast(({ kept }) => kept)?.result;
  const delta = DELTA_SHARE * runner.constant.loss;
  const network = networks[simplestWithinOneError(results, runner.partition, { delta, ...(holds && { holds }) })];
  const linear = best(candidates.filter((candidate) => !isNetwork(candidate)));
  const finals: { readonly selected: SuccessfulTrial; readonly final: SuccessfulTrial; readonly loss: number }[] = [];
  for (const selected of contenders(linear, network, runner)) {
    const final = await runner.replicate(selected, budget.isTimed ? budget.secondsLeft() : undefined);
    finals.push({ selected, final, loss: runner.ensembleLoss(final) });
  }
  const [first, second] = finals;
  if (!first) return {};
  const { selected, final } = second && second.loss < first.loss ? second : first;
  return { selected, final };
}

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

function firstTrials({ settings, fixed, budget, seed, createId }: ProbeInput): PlannedTrial[] {
  const search = settings.search ?? 'halving';
  const ids: string[] = [];
  return firstChanges({ search, settings, fixed, most: budget.trialsLeft(), seed }).map((changes) => {
    const id = createId();
    ids.push(id);
    const isRecommended = Object.keys(changes).length === 0;
    return {
      id,
      parentId: isRecommended ? null : (ids[0] ?? null),
      settings: { ...settings, ...changes },
      changes,
      because: isRecommended ? 'recommendation' : `search.${search}`,
      sentence: isRecommended
        ? 'what the rules recommend'
        : `the ${search} search tries it beside the recommended value`,
    };
  });
}

function linearTrials({ settings, createId }: ProbeInput): PlannedTrial[] {
  if (settings.hiddenLayers === 0) return [];
  return LINEAR_RATES.map((learningRate) => {
    const changes = { hiddenLayers: 0, learningRate };
    return {
      id: createId(),
      parentId: null,
      settings: {
        ...settings,
        ...changes,
        ...LINEAR_SETTINGS,
        labelSmoothing: settings.labelSmoothing === null ? null : 0,
      },
      changes,
      because: 'baseline.linear',
      sentence: 'a linear model, the least that a network must beat',
    };
  });
}

interface RefineState {
  readonly trials: readonly TrainedTrial[];
  readonly incumbent: SuccessfulTrial;
  readonly linear?: SuccessfulTrial;
  readonly delta: number;
}

async function refine(input: ProbeInput, state: RefineState): Promise<Refinement[]> {
  const { runner, budget } = input;
  const refinements: Refinement[] = [];
  const tried = new Set<string>();
  let { incumbent } = state;
  let shallower: SuccessfulTrial | undefined;
  let lastKeptSlot: Slot | undefined;
  let waiting: Proposal[] = [];
  let roundsWithoutGain = 0;
  while (roundsWithoutGain < PATIENCE && !isOver(input)) {
    const trialsTried = refinements.reduce((sum, { trials }) => sum + trials.length, state.trials.length);
    const history = { trialsTried, ...(lastKeptSlot !== undefined && { lastKeptSlot }) };
    const evidence = evidenceOf(input, { ...state, incumbent, ...(shallower && { shallower }), history });
    const { proposals, trace } = await propose({ ...input, incumbent, evidence, tried });
    const round = affordable(input, incumbent, [...waiting, ...proposals]);
    if (round.length === 0) break;
    for (const { proposal } of round) for (const key of keysOf(proposal, incumbent.settings)) tried.add(key);
    const planned = round.flatMap(({ trials }) => trials);
    budget.spend(planned.length);
    const purpose = `refinement ${refinements.length + 1}: ${[...new Set(round.map(({ proposal }) => proposal.slot))].join(', ')}`;
    const trained = await runner.train({
      purpose,
      trials: planned,
      ...(budget.isTimed && { secondsLimit: secondsForTrials(input, incumbent) }),
    });
    const judged = judge(input, state, incumbent, trained);
    refinements.push({ parentId: incumbent.id, evidence, trace, trials: trained });
    trained.forEach((trial) => input.onTrial?.(trial));
    const [winner, ...others] = judged;
    roundsWithoutGain = winner ? 0 : roundsWithoutGain + 1;
    if (!winner) {
      waiting = [];
      continue;
    }
    if ((winner.settings.hiddenLayers ?? 0) > (incumbent.settings.hiddenLayers ?? 0)) shallower = incumbent;
    incumbent = winner;
    lastKeptSlot = mainSlot(winner.changes);
    waiting = round
      .map(({ proposal }) => proposal)
      .filter(({ slot, value }) => !holds(winner.settings, slot, value))
      .filter((proposal) => others.some((trial) => trial.because === proposal.ruleId));
  }
  return refinements;
}

/** The slot that a trial was about: a learning rate tuned again with it is not. */
const mainSlot = (changes: Partial<Settings>): Slot | undefined => {
  const changed = slots.filter((slot) => slot in changes);
  return changed.find((slot) => slot !== 'learningRate') ?? changed[0];
};

const isOver = ({ budget, signal }: ProbeInput): boolean =>
  signal?.aborted === true || budget.trialsLeft() <= 0 || budget.secondsLeft() <= 0;

/** Seconds for trials: what is left, less what the final model of the incumbent will take. */
const secondsForTrials = ({ budget, runner }: ProbeInput, incumbent: SuccessfulTrial): number =>
  budget.isTimed ? Math.max(0, budget.secondsLeft() - runner.estimateFinal(incumbent)) : Number.POSITIVE_INFINITY;

/** Marks and returns the trials that the keep rule keeps, best first; only the first becomes the parent of the next round. */
function judge(
  { runner }: ProbeInput,
  { delta }: RefineState,
  incumbent: SuccessfulTrial,
  trained: readonly TrainedTrial[],
): SuccessfulTrial[] {
  const keepable = trained.filter(isSuccessful).filter((trial) => {
    trial.paired = compare(incumbent.result, trial.result, runner.partition);
    return isKept(trial.paired, delta);
  });
  const ranked = keepable.sort((a, b) => a.result.loss - b.result.loss);
  const [winner] = ranked;
  if (winner) winner.kept = true;
  return ranked;
}

interface Attempt {
  readonly proposal: Proposal;
  readonly trials: readonly PlannedTrial[];
}

/** As many proposals, in their order, as the budget bears. */
function affordable(input: ProbeInput, incumbent: SuccessfulTrial, proposals: readonly Proposal[]): Attempt[] {
  const { budget, runner, settings: advised, fixed, createId } = input;
  const chosen: Attempt[] = [];
  let planned: PlannedTrial[] = [];
  for (const proposal of proposals) {
    if (chosen.length === PROPOSALS_AT_ONCE) break;
    const trials = trialsOf(proposal, { incumbent, advised, fixed, createId });
    const fitting = trials.slice(0, Math.max(0, budget.trialsLeft() - planned.length));
    const together = [...planned, ...fitting];
    const limit = secondsForTrials(input, incumbent) * (chosen.length === 0 ? 1 : ROUND_SHARE);
    const isTooLong = budget.isTimed && runner.estimateSeconds(together, incumbent) > limit;
    if (fitting.length === 0 || isTooLong) continue;
    chosen.push({ proposal, trials: fitting });
    planned = together;
  }
  return chosen;
}

interface EvidenceState extends RefineState {
  readonly shallower?: SuccessfulTrial;
  readonly history: History;
}

function evidenceOf(
  { runner, settings }: ProbeInput,
  { trials, linear, incumbent, shallower, history }: EvidenceState,
): Evidence {
  const against = (other: Candidate) => compare(other, incumbent.result, runner.partition);
  const ladder = trials
    .filter(({ changes }) => Object.keys(changes).every((slot) => slot === 'learningRate'))
    .map(({ settings: of, result }) => ({
      rate: of.learningRate ?? settings.learningRate ?? 0,
      loss: result?.loss ?? null,
    }))
    .sort((a, b) => a.rate - b.rate);
  const constant: Candidate = {
    losses: runner.constant.losses,
    foldLosses: runner.constant.foldLosses,
    complexity: [],
  };
  return observe(incumbent.result.observation, {
    comparisons: {
      constant: against(constant),
      ...(linear && { linear: against(linear.result) }),
      ...(shallower && { shallower: against(shallower.result) }),
    },
    ladder: { rates: ladder },
    history,
  });
}

const best = (trials: readonly TrainedTrial[]): SuccessfulTrial | undefined =>
  trials
    .filter(isSuccessful)
    .reduce<SuccessfulTrial | undefined>((a, b) => (a && a.result.loss <= b.result.loss ? a : b), undefined);
