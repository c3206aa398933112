import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import type { Context } from '../../src/decide/context.js';
import { deleteDataset, importDataset, listDatasets, uploadDataset } from '../../src/decide/datasets.js';
import { createBench } from './context.js';

const { context, folder } = createBench();
const upload = (on: Context) =>
  uploadDataset(on, { name: 'a.csv', source: Readable.from([Buffer.from('a,b\n1,2\n')]) });

/** The first use of the store is undone when it ends, as where a commit fails. */
function failingOnce(on: Context): Context {
  let uses = 0;
  return {
    ...on,
    store: (use) =>
      on.store((store) => {
        if (uses++ > 0) return use(store);
        return store.db.transaction(async (tx) => {
          await use({ ...store, db: tx });
          throw new Error('the commit failed');
        });
      }),
  };
}

it('an upload that is not committed leaves no file, but those of others', async () => {
  const kept = await upload(context);
  const file = await context.files.use(context.workspaceId, kept.hash, (path) => Promise.resolve(path));
  await expect(upload(failingOnce(context))).rejects.toThrow('the commit failed');
  expect(existsSync(file)).toBe(true);
  await deleteDataset(context, kept.id);
  expect(existsSync(file)).toBe(false);
  await expect(upload(failingOnce(context))).rejects.toThrow('the commit failed');
  expect(existsSync(file)).toBe(false);
  expect(await listDatasets(context, { limit: 9 })).toEqual([]);
});

it('a file of the storage is read no further when nobody waits for it, and nothing is left of it', async () => {
  const stop = new AbortController();
  let given = 0;
  let hasEnded = false;
  async function* endless() {
    try {
      for (;;) {
        if (++given === 3) stop.abort();
        yield Buffer.from('a,b\n1,2\n');
      }
    } finally {
      hasEnded = true;
    }
  }
  const files = { ...context.files, find: () => Promise.resolve(endless()) };
  const taking = importDataset({ ...context, files }, { name: 'a.csv', object: 'a.csv', signal: stop.signal });
  await expect(taking).rejects.toMatchObject({ code: 'upload_broken' });
  expect(hasEnded).toBe(true);
  expect(await listDatasets(context, { limit: 9 })).toEqual([]);
  expect(readdirSync(join(folder, 'record', 'files', 'incoming'))).toEqual([]);
});
