import type { ProbeTask } from '../decide/probe-recommendation.js';
import type { ProgressSummary } from '../decide/schema.js';
import type { TrainedRecommendation } from '../decide/train-recommendation.js';
import type { BackendName } from '../probe/schema.js';
import type { TableLimits } from '../profile/table-limits.js';

/** What is said between a worker and the process in which a probe runs. */

export interface RunMessage {
  readonly type: 'run';
  readonly task: ProbeTask;
  readonly backend: BackendName | 'auto';
  readonly actor: string;
  /** Place of the attempt in the trace that it is part of. */
  readonly traceparent?: string | undefined;
  readonly limits: { readonly table: TableLimits };
  readonly labelsBelow: number;
  readonly versions: { readonly app: string; readonly engine: string };
  /** Bytes that it and its training processes may have in memory together. */
  readonly memoryBytes: number;
}

export type ToProcess = RunMessage | { readonly type: 'cancel' };

export type FromProcess =
  | { readonly type: 'progress'; readonly summary: ProgressSummary }
  | { readonly type: 'trained'; readonly trained: TrainedRecommendation }
  | { readonly type: 'failed'; readonly code: string; readonly detail: string; readonly stack: string | undefined };
