import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { type Database, notify, pingStore, runSqlIn, type Store } from '../../src/store/database.js';
import { openStore } from '../../src/store/open.js';
import { isPostgresAvailable, type PostgresServer, startPostgres } from './postgres-server.js';
import { rowsOf } from './sql.js';

describe.skipIf(!isPostgresAvailable)('a Postgres that ends connections', () => {
  let server: PostgresServer;
  let databaseUrl = '';
  let store: Store;
  beforeAll(async () => {
    server = await startPostgres();
    databaseUrl = await server.createDatabase('sextant_ends');
    store = await openStore({ databaseUrl, dataDirectory: '', clock: systemClock });
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
  });
  /** Ends all connections but its own. */
  const endAll = () =>
    rowsOf(
      databaseUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'sextant_ends' and pid <> pg_backend_pid()`,
    );
  const pidOf = async (db: Database): Promise<unknown> =>
    (await runSqlIn(db)('select pg_backend_pid() as pid')).rows[0];
  const unavailable = { code: 'store_unavailable' };

  it('costs the transaction that is under way, and no connection for good', async () => {
    // More often than there are connections.
    for (let turn = 0; turn < 15; turn++) {
      const cut = store.db.transaction(async (tx) => {
        await pidOf(tx);
        await endAll();
        await pidOf(tx);
      });
      await expect(cut).rejects.toMatchObject(unavailable);
    }
    await pingStore(store.db);
  });

  it('lets nothing that was meant for a transaction happen outside of it', async () => {
    await rowsOf(databaseUrl, 'create table public.kept (n int)');
    for (let turn = 0; turn < 15; turn++) {
      const cut = store.db.transaction(async (tx) => {
        await tx.execute(sql`insert into public.kept values (1)`);
        await endAll();
        // Others take connections meanwhile.
        await pingStore(store.db).catch(() => undefined);
        await tx.execute(sql`insert into public.kept values (2)`);
      });
      await expect(cut).rejects.toMatchObject(unavailable);
    }
    expect(await rowsOf(databaseUrl, 'select n from public.kept')).toEqual([]);
  });

  it('is heard again by those who listen', async () => {
    const heard: string[] = [];
    const stop = await store.listen('sextant_test', (payload) => heard.push(payload));
    await endAll();
    const say = async (): Promise<string[]> => {
      await notify(store.db, 'sextant_test', 'again').catch(() => undefined);
      return heard;
    };
    await expect.poll(say).toContain('again');
    await stop();
  });

  it('leaves no transaction open that statements of a library began', async () => {
    await expect(store.runSql('begin; select 1; select 1 / 0; commit')).rejects.toThrow(/division by zero/);
    for (let turn = 0; turn < 15; turn++) await pingStore(store.db);
  });

  it('while it is down says so at once', async () => {
    await server.halt('shutdown');
    await expect(pingStore(store.db)).rejects.toMatchObject(unavailable);
    await expect(store.db.transaction((tx) => pingStore(tx))).rejects.toMatchObject(unavailable);
    const heard: string[] = [];
    const stop = await store.listen('sextant_down', (payload) => heard.push(payload));
    await server.resume();
    await pingStore(store.db);
    const say = async (): Promise<string[]> => {
      await notify(store.db, 'sextant_down', 'back');
      return heard;
    };
    await expect.poll(say).toContain('back');
    await stop();
  });
});
