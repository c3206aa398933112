import { SextantError } from '../errors.js';
import { isClassification, type Task } from '../settings/tasks.js';
import { isNumber, isWritten, keepRowsWhere } from './cells.js';
import { queryNumber } from './duckdb.js';
import { readFeatureColumns } from './features.js';
import { fileError, listNames, nearNames, plural } from './messages.js';
import { readOneHot } from './one-hot.js';
import type { LoadOptions, SourceColumn } from './loaded-table.js';
import { type Source, withSource } from './source.js';
import type { FeatureTable, TableSchema, Target } from './table.js';
import { defaultTableLimits, type TableLimits } from './table-limits.js';
import { readCodes, readValues } from './target-codes.js';

export interface ReadFeaturesOptions {
  /** Columns may be twice as many as those of the model in any case: others are left aside. */
  readonly limits?: Partial<TableLimits>;
  /** Aborting ends the reading. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads another file as the training file was read: one row an input row, in order, none skipped; other columns ignored.
 * A level that training did not have, and a cell that is no number in a numeric column, are missing.
 * @throws column_missing with near names, and the input errors of reading a file
 */
export function readFeatures(
  file: string,
  schema: TableSchema,
  options: ReadFeaturesOptions = {},
): Promise<FeatureTable> {
  return withSource(loadOptions(file, schema, options), (source) => featuresOf(source, source.rows, schema));
}

/**
 * Reads a labelled file as the training file was read; rows without a target are left out.
 * @returns for classification the codes of the training labels, -1 for a label that training did not have; else the values
 * @throws column_missing, target_missing, and the input errors of reading a file
 */
export function readLabelled(
  file: string,
  schema: TableSchema,
  task: Task,
  options: ReadFeaturesOptions = {},
): Promise<{ features: FeatureTable; target: Target }> {
  return withSource(loadOptions(file, schema, options), async (source) => {
    const columns = findColumns(source, schema.target.columns);
    const rows = await keepLabelled(source, columns, task);
    return {
      features: await featuresOf(source, rows, schema),
      target: await targetOf(source, rows, { columns, schema, task }),
    };
  });
}

/** Rows must answer to those of the file, so none is skipped; the file may have columns that training did not use. */
function loadOptions(file: string, schema: TableSchema, options: ReadFeaturesOptions): LoadOptions {
  const limits = { ...defaultTableLimits, ...options.limits };
  return {
    file,
    signal: options.signal,
    limits: { ...limits, columns: Math.max(limits.columns, 2 * schema.features.length) },
    skipBadRows: false,
    hintOfBadRows: 'Mend these lines: each row gets an answer, so none can be skipped here.',
    hintOfNoRows: 'Give at least one row of data.',
  };
}

async function featuresOf(source: Source, rows: number, schema: TableSchema): Promise<FeatureTable> {
  const columns = findColumns(
    source,
    schema.features.map(({ name }) => name),
  );
  const pairs = schema.features.flatMap((feature, index) => {
    const column = columns[index];
    return column ? [{ schema: feature, column }] : [];
  });
  return { rows, columns: await readFeatureColumns(source, rows, pairs) };
}

function findColumns(source: Source, names: readonly string[]): SourceColumn[] {
  const byName = new Map(source.columns.map((column) => [column.name, column]));
  const absent = names.filter((name) => !byName.has(name));
  if (absent.length > 0) throw missingColumns(source, absent);
  return names.flatMap((name) => byName.get(name) ?? []);
}

function missingColumns(source: Source, absent: readonly string[]): SextantError {
  const present = source.columns.map(({ name }) => name);
  const near = [...new Set(absent.slice(0, 5).flatMap((name) => nearNames(name, present)))];
  const found =
    near.length > 0 ? `Near names in this file: ${listNames(near)}.` : `Its columns are ${listNames(present)}.`;
  const sentence = `${plural(absent.length, 'column')} of the training file missing: ${listNames(absent)}.`;
  return fileError('column_missing', source.file, sentence, {
    hint: `${found} Columns are found by name; their order does not matter.`,
    fields: { columns: absent, near, pointers: [''] },
  });
}

async function keepLabelled(source: Source, columns: readonly SourceColumn[], task: Task): Promise<number> {
  const isQuantity = !isClassification(task) && columns.length === 1;
  const isPresent = isQuantity ? isNumber : isWritten;
  await keepRowsWhere(source.connection, columns, isPresent);
  const rows = await queryNumber(source.connection, 'select count(*)::double from cells');
  if (rows > 0) return rows;
  const names = columns.map(({ name }) => name);
  throw fileError(
    'target_missing',
    source.file,
    `the target ${listNames(names)} is missing in all ${source.rows} rows.`,
    {
      hint: 'Give a file with known targets, or ask for predictions only.',
      fields: { column: names },
    },
  );
}

interface TargetRequest {
  readonly columns: readonly SourceColumn[];
  readonly schema: TableSchema;
  readonly task: Task;
}

async function targetOf(source: Source, rows: number, { columns, schema, task }: TargetRequest): Promise<Target> {
  const { columns: names, labels, labelValues: values } = schema.target;
  const [column] = columns;
  if (!column) throw new SextantError('model_invalid', 'The saved training schema names no target column.');
  if (!isClassification(task)) return { columns: names, values: await readValues(source, rows, column) };
  if (!labels) throw new SextantError('model_invalid', 'The saved training schema has no labels for a classification.');
  const codes =
    columns.length > 1
      ? await readOneHot(source, rows, columns, labels)
      : await readCodes(source, rows, { column, labels, values });
  return { columns: names, labels, codes };
}
