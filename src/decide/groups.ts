import { isGrowable } from '../probe/grow.js';
import type { Grown, PopulationResult } from '../probe/schema.js';
import type { PopulationPlan } from '../settings/recommendation.js';
import { meanTrainRows, type Shared, sharedOf, workOf } from './population.js';
import type { Prepared } from './prepared.js';
import { type PlannedTrial, type SuccessfulTrial, trainedSettings } from './trial.js';

/**
 * Processes that a round is planned for, whatever the machine has, so that a seed gives the same numbers everywhere.
 * More trials than that wait in the pool's queue.
 */
const PARTS = 2;
/** A program may exceed its part of the work by this factor before it is cut. */
const UNEVEN = 1.2;
/** Fewer trials than this stay together: two thirds and one third on two processes take as long as three thirds. */
const LEAST_TO_CUT = 4;
/** A small program gets more time than its part of the work: dispatch, not arithmetic, is what it costs. */
const LEAST_SHARE = 0.35;

/** Trials that share one tensor program. */
export interface Group {
  readonly prepared: Prepared;
  readonly shared: Shared;
  readonly trials: readonly PlannedTrial[];
  /** What all of them grow out of; absent: they start anew. */
  readonly grownFrom?: Grown;
  /** For plans: multiply-adds of the whole run. */
  readonly work: number;
}

export interface Grouping {
  readonly prepare: (trial: PlannedTrial) => Prepared;
  readonly seed: number;
}

/** Groups of trials that differ by per-member numbers only, cut so that two processes have about equal work; largest first. */
export function groupTrials(trials: readonly PlannedTrial[], { prepare, seed }: Grouping): Group[] {
  const groups = new Map<string, Omit<Group, 'work' | 'trials'> & { trials: PlannedTrial[] }>();
  for (const trial of trials) {
    const prepared = prepare(trial);
    const shared = sharedOf(trainedSettings(trial), prepared.matrices, seed);
    const origin = originOf(trial, prepared, shared);
    const key = JSON.stringify([prepared.id, shared, origin?.id]);
    const { grownFrom: _, ...fresh } = trial;
    const grown = origin ? trial : fresh;
    const group = groups.get(key);
    if (group) group.trials.push(grown);
    else groups.set(key, { prepared, shared, trials: [grown], ...(origin && { grownFrom: origin.result }) });
  }
  return balanced([...groups.values()].map(withWork));
}

/** The trial that this one can grow out of: on the same folds, encoded alike. */
function originOf({ grownFrom }: PlannedTrial, { id }: Prepared, { network }: Shared): SuccessfulTrial | undefined {
  const isPossible = grownFrom?.result.dataId === id && isGrowable(grownFrom.result.network, network);
  return isPossible ? grownFrom : undefined;
}

const withWork = (group: Omit<Group, 'work'>): Group => ({
  ...group,
  work: workOf(group.shared, {
    members: group.trials.length * group.prepared.matrices.folds.length,
    rows: meanTrainRows(group.prepared.matrices),
  }),
});

/** Each trial of a group in a program of its own. */
export const alone = (group: Group): Group[] => group.trials.map((trial) => withWork({ ...group, trials: [trial] }));

/** The group for a run of so many epochs to its last step, whatever its curve: where no rows are held out. */
export const withEpochs = (group: Group, epochs: number): Group =>
  withWork({ ...group, shared: { ...group.shared, epochs, keepsLast: true } });

/** The group with `factor` times as many passes over its rows, in its run and in its patience. */
export function withPasses(group: Group, factor: number): Group {
  const { epochs, earlyStopping } = group.shared;
  const { patience } = earlyStopping;
  return withWork({
    ...group,
    shared: {
      ...group.shared,
      epochs: epochs * factor,
      earlyStopping: { ...earlyStopping, patience: patience * factor },
    },
  });
}

const totalWork = (groups: readonly Group[]): number => groups.reduce((sum, { work }) => sum + work, 0);

/** Cuts the largest program in two while a process would be idle, or while it is more than its part of the work. */
function balanced(groups: readonly Group[]): Group[] {
  const ordered = groups.toSorted((a, b) => b.work - a.work);
  const [largest, ...rest] = ordered;
  if (!largest || largest.trials.length < 2) return ordered;
  const isTooLarge = largest.trials.length >= LEAST_TO_CUT && largest.work > (UNEVEN * totalWork(ordered)) / PARTS;
  if (ordered.length >= PARTS && !isTooLarge) return ordered;
  const half = (part: number): Group =>
    withWork({ ...largest, trials: largest.trials.filter((_, i) => i % 2 === part) });
  return balanced([half(0), half(1), ...rest]);
}

/** What was carried out of a group, for the report. */
export function planOf({ shared, trials, prepared }: Group, purpose: string, result: PopulationResult): PopulationPlan {
  const { hidden } = shared.network;
  return {
    purpose,
    configurations: trials.length,
    members: trials.length * prepared.matrices.folds.length,
    hiddenLayers: hidden.length,
    hiddenUnits: hidden[0] ?? 0,
    epochs: Math.round(result.epochs),
    ...(result.isCut && { epochsPlanned: Math.round(result.epochsPlanned) }),
    seconds: result.seconds,
  };
}

/** Work of the epochs that each configuration had: of those that left, their members' part of the later steps was not done. */
export function workCarriedOut({ shared, prepared }: Group, { epochs, configurations }: PopulationResult): number {
  const { folds } = prepared.matrices;
  const trained = configurations.reduce((sum, { curve }) => sum + (curve.epochs.at(-1) ?? 0), 0);
  const members = epochs > 0 ? (folds.length * trained) / epochs : 0;
  return workOf({ ...shared, epochs }, { members, rows: meanTrainRows(prepared.matrices) });
}

/**
 * Each group's bound, so that all of them end within `secondsLimit` on two processes, or nearly: a small one that waits for its
 * turn may end later, since most end before their bound. Parts of one program, whose configurations are compared, get as far as each other.
 */
export function shareSeconds(groups: readonly Group[], secondsLimit: number): number[] {
  const total = totalWork(groups);
  const wanted = groups.map(({ work }) => Math.max(LEAST_SHARE, (PARTS * work) / total));
  const mostOf = (shared: Group['shared']): number =>
    Math.max(1, ...wanted.filter((_, i) => groups[i]?.shared === shared));
  const shares = groups.map(({ shared }, i) => (wanted[i] ?? 0) / mostOf(shared));
  const longest = lastEnd(shares);
  const cut = longest > 1 + LEAST_SHARE ? longest : 1;
  return shares.map((share) => (secondsLimit * share) / cut);
}

/** When the last of the processes ends, if each takes the next program as soon as it is free. */
function lastEnd(durations: readonly number[]): number {
  const ends = new Array<number>(PARTS).fill(0);
  for (const duration of durations) {
    const free = ends.indexOf(Math.min(...ends));
    ends[free] = (ends[free] ?? 0) + duration;
  }
  return Math.max(...ends);
}

/** Work until the last of two processes ends. */
export const criticalWork = (groups: readonly Group[]): number =>
  Math.max(totalWork(groups) / PARTS, groups[0]?.work ?? 0);
