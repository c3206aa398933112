import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { count, max, sql } from 'drizzle-orm';
import { bigint, pgSchema, serial, text } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { SextantError } from '../errors.js';
import type { Database } from './database.js';

/** The same place seen from src/store and from dist/store. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Where the migrator of drizzle keeps what it has applied; a name of our own, since others may use drizzle on the same database. */
export const migratorConfig = { migrationsFolder, migrationsSchema: 'drizzle', migrationsTable: 'sextant_migrations' };

const applied = pgSchema(migratorConfig.migrationsSchema).table(migratorConfig.migrationsTable, {
  id: serial().primaryKey(),
  hash: text().notNull(),
  createdAt: bigint('created_at', { mode: 'number' }),
});

const journalSchema = z.object({ entries: z.array(z.object({ when: z.int() })).min(1) });

/**
 * Whether the store has all migrations that are shipped. One cheap query in place of the migrator, which opens transactions.
 * Throws `store_failed` when the store has migrations that this program does not know.
 */
export async function isMigrated(db: Database): Promise<boolean> {
  const journal = journalSchema.parse(JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8')));
  const shipped = { total: journal.entries.length, last: Math.max(...journal.entries.map(({ when }) => when)) };
  const name = `${migratorConfig.migrationsSchema}.${migratorConfig.migrationsTable}`;
  const [table] = await db
    .select({ found: sql<boolean>`to_regclass(${name}) is not null` })
    .from(sql`(select 1) as one`);
  if (!table?.found) return false;
  const [stored] = await db.select({ total: count(), last: max(applied.createdAt) }).from(applied);
  const total = stored?.total ?? 0;
  if (total > shipped.total || (stored?.last ?? 0) > shipped.last) {
    throw new SextantError('store_failed', 'The store was written by a newer version of Sextant than this one.', {
      hint: 'Install that version or a later one, or use another folder with --data-dir.',
    });
  }
  return total === shipped.total;
}
