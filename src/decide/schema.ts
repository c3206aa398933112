import type { Provenance } from '../settings/provenance.js';
import type { RuleSet } from '../advise/schema.js';
import type { TableSchema } from '../profile/table.js';
import type { DepthStart, PopulationPlan, Recommendation, Trial } from '../settings/recommendation.js';
import type { Metric, Settings } from '../settings/slots.js';
import type { Task } from '../settings/tasks.js';
import type { Database } from '../store/database.js';
import type { KeepAnswer } from './answer-once.js';
import type { Model } from './model.js';

/** What the caller of `recommend` asks. */
export interface RecommendRequest {
  readonly file: string;
  /** Name of the file, where its path is not what its owner knows it by. */
  readonly name?: string;
  /** SHA-256 of its bytes in lower-case hexadecimal, of a file that nobody changes; absent: they are hashed. */
  readonly sha256?: string;
  /** One target column, or several one-hot columns. */
  readonly target: readonly string[];
  readonly task?: Task;
  readonly ignore?: readonly string[];
  readonly group?: string;
  readonly time?: string;
  /** Column of how much each row counts in the loss. */
  readonly weight?: string;
  readonly metric?: Metric;
  readonly skipBadRows?: boolean;
  /** Slots fixed by the caller; rules see them and the probe keeps them. */
  readonly settings?: Partial<Settings>;
  /** Absent: no probe; the rules' settings are trained once where `test`, `predict` or `needsModel` ask for a model. */
  readonly probe?: ProbeRequest;
  /** A probe that a worker carries out later: the rules see its budget, and nothing is trained here. */
  readonly laterProbe?: ProbeRequest;
  /** Without a probe: seconds for that one training, from the end of profiling to the predictions; absent: what it takes. */
  readonly trainingSeconds?: number;
  readonly seed: number;
  readonly requestId?: string;
  /** A labelled file on which the final model is scored. */
  readonly test?: string;
  /** A file whose rows are predicted, and where the predictions go. */
  readonly predict?: { readonly rows: string; readonly predictions: string };
  /** Whether the trained model is wanted in the result, also without `test` or `predict`. */
  readonly needsModel?: boolean;
}

/** Exactly one of the two bounds holds; trials are reproducible to the bit, seconds are not. */
export type ProbeRequest = ({ readonly budgetSeconds: number } | { readonly trialsLimit: number }) & {
  /** `fresh` where it is absent. */
  readonly depthStart?: DepthStart;
};

export type ProbeEvent =
  | { readonly kind: 'plan'; readonly population: PopulationPlan }
  | { readonly kind: 'trial'; readonly trial: Trial; readonly sentence: string }
  | {
      readonly kind: 'epoch';
      readonly purpose: string;
      readonly epoch: number;
      readonly epochs: number;
      readonly validationLoss: number | null;
    }
  | {
      /** Halving dropped the worse configurations of a program; `left` go on. */
      readonly kind: 'rung';
      readonly purpose: string;
      readonly epoch: number;
      readonly dropped: number;
      readonly left: number;
    }
  | { readonly kind: 'verdict'; readonly slot: string; readonly verdict: string }
  | { readonly kind: 'end'; readonly status: 'succeeded' | 'failed' | 'cancelled' };

/** Progress of a long run: the share of the budget spent, what is being tried, and the event itself. */
export interface Progress {
  readonly stage: 'profile' | 'advise' | 'probe' | 'final';
  readonly doing: string;
  /** 0..1 of the budget or of the trials. */
  readonly share: number;
  readonly secondsLeft?: number;
  readonly event?: ProbeEvent;
}

/** Progress of a tenth of a second, as a service keeps it: where the probe is, and what happened meanwhile. */
export interface ProgressSummary extends Omit<Progress, 'event'> {
  /** In their order; of the epochs of one program the last alone. */
  readonly events: readonly ProbeEvent[];
}

export interface RecommendOptions {
  readonly onProgress?: (progress: Progress) => void;
  /** Aborting ends the reading of the file (`interrupted`), and the probe within a second; what is known is kept and returned with probe status `cancelled`. */
  readonly signal?: AbortSignal;
  /** Keeps the answer, in the transaction that records it. */
  readonly keep?: KeepAnswer;
  /** What was asked, kept with the recommendation for probes to come. */
  readonly asked?: object;
  /** Last in the transaction that records it. */
  readonly after?: (tx: Database, recommendation: Recommendation) => Promise<void>;
}

export interface RecommendResult {
  readonly recommendation: Recommendation;
  readonly provenance: Provenance;
  /** How the training file was read. */
  readonly schema: TableSchema;
  /** The rules that decided, overlays included. */
  readonly ruleSet: RuleSet;
  /** Absent when nothing was trained. */
  readonly model?: Model;
}
