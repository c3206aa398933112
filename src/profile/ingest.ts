import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { detectFormat, type Format, isGzip } from './format.js';
import { fileError } from './messages.js';
import { openFile } from './open-file.js';
import type { TableLimits } from './table-limits.js';
import { plainText, type TextCounts } from './text-stream.js';

export interface Ingested {
  /** The private copy that is read: unpacked; text as UTF-8 with `\n` line ends. */
  readonly path: string;
  readonly format: Format;
  /** SHA-256 of the given file's bytes, lower-case hexadecimal. */
  readonly sha256: string;
  /** Empty lines at the head of the file that the copy does not have. */
  readonly leadingLines: number;
  readonly hasJoinedDigits: boolean;
}

export interface Place {
  /** As the caller calls it, for messages and for its ending. */
  readonly file: string;
  /** Where it lies, if elsewhere. */
  readonly path?: string | undefined;
  /** SHA-256 of its bytes, of a file that nobody changes: it is not hashed again, which takes longer than to copy it. */
  readonly sha256?: string | undefined;
  readonly limits: Pick<TableLimits, 'unpackedBytes'>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Copies a file into a folder of ours while hashing, unpacking and checking it, in one pass and constant memory: a pipe will do. What is
 * hashed is what is read (unless the hash is known), its name cannot be taken for a pattern, and the reader needs no access to the user's folders.
 * @throws file_not_found, file_empty, not_a_table, encoding_invalid, table_too_large
 */
export async function ingest(place: Place, folder: string): Promise<Ingested> {
  const { file, path = file } = place;
  const handle = await openFile(path, file);
  const isBounded = (await handle.stat()).isFile();
  const bytes = handle.createReadStream({ highWaterMark: 1 << 20 });
  try {
    return await copy(place, headFirst(bytes), { path: join(folder, 'table'), isBounded });
  } finally {
    bytes.destroy();
  }
}

interface Copying {
  readonly path: string;
  /** Whether it is known to end, so that only what it unpacks to needs a bound. */
  readonly isBounded: boolean;
}

async function copy(place: Place, chunks: AsyncGenerator<Buffer>, { path, isBounded }: Copying): Promise<Ingested> {
  const { file, limits, signal } = place;
  const first = await chunks.next();
  if (first.done) throw emptyFile(file);
  const isPacked = isGzip(first.value);
  const hash = createHash('sha256');
  const counts: TextCounts = { leadingLines: 0, bytes: 0, hasJoinedDigits: false };
  const seen: { format?: Format } = {};
  const few = (all: AsyncIterable<Buffer>) => (isBounded && !isPacked ? all : atMost(all, file, limits.unpackedBytes));
  const check = (all: AsyncIterable<Buffer>) => checked(few(all), file, counts, seen);
  const whole = resumed(first.value, chunks);
  const read = place.sha256 === undefined ? hashed(whole, hash) : whole;
  if (isPacked)
    await unpack(
      pipeline(read, createGunzip({ chunkSize: 1 << 20 }), check, createWriteStream(path), { signal }),
      file,
    );
  else await pipeline(read, check, createWriteStream(path), { signal });
  if (counts.bytes === 0 || !seen.format) throw emptyFile(file);
  const { leadingLines, hasJoinedDigits } = counts;
  const sha256 = place.sha256 ?? hash.digest('hex');
  return { path, format: seen.format, sha256, leadingLines, hasJoinedDigits };
}

const emptyFile = (file: string) =>
  fileError('file_empty', file, 'the file is empty.', {
    hint: 'Give a table with a header line and rows.',
  });

/** So much tells what a file is. */
const HEAD_BYTES = 4096;

/** The same bytes; the first chunk has the head of the file, which a pipe may give bit by bit. */
async function* headFirst(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
    if (head.length < HEAD_BYTES) continue;
    yield head;
    head = undefined;
  }
  if (head !== undefined && head.length > 0) yield head;
}

async function* hashed(chunks: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

async function* atMost(chunks: AsyncIterable<Buffer>, file: string, most: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > most) throw tooLarge(file, most);
    yield chunk;
  }
}

const tooLarge = (file: string, most: number) =>
  fileError('table_too_large', file, `unpacked it is larger than ${Math.floor(most / 1024 / 1024)} MB.`, {
    hint: 'Give a sample of its rows, or raise the limit (SEXTANT_UNPACKED_MB).',
  });

/** Decides the format from the first bytes; Parquet passes as it is, text is checked. */
async function* checked(
  chunks: AsyncIterable<Buffer>,
  file: string,
  counts: TextCounts,
  seen: { format?: Format },
): AsyncGenerator<Buffer> {
  const iterator = headFirst(chunks);
  const first = await iterator.next();
  if (first.done) return;
  seen.format = detectFormat(file, first.value.subarray(0, HEAD_BYTES));
  const all = resumed(first.value, iterator);
  if (seen.format === 'parquet') yield* countedBytes(all, counts);
  else yield* plainText(all, file, counts);
}

async function* countedBytes(chunks: AsyncIterable<Buffer>, counts: TextCounts): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    counts.bytes += chunk.length;
    yield chunk;
  }
}

async function* resumed(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

/** A failure of unpacking is the file's, not ours. */
async function unpack(copying: Promise<void>, file: string): Promise<void> {
  try {
    await copying;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('Z_') && code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    throw fileError('not_a_table', file, 'the gzip data are damaged or cut off.', {
      hint: 'Fetch or compress the file again.',
      cause: error,
    });
  }
}
