import type { Advisor } from '../advise/advise.js';
import type { Advice } from '../advise/schema.js';
import type { Pool } from '../probe/pool.js';
import type { Dataset } from '../profile/read.js';
import type { Profile } from '../profile/schema.js';
import type { Warning } from '../settings/slots.js';
import type { Context, Limits } from './context.js';
import type { DataSlope } from './full-training.js';
import type { Others } from './other-files.js';
import type { Reporter } from './progress.js';
import type { ProbeOutcome } from './run-probe.js';
import type { Runner } from './runner.js';
import type { RecommendOptions, RecommendRequest } from './schema.js';
import type { Trainable } from './trainable.js';
import type { SuccessfulTrial } from './trial.js';

/** What a run needs of the world; it stores nothing. */
export type RunContext = Pick<Context, 'clock' | 'ids' | 'actor' | 'versions' | 'traceparent' | 'labelsBelow'> & {
  readonly limits: Pick<Limits, 'table'>;
};

/** What every step of one run sees. */
export interface Run {
  readonly context: RunContext;
  readonly request: RecommendRequest;
  readonly options: RecommendOptions;
  readonly advisor: Advisor;
  readonly dataset: Dataset;
  readonly others: Others;
  readonly profile: Profile;
  readonly advice: Advice;
  readonly trainable: Trainable;
  readonly pool: Pool;
  readonly reporter: Reporter;
  /** Monotonic milliseconds at which the budget began: the end of profiling. */
  readonly started: number;
}

/** A run before training, or without it. */
export type Advised = Omit<Run, 'pool' | 'started'>;

/** What came of training, whichever way it went. */
export interface Trained {
  readonly runner: Runner;
  readonly selected?: SuccessfulTrial;
  /** The selected trial on all rows, where it is wanted. */
  readonly refit?: SuccessfulTrial;
  readonly outcome?: ProbeOutcome;
  readonly dataSlope?: DataSlope;
  readonly warnings: readonly Warning[];
}
