import { type SQL, sql } from 'drizzle-orm';
import { type ChainEnd, endsOf, lockingChains } from './audit-entries.js';
import { inBatches } from './batches.js';
import { type Database, rowsOf } from './database.js';
import { insertion } from './insert-rows.js';
import { type KeptRecommendation, recommendationInsertion } from './save-recommendation.js';
import { type AuditEntryRow, auditEntries, decisions } from './schema.js';

/** A decision as it is found, and its entry in the chain. */
export interface DecisionWithEntry {
  readonly entry: AuditEntryRow;
  readonly decision: typeof decisions.$inferInsert;
}

/** Adds decisions and their entries, all or none inside a transaction. An id or a place that is already there fails: neither is ever changed. */
export const insertDecisions = (tx: Database, rows: readonly DecisionWithEntry[]): Promise<void> =>
  inBatches(rows, (some) => {
    const [entries, found] = insertionsOf(some);
    return tx.execute(sql`with added as (${entries}) ${found}`);
  });

const insertionsOf = (rows: readonly DecisionWithEntry[], condition?: SQL): [entries: SQL, decisions: SQL] => [
  insertion(
    auditEntries,
    rows.map(({ entry }) => entry),
    condition,
  ),
  insertion(
    decisions,
    rows.map(({ decision }) => decision),
    condition,
  ),
];

interface AtEnds {
  /** Where the entries' chains are expected to end; of an empty one nothing. */
  readonly ends: readonly ChainEnd[];
  readonly chainIds: readonly string[];
  readonly recommendations: readonly KeptRecommendation[];
  readonly decisions: readonly DecisionWithEntry[];
}

/**
 * Adds recommendations with their decisions and entries in one statement, which is a transaction of its own: the locks of the chains are
 * taken and given back within it. Nothing is added where a chain does not end as expected. Gives the ends that were found.
 */
export async function insertAtEnds(db: Database, { ends, chainIds, ...rows }: AtEnds): Promise<ChainEnd[]> {
  const fits = sql`where (select fits from fit)`;
  const [entries, found] = insertionsOf(rows.decisions, fits);
  const statement = sql`with ends as materialized (${lockingChains(chainIds)}),
    expected as (select * from json_to_recordset(${JSON.stringify(ends)}::json) as expected ("chainId" text, "seq" bigint, "entryHash" text)),
    fit as materialized (select not exists ((table ends except table expected) union all (table expected except table ends)) as fits),
    kept as (${recommendationInsertion(rows.recommendations, fits)}),
    added as (${entries}),
    found as (${found})
    select * from ends`;
  return endsOf(await rowsOf(db, statement));
}
