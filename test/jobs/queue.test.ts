import PgBoss from 'pg-boss';
import { afterEach, expect, it } from 'vitest';
import { openQueue, type Queue } from '../../src/jobs/queue.js';
import { probeChannels } from '../../src/decide/probe-states.js';
import { notify } from '../../src/store/database.js';
import { describeOnBackends } from '../store/backends.js';

describeOnBackends('the queue', (backend) => {
  const opened: Queue[] = [];
  const open = async (): Promise<Queue> => {
    const queue = await openQueue(backend().store, (error) => expect.fail(error.message));
    opened.push(queue);
    return queue;
  };
  afterEach(async () => {
    for (const queue of opened.splice(0)) {
      for (let left = await take(queue); left; left = await take(queue)) await queue.complete(left.jobId);
      await queue.close();
    }
  });
  const take = (queue: Queue) => backend().store.db.transaction((tx) => queue.take(tx));
  const enqueue = async (queue: Queue, probeId: string, priority = 0): Promise<string> => {
    const id = crypto.randomUUID();
    await backend().store.db.transaction((tx) => queue.enqueue(tx, { probeId }, { id, priority }));
    return id;
  };

  it('gives the larger priority first, then the older', async () => {
    const queue = await open();
    for (const [name, priority] of [
      ['a', 0],
      ['b', -1],
      ['c', 1],
      ['d', 0],
    ] as const)
      await enqueue(queue, name, priority);
    const names = [];
    for (let taken = await take(queue); taken; taken = await take(queue)) {
      names.push(taken.job.probeId);
      await queue.complete(taken.jobId);
    }
    expect(names).toEqual(['c', 'a', 'd', 'b']);
  });

  it('has a job with the transaction that sends it, or not at all', async () => {
    const queue = await open();
    const failing = backend().store.db.transaction(async (tx) => {
      await queue.enqueue(tx, { probeId: 'never' }, { id: crypto.randomUUID(), priority: 0 });
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await take(queue)).toBeUndefined();
  });

  it('keeps a job that was taken in a transaction that came to nothing', async () => {
    const queue = await open();
    const id = await enqueue(queue, 'one');
    const failing = backend().store.db.transaction(async (tx) => {
      await queue.take(tx);
      throw new Error('the worker was killed');
    });
    await expect(failing).rejects.toThrow('killed');
    expect((await take(queue))?.jobId).toBe(id);
  });

  it('gives a job to one worker, whoever asks', async () => {
    const [first, second] = [await open(), await open()];
    await enqueue(first, 'one');
    const taken = await Promise.all([take(first), take(second), take(first), take(second)]);
    expect(taken.filter((one) => one !== undefined)).toHaveLength(1);
  });

  it('tries a job that was lost once more, then gives it up', async () => {
    const queue = await open();
    const id = await enqueue(queue, 'unlucky');
    for (const _ of [1, 2]) {
      expect(await take(queue)).toEqual({ jobId: id, job: { probeId: 'unlucky' } });
      await queue.fail(id, 'its worker was lost');
    }
    expect(await take(queue)).toBeUndefined();
    const { db } = backend().store;
    const failing = db.transaction(async (tx) => {
      await queue.takeLost(tx);
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    const takeLost = () => db.transaction((tx) => queue.takeLost(tx));
    const lost = await takeLost();
    expect(lost?.job).toEqual({ probeId: 'unlucky' });
    await db.transaction((tx) => queue.completeLost(lost?.jobId ?? '', tx));
    expect(await takeLost()).toBeUndefined();
  });

  it('ends a job with the transaction that ends what it is about', async () => {
    const queue = await open();
    const id = await enqueue(queue, 'one');
    await take(queue);
    const failing = backend().store.db.transaction(async (tx) => {
      await queue.complete(id, tx);
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    await queue.fail(id, 'it is still under way');
    expect((await take(queue))?.jobId).toBe(id);
    await backend().store.db.transaction((tx) => queue.complete(id, tx));
    await queue.fail(id, 'it has ended');
    expect(await take(queue)).toBeUndefined();
  });

  it('keeps a job for as long as it waits, and as long as its worker has it', async () => {
    const { runSql } = backend().store;
    const queue = await open();
    await enqueue(queue, 'taken', 1);
    await enqueue(queue, 'waiting');
    const taken = await take(queue);
    const times = ['created_on', 'start_after', 'started_on', 'keep_until'];
    await runSql(`update pgboss.job set ${times.map((time) => `${time} = ${time} - interval '1 year'`).join()}`);
    await new PgBoss({ db: { executeSql: runSql } }).maintain();
    expect((await take(queue))?.job).toEqual({ probeId: 'waiting' });
    expect(await take(queue)).toBeUndefined();
    await queue.complete(taken?.jobId ?? '');
    await queue.fail(taken?.jobId ?? '', 'it has ended');
    expect(await take(queue)).toBeUndefined();
  });

  it('forgets a job that is cancelled while it waits', async () => {
    const queue = await open();
    const id = await enqueue(queue, 'one');
    await backend().store.db.transaction((tx) => queue.cancel(id, tx));
    expect(await take(queue)).toBeUndefined();
  });

  it('the store tells those who listen, after the commit and not without it', async () => {
    const { store } = backend();
    const heard: string[] = [];
    const unlisten = await store.listen(probeChannels.event, (payload) => heard.push(payload));
    await store.db.transaction((tx) => notify(tx, probeChannels.event, 'first'));
    await store.db
      .transaction(async (tx) => {
        await notify(tx, probeChannels.event, 'undone');
        throw new Error('on purpose');
      })
      .catch(() => undefined);
    await notify(store.db, probeChannels.event, 'second');
    await expect.poll(() => heard).toEqual(['first', 'second']);
    await unlisten();
    await notify(store.db, probeChannels.event, 'third');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard).toEqual(['first', 'second']);
  });
});
