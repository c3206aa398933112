import type { Readable } from 'node:stream';
import { SextantError } from '../errors.js';
import type { Bucket } from './bucket.js';
import { createFileCache, type CacheOptions } from './cache.js';
import { type FileStore, type FoundFile, nameOf } from './file-store.js';
import { nothingToFind, notThere } from './folder-store.js';
import { receive, writeHashed } from './receive.js';
import { sweep } from './sweep.js';
import { unavailable } from './unavailable.js';

export interface BucketStoreOptions extends CacheOptions {
  /** Called when the first file is asked for; what it loads is heavy. */
  readonly openBucket: () => Promise<Bucket>;
  /** What the keys of the objects begin with that a workspace may take in; `undefined`: there are none. */
  readonly importPrefixOf: (workspaceId: string) => string | undefined;
}

/** In a bucket: `<workspace>/<first two digits>/<hash>`, with copies on this machine of what was read last. */
export function createBucketStore({ openBucket, importPrefixOf, ...options }: BucketStoreOptions): FileStore {
  const { folder } = options;
  const cache = createFileCache(options);
  return {
    async receive(source, mostBytes) {
      const { hash, bytes, path, discard } = await receive(folder, source, mostBytes);
      const stage = async (workspaceId: string): Promise<void> =>
        (await openBucket()).put(nameOf(workspaceId, hash), { path, bytes });
      const keep = async (workspaceId: string): Promise<void> => {
        const name = nameOf(workspaceId, hash);
        // Who deleted the last dataset of the same bytes since then has removed what was staged.
        if (!(await (await openBucket()).has(name))) await stage(workspaceId);
        await cache.put(name, path);
      };
      return { hash, bytes, stage, keep, discard };
    },
    async find(workspaceId, object) {
      const prefix = importPrefixOf(workspaceId);
      if (prefix === undefined) throw nothingToFind();
      const key = `${prefix}${object}`;
      const found = mayBeKey(key) ? await (await openBucket()).getByKey(key) : undefined;
      if (found) return opened(found);
      throw new SextantError('not_found', 'There is no such object in the storage, where files may be taken from.', {
        hint: 'Its key is given without the prefix that this service is configured with.',
        fields: { pointers: ['/object'] },
      });
    },
    use(workspaceId, hash, read) {
      const name = nameOf(workspaceId, hash);
      return cache.use(name, async (path) => download(await openBucket(), { name, hash, path }), read);
    },
    async remove(workspaceId, hash) {
      const name = nameOf(workspaceId, hash);
      await (await openBucket()).remove(name);
      await cache.remove(name);
    },
    sweep: (before) => sweep(folder, before),
  };
}

/** Of a key of S3, in UTF-8. */
const MOST_BYTES_OF_KEY = 1024;

/** Some storages lie in folders, so that a key may lead down alone. */
const mayBeKey = (key: string): boolean =>
  Buffer.byteLength(key) <= MOST_BYTES_OF_KEY && key.split('/').every((part) => part !== '.' && part !== '..');

function opened({ body, bytes }: { readonly body: Readable; readonly bytes: number | undefined }): FoundFile {
  // Whoever reads it hears of a failure; before that nobody listens.
  body.on('error', () => undefined);
  return { bytes, source: whileItComes(body), close: () => void body.destroy() };
}

async function* whileItComes(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (error) {
    throw unavailable(error);
  }
}

interface Download {
  readonly name: string;
  readonly hash: string;
  readonly path: string;
}

async function download(bucket: Bucket, { name, hash, path }: Download): Promise<void> {
  const source = await bucket.get(name);
  if (!source) throw notThere();
  const written = await writeHashed(source, path).catch((error: unknown) => {
    throw unavailable(error);
  });
  if (written.hash === hash) return;
  throw new SextantError('store_failed', 'The file in the storage is not the one that was kept there.', {
    hint: 'Upload it again.',
  });
}
