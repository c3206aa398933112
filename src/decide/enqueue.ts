import type { Database } from '../store/database.js';

/** What a worker is told of a probe; the rest is in the store. */
export interface ProbeJob {
  readonly probeId: string;
}

export interface EnqueueOptions {
  /** Of the job: a UUID. */
  readonly id: string;
  /** Larger ones are taken first. */
  readonly priority: number;
}

/** Puts a probe into the queue, in the transaction that records it. */
export type Enqueue = (tx: Database, job: ProbeJob, options: EnqueueOptions) => Promise<void>;
