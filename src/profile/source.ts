import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { SextantError } from '../errors.js';
import { type Connections, isOutOfMemory, openDatabase, queryNumber } from './duckdb.js';
import { type Ingested, ingest } from './ingest.js';
import { loadCsv } from './load-csv.js';
import { loadTyped } from './load-typed.js';
import type { LoadedTable, LoadOptions } from './loaded-table.js';
import { fileError } from './messages.js';
import { checkRows } from './table-limits.js';

/** A file as table `cells` of a database of its own, rows in the file's order, with the macros of `missing.ts`. */
export interface Source extends LoadedTable, Connections {
  readonly file: string;
  readonly rows: number;
  readonly sha256: string;
}

/** Private copies that would stay behind if the process ended now. One listener for all: each would be one too many. */
const openFolders = new Set<string>();
const removeOpenFolders = (): void => openFolders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));

function removeAtExit(folder: string): void {
  openFolders.add(folder);
  if (!process.listeners('exit').includes(removeOpenFolders)) process.on('exit', removeOpenFolders);
}

/**
 * Opens a file as a table, hands it to `use`, and removes the private copy whatever happens, also when the process exits.
 * @throws `interrupted` where its signal was aborted, and the input errors of ingest and load
 */
export async function withSource<T>(options: LoadOptions, use: (source: Source) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sextant-'));
  removeAtExit(folder);
  let connections: Connections | undefined;
  const { file, signal, limits } = options;
  const stopping = whenAborted(signal, () => {
    connections?.connection.interrupt();
    connections?.side.interrupt();
  });
  try {
    const copy = await ingest(options, folder);
    connections = await openDatabase(folder, limits);
    const { connection } = connections;
    const loaded = await load(connection, copy, options);
    const rows = await queryNumber(connection, 'select count(*)::double from cells');
    checkRows(rows, limits.rows, file);
    return await use({ ...loaded, ...connections, file, rows, sha256: copy.sha256 });
  } catch (error) {
    if (signal?.aborted) throw new SextantError('interrupted', 'The reading was stopped.', { cause: error });
    throw isOutOfMemory(error) ? tooLarge(file, error) : error;
  } finally {
    stopping.end();
    connections?.side.closeSync();
    connections?.connection.closeSync();
    await rm(folder, { recursive: true, force: true });
    openFolders.delete(folder);
  }
}

/** Every so often: one interrupt ends one query, and another may have begun since. */
const INTERRUPT_MS = 20;

function whenAborted(signal: AbortSignal | undefined, interrupt: () => void): { readonly end: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const start = (): void => {
    timer ??= setInterval(interrupt, INTERRUPT_MS);
  };
  signal?.addEventListener('abort', start);
  return {
    end: () => {
      signal?.removeEventListener('abort', start);
      clearInterval(timer);
    },
  };
}

const tooLarge = (file: string, cause: unknown) =>
  fileError('table_too_large', file, 'its table takes more memory and disk than reading may use.', {
    hint: 'Give a sample of its rows.',
    cause,
  });

const load = (connection: DuckDBConnection, copy: Ingested, options: LoadOptions): Promise<LoadedTable> =>
  copy.format === 'delimited' ? loadCsv(connection, copy, options) : loadTyped(connection, copy, options);
