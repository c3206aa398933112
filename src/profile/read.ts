import { setImmediate } from 'node:timers/promises';
import type { Metric, Warning } from '../settings/slots.js';
import { isClassification, type Task } from '../settings/tasks.js';
import { countColumns } from './column-facts.js';
import { type ColumnSummary, type KnownColumns, summarizeColumns } from './column-summary.js';
import { type DecidedColumn, decideFeatures } from './decide-columns.js';
import { together } from './duckdb.js';
import { duplicateShareOf, numberDistinctRows } from './duplicates.js';
import { featurePairsOf, prepareFeatures, readFeatureColumns } from './features.js';
import { findLeaks } from './leak.js';
import { orderByTime } from './order-by-time.js';
import { profileOf } from './profile-of.js';
import { assignRoles } from './roles.js';
import type { Profile } from './schema.js';
import type { LoadOptions, SourceColumn } from './loaded-table.js';
import { type Source, withSource } from './source.js';
import { type NumericSummary, type Room, roomFor, summarizeNumbers } from './statistics.js';
import type { FeatureColumn, Table, TableSchema, TargetSchema } from './table.js';
import { defaultTableLimits, type TableLimits } from './table-limits.js';
import { fewestRows, readTarget, type TargetReading } from './target.js';
import { columnWarnings, duplicateWarning } from './warnings.js';
import { readWeights } from './weights.js';

export interface ReadOptions {
  /** Path of the file. */
  readonly file: string;
  /** What messages call it, where the path is not what its owner knows it by. */
  readonly name?: string | undefined;
  /** SHA-256 of its bytes in lower-case hexadecimal, of a file that nobody changes; absent: they are hashed. */
  readonly sha256?: string | undefined;
  /** One column, or several that are one-hot labels. */
  readonly target: readonly string[];
  readonly task?: Task;
  readonly metric?: Metric;
  readonly ignore?: readonly string[];
  /** Rows with the same value of this column belong together; it is no feature. */
  readonly group?: string;
  /** Rows are put into the order of this column, and validated on what came after what they were trained on; it is no feature. */
  readonly time?: string;
  /** How much each row counts in the loss: a number of at least 0. It is no feature, and scores count all rows alike. */
  readonly weight?: string;
  /** Leave out rows that do not fit the header instead of failing. */
  readonly skipBadRows?: boolean;
  /** Aborting ends the reading. */
  readonly signal?: AbortSignal | undefined;
  /** Default: 20 million rows, 5000 columns, 4 GB of what is packed. */
  readonly limits?: Partial<TableLimits>;
}

export interface Dataset {
  readonly profile: Profile;
  readonly table: Table;
  readonly schema: TableSchema;
  readonly warnings: readonly Warning[];
  /** SHA-256 of the file's bytes, lower-case hexadecimal. */
  readonly sha256: string;
}

export type { ColumnSummary } from './column-summary.js';

export interface DescribedDataset extends Dataset {
  /** Every column of the file, in its order. */
  readonly columns: readonly ColumnSummary[];
}

/**
 * Reads a file (CSV and other delimited text, Parquet, JSON, NDJSON, gzip of these) into its profile and its rows.
 * Rows without a target are left out; the others are in the file's order, or in that of a column of times; text, dates, identifiers and constants are counted but are no columns of the table.
 * @throws SextantError of kind `input`: one code for each way in which a file or a request cannot be used
 */
export const readDataset = (options: ReadOptions): Promise<Dataset> =>
  withSource(loadOptionsOf(options), async (source) => (await readSource(source, options)).dataset);

/** As `readDataset`, with what a person wants to know of each column: its different numbers are counted for nobody else. */
export const describeDataset = (options: ReadOptions): Promise<DescribedDataset> =>
  withSource(loadOptionsOf(options), async (source) => {
    const { dataset, ...known } = await readSource(source, options);
    return { ...dataset, columns: await summarizeColumns(source, known) };
  });

function loadOptionsOf(options: ReadOptions): LoadOptions {
  return {
    file: options.name ?? options.file,
    path: options.file,
    sha256: options.sha256,
    signal: options.signal,
    limits: { ...defaultTableLimits, ...options.limits },
    skipBadRows: options.skipBadRows ?? false,
    asText: [
      ...options.target,
      ...(options.ignore ?? []),
      ...[options.group ?? [], options.time ?? [], options.weight ?? []].flat(),
    ],
    hintOfBadRows: 'Mend these lines, or leave them out (skipBadRows, --skip-bad-rows).',
    hintOfNoRows: `Give at least ${fewestRows} rows of data.`,
  };
}

async function readSource(source: Source, options: ReadOptions): Promise<KnownColumns & { readonly dataset: Dataset }> {
  const { ignore = [], group, time, weight, task, metric } = options;
  const roles = assignRoles(source, { target: options.target, ignore, group, time, weight });
  if (roles.time) await orderByTime(source, roles.time);
  const target = await readTarget(source, roles.target, task);
  const decided = await decideFeatures(source, roles.features);
  const pairs = featurePairsOf(decided.map((column) => ({ column: column.facts, decision: column })));
  const readFeatures = await prepareFeatures(source, target.rows, pairs);
  // The database finds codes while this thread counts numbers.
  const [features, known] = await together(readFeatures(), summarizeDoubles(decided));
  const numbers = numericSummaries(features, known);
  const groups = roles.group && (await readGroups(source, target.rows, roles.group));
  const weights = roles.weight && (await readWeights(source, target.rows, roles.weight));
  const duplicateOf = numberDistinctRows(features, target.rows);
  const duplicateShare = duplicateShareOf(duplicateOf, target.target.codes ?? target.target.values ?? duplicateOf);
  const kinds = decided.map(({ kind }) => kind);
  const dataset: Dataset = {
    profile: profileOf({
      task,
      metric,
      kinds,
      features,
      numbers: [...numbers.values()],
      target,
      groups,
      isTimeOrdered: roles.time !== undefined,
      isWeighted: roles.weight !== undefined,
      duplicateShare,
    }),
    table: {
      rows: target.rows,
      columns: features,
      target: target.target,
      ...(groups ? { groups } : {}),
      ...(weights ? { weights } : {}),
      duplicateOf,
    },
    schema: { features: pairs.map(({ schema }) => schema), target: targetSchemaOf(target) },
    warnings: [
      ...source.warnings,
      ...target.warnings,
      ...columnWarnings(decided),
      ...findLeaks(features, target.target, isComparedAsClasses(target, task)),
      ...duplicateWarning(duplicateShare),
    ],
    sha256: source.sha256,
  };
  return { dataset, roles, decided, numbers, target };
}

function targetSchemaOf({ target: { columns }, classes }: TargetReading): TargetSchema {
  if (!classes) return { columns };
  const { labels, values } = classes;
  return { columns, labels, ...(values ? { labelValues: values } : {}) };
}

/** A whole number may be a class or a quantity; without a task the question of leaks is asked as for a quantity. */
const isComparedAsClasses = ({ type }: TargetReading, task: Task | undefined): boolean =>
  task === undefined ? type !== 'number' : isClassification(task);

type Summaries = ReadonlyMap<string, NumericSummary | undefined>;

/** Of the numeric columns of doubles, by their names. */
async function summarizeDoubles(decided: readonly DecidedColumn[]): Promise<Summaries> {
  const summaries = new Map<string, NumericSummary | undefined>();
  let room: Room | undefined;
  for (const { facts, kind } of decided) {
    if (kind !== 'numeric' || !facts.values) continue;
    room ??= roomFor(facts.values.length);
    summaries.set(facts.name, summarizeNumbers(facts.values, room));
    // Others have a turn after each: a query that has come to an end is followed by the next.
    await setImmediate();
  }
  return summaries;
}

/** Of all numeric features, by their names: few are of texts, and each of these has a room of its own. */
function numericSummaries(features: readonly FeatureColumn[], known: Summaries): Map<string, NumericSummary> {
  const summaries = new Map<string, NumericSummary>();
  for (const column of features) {
    if (column.kind !== 'numeric') continue;
    const summary = known.get(column.name) ?? summarizeNumbers(column.values);
    if (summary) summaries.set(column.name, summary);
  }
  return summaries;
}

/** Numbers of the groups, one a row. Rows without a group are one group: that they are related cannot be ruled out. */
async function readGroups(source: Source, rows: number, column: SourceColumn): Promise<Int32Array> {
  const [facts] = await countColumns(source, [column], () => true);
  const pairs = featurePairsOf([{ column: facts ?? column, decision: { kind: 'categorical' } }]);
  const columns = await readFeatureColumns(source, rows, pairs);
  return numberDistinctRows(columns, rows);
}
