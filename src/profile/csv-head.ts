import { open } from 'node:fs/promises';
import { fileError } from './messages.js';

export interface CsvHead {
  readonly delimiter: string;
  /** The header's cells as written. */
  readonly names: readonly string[];
  /** Whether anything but the header is in the file. */
  readonly hasRows: boolean;
  /** Records after the header, whole ones: a sample. */
  readonly records: readonly (readonly string[])[];
}

/** In the order of preference among equals. */
const delimiters = [',', ';', '\t', '|', ':', '^', '~', ' '];
/** DuckDB refuses longer lines. */
const longestHeader = 2_000_000;
const recordsLookedAt = 200;

/**
 * Finds the delimiter and the header of a delimited text.
 * @param path the private copy (UTF-8, `\n`)
 * @throws not_a_table when the first line does not end within 2 MB
 */
export async function readCsvHead(path: string, file: string): Promise<CsvHead> {
  const { text, isWhole } = await readStart(path);
  const delimiter = findDelimiter(text, isWhole);
  const { records, end } = parseRecords(text, delimiter, 1);
  const names = records[0];
  if (!names || (end >= text.length && !isWhole)) {
    throw fileError('not_a_table', file, 'its first line does not end within 2 MB.', {
      hint: 'The first line must hold the column names; check for a quote that is not closed.',
      fields: { line: 1 },
    });
  }
  const sample = wholeRecords(text, delimiter, isWhole).slice(1);
  return { delimiter, names, hasRows: text.slice(end).trim() !== '' || !isWhole, records: sample };
}

async function readStart(path: string): Promise<{ text: string; isWhole: boolean }> {
  const handle = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(longestHeader), 0, longestHeader, 0);
    return { text: buffer.toString('utf8', 0, bytesRead), isWhole: bytesRead < longestHeader };
  } finally {
    await handle.close();
  }
}

/**
 * The delimiter by which most of the first records have the same number of cells, at least two; the one with more cells
 * among equals. It must occur in the header: in `a;b` above `1,5;2,5` the comma does not. None: a table of one column.
 */
function findDelimiter(text: string, isWhole: boolean): string {
  let best = { delimiter: ',', share: 0, cells: 1 };
  for (const delimiter of delimiters) {
    const whole = wholeRecords(text, delimiter, isWhole);
    if ((whole[0]?.length ?? 0) < 2) continue;
    const { cells, share } = usualWidth(whole.map((record) => record.length));
    if (share > best.share || (share === best.share && cells > best.cells)) best = { delimiter, share, cells };
  }
  return best.delimiter;
}

/** The first records that are written, header included. The last record of a cut text may be cut too. */
function wholeRecords(text: string, delimiter: string, isWhole: boolean): string[][] {
  const { records, end } = parseRecords(text, delimiter, recordsLookedAt);
  return (end >= text.length && !isWhole ? records.slice(0, -1) : records).filter(isWritten);
}

/** The most frequent number of cells above one, and the share of the records that have it. */
function usualWidth(widths: readonly number[]): { readonly cells: number; readonly share: number } {
  const counts = new Map<number, number>();
  for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [cells, count] = [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [1, 0]);
  return { cells, share: count / widths.length };
}

const isWritten = (record: readonly string[]): boolean => record.length > 1 || record[0]?.trim() !== '';

interface Parsed {
  readonly records: string[][];
  /** Where the first character after the last record is. */
  readonly end: number;
}

/** The first records of a text by RFC 4180: cells in double quotes may hold delimiters, line ends and doubled quotes. */
export function parseRecords(text: string, delimiter: string, limit: number): Parsed {
  const records: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  while (at < text.length && records.length < limit) {
    const cell = text[at] === '"' ? quotedCell(text, at, delimiter) : plainCell(text, at, delimiter);
    cells.push(cell.value);
    at = cell.end + 1;
    if (text[cell.end] === delimiter && at < text.length) continue;
    if (text[cell.end] === delimiter) cells.push('');
    records.push(cells);
    cells = [];
  }
  return { records, end: Math.min(at, text.length) };
}

interface Cell {
  readonly value: string;
  /** Index of the delimiter or line end behind the cell. */
  readonly end: number;
}

function plainCell(text: string, from: number, delimiter: string): Cell {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end++;
  return { value: text.slice(from, end), end };
}

function quotedCell(text: string, from: number, delimiter: string): Cell {
  let end = text.indexOf('"', from + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) return { value: text.slice(from + 1), end: text.length };
  const behind = plainCell(text, end + 1, delimiter);
  return { value: text.slice(from + 1, end).replaceAll('""', '"') + behind.value, end: behind.end };
}
