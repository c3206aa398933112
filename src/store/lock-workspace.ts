import { sql } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';

/**
 * Nobody else who asks for it changes what the workspace has of a kind until the transaction ends, so that its quotas hold. To be held before
 * the chain of the workspace (`lockChains`) and never after it, or two wait for one another. (On PGlite transactions are one after the other anyway.)
 */
export async function lockWorkspace(
  tx: Database,
  workspaceId: string,
  kind: 'datasets' | 'probes' | 'rules',
): Promise<void> {
  const name = kind === 'datasets' ? workspaceId : `${workspaceId} ${kind}`;
  await runQuery(() => tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`));
}
