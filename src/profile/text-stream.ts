import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { fileError } from './messages.js';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** Text has next to no control characters; random bytes have one in nine. */
const mostControlShare = 0.01;

export interface TextCounts {
  /** Lines before the first one that holds anything; they are not copied. */
  leadingLines: number;
  bytes: number;
  /** A digit, `_` and a digit in a row: a code that the reader of numbers would take for one. */
  hasJoinedDigits: boolean;
}

/**
 * Any readable text as UTF-8 with `\n` line ends, without byte-order mark and leading empty lines.
 * @throws not_a_table for bytes that are no text, encoding_invalid with the line of the first byte that is not UTF-8
 */
export async function* plainText(
  chunks: AsyncIterable<Buffer>,
  file: string,
  counts: TextCounts,
): AsyncGenerator<Buffer> {
  let started = false;
  for await (const chunk of unixLines(checkedUtf8(decoded(chunks), file))) {
    const from = started ? 0 : contentStart(chunk);
    if (!started) counts.leadingLines += countLines(chunk.subarray(0, from));
    if (from === chunk.length) continue;
    started = true;
    counts.bytes += chunk.length - from;
    counts.hasJoinedDigits ||= hasJoinedDigits(chunk);
    yield from === 0 ? chunk : chunk.subarray(from);
  }
}

const underscore = 0x5f;
/** At the ends of a piece the neighbour is not known: it counts as a digit. */
const isDigit = (byte: number | undefined): boolean => byte === undefined || (byte >= 0x30 && byte <= 0x39);

function hasJoinedDigits(chunk: Uint8Array): boolean {
  for (let at = chunk.indexOf(underscore); at >= 0; at = chunk.indexOf(underscore, at + 1))
    if (isDigit(chunk[at - 1]) && isDigit(chunk[at + 1])) return true;
  return false;
}

export const countLines = (chunk: Uint8Array): number => {
  let lines = 0;
  for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, at + 1)) lines++;
  return lines;
};

/** Where the first line with anything but spaces begins. */
function contentStart(chunk: Uint8Array): number {
  const first = chunk.findIndex((byte) => byte !== lineFeed && byte !== 0x20);
  return first < 0 ? chunk.length : chunk.lastIndexOf(lineFeed, first) + 1;
}

/** Takes the byte-order mark away; UTF-16 with a mark becomes UTF-8. */
async function* decoded(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let first = true;
  for await (const chunk of chunks) {
    if (first) decoder = utf16Decoder(chunk);
    const hasMark = first && !decoder && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
    first = false;
    if (decoder) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    else yield hasMark ? chunk.subarray(3) : chunk;
  }
  if (decoder) yield Buffer.from(decoder.decode());
}

function utf16Decoder(head: Uint8Array): TextDecoder | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be');
  return undefined;
}

/** Passes valid UTF-8 on, cut between characters. */
async function* checkedUtf8(chunks: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let lines = 0;
  for await (const chunk of chunks) {
    if (isBinary(chunk)) {
      throw fileError('not_a_table', file, 'this is a binary file, not a table that can be read.', {
        hint: 'Give a text table (CSV, TSV, JSON) in UTF-8, or Parquet.',
      });
    }
    const joined = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const end = joined.length - cutLength(joined);
    const whole = joined.subarray(0, end);
    rest = joined.subarray(end);
    if (!isUtf8(whole)) throw wrongEncoding(file, lines + 1 + linesBeforeInvalid(whole));
    lines += countLines(whole);
    yield whole;
  }
  if (rest.length > 0) throw wrongEncoding(file, lines + 1);
}

function isBinary(chunk: Uint8Array): boolean {
  if (chunk.includes(0)) return true;
  const head = chunk.subarray(0, 4096);
  const controls = head.reduce(
    (count, byte) => count + (byte < 9 || (byte > 13 && byte < 32) || byte === 127 ? 1 : 0),
    0,
  );
  return controls > Math.max(2, head.length * mostControlShare);
}

/** Bytes at the end that begin a character without ending it, at most 3. */
function cutLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needed > back ? back : 0;
  }
  return 0;
}

function linesBeforeInvalid(bytes: Uint8Array): number {
  let from = 0;
  for (let lines = 0; ; lines++) {
    const end = bytes.indexOf(lineFeed, from);
    if (end < 0 || !isUtf8(bytes.subarray(from, end))) return lines;
    from = end + 1;
  }
}

function wrongEncoding(file: string, line: number) {
  return fileError('encoding_invalid', file, `line ${line} is not written in UTF-8.`, {
    hint: 'Save it as UTF-8. If it comes from Windows or Excel, `iconv -f WINDOWS-1252 -t UTF-8` converts it.',
    fields: { line },
  });
}

/** `\r\n` and a lone `\r` become `\n`: a file that mixes them is common, and its rows would otherwise not be found. */
async function* unixLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let afterReturn = false;
  for await (const chunk of chunks) {
    const begin = afterReturn && chunk[0] === lineFeed ? 1 : 0;
    if (chunk.length > 0) afterReturn = chunk[chunk.length - 1] === carriageReturn;
    yield chunk.includes(carriageReturn) ? withoutReturns(chunk, begin) : chunk.subarray(begin);
  }
}

function withoutReturns(chunk: Buffer, begin: number): Buffer {
  const out = Buffer.allocUnsafe(chunk.length);
  let length = 0;
  for (let i = begin; i < chunk.length; i++) {
    const byte = chunk[i] ?? 0;
    if (byte === lineFeed && i > begin && chunk[i - 1] === carriageReturn) continue;
    out[length++] = byte === carriageReturn ? lineFeed : byte;
  }
  return out.subarray(0, length);
}
