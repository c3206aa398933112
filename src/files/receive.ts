import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SextantError } from '../errors.js';
import type { Incoming } from './file-store.js';
import { unavailable } from './unavailable.js';

/** So much of a file is on its way within the process: what came in while a piece was written is written together. */
export const PIECES = { highWaterMark: 1024 * 1024 };

export interface Written {
  /** SHA-256 of the bytes, lower-case hex. */
  readonly hash: string;
  readonly bytes: number;
}

/** What came in, before a store has said how it is kept. */
export interface Received extends Written, Pick<Incoming, 'discard'> {
  readonly path: string;
}

/** Where a file of `folder` grows until it is whole. */
export async function temporaryPath(folder: string): Promise<string> {
  const path = join(folder, 'incoming', randomUUID());
  await mkdir(dirname(path), { recursive: true });
  return path;
}

/**
 * Writes a file below `incoming/`, piece by piece; nothing of it is left where that fails.
 * @throws SextantError `file_too_large`, `file_empty`, `upload_broken` where its sender stopped in the middle, `files_unavailable` where the disk is full or fails
 */
export async function receive(folder: string, source: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Received> {
  const path = await temporaryPath(folder).catch((cause: unknown) => {
    throw unavailable(cause);
  });
  const discard = (): Promise<void> => rm(path, { force: true });
  try {
    const written = await writeHashed(source, path, mostBytes);
    if (written.bytes === 0) throw empty();
    return { ...written, path, discard };
  } catch (cause) {
    await discard();
    if (cause instanceof SextantError) throw cause;
    throw isOfDisk(cause) ? unavailable(cause) : broken(cause);
  }
}

/** Writes a new file, so that what is told of it is on the disk. What fails is thrown as it is, but `file_too_large`. */
export async function writeHashed(
  source: AsyncIterable<Uint8Array>,
  path: string,
  mostBytes = Number.POSITIVE_INFINITY,
): Promise<Written> {
  const digest = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    ...PIECES,
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostBytes) return done(tooLarge(mostBytes));
      digest.update(chunk);
      done(null, chunk);
    },
  });
  const file = createWriteStream(path, { flags: 'wx', ...PIECES });
  try {
    await pipeline(source, measure, file);
  } finally {
    // A file that is still being opened would come to be after whoever called has removed it.
    if (!file.closed) await new Promise<void>((closed) => file.once('close', closed));
  }
  await flush(path);
  return { hash: digest.digest('hex'), bytes };
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isOfDisk = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && ['open', 'write', 'fsync'].includes(String(error.syscall));

const broken = (cause: unknown): SextantError =>
  new SextantError('upload_broken', 'The file did not come in whole.', { hint: 'Send it again.', cause });

const empty = (): SextantError =>
  new SextantError('file_empty', 'The file is empty.', { hint: 'Send the bytes of a table.' });

const tooLarge = (most: number): SextantError =>
  new SextantError('file_too_large', `The file is larger than ${Math.floor(most / 1024 / 1024)} MB.`, {
    hint: 'Send it as Parquet or gzip, or a sample of its rows.',
  });
