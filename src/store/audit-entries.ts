import { sql } from 'drizzle-orm';
import { inBatches } from './batches.js';
import { type Database, runQuery, runSqlIn } from './database.js';
import { type AuditEntryRow, auditEntries } from './schema.js';

/** The last entry of a chain. */
export interface ChainEnd extends Pick<AuditEntryRow, 'seq' | 'entryHash'> {
  readonly chainId: string;
}

/**
 * The ends of those of the chains that have entries. Nobody else adds to any of them until the transaction ends: the lock is
 * taken first and the end read after, by a statement of its own, since one sees the rows as they were when it began.
 * (PGlite has one connection: there transactions wait for one another anyway.)
 */
export async function lockChains(tx: Database, chainIds: readonly string[]): Promise<ChainEnd[]> {
  // In one order for all, so that nobody waits for somebody who waits for him.
  const ids = JSON.stringify([...new Set(chainIds)].toSorted());
  await runQuery(() =>
    tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended('chain ' || id, 0)) from json_array_elements_text(${ids}::json) as id`,
    ),
  );
  const { rows } = await runSqlIn(tx)(
    `select last.chain_id as "chainId", last.seq::int8 as seq, last.entry_hash as "entryHash"
     from json_array_elements_text($1::json) as id
     cross join lateral (
       select chain_id, seq, entry_hash from sextant.audit_entries where chain_id = id order by seq desc limit 1
     ) as last`,
    [ids],
  );
  return (rows as ChainEnd[]).map((end) => ({ ...end, seq: Number(end.seq) }));
}

/** Adds entries, all or none inside a transaction. A place that is taken fails: an entry is never changed. */
export const insertEntries = (tx: Database, rows: readonly AuditEntryRow[]): Promise<void> =>
  inBatches(rows, (some) => tx.insert(auditEntries).values(some));
