import pg from 'pg';

/** A gigabyte, as much as a server keeps by default between two checkpoints. */
const SEGMENTS = 64;

/**
 * Gives a new server the files of write-ahead log that one has which has run for a while, which writes those anew that it needs no more. Until then
 * it fills one with zeros whenever it begins one, 16 MB in the middle of somebody's commit.
 */
export async function ageWal(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (let i = 0; i < SEGMENTS; i++) {
      await client.query(`select pg_logical_emit_message(true, 'bench', 'a segment')`);
      await client.query('select pg_switch_wal()');
    }
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}
