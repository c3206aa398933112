import type { Trace } from '../advise/schema.js';
import type { Evidence } from '../settings/evidence.js';
import { type Settings, type Slot, slots } from '../settings/slots.js';
import { bestDeeper, regularisations } from './deeper.js';
import { evidenceOf } from './evidence.js';
import { isOver, judge, secondsForTrials } from './judge.js';
import type { ProbeInput } from './probe-input.js';
import { keyOf, keysOf, keysOfTrials, type Proposal, propose, trialsOf } from './propose.js';
import { holds, type PlannedTrial, type SuccessfulTrial, type TrainedTrial } from './trial.js';

/** One step of refinement, for the record: what was seen, what was tried on that account, and what came of it. */
export interface Refinement {
  readonly parentId: string;
  readonly evidence: Evidence;
  readonly trace: Trace;
  readonly trials: readonly TrainedTrial[];
}

/** A round of refinement may take this share of the time left. */
const ROUND_SHARE = 0.6;
/** Proposals tried side by side in a round. */
const PROPOSALS_AT_ONCE = 4;
/** Rounds in a row without gain after which refinement ends, unless there was no room for all that was proposed. */
const PATIENCE = 2;

interface RefineState {
  readonly trials: readonly TrainedTrial[];
  readonly incumbent: SuccessfulTrial;
  readonly linear?: SuccessfulTrial;
  readonly delta: number;
}

/** What was seen of a trial, and what is tried on that account. */
interface Round extends Pick<Refinement, 'evidence' | 'trace'> {
  readonly name: string;
  readonly parent: SuccessfulTrial;
  /** The trial that holds, against which the new ones are judged. */
  readonly holder: SuccessfulTrial;
  readonly attempts: readonly Attempt[];
}

/** What refinement did, and how many proposals of its last round the budget did not bear. */
export interface Refined {
  readonly refinements: readonly Refinement[];
  readonly untried: number;
}

/** Round by round what the diagnosis rules propose, until nothing is proposed, nothing gains twice, or the budget ends. */
export async function refine(input: ProbeInput, state: RefineState): Promise<Refined> {
  const refinements: Refinement[] = [];
  const tried = new Set(keysOfTrials(state.trials));
  let { incumbent } = state;
  let shallower: SuccessfulTrial | undefined;
  let lastKeptSlot: Slot | undefined;
  let waiting: Proposal[] = [];
  let roundsWithoutGain = 0;
  let untried = 0;
  while ((roundsWithoutGain < PATIENCE || untried > 0) && !isOver(input)) {
    const trials = [...state.trials, ...refinements.flatMap((refinement) => refinement.trials)];
    const trialsTried = trials.length;
    const history = { trialsTried, ...(lastKeptSlot !== undefined && { lastKeptSlot }) };
    const scene = { ...state, trials, subject: incumbent, ...(shallower && { shallower }), history };
    const evidence = evidenceOf(input, scene);
    const { proposals, trace } = await propose({ ...input, incumbent, evidence, tried });
    const asked = [...waiting, ...proposals];
    const attempts = affordable(input, incumbent, asked);
    untried = asked.length - attempts.length;
    if (attempts.length === 0) break;
    for (const { proposal } of attempts) for (const key of keysOf(proposal, incumbent.settings)) tried.add(key);
    const name = `refinement ${refinements.length + 1}`;
    const round = { name, parent: incumbent, holder: incumbent, evidence, trace, attempts };
    const { refinement, gained } = await trainRound(input, state, round);
    const holder = gained[0] ?? incumbent;
    const again = await retryDeeper(input, state, { holder, trials: refinement.trials, gained, trialsTried });
    refinements.push(refinement, ...(again ? [again.refinement] : []));
    const winner = again?.gained[0] ?? gained[0];
    roundsWithoutGain = winner ? 0 : roundsWithoutGain + 1;
    if (!winner) {
      waiting = [];
      continue;
    }
    const isDeeper = (winner.settings.hiddenLayers ?? 0) > (incumbent.settings.hiddenLayers ?? 0);
    if (isDeeper) shallower = incumbent;
    lastKeptSlot = isDeeper ? 'hiddenLayers' : mainSlot(winner.changes);
    // What was beaten is not tried again.
    if (lastKeptSlot) tried.add(keyOf(lastKeptSlot, incumbent.settings[lastKeptSlot]));
    incumbent = winner;
    waiting = attempts
      .map(({ proposal }) => proposal)
      .filter(({ slot }) => !(slot in winner.changes))
      .filter(({ slot, value }) => gained.some((trial) => trial !== winner && holds(trial.settings, slot, value)));
  }
  return { refinements, untried };
}

/** Trains a round and judges it against the trial that holds. */
async function trainRound(
  input: ProbeInput,
  { delta }: RefineState,
  { name, parent, holder, evidence, trace, attempts }: Round,
): Promise<{ refinement: Refinement; gained: SuccessfulTrial[] }> {
  const { runner, budget } = input;
  const planned = attempts.flatMap(({ trials }) => trials);
  budget.spend(planned.length);
  const trials = await runner.train({
    purpose: `${name}: ${[...new Set(attempts.map(({ proposal }) => proposal.slot))].join(', ')}`,
    trials: planned,
    ...(budget.isTimed && { secondsLimit: secondsForTrials(input, parent) }),
  });
  const gained = judge(trials, { holder, delta, runner });
  trials.forEach((trial) => input.onTrial?.(trial));
  return { refinement: { parentId: parent.id, evidence, trace, trials }, gained };
}

interface Dropped {
  readonly holder: SuccessfulTrial;
  /** Trials of the round, and those of them that gained. */
  readonly trials: readonly TrainedTrial[];
  readonly gained: readonly TrainedTrial[];
  /** Before the round. */
  readonly trialsTried: number;
}

/**
 * A deeper network that did not gain and overfits is regularised as its own evidence asks for and tried again, before the
 * shallower one that holds wins (tuning playbook, "Examining the training curves"). Its rate was tuned at its depth.
 */
async function retryDeeper(
  input: ProbeInput,
  state: RefineState,
  { holder, trials, gained, trialsTried }: Dropped,
): Promise<{ refinement: Refinement; gained: SuccessfulTrial[] } | undefined> {
  const parent = bestDeeper(
    trials.filter((trial) => !gained.includes(trial)),
    holder,
  );
  if (!parent || isOver(input)) return undefined;
  const scene = { subject: parent, shallower: holder, trials: [], ...(state.linear && { linear: state.linear }) };
  const evidence = evidenceOf(input, { ...scene, history: { trialsTried: trialsTried + trials.length } });
  const { proposals, trace } = await propose({ ...input, incumbent: parent, evidence, tried: new Set() });
  const attempts = affordable(input, parent, regularisations(proposals, parent.settings));
  if (attempts.length === 0) return undefined;
  const name = `${parent.settings.hiddenLayers} layers again with`;
  return trainRound(input, state, { name, parent, holder, evidence, trace, attempts });
}

/** The slot that a trial was about: a learning rate tuned again with it is not. */
const mainSlot = (changes: Partial<Settings>): Slot | undefined => {
  const changed = slots.filter((slot) => slot in changes);
  return changed.find((slot) => slot !== 'learningRate') ?? changed[0];
};

interface Attempt {
  readonly proposal: Proposal;
  readonly trials: readonly PlannedTrial[];
}

/** As many proposals, in their order, as the budget bears. */
function affordable(input: ProbeInput, incumbent: SuccessfulTrial, proposals: readonly Proposal[]): Attempt[] {
  const { budget, runner, settings: advised } = input;
  const chosen: Attempt[] = [];
  let planned: PlannedTrial[] = [];
  for (const proposal of proposals) {
    if (chosen.length === PROPOSALS_AT_ONCE) break;
    const trials = trialsOf(proposal, { ...input, incumbent, advised });
    const fitting = trials.slice(0, Math.max(0, budget.trialsLeft() - planned.length));
    // A depth is compared with a rate tuned for it, or not at all.
    if (proposal.slot === 'hiddenLayers' && fitting.length < trials.length) continue;
    const together = [...planned, ...fitting];
    const limit = secondsForTrials(input, incumbent) * (chosen.length === 0 ? 1 : ROUND_SHARE);
    const isTooLong = budget.isTimed && runner.estimateSeconds(together, incumbent) > limit;
    if (fitting.length === 0 || isTooLong) continue;
    chosen.push({ proposal, trials: fitting });
    planned = together;
  }
  return chosen;
}
