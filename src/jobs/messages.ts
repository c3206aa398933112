import type { ProbeTask } from '../decide/probe-recommendation.js';
import type { ProbeEvent, Progress } from '../decide/schema.js';
import type { TrainedRecommendation } from '../decide/train-recommendation.js';
import type { BackendName } from '../probe/schema.js';

/** What is said between a worker and the process in which a probe runs. */

/** Progress of a tenth of a second: where the probe is, and what happened meanwhile. */
export interface ProgressSummary extends Omit<Progress, 'event'> {
  /** In their order; of the epochs of one program the last alone. */
  readonly events: readonly ProbeEvent[];
}

export interface RunMessage {
  readonly type: 'run';
  readonly task: ProbeTask;
  readonly backend: BackendName | 'auto';
  readonly actor: string;
  /** Place of the attempt in the trace that it is part of. */
  readonly traceparent?: string | undefined;
  readonly limits: { readonly unpackedBytes: number };
  readonly versions: { readonly app: string; readonly engine: string };
  /** Bytes that it and its training processes may have in memory together. */
  readonly memoryBytes: number;
}

export type ToProcess = RunMessage | { readonly type: 'cancel' };

export type FromProcess =
  | { readonly type: 'progress'; readonly summary: ProgressSummary }
  | { readonly type: 'trained'; readonly trained: TrainedRecommendation }
  | { readonly type: 'failed'; readonly code: string; readonly detail: string; readonly stack: string | undefined };
