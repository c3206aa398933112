import type { Task } from '../settings/tasks.js';
import type { Warning } from '../settings/slots.js';
import { type CellCondition, isNumber, isWritten, keepRowsWhere } from './cells.js';
import { type ColumnFacts, countColumns } from './column-facts.js';
import { queryNumber } from './duckdb.js';
import { type Classes, classesOf } from './labels.js';
import { fileError, listNames, plural, printable } from './messages.js';
import { checkOneHot, oneHotLabels, readOneHot } from './one-hot.js';
import type { SourceColumn } from './loaded-table.js';
import type { Source } from './source.js';
import { type NumericSummary, summarizeNumbers } from './statistics.js';
import type { Target } from './table.js';
import { allFound, countLabels, readCodes, readValues } from './target-codes.js';
import { checkSuitable, isReadAsClasses, type TargetType, targetTypeOf } from './target-suitability.js';

/** Fewer rows can neither be split into folds nor tell one setting from another. */
export const fewestRows = 10;

export interface TargetReading {
  readonly target: Target;
  readonly type: TargetType | 'list';
  /** Usable rows: those with a target. Table `cells` holds only these from now on. */
  readonly rows: number;
  readonly missing: number;
  readonly distinct: number;
  readonly integral: boolean;
  /** Present where every value is a number. */
  readonly numbers?: NumericSummary;
  /** Present where the target can be read as classes. */
  readonly classes?: Classes;
  /** Counted facts of each target column. */
  readonly facts: readonly ColumnFacts[];
  readonly warnings: readonly Warning[];
}

/**
 * Reads the target and drops the rows that have none.
 * @param columns at least one; several are one-hot labels
 * @throws target_missing, target_constant, target_unsuitable, too_few_rows, usage_invalid
 */
export async function readTarget(
  source: Source,
  columns: readonly SourceColumn[],
  task: Task | undefined,
): Promise<TargetReading> {
  const [column] = columns;
  return column && columns.length === 1
    ? readOneColumn(source, column, task)
    : readSeveralColumns(source, columns, task);
}

/** Of a target the labels are read with their counts. */
const noLevels = (): boolean => false;

async function readOneColumn(source: Source, column: SourceColumn, task: Task | undefined): Promise<TargetReading> {
  const before = await countOne(source, column);
  const type = targetTypeOf(before, task);
  const [isKept, kept] = type === 'number' ? [isNumber, before.numbers] : [isWritten, before.present];
  const rows = await keepRows(source, [column], isKept, kept);
  const facts = rows === source.rows ? before : await countOne(source, column);
  const distinct = type === 'number' ? facts.distinctNumbers : facts.distinct;
  if (distinct === 1) throw constantTarget(source, column);
  checkSuitable(source.file, { facts, type, distinct }, task);
  const values = type === 'number' ? await readValues(source, rows, column) : undefined;
  const numbers = values && summarizeNumbers(values);
  const shared = {
    type,
    rows,
    missing: source.rows - rows,
    integral: facts.integral && type === 'number',
    facts: [facts],
    ...(numbers ? { numbers } : {}),
  };
  const plain = { columns: [column.name], ...(values ? { values } : {}) };
  const dropped = droppedRows(source.rows - rows, before.odd !== '' && type === 'number' ? before.odd : undefined);
  if (!isReadAsClasses(facts, type, task)) {
    return { ...shared, distinct, target: plain, warnings: dropped };
  }
  const written = await countLabels(source, column, type === 'number');
  const classes = classesOf(written);
  const isTrimmed = written.every(({ text, key }) => text === key);
  const codes = allFound(await readCodes(source, rows, { column, ...classes, isTrimmed }));
  const isSure = task !== undefined || type !== 'number' || distinct * 10 <= rows;
  return {
    ...shared,
    distinct: classes.labels.length,
    target: { ...plain, labels: classes.labels, codes },
    classes,
    warnings: [...dropped, ...(isSure ? rareClasses(classes) : [])],
  };
}

async function readSeveralColumns(
  source: Source,
  columns: readonly SourceColumn[],
  task: Task | undefined,
): Promise<TargetReading> {
  const names = columns.map(({ name }) => name);
  if (task !== undefined && task !== 'multiclass' && !(task === 'binary' && columns.length === 2)) {
    throw fileError(
      'usage_invalid',
      source.file,
      `the target columns ${listNames(names)} cannot be predicted as ${task}.`,
      {
        hint: 'Several target columns are read as one-hot labels (multiclass); multi-label is not available.',
        fields: { columns: names, pointers: ['/task'] },
      },
    );
  }
  await checkOneHot(source, columns);
  const rows = await keepRows(source, columns, isWritten);
  const labels = oneHotLabels(columns);
  const codes = allFound(await readOneHot(source, rows, columns, labels));
  const counts = labels.map((_, index) => codes.reduce((count, code) => count + (code === index ? 1 : 0), 0));
  const occurring = counts.filter((count) => count > 0).length;
  if (occurring === 1) throw constantTarget(source, columns[counts.findIndex((count) => count > 0)] ?? columns[0]);
  const classes = { labels, counts };
  return {
    target: { columns: names, labels, codes },
    type: 'list',
    rows,
    missing: source.rows - rows,
    distinct: occurring,
    integral: false,
    classes,
    facts: await countColumns(source, columns, noLevels),
    warnings: [...droppedRows(source.rows - rows, undefined), ...rareClasses(classes)],
  };
}

async function countOne(source: Source, column: SourceColumn): Promise<ColumnFacts> {
  const [facts] = await countColumns(source, [column], noLevels);
  if (!facts) throw new RangeError(`no counts of column ${column.sql}`);
  return facts;
}

/**
 * Drops the rows whose target is missing, and refuses what is then too little.
 * @param kept how many have one, where that is known: where all have, none is looked for
 */
async function keepRows(
  source: Source,
  columns: readonly SourceColumn[],
  isPresent: CellCondition,
  kept?: number,
): Promise<number> {
  if (kept !== source.rows) await keepRowsWhere(source.connection, columns, isPresent);
  const rows = await queryNumber(source.connection, 'select count(*)::double from cells');
  const names = columns.map(({ name }) => name);
  const target = `the target ${listNames(names)}`;
  if (rows === 0) {
    throw fileError('target_missing', source.file, `${target} is missing in all ${source.rows} rows.`, {
      hint: 'Name a column that holds what is to be predicted.',
      fields: { column: names, pointers: ['/target'] },
    });
  }
  if (rows < fewestRows) {
    const lost = source.rows > rows ? ` (of ${source.rows}; in the others ${target} is missing)` : '';
    throw fileError(
      'too_few_rows',
      source.file,
      `only ${plural(rows, 'usable row')}${lost}; at least ${fewestRows} are needed.`,
      {
        hint: 'Give more rows: with fewer, no setting can be told from another.',
        fields: { rows, least: fewestRows },
      },
    );
  }
  return rows;
}

function constantTarget(source: Source, column: SourceColumn | undefined) {
  const name = column?.name ?? '';
  return fileError('target_constant', source.file, `the target "${printable(name)}" has the same value in every row.`, {
    hint: 'There is nothing to predict: name another column, or give rows of every class.',
    fields: { column: name, pointers: ['/target'] },
  });
}

function droppedRows(rows: number, odd: string | undefined): Warning[] {
  if (rows === 0) return [];
  const why = odd === undefined ? 'the target is missing' : `the target is missing or no number ("${printable(odd)}")`;
  return [{ code: 'missing_target_rows', message: `${plural(rows, 'row')} left out: ${why}.` }];
}

function rareClasses({ labels, counts }: Classes): Warning[] {
  const rare = labels.filter((_, index) => counts[index] === 1);
  if (rare.length === 0) return [];
  const message = `${rare.length === 1 ? 'Class' : 'Classes'} ${listNames(rare)} with a single row: ${rare.length === 1 ? 'it' : 'they'} cannot be validated.`;
  return [{ code: 'single_row_class', message }];
}
