import type { Network } from '../probe/schema.js';
import type { Observation } from '../refine/observe.js';
import type { FoldCurve } from '../refine/choice.js';
import type { Candidate } from '../refine/select.js';
import type { PairedDifference } from '../refine/statistics.js';
import type { Settings, Slot } from '../settings/slots.js';
import { isSameJson } from '../same-json.js';

/** A configuration that a probe means to train on every fold. */
export interface PlannedTrial {
  readonly id: string;
  readonly parentId: string | null;
  readonly settings: Settings;
  /** Share of its epochs that are trained: of a short budget, so that trials are compared at equal steps, or until halving dropped it; absent: all. */
  readonly epochsShare?: number;
  /** Trained for a part of its epochs to choose what is trained on: neither selected itself nor evidence against a value. */
  readonly isScreening?: true;
  /** The shallower trial out of whose weights it is to grow; trained from a fresh start where that cannot be. */
  readonly grownFrom?: SuccessfulTrial;
  /** Where it differs from its parent. */
  readonly changes: Partial<Settings>;
  /** Id of the rule, or of the search, that proposed it. */
  readonly because: string;
  /** Why, for people. */
  readonly sentence: string;
}

/** What training a configuration gave; everything that a later decision needs. */
export interface TrialResult extends Candidate {
  readonly network: Network;
  readonly loss: number;
  /** On the folds by which trials are compared, also where it was trained on others after. */
  readonly foldCurve: FoldCurve;
  readonly observation: Observation;
  readonly outOfFold: Float32Array;
  /** [folds, parameters] */
  readonly weights: Float32Array;
  /** Which prepared matrices it was trained on. */
  readonly dataId: string;
}

export interface TrainedTrial extends PlannedTrial {
  /** Absent: it diverged, or its process was lost. */
  readonly result?: TrialResult;
  /** Its process was lost, or the run was ended before its turn: nothing is known of it. */
  readonly isLost?: true;
  kept: boolean;
  /** Against the trial that held when this one was judged. */
  paired?: PairedDifference;
}

export type SuccessfulTrial = TrainedTrial & { readonly result: TrialResult };

export const isSuccessful = (trial: TrainedTrial): trial is SuccessfulTrial => trial.result !== undefined;

/** Whether it may be selected: it was trained as long as what it is compared with. */
export const isCandidate = (trial: TrainedTrial): trial is SuccessfulTrial =>
  isSuccessful(trial) && trial.isScreening !== true;

/** The trial with the least loss. */
export const best = (trials: readonly TrainedTrial[]): SuccessfulTrial | undefined =>
  trials
    .filter(isSuccessful)
    .reduce<SuccessfulTrial | undefined>((a, b) => (a && a.result.loss <= b.result.loss ? a : b), undefined);

/** Whether a slot has this value. */
export const holds = (settings: Settings, slot: Slot, value: unknown): boolean => isSameJson(settings[slot], value);

/** The settings as they are trained: under a short budget with fewer epochs than they say. */
export const trainedSettings = ({ settings, epochsShare = 1 }: PlannedTrial): Settings => ({
  ...settings,
  epochs: Math.max(1, Math.round((settings.epochs ?? 1) * epochsShare)),
});

/** Epochs after which a trial's folds were best, with those of all that it grew out of. */
export const chosenEpochs = ({ result, grownFrom }: SuccessfulTrial): number =>
  result.observation.chosenEpoch + (grownFrom ? chosenEpochs(grownFrom) : 0);
