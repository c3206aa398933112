import { and, asc, desc, eq, gt, lt, lte, type SQL, sql } from 'drizzle-orm';
import { type Database, rowsOf, runQuery, runSqlIn } from './database.js';
import { insertRows } from './insert-rows.js';
import { type AuditEntryRow, auditEntries, decisions } from './schema.js';

/** The last entry of a chain. */
export interface ChainEnd extends Pick<AuditEntryRow, 'seq' | 'entryHash'> {
  readonly chainId: string;
}

/**
 * The ends of those of the chains that have entries. Nobody else adds to any of them until the transaction ends: a function of the database
 * (migration 9) takes the locks and reads the ends after. (PGlite has one connection: there transactions wait for one another anyway.)
 */
export async function lockChains(tx: Database, chainIds: readonly string[]): Promise<ChainEnd[]> {
  return endsOf(await rowsOf(tx, lockingChains(chainIds)));
}

/** The statement that does so: in one order for all, so that nobody waits for somebody who waits for him. */
export const lockingChains = (chainIds: readonly string[]): SQL =>
  sql`select * from sextant.lock_chains(${JSON.stringify([...new Set(chainIds)].toSorted())}::json)`;

/** Postgres gives big integers as texts. */
export const endsOf = (rows: readonly unknown[]): ChainEnd[] =>
  (rows as ChainEnd[]).map((end) => ({ ...end, seq: Number(end.seq) }));

/** Adds entries, all or none inside a transaction. A place that is taken fails: an entry is never changed. */
export const insertEntries = (tx: Database, rows: readonly AuditEntryRow[]): Promise<void> =>
  insertRows(tx, auditEntries, rows);

/** Entries of a chain before a place, the newest first. */
export const listEntries = (
  db: Database,
  {
    chainId,
    before,
    limit,
  }: { readonly chainId: string; readonly before?: number | undefined; readonly limit: number },
): Promise<AuditEntryRow[]> =>
  runQuery(() =>
    db
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.chainId, chainId), before === undefined ? undefined : lt(auditEntries.seq, before)))
      .orderBy(desc(auditEntries.seq))
      .limit(limit),
  );

/** Place of the last entry of each chain that is not empty; from chain to chain by the index, however many entries there are. */
export async function chainEnds(db: Database): Promise<{ chainId: string; seq: number }[]> {
  const { rows } = await runSqlIn(db)(
    `with recursive chains as (
       (select chain_id as id from sextant.audit_entries order by chain_id limit 1)
       union all
       select (select chain_id from sextant.audit_entries where chain_id > id order by chain_id limit 1)
       from chains where id is not null
     )
     select id as "chainId", (select max(seq) from sextant.audit_entries where chain_id = id) as seq
     from chains where id is not null`,
  );
  return (rows as { chainId: string; seq: number | string }[]).map(({ chainId, seq }) => ({
    chainId,
    seq: Number(seq),
  }));
}

/** Entries read at once: a few MB. */
const ROWS_OF_A_PAGE = 500;

interface Part {
  readonly chainId: string;
  /** Entries after this place, up to and with the other. */
  readonly after: number;
  readonly upTo: number;
}

/** Hashes of entries in their order, as far as none is missing. */
export async function* entryHashes(db: Database, { chainId, after, upTo }: Part): AsyncGenerator<string> {
  for (let last = after; ; ) {
    const { seq, entryHash } = auditEntries;
    const isNext = and(eq(auditEntries.chainId, chainId), gt(seq, last), lte(seq, upTo));
    const rows = await runQuery(() =>
      db.select({ seq, entryHash }).from(auditEntries).where(isNext).orderBy(asc(seq)).limit(ROWS_OF_A_PAGE),
    );
    for (const row of rows) {
      if (row.seq !== last + 1) return;
      last = row.seq;
      yield row.entryHash;
    }
    if (rows.length < ROWS_OF_A_PAGE) return;
  }
}

/** An entry, and what its decision is found by; null where it is of none. */
export interface EntryWithCopy {
  readonly entry: AuditEntryRow;
  readonly decision: typeof decisions.$inferSelect | null;
}

/** Entries in their order. */
export async function* entriesOf(db: Database, { chainId, after, upTo }: Part): AsyncGenerator<EntryWithCopy> {
  for (let last = after; ; ) {
    const isNext = and(eq(auditEntries.chainId, chainId), gt(auditEntries.seq, last), lte(auditEntries.seq, upTo));
    const rows = await runQuery(() =>
      db
        .select({ entry: auditEntries, decision: decisions })
        .from(auditEntries)
        .leftJoin(decisions, eq(decisions.id, sql`'dec' || substr(${auditEntries.entryId}, 4)`))
        .where(isNext)
        .orderBy(asc(auditEntries.seq))
        .limit(ROWS_OF_A_PAGE),
    );
    yield* rows;
    if (rows.length < ROWS_OF_A_PAGE) return;
    last = rows.at(-1)?.entry.seq ?? last;
  }
}
