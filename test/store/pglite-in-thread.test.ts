import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { notify, type Store } from '../../src/store/database.js';
import { openStore } from '../../src/store/open.js';
import { temporaryFolder } from './backends.js';

describe('PGlite in a thread of its own', () => {
  const dataDirectory = temporaryFolder();
  let store: Store;
  const open = () => openStore({ dataDirectory, clock: systemClock, inThread: true });
  beforeAll(async () => {
    store = await open();
    await store.runSql('create table numbers (n integer primary key)');
  });
  afterAll(() => store.close());

  const all = async (): Promise<unknown[]> => (await store.runSql('select n from numbers order by n')).rows;

  it('answers as PGlite does: dates of a library as dates, several statements with the rows of the last', async () => {
    const { rows } = await store.runSql('select $1::timestamptz as at, $2::text[] as names', [new Date(0), ['a', 'b']]);
    expect(rows).toEqual([{ at: new Date(0), names: ['a', 'b'] }]);
    expect((await store.runSql('select 1 as one; select 2 as two; set local work_mem to default')).rows).toEqual([
      { two: 2 },
    ]);
  });

  it('does not hold up this thread', async () => {
    let turns = 0;
    const counting = setInterval(() => turns++, 5);
    await store.runSql('select count(*) from generate_series(1, 2000000)');
    clearInterval(counting);
    expect(turns).toBeGreaterThan(3);
  });

  it('passes on the code of an error', async () => {
    await store.runSql('insert into numbers values (0)');
    await expect(store.runSql('insert into numbers values (0)')).rejects.toMatchObject({ code: '23505' });
  });

  it('keeps transactions whole, one after the other, and takes back what fails', async () => {
    const order: string[] = [];
    const one = store.db.transaction(async (tx) => {
      await tx.execute(sql`insert into numbers values (1)`);
      order.push('one');
      await new Promise((resolve) => void setTimeout(resolve, 50));
      await tx.execute(sql`insert into numbers values (2)`);
      order.push('one again');
    });
    const outside = store.runSql('select count(*) from numbers').then(() => order.push('outside'));
    const failing = store.db.transaction(async (tx) => {
      order.push('two');
      await tx.execute(sql`insert into numbers values (3)`);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await Promise.all([one, outside]);
    expect(order).toEqual(['one', 'one again', 'outside', 'two']);
    expect(await all()).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
  });

  it('takes back a part of a transaction alone', async () => {
    await store.db.transaction(async (tx) => {
      await tx.execute(sql`insert into numbers values (4)`);
      const part = tx.transaction(async (within) => {
        await within.execute(sql`insert into numbers values (5)`);
        await within.execute(sql`insert into numbers values (4)`);
      });
      await expect(part).rejects.toThrow();
    });
    expect(await all()).toContainEqual({ n: 4 });
    expect(await all()).not.toContainEqual({ n: 5 });
  });

  it('tells those who listen once a transaction is committed, until they do not', async () => {
    const heard: string[] = [];
    const stops = [
      await store.listen('news', (payload) => heard.push(`a ${payload}`)),
      await store.listen('news', (payload) => heard.push(`b ${payload}`)),
    ];
    await store.db.transaction((tx) => notify(tx, 'news', '1'));
    await expect.poll(() => heard.length).toBe(2);
    await stops[0]?.();
    await notify(store.db, 'news', '2');
    await expect.poll(() => heard).toEqual(['a 1', 'b 1', 'b 2']);
    await stops[1]?.();
    await notify(store.db, 'news', '3');
    await all();
    expect(heard).toEqual(['a 1', 'b 1', 'b 2']);
  });

  it('has the folder to itself, and finds all again when it opens it anew', async () => {
    const before = await all();
    await expect(openStore({ dataDirectory, clock: systemClock, lockWaitSeconds: 0 })).rejects.toMatchObject({
      code: 'store_locked',
    });
    await store.close();
    await store.close();
    await expect(all()).rejects.toThrow('Client was closed');
    store = await open();
    expect(await all()).toEqual(before);
  });

  it('keeps a process alive while it works, and no longer', () => {
    const program = `
      import { openStore } from ${JSON.stringify(fileURLToPath(new URL('../../src/store/open.ts', import.meta.url)))};
      import { systemClock } from ${JSON.stringify(fileURLToPath(new URL('../../src/clock.ts', import.meta.url)))};
      const store = await openStore({ dataDirectory: process.argv[1], clock: systemClock, inThread: true });
      void store.runSql('select pg_sleep(0.2)').then(() => console.log('slept'));
    `;
    const folder = join(temporaryFolder(), 'data');
    const words = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', program, folder];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 60_000 });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'slept\n', stderr: '' });
  });
});
