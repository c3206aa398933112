import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SextantError } from './errors.js';

/** A file that came in whole and waits to be kept. */
export interface Incoming {
  /** SHA-256 of the bytes, lower-case hex. */
  readonly hash: string;
  readonly bytes: number;
  /** Gives it its place among the files of the workspace; one that is there already is the same. */
  readonly keep: (workspaceId: string) => Promise<void>;
  /** Removes what was not kept; does nothing after that. */
  readonly discard: () => Promise<void>;
}

/** Files by their content, for each workspace its own. */
export interface FileStore {
  /**
   * Takes a file in, piece by piece; nothing of it is left where that fails.
   * @throws SextantError `file_too_large`, `file_empty`, `upload_broken` where its sender stopped in the middle
   */
  readonly receive: (source: AsyncIterable<Uint8Array>, mostBytes: number) => Promise<Incoming>;
  /** Where the file can be read. */
  readonly pathOf: (workspaceId: string, hash: string) => string;
  readonly remove: (workspaceId: string, hash: string) => Promise<void>;
}

/** In a folder: `incoming/<number>` while they come in, then `<workspace>/<first two digits>/<hash>`. */
export function createFileStore(folder: string): FileStore {
  const pathOf = (workspaceId: string, hash: string): string => join(folder, workspaceId, hash.slice(0, 2), hash);
  return {
    pathOf,
    remove: (workspaceId, hash) => rm(pathOf(workspaceId, hash), { force: true }),
    async receive(source, mostBytes) {
      const temporary = join(folder, 'incoming', randomUUID());
      await mkdir(dirname(temporary), { recursive: true });
      const discard = (): Promise<void> => rm(temporary, { force: true });
      try {
        const { hash, bytes } = await write(source, temporary, mostBytes);
        const keep = async (workspaceId: string): Promise<void> => {
          const place = pathOf(workspaceId, hash);
          await mkdir(dirname(place), { recursive: true });
          await rename(temporary, place);
        };
        return { hash, bytes, keep, discard };
      } catch (error) {
        await discard();
        throw error;
      }
    },
  };
}

async function write(
  source: AsyncIterable<Uint8Array>,
  path: string,
  mostBytes: number,
): Promise<{ hash: string; bytes: number }> {
  const digest = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostBytes) return done(tooLarge(mostBytes));
      digest.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(source, measure, createWriteStream(path, { flags: 'wx' }));
  } catch (cause) {
    throw cause instanceof SextantError || isOfDisk(cause) ? cause : broken(cause);
  }
  if (bytes === 0) throw new SextantError('file_empty', 'The file is empty.', { hint: 'Send the bytes of a table.' });
  await flush(path);
  return { hash: digest.digest('hex'), bytes };
}

/** What is acknowledged is on the disk. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isOfDisk = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && ['open', 'write'].includes(String(error.syscall));

const broken = (cause: unknown): SextantError =>
  new SextantError('upload_broken', 'The file did not come in whole.', { hint: 'Send it again.', cause });

const tooLarge = (most: number): SextantError =>
  new SextantError('file_too_large', `The file is larger than ${Math.floor(most / 1024 / 1024)} MB.`, {
    hint: 'Send it as Parquet or gzip, or a sample of its rows.',
  });
