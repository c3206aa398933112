import { sql } from 'drizzle-orm';
import type { Database } from '../../src/store/database.js';

/** Changes what the database refuses to change, as whoever owns it could. */
export const aroundTriggers = <T>(db: Database, change: (tx: Database) => Promise<T>): Promise<T> =>
  db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    return change(tx);
  });
