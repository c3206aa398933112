import type { SextantError } from '../errors.js';
import { fileError } from './messages.js';

export type Format = 'delimited' | 'json' | 'parquet';

const gzipMagic = [0x1f, 0x8b];
const parquetMagic = [0x50, 0x41, 0x52, 0x31];

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

export const isGzip = (head: Uint8Array): boolean => startsWith(head, gzipMagic);

/** Files that are known, and known not to be a table that can be read: what to do instead. */
const foreign: readonly { readonly magic: readonly number[]; readonly what: string; readonly hint: string }[] = [
  {
    magic: [0x50, 0x4b, 3, 4],
    what: 'a ZIP archive or an Excel workbook',
    hint: 'Unpack it, or export the sheet as CSV.',
  },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook', hint: 'Export the sheet as CSV.' },
  { magic: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document', hint: 'Give the table itself as CSV.' },
  { magic: [0x42, 0x5a, 0x68], what: 'a bzip2 archive', hint: 'Unpack it, or compress it with gzip.' },
  { magic: [0xfd, 0x37, 0x7a, 0x58], what: 'an xz archive', hint: 'Unpack it, or compress it with gzip.' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], what: 'a zstd archive', hint: 'Unpack it, or compress it with gzip.' },
  { magic: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], what: 'an SQLite database', hint: 'Export the table as CSV.' },
];

export const readableFormats = 'CSV or another delimited text, Parquet, JSON or NDJSON, and gzip of these';

export const folderError = (file: string): SextantError =>
  fileError('not_a_table', file, 'this is a folder.', { hint: `Give one file: ${readableFormats}.` });

/**
 * The format by content first, by the name's ending where the content could be either.
 * @param head first bytes, after unpacking
 * @throws not_a_table for a kind of file that holds no readable table
 */
export function detectFormat(file: string, head: Uint8Array): Format {
  if (startsWith(head, parquetMagic)) return 'parquet';
  const alien = foreign.find(({ magic }) => startsWith(head, magic));
  if (alien)
    throw fileError('not_a_table', file, `this is ${alien.what}, not a table that can be read.`, { hint: alien.hint });
  const ending = /\.([a-z0-9]+)$/.exec(file.toLowerCase().replace(/\.gz$/, ''))?.[1] ?? '';
  if (ending === 'parquet' || ending === 'pq') {
    throw fileError('not_a_table', file, 'it is named as Parquet but does not begin like a Parquet file.', {
      hint: 'The file may be cut off or named wrongly: write it again.',
    });
  }
  const text = startOf(head);
  if (['json', 'ndjson', 'jsonl'].includes(ending)) {
    if (!/^(\[\s*)?(["\d-]|true|false|null)|^\[\s*\[/.test(text)) return 'json';
    throw fileError('not_a_table', file, 'it is JSON, but not of one object a row.', {
      hint: 'Write a list of objects, or one object a line (NDJSON).',
    });
  }
  if (text.startsWith('<')) {
    throw fileError('not_a_table', file, 'this is a web page or XML document, not a table.', {
      hint: `Give ${readableFormats}.`,
    });
  }
  const isDelimitedByName = ['csv', 'tsv', 'tab', 'txt', 'data', 'dat'].includes(ending);
  return !isDelimitedByName && /^(\{\s*"|\[\s*\{)/.test(text) ? 'json' : 'delimited';
}

const startOf = (head: Uint8Array): string =>
  Buffer.from(head)
    .toString('utf8')
    .replace(/^\u{feff}/u, '')
    .trimStart();
