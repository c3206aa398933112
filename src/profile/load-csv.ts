import type { DuckDBConnection } from '@duckdb/node-api';
import { columnNames } from './column-names.js';
import { readCsvHead } from './csv-head.js';
import { checkRejects } from './csv-rejects.js';
import { isOutOfMemory } from './duckdb.js';
import type { Ingested } from './ingest.js';
import { fileError } from './messages.js';
import { cellMacros } from './missing.js';
import type { LoadedTable, LoadOptions } from './loaded-table.js';

/**
 * Loads a delimited text into table `cells`, every cell as text, columns `c0`, `c1`...: what a cell means is decided later,
 * and a label stays as it is written. Delimiter and quote are given: the reader's own guess may take `'` for a quote, or a
 * ragged table for one of a single column.
 * @throws ragged_rows unless `skipBadRows`, file_empty, not_a_table, too_many_columns, duplicate_columns
 */
export async function loadCsv(
  connection: DuckDBConnection,
  copy: Ingested,
  options: LoadOptions,
): Promise<LoadedTable> {
  const { file } = options;
  const head = await readCsvHead(copy.path, file);
  const { names, warnings } = columnNames(head.names, options.maxColumns, file);
  if (!head.hasRows) {
    throw fileError('file_empty', file, 'it has a header line and no rows.', {
      hint: 'Give at least 10 rows of data.',
    });
  }
  const columns = names.map((name, index) => ({ name, sql: `c${index}`, native: 'any' as const }));
  const structure = columns.map(({ sql }) => `${sql}: 'VARCHAR'`).join(', ');
  const read = `read_csv($path, auto_detect=false, header=false, skip=1, delim=$delimiter, quote='"', escape='"',
    store_rejects=true, rejects_limit=0, columns={${structure}})`;
  try {
    await connection.run(`create table cells as select * from ${read}`, { path: copy.path, delimiter: head.delimiter });
  } catch (cause) {
    if (isOutOfMemory(cause)) throw cause;
    throw fileError('not_a_table', file, 'it cannot be read as a table of rows and columns.', {
      hint: 'Check its quotes and line ends, or give it as Parquet or NDJSON.',
      cause,
    });
  }
  const skipped = await checkRejects(connection, copy, { ...options, width: columns.length });
  for (const macro of cellMacros(head.delimiter === ',' ? 'thousands' : 'decimalComma')) await connection.run(macro);
  return { columns, warnings: [...warnings, ...skipped] };
}
