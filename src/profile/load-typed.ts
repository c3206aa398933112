import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { DuckDBConnection } from '@duckdb/node-api';
import { columnNames } from './column-names.js';
import { asText, isOutOfMemory, queryNumber, queryRows } from './duckdb.js';
import type { Format } from './format.js';
import type { Ingested } from './ingest.js';
import { fileError, printable } from './messages.js';
import { cellMacros } from './missing.js';
import type { LoadedTable, LoadOptions, NativeType, SourceColumn } from './loaded-table.js';

type TypedFormat = Exclude<Format, 'delimited'>;

/** All rows are looked at to find a column's type; what is nested deeper than a list of values stays JSON. */
const readers: Record<TypedFormat, string> = {
  parquet: 'read_parquet($path)',
  json: 'read_json($path, sample_size=-1, maximum_depth=2, maximum_object_size=16777216)',
};

const damaged: Record<TypedFormat, string> = {
  parquet: 'the Parquet data are damaged or cut off',
  json: 'it is not JSON of one object a row',
};

/**
 * Loads Parquet, JSON (a list of objects) or NDJSON into table `cells`, as text beside which the native type is kept.
 * @throws not_a_table, file_empty, too_many_columns, duplicate_columns
 */
export async function loadTyped(
  connection: DuckDBConnection,
  copy: Ingested,
  options: LoadOptions,
): Promise<LoadedTable> {
  const format: TypedFormat = copy.format === 'parquet' ? 'parquet' : 'json';
  const { file } = options;
  const reader = readers[format];
  const path = { path: copy.path };
  try {
    const described = await queryRows(connection, `describe select * from ${reader}`, path);
    const types = described.map((row) => asText(row['column_type']));
    const written = described.map((row) => asText(row['column_name']));
    const { names, warnings } = columnNames(
      await namesInFile(connection, format, { path, written }),
      options.limits.columns,
      file,
    );
    const columns = names.map((name, index) => ({ name, sql: `c${index}`, native: nativeType(types[index] ?? '') }));
    const selected = columns.map(
      ({ sql }, index) => `${textOf(`source.${quoted(written[index] ?? '')}`, types[index] ?? '')} as ${sql}`,
    );
    await connection.run(`create table cells as select ${selected.join(', ')} from ${reader} as source`, path);
    await checkRows(connection, columns, options);
    for (const macro of cellMacros('plain')) await connection.run(macro);
    return { columns, warnings };
  } catch (error) {
    throw await unreadable(error, copy, file);
  }
}

/** Whether a name is one of the file's own. */
const hasName: Record<TypedFormat, string> = {
  parquet: 'select count(*)::double from parquet_schema($path) where name = $name',
  json: 'select count(*)::double from (select unnest(json_keys(json)) as key from read_json_objects($path)) where key = $name',
};

/** The database takes names that differ in capitals alone for one, and calls the second `A_1`: what the file calls it. */
async function namesInFile(
  connection: DuckDBConnection,
  format: TypedFormat,
  { path, written }: { readonly path: { readonly path: string }; readonly written: readonly string[] },
): Promise<readonly string[]> {
  const lower = new Set(written.map((name) => name.toLowerCase()));
  const ownOf = async (name: string): Promise<string> => {
    const [, base] = /^(.*)_\d+$/.exec(name) ?? [];
    if (base === undefined || !lower.has(base.toLowerCase())) return name;
    return (await queryNumber(connection, hasName[format], { ...path, name })) > 0 ? name : ownOf(base);
  };
  const names: string[] = [];
  for (const name of written) names.push(await ownOf(name));
  return names;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A column of mixed JSON values is JSON text, in which a string has quotes that `->>` takes away. */
const textOf = (column: string, type: string): string => (type === 'JSON' ? `${column}->>'$'` : `${column}::varchar`);

const nativeTypes: readonly (readonly [RegExp, NativeType])[] = [
  [/(\]|\))$|^(STRUCT|MAP|LIST|UNION)/, 'nested'],
  [/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|BIGNUM)/, 'number'],
  [/^BOOLEAN/, 'boolean'],
  [/^(DATE|TIME)/, 'datetime'],
  [/^JSON/, 'any'],
];

function nativeType(type: string): NativeType {
  if (type.startsWith('DECIMAL')) return 'number';
  return nativeTypes.find(([pattern]) => pattern.test(type))?.[1] ?? 'text';
}

async function checkRows(
  connection: DuckDBConnection,
  columns: readonly SourceColumn[],
  { file, hintOfNoRows }: LoadOptions,
): Promise<void> {
  const rows = await queryNumber(connection, 'select count(*)::double from cells');
  if (rows === 0) throw fileError('file_empty', file, 'it has no rows.', { hint: hintOfNoRows });
  if (rows === 1 && columns.every(({ native }) => native === 'nested')) {
    throw fileError('not_a_table', file, 'it holds one object of lists, not one object a row.', {
      hint: 'Write a list of objects, or one object a line (NDJSON).',
    });
  }
}

/** A failure of the reader is the file's, unless memory ran out. Its own words name our private copy and miscount lines. */
async function unreadable(error: unknown, copy: Ingested, file: string): Promise<unknown> {
  if (!(error instanceof Error) || error.name === 'SextantError' || isOutOfMemory(error)) return error;
  const twice = /has duplicate key "(.*?)"/.exec(error.message);
  if (twice) {
    return fileError('duplicate_columns', file, `an object has the key "${printable(twice[1] ?? '')}" twice.`, {
      hint: 'Give each column a name of its own.',
      cause: error,
    });
  }
  const line = copy.format === 'json' ? await firstBrokenLine(copy.path) : undefined;
  const at = line === undefined ? '' : ` (line ${line + copy.leadingLines})`;
  return fileError('not_a_table', file, `${damaged[copy.format === 'json' ? 'json' : 'parquet']}${at}.`, {
    hint: 'Check that the file is complete, or give it as CSV.',
    cause: error,
    ...(line === undefined ? {} : { fields: { line: line + copy.leadingLines } }),
  });
}

/** The first line of an NDJSON file that is not JSON; `undefined` where objects span lines. */
async function firstBrokenLine(path: string): Promise<number | undefined> {
  const lines = createInterface({ input: createReadStream(path) });
  let number = 0;
  for await (const line of lines) {
    number++;
    if (number === 1 && !isJson(line) && /^\s*[[{]\s*$/.test(line)) return undefined;
    if (line.trim() !== '' && !isJson(line)) return number;
  }
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
