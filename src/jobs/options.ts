import type { Context } from '../decide/context.js';
import type { Log } from '../log.js';
import type { BackendName } from '../probe/schema.js';
import type { Store } from '../store/database.js';
import type { Queue } from './queue.js';

export interface WorkerOptions {
  readonly context: Context;
  readonly store: Store;
  readonly queue: Queue;
  readonly log: Log;
  /** Probes at once. */
  readonly concurrency: number;
  readonly backend: BackendName | 'auto';
  /** Bytes that the processes of one probe may have in memory. */
  readonly memoryBytes: number;
  /** Variables that the processes of probes get. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether no other process works on the store: what runs when it starts is then abandoned. */
  readonly isAlone: boolean;
  /** Aborting it gives the probes that run back to the queue. */
  readonly signal: AbortSignal;
}
