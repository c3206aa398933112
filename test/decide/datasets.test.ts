import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
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

describe('a file of the storage', () => {
  /** One without end, which is given to whoever asks; `onPiece` is told of each piece. */
  const storage = (onPiece: (given: number) => void, onFind: () => void = () => undefined) => {
    let given = 0;
    async function* endless() {
      for (;;) {
        onPiece(++given);
        yield Buffer.from('a,b\n1,2\n');
      }
    }
    const body = Readable.from(endless()).on('error', () => undefined);
    const find = () => {
      onFind();
      return Promise.resolve({ bytes: undefined, source: body, close: () => void body.destroy() });
    };
    return { isOpen: () => !body.destroyed, on: { ...context, files: { ...context.files, find } } };
  };

  it.each(['before it is asked for', 'while it is found', 'while it is read'])(
    'is read no further when nobody waits for it %s, and nothing is left of it',
    async (moment) => {
      const stop = new AbortController();
      const { on, isOpen } = storage(
        (given) => given === 3 && stop.abort(),
        () => moment === 'while it is found' && stop.abort(),
      );
      if (moment === 'before it is asked for') stop.abort();
      const taking = importDataset(on, { name: 'a.csv', object: 'a.csv', signal: stop.signal });
      await expect(taking).rejects.toMatchObject({ code: 'upload_broken' });
      expect(isOpen()).toBe(false);
      expect(await listDatasets(context, { limit: 9 })).toEqual([]);
      expect(readdirSync(join(folder, 'record', 'files', 'incoming'))).toEqual([]);
    },
  );

  it('is not read where the workspace has no room for it', async () => {
    let pieces = 0;
    const { on, isOpen } = storage((given) => (pieces = given));
    const find = async () => ({ ...(await on.files.find()), bytes: 1e12 });
    const taking = importDataset({ ...on, files: { ...on.files, find } }, { name: 'a.csv', object: 'a.csv' });
    await expect(taking).rejects.toMatchObject({ code: 'quota_exceeded' });
    expect([pieces, isOpen()]).toEqual([0, false]);
  });
});
