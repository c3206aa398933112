import { and, asc, desc, eq, gte, isNull, lt, lte } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';
import { type AuditCheckpointRow, type AuditKeyRow, auditCheckpoints, auditKeys, installation } from './schema.js';

/** The id of this installation, which is that of its database; `create` makes one at the first time. */
export async function installationId(db: Database, create: () => string): Promise<string> {
  const read = async (): Promise<string | undefined> => {
    const [row] = await runQuery(() => db.select().from(installation));
    return row?.id;
  };
  const known = await read();
  if (known !== undefined) return known;
  const made = create();
  await runQuery(() => db.insert(installation).values({ id: made }).onConflictDoNothing());
  return (await read()) ?? made;
}

/** Keeps a key, once. */
export async function saveAuditKey(db: Database, row: AuditKeyRow): Promise<void> {
  await runQuery(() => db.insert(auditKeys).values(row).onConflictDoNothing());
}

/** Notes of this key count for nothing that is added after a time. */
export async function endAuditKey(db: Database, publicKey: string, time: number): Promise<void> {
  const signs = and(eq(auditKeys.publicKey, publicKey), isNull(auditKeys.validUntil));
  await runQuery(() => db.update(auditKeys).set({ validUntil: time }).where(signs));
}

/** The keys that signed, the oldest first. */
export const listAuditKeys = (db: Database): Promise<AuditKeyRow[]> =>
  runQuery(() => db.select().from(auditKeys).orderBy(asc(auditKeys.validFrom), asc(auditKeys.publicKey)));

/** Keeps a note; of two on one size the first. */
export async function saveCheckpoint(db: Database, row: AuditCheckpointRow): Promise<void> {
  await runQuery(() => db.insert(auditCheckpoints).values(row).onConflictDoNothing());
}

export async function deleteCheckpoint(db: Database, chainId: string, size: number): Promise<void> {
  const isIt = and(eq(auditCheckpoints.chainId, chainId), eq(auditCheckpoints.size, size));
  await runQuery(() => db.delete(auditCheckpoints).where(isIt));
}

/** The note on the fewest entries that vouches for a place. */
export async function firstCheckpointOn(
  db: Database,
  chainId: string,
  seq: number,
): Promise<AuditCheckpointRow | undefined> {
  const vouches = and(eq(auditCheckpoints.chainId, chainId), gte(auditCheckpoints.size, seq));
  const [row] = await runQuery(() =>
    db.select().from(auditCheckpoints).where(vouches).orderBy(asc(auditCheckpoints.size)).limit(1),
  );
  return row;
}

/** The note on so many entries. */
export async function checkpointOn(
  db: Database,
  chainId: string,
  size: number,
): Promise<AuditCheckpointRow | undefined> {
  const isIt = and(eq(auditCheckpoints.chainId, chainId), eq(auditCheckpoints.size, size));
  const [row] = await runQuery(() => db.select().from(auditCheckpoints).where(isIt));
  return row;
}

/** The newest note on no entry after a place. Whoever would take it away waits until the transaction ends. */
export async function holdCheckpoint(
  tx: Database,
  chainId: string,
  upTo: number,
): Promise<AuditCheckpointRow | undefined> {
  const isBefore = and(eq(auditCheckpoints.chainId, chainId), lte(auditCheckpoints.size, upTo));
  const newestFirst = desc(auditCheckpoints.size);
  const [row] = await runQuery(() =>
    tx.select().from(auditCheckpoints).where(isBefore).orderBy(newestFirst).limit(1).for('share'),
  );
  return row;
}

export interface CheckpointQuery {
  readonly chainId: string;
  /** Only notes on fewer entries. */
  readonly before?: number | undefined;
  readonly limit?: number;
}

/** Notes on a chain, the newest first. */
export const listCheckpoints = (
  db: Database,
  { chainId, before, limit }: CheckpointQuery,
): Promise<AuditCheckpointRow[]> =>
  runQuery(() => {
    const { size } = auditCheckpoints;
    const isAsked = and(eq(auditCheckpoints.chainId, chainId), before === undefined ? undefined : lt(size, before));
    const query = db.select().from(auditCheckpoints).where(isAsked).orderBy(desc(size));
    return limit === undefined ? query : query.limit(limit);
  });

/** Chains of which the database has a copy of a note. */
export async function chainsWithNotes(db: Database): Promise<string[]> {
  const rows = await runQuery(() => db.selectDistinct({ chainId: auditCheckpoints.chainId }).from(auditCheckpoints));
  return rows.map(({ chainId }) => chainId);
}
