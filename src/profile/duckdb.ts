import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import type { JS } from '@duckdb/node-api';
import type { TableLimits } from './table-limits.js';

export type Row = Readonly<Record<string, JS>>;

const settings = {
  threads: '2',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/** Two connections to one database, since one of them answers one query after the other. */
export interface Connections {
  readonly connection: DuckDBConnection;
  /** For queries beside those of the first. Temporary tables are of one connection alone. */
  readonly side: DuckDBConnection;
}

/**
 * A database in memory that can read and spill in one folder of ours and touch nothing else: files come from strangers.
 * @param folder absolute; made by us, so that its name needs no care beyond quoting
 * @param limits `unpackedBytes`: of the folder at most, for what the memory does not hold: Parquet too can unpack to a thousand times its size
 */
export async function openDatabase(
  folder: string,
  { memoryBytes, unpackedBytes }: Pick<TableLimits, 'memoryBytes' | 'unpackedBytes'>,
): Promise<Connections> {
  const instance = await DuckDBInstance.create(':memory:', {
    ...settings,
    memory_limit: megabytes(memoryBytes),
    temp_directory: folder,
  });
  const connection = await instance.connect();
  // Among the settings above it would be taken, and not kept to.
  await connection.run(`set max_temp_directory_size='${megabytes(unpackedBytes)}'`);
  await connection.run(`set allowed_directories=['${folder.replaceAll("'", "''")}/']`);
  await connection.run('set enable_external_access=false');
  await connection.run('set lock_configuration=true');
  const side = await instance.connect();
  // The connections keep the database alive; closing the handle now leaves nothing to close twice.
  instance.closeSync();
  return { connection, side };
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)}MB`;

/** Both results, once both have come to an end: a connection is not to be closed while a query runs on it. */
export async function together<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

export async function queryRows(
  connection: DuckDBConnection,
  sql: string,
  values?: Record<string, DuckDBValue>,
): Promise<Row[]> {
  const reader = await connection.runAndReadAll(sql, values);
  return reader.getRowObjectsJS();
}

export const asNumber = (value: JS | undefined): number => (value === null || value === undefined ? 0 : Number(value));
export const asText = (value: JS | undefined): string => (typeof value === 'string' ? value : '');

/** A list of texts; NULL among them is left out. */
export const asTexts = (value: JS | undefined): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** The number in the first column of the first row. */
export async function queryNumber(
  connection: DuckDBConnection,
  sql: string,
  values?: Record<string, string>,
): Promise<number> {
  const [row] = await queryRows(connection, sql, values);
  return asNumber(row && Object.values(row)[0]);
}

/** Too much for the memory limit: no fault of the file's form. */
export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Out of Memory');
