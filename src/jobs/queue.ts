import PgBoss from 'pg-boss';
import type { ProbeQueue } from '../decide/context.js';
import type { ProbeJob } from '../decide/enqueue.js';
import type { Taken } from '../decide/probe-jobs.js';
import { type Database, type RunSql, runSqlIn, type Store } from '../store/database.js';

/** Probes that wait, over pg-boss in the database of the store: a job and what it is about are written in one transaction. */
export interface Queue extends ProbeQueue {
  /** The next probe, by priority and then by age; `undefined` where none waits. It is the caller's until it is completed, failed or expires. */
  readonly take: (tx: Database) => Promise<Taken | undefined>;
  /** The next probe that failed too often. */
  readonly takeLost: () => Promise<Taken | undefined>;
  readonly complete: (jobId: string, tx?: Database) => Promise<void>;
  readonly completeLost: (jobId: string, tx: Database) => Promise<void>;
  /** Gives a job back after its worker was lost: it is tried once more, or is lost. */
  readonly fail: (jobId: string, why: string, tx?: Database) => Promise<void>;
  readonly close: () => Promise<void>;
}

const PROBES = 'probes';
const LOST = 'probes_lost';

/** A job that nobody has ended by then is given back, whatever its worker says: the lease of a probe ends long before. */
const EXPIRE_HOURS = 12;
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
  const options = { retryLimit: RETRIES, expireInHours: EXPIRE_HOURS, deadLetter: LOST };
  const setUp = async (): Promise<void> => {
    await boss.start();
    await boss.createQueue(LOST, { name: LOST, retryLimit: RETRIES });
    await boss.createQueue(PROBES, { name: PROBES, ...options });
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
  const takeFrom = async (queue: string, tx?: Database): Promise<Taken | undefined> => {
    const [first] = await boss.fetch<ProbeJob>(queue, within(tx));
    return first && { jobId: first.id, job: first.data };
  };
  return {
    enqueue: async (tx, job, { id, priority }) => {
      await boss.send(PROBES, job, { ...options, id, priority, ...within(tx) });
    },
    take: (tx) => takeFrom(PROBES, tx),
    takeLost: () => takeFrom(LOST),
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
