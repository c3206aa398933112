import type { Advisor } from '../advise/advise.js';
import type { DecisionLog } from '../audit/decision-log.js';
import type { RenewedKey } from '../audit/signing-key.js';
import type { Notary } from '../audit/take-checkpoint.js';
import type { Clock } from '../clock.js';
import type { FileStore } from '../files/file-store.js';
import type { CreateId } from '../ids.js';
import type { Pool } from '../probe/pool.js';
import type { TableLimits } from '../profile/table-limits.js';
import type { Database, Store } from '../store/database.js';
import type { AuditEntryRow, IdempotencyRow } from '../store/schema.js';
import type { Enqueue } from './enqueue.js';
import type { Tracer } from '../tracing.js';
import type { ProbeFeed } from './probe-feed.js';
import type { ServiceRules } from './service-rules.js';
import type { SharedPool } from './shared-pool.js';

/** What the verbs need of the world; wired once, in `compose`. */
export interface Context {
  readonly clock: Clock;
  readonly ids: CreateId;
  /** Id of the workspace in which everything is read and recorded. */
  readonly workspaceId: string;
  /** Who asks, for the record. */
  readonly actor: string;
  readonly randomBytes: (count: number) => Uint8Array;
  /** The rules that the program brings; `advisorFor` gives those that decide for the caller. */
  readonly advisor: () => Promise<Advisor>;
  /** Opens the store, uses it and closes it. */
  readonly store: <T>(use: (store: Store) => Promise<T>) => Promise<T>;
  readonly decisionLog: DecisionLog;
  /** Signs the notes on chains, and keeps them. */
  readonly notary: Notary;
  /** Makes another key for them, which takes the place of the one that is there. */
  readonly renewAuditKey: () => RenewedKey;
  /** Of a service: told of entries that are of no decision, so that they are signed. */
  readonly witness?: (entries: readonly AuditEntryRow[]) => void;
  readonly createPool: () => Pool;
  readonly files: FileStore;
  /** Of a service; a command trains in its own process. */
  readonly queue?: ProbeQueue;
  readonly feed?: ProbeFeed;
  /** Of a service: rules of each workspace. A command decides by those that it was given. */
  readonly rules?: ServiceRules;
  /** Of a service that is configured to make traces. */
  readonly tracer?: Tracer;
  /** Of a request that is part of a trace: its place there, kept with what it asks for. */
  readonly traceparent?: string;
  /** Of a service, for predictions. */
  readonly sharedPool?: SharedPool;
  readonly limits: Limits;
  /** Labels of classes with fewer rows are not put on record. */
  readonly labelsBelow: number;
  readonly versions: { readonly app: string; readonly engine: string };
  /** Requests with an idempotency key that this process carries out, by workspace and key, each to the answer that is kept; until they are settled. */
  readonly underWay: Map<string, Promise<IdempotencyRow | undefined>>;
}

export interface Limits {
  /** Of one uploaded file. */
  readonly uploadBytes: number;
  /** Of all datasets of a workspace. */
  readonly workspaceBytes: number;
  readonly table: TableLimits;
  /** Probes of a workspace that wait or run. */
  readonly openProbes: number;
  /** Seconds of a probe. */
  readonly probeSeconds: number;
  /** Trials of a probe that is bounded by them. */
  readonly probeTrials: number;
}

export interface ProbeQueue {
  readonly enqueue: Enqueue;
  /** Takes a job that waits out of the queue. */
  readonly cancel: (jobId: string, tx?: Database) => Promise<void>;
}
