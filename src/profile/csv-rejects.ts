import { open } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { SextantError } from '../errors.js';
import type { Warning } from '../settings/slots.js';
import { asNumber, asText, queryNumber, queryRows } from './duckdb.js';
import type { Ingested } from './ingest.js';
import { fileError, plural } from './messages.js';
import type { LoadOptions } from './loaded-table.js';
import { countLines } from './text-stream.js';

const mostLinesNamed = 5;

interface Reject {
  /** In the given file, from 1. */
  readonly line: number;
  readonly fault: string;
  /** A quote that swallows the lines after it. */
  readonly isOpenQuote: boolean;
}

/** One row a refused record. A line of white space only is an empty line, not a short record. */
const refused = `(select line_byte_position as position, any_value(error_type) as type, any_value(left(csv_line, 100000)) as record,
  max(regexp_extract(error_message, 'Found: (\\d+)', 1)) as found
  from reject_errors where trimmed(csv_line) <> '' group by line_byte_position)`;

const faults: Readonly<Record<string, string>> = {
  'UNQUOTED VALUE': 'a quote in a cell is not doubled',
  'LINE SIZE OVER MAXIMUM': 'longer than 2 MB',
};

/**
 * Records that the reader of delimited text left out: an error that names their lines, or the warning that they are skipped.
 * @throws ragged_rows
 */
export async function checkRejects(
  connection: DuckDBConnection,
  copy: Ingested,
  options: LoadOptions & { readonly width: number },
): Promise<Warning[]> {
  const count = await queryNumber(connection, `select count(*)::double from ${refused}`);
  if (count === 0) return [];
  const rejects = await firstRejects(connection, copy);
  const open = rejects.find(({ isOpenQuote }) => isOpenQuote);
  if (open) throw openQuote(options.file, open.line);
  const more = count > rejects.length ? ` and ${count - rejects.length} more` : '';
  const lines = rejects.map(({ line, fault }) => `line ${line} (${fault})`).join(', ') + more;
  const header = `the header, which has ${plural(options.width, 'column')}`;
  if (options.skipBadRows) {
    return [
      { code: 'bad_rows_skipped', message: `${plural(count, 'row')} skipped that did not fit ${header}: ${lines}.` },
    ];
  }
  const sentence = `${plural(count, 'row')} ${count === 1 ? 'does' : 'do'} not fit ${header}: ${lines}.`;
  throw fileError('ragged_rows', options.file, sentence, {
    hint: options.hintOfBadRows,
    fields: { count, lines: rejects.map(({ line }) => line) },
  });
}

async function firstRejects(connection: DuckDBConnection, copy: Ingested): Promise<Reject[]> {
  const sql = `select position::double as position, type, record, found from ${refused} order by 1 limit ${mostLinesNamed}`;
  const rejects: Reject[] = [];
  for (const row of await queryRows(connection, sql)) {
    const record = asText(row['record']);
    const emptyLines = /^\s*\n/.exec(record)?.[0] ?? '';
    const before = await linesBefore(copy.path, asNumber(row['position']) - 1);
    const type = asText(row['type']);
    rejects.push({
      line: copy.leadingLines + before + countLines(Buffer.from(emptyLines)) + 1,
      fault: faults[type] ?? plural(asNumber(row['found']), 'cell'),
      isOpenQuote: type === 'UNQUOTED VALUE' && record.trim().includes('\n'),
    });
  }
  return rejects;
}

/** Skipping would drop every row that the open quote swallowed, so this one is never skipped. */
function openQuote(file: string, line: number): SextantError {
  return fileError('ragged_rows', file, `a quote opens on line ${line} and is not closed.`, {
    hint: 'Close it, or double it: without that, the lines after it belong to one cell.',
    fields: { count: 1, lines: [line] },
  });
}

/** Line ends among the first `length` bytes: the reader counts records, people count lines. */
async function linesBefore(path: string, length: number): Promise<number> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(1 << 20);
    let lines = 0;
    for (let at = 0; at < length; ) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, length - at), at);
      if (bytesRead === 0) break;
      lines += countLines(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
    return lines;
  } finally {
    await handle.close();
  }
}
