import { rmSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { pingStore } from '../../src/store/database.js';
import { isMigrated } from '../../src/store/migrations.js';
import { openStore, withStore } from '../../src/store/open.js';
import { getRuleSetRow, saveRuleSet } from '../../src/store/rule-sets.js';
import { ruleSet } from '../fixtures/decisions.js';
import { describeOnBackends, temporaryFolder } from './backends.js';
import { isPostgresAvailable, startPostgres } from './postgres-server.js';

const { name, version, hash, body } = ruleSet;

describeOnBackends('opening the store', (backend) => {
  it('brings its schema up to date', async () => {
    expect(await isMigrated(backend().store.db)).toBe(true);
  });

  it('undoes a transaction that fails', async () => {
    const { db } = backend().store;
    const failing = db.transaction(async (tx) => {
      await saveRuleSet(tx, { name, version, hash, body });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await getRuleSetRow(db, hash)).toBeUndefined();
  });

  it('leaves no transaction open that statements of a library began', async () => {
    const { db, runSql } = backend().store;
    await runSql('begin; create table public.kept (n int); insert into public.kept values (1); commit');
    const failing = runSql('begin; insert into public.kept values (2); select 1 / 0; commit');
    await expect(failing).rejects.toThrow(/division by zero/);
    await pingStore(db);
    await db.transaction((tx) => pingStore(tx));
    expect((await runSql('select n from public.kept')).rows).toEqual([{ n: 1 }]);
    await runSql('drop table public.kept');
  });

  it('finds it again as it was', async () => {
    await saveRuleSet(backend().store.db, { name, version, hash, body });
    await backend().reopen();
    expect((await getRuleSetRow(backend().store.db, hash))?.body).toBe(body);
  });

  it('refuses one of a newer version', async () => {
    const { db } = backend().store;
    const table = sql.raw('drizzle.sextant_migrations');
    await db.execute(sql`insert into ${table} (hash, created_at) values ('later', 9999999999999)`);
    await expect(isMigrated(db)).rejects.toMatchObject({
      code: 'store_failed',
      message: expect.stringContaining('newer'),
    });
    await db.execute(sql`delete from ${table} where hash = 'later'`);
  });
});

it('closes the store when its use fails', async () => {
  const dataDirectory = temporaryFolder();
  const options = { dataDirectory, clock: systemClock, lockWaitSeconds: 0 };
  await expect(withStore(options, () => Promise.reject(new Error('of the caller')))).rejects.toThrow('of the caller');
  expect(await withStore(options, (store) => isMigrated(store.db))).toBe(true);
  rmSync(dataDirectory, { recursive: true });
});

describe.skipIf(!isPostgresAvailable)('Postgres', () => {
  it('is migrated once by four processes that open it at the same time', async () => {
    const server = await startPostgres();
    const options = { dataDirectory: '', databaseUrl: await server.createDatabase('race'), clock: systemClock };
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore(options)));
    for (const store of stores) {
      expect(await isMigrated(store.db)).toBe(true);
      await store.close();
    }
    await server.stop();
  });

  it('says when it cannot be reached, without the password', async () => {
    const options = {
      dataDirectory: '',
      databaseUrl: 'postgres://sextant:secret@127.0.0.1:1/none',
      clock: systemClock,
    };
    const opening = openStore(options);
    await expect(opening).rejects.toMatchObject({
      code: 'store_failed',
      hint: expect.stringContaining('DATABASE_URL'),
    });
    await expect(opening).rejects.not.toThrow('secret');
  });
});
