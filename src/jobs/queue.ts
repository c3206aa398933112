import PgBoss from 'pg-boss';
import type { ProbeQueue } from '../decide/context.js';
import type { ProbeJob } from '../decide/enqueue.js';
import type { Taken } from '../decide/probe-jobs.js';
import { type Database, type RunSql, runSqlIn, type Store } from '../store/database.js';

/** Probes that wait, over pg-boss in the database of the store: a job and what it is about are written in one transaction. */
export interface Queue extends ProbeQueue {
  /** The next probe, by priority and then by age; `undefined` where none waits. It is the caller's until it is completed or failed. */
  readonly take: (tx: Database) => Promise<Taken | undefined>;
  /** The next probe that failed too often. */
  readonly takeLost: (tx: Database) => Promise<Taken | undefined>;
  readonly complete: (jobId: string, tx?: Database) => Promise<void>;
  readonly completeLost: (jobId: string, tx: Database) => Promise<void>;
  /** Gives a job back after its worker was lost: it is tried once more, or is lost. */
  readonly fail: (jobId: string, why: string, tx?: Database) => Promise<void>;
  readonly close: () => Promise<void>;
}

const PROBES = 'probes';
const LOST = 'probes_lost';

/**
 * A job waits, and is its worker's, for as long as it takes: whether a worker is alive the lease of its probe says. pg-boss knows no such time,
 * so that it is decades, up to what its integers hold.
 */
const EXPIRE_SECONDS = 2 ** 30;
const KEEP_UNTIL = '9999-01-01T00:00:00Z';
/** A probe is begun again once after its worker was lost. */
const RETRIES = 1;
/** How often ended jobs are put away. */
const MAINTENANCE_SECONDS = 60;

/** Starts the queue, and makes its tables in the schema `pgboss` at the first time; one process does so at a time. */
export async function openQueue(store: Store, onError: (error: Error) => void): Promise<Queue> {
  const boss = new PgBoss({
    db: databaseOf(store.runSql),
    schedule: false,
    maintenanceIntervalSeconds: MAINTENANCE_SECONDS,
  });
  boss.on('error', onError);
  const close = () => boss.stop({ graceful: false, wait: true, close: false });
  const options = { name: PROBES, retryLimit: RETRIES, deadLetter: LOST };
  const setUp = async (): Promise<void> => {
    await boss.start();
    await boss.createQueue(LOST, { name: LOST, retryLimit: RETRIES });
    await boss.createQueue(PROBES, options);
  };
  try {
    // Two that do so at once could wait for one another.
    await store.setUpAlone(setUp);
  } catch (error) {
    // What it has begun would keep the process from its end.
    await close();
    throw error;
  }
  const within = (tx: Database | undefined) => (tx ? { db: databaseOf(runSqlIn(tx)) } : {});
  const takeFrom = async (queue: string, tx: Database): Promise<Taken | undefined> => {
    const [first] = await boss.fetch<ProbeJob>(queue, within(tx));
    return first && { jobId: first.id, job: first.data };
  };
  return {
    enqueue: async (tx, job, { id, priority }) => {
      const endless = { expireInSeconds: EXPIRE_SECONDS, keepUntil: KEEP_UNTIL };
      // `send` allows no expiry from a day on.
      await boss.insert([{ ...options, ...endless, id, priority, data: job }], within(tx));
    },
    take: (tx) => takeFrom(PROBES, tx),
    takeLost: (tx) => takeFrom(LOST, tx),
    complete: (jobId, tx) => boss.complete(PROBES, jobId, {}, within(tx)),
    completeLost: (jobId, tx) => boss.complete(LOST, jobId, {}, within(tx)),
    fail: (jobId, why, tx) => boss.fail(PROBES, jobId, { why }, within(tx)),
    cancel: (jobId, tx) => boss.cancel(PROBES, jobId, within(tx)),
    close,
  };
}

/** What pg-boss asks of a database. Objects go as JSON text, which both drivers pass on as it is. */
const databaseOf = (runSql: RunSql): PgBoss.Db => ({
  executeSql: (text, values: readonly unknown[] | undefined) => runSql(text, values?.map(asParameter)),
});

const asParameter = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
    ? JSON.stringify(value)
    : (value ?? null);
