import type { DuckDBConnection } from '@duckdb/node-api';
import { type DoubleColumn, readDoubleColumns } from './double-columns.js';
import { asNumber, asText, asTexts, type Connections, queryNumber, queryRows, type Row, together } from './duckdb.js';
import type { SourceColumn } from './loaded-table.js';
import { countDistinct } from './statistics.js';

/** What is counted of a column's cells, before anything is said of its kind. */
export interface ColumnFacts extends SourceColumn {
  readonly rows: number;
  /** Cells with a value, whatever it is. */
  readonly present: number;
  /** Of these: numbers within range; numbers beyond it, or infinite; words that mean "missing" in a column of numbers; dates. */
  readonly numbers: number;
  readonly infinite: number;
  readonly unwritten: number;
  readonly dates: number;
  readonly distinct: number;
  /** NaN where it is not known: of doubles that are neither 0 and 1 nor could number the rows. */
  readonly distinctNumbers: number;
  /** Range of the numbers; 0 where there are none. */
  readonly min: number;
  readonly max: number;
  /** All numbers are whole. */
  readonly integral: boolean;
  /** Distinct values in any letter case, the least and the greatest of them. */
  readonly foldedDistinct: number;
  readonly least: string;
  readonly greatest: string;
  /** Mean number of words of the values that are no numbers. */
  readonly words: number;
  /** A value that is no number, or an empty text. */
  readonly odd: string;
  /** Of doubles: one a row, NaN where there is none within range. */
  readonly values?: Float64Array;
  /** Of texts of which they are wanted. */
  readonly levels?: Levels;
}

export interface Levels {
  /** The distinct values, sorted by code point. */
  readonly texts: readonly string[];
  /** No cell has white space before or after its value. */
  readonly isTrimmed: boolean;
}

/** Cells looked at by one query: their groups are in memory at once. Most queries cost more to plan than to run. */
const cellsPerQuery = 2_000_000;
const columnsPerQuery = 200;

/** Over the distinct values `v` of a column, each with its number of rows `n`, as number `y` and as number within range `x`. */
const counted: Readonly<Record<string, string>> = {
  present: 'sum(n)',
  numbers: 'sum(n) filter (x is not null)',
  infinite: 'sum(n) filter (y is not null and x is null)',
  unwritten: 'sum(n) filter (y is null and is_unwritten(v))',
  dates: 'sum(n) filter (y is null and is_date(v))',
  distinct: 'count(v)',
  distinctNumbers: 'count(distinct x)',
  min: 'min(x)',
  max: 'max(x)',
  fractions: 'count(*) filter (x <> floor(x))',
  foldedDistinct: 'count(distinct lower(v)) filter (x is null)',
  words: "sum(n * len(string_split(v, ' '))) filter (x is null) / sum(n) filter (x is null)",
};
const countedTexts: Readonly<Record<string, string>> = {
  least: 'min(lower(v)) filter (x is null)',
  greatest: 'max(lower(v)) filter (x is null)',
  odd: 'min(v) filter (y is null and not is_unwritten(v))',
};
const selected = [
  ...Object.entries(counted).map(([name, expression]) => `(${expression})::double as "${name}"`),
  ...Object.entries(countedTexts).map(([name, expression]) => `${expression} as "${name}"`),
].join(', ');

/**
 * Counts the cells of columns of table `cells`, texts and doubles side by side. Texts over their distinct values, since reading a
 * cell as number or date costs more than grouping; some columns a query, as many as memory holds.
 * @param wantsLevels whether the distinct values of a column that has these facts are to be read
 */
export async function countColumns(
  { connection, side }: Connections,
  columns: readonly SourceColumn[],
  wantsLevels: (facts: ColumnFacts) => boolean,
): Promise<ColumnFacts[]> {
  const rows = await queryNumber(connection, 'select count(*)::double from cells');
  const [doubles, texts] = await together(
    readDoubleColumns(
      side,
      rows,
      columns.filter(({ isDouble }) => isDouble),
    ),
    countTexts(
      connection,
      columns.filter(({ isDouble }) => !isDouble),
      { rows, wantsLevels },
    ),
  );
  const bySql = new Map([...doubles.map(factsOfDoubles), ...texts].map((facts) => [facts.sql, facts]));
  return columns.flatMap(({ sql }) => bySql.get(sql) ?? []);
}

interface Counting {
  readonly rows: number;
  readonly wantsLevels: (facts: ColumnFacts) => boolean;
}

async function countTexts(
  connection: DuckDBConnection,
  columns: readonly SourceColumn[],
  { rows, wantsLevels }: Counting,
): Promise<ColumnFacts[]> {
  const batch = Math.min(columnsPerQuery, Math.max(1, Math.floor(cellsPerQuery / Math.max(1, rows))));
  const facts: ColumnFacts[] = [];
  for (let from = 0; from < columns.length; from += batch) {
    const some = columns.slice(from, from + batch);
    await connection.run(groupingStatement(some));
    const counts = await queryRows(connection, countingQuery);
    const byColumn = new Map(counts.map((row) => [row['name'], row]));
    // A column without any value is in no group.
    const counted = some.map((column) => factsOf(byColumn.get(column.sql) ?? {}, column, rows));
    const levels = await levelsOf(connection, counted.filter(wantsLevels));
    await connection.run('drop table grouped');
    for (const one of counted) facts.push({ ...one, ...levels.get(one.sql) });
  }
  return facts;
}

/** `count(...) > 0` and not `v is not null`: that would be asked of every row before they are grouped. */
const groupingStatement = (columns: readonly SourceColumn[]): string => `
  create temp table grouped as with written as materialized (${columns.map(groupsOf).join(' union all ')})
    select name, value_of(cell) as v, sum(rows) as n, bool_and(trimmed(cell) = cell) as is_trimmed
    from written group by name, v having count(value_of(cell)) > 0`;

const countingQuery = `
  with numbered as materialized (select name, v, n, number_of(v) as y from grouped),
  ranged as materialized (select name, v, n, y, within_range(y) as x from numbered)
  select name, ${selected} from ranged group by name`;

/** One column alone, since a group of one text is found in half of the time of one of name and text. */
const groupsOf = ({ sql }: SourceColumn): string =>
  `select '${sql}' as name, ${sql} as cell, count(*) as rows from cells where ${sql} is not null group by ${sql}`;

/** By column, as a part of its facts. */
async function levelsOf(
  connection: DuckDBConnection,
  columns: readonly SourceColumn[],
): Promise<Map<string, Required<Pick<ColumnFacts, 'levels'>>>> {
  if (columns.length === 0) return new Map();
  const names = columns.map(({ sql }) => `'${sql}'`).join(', ');
  const rows = await queryRows(
    connection,
    `select name, list(v order by v) as texts, bool_and(is_trimmed) as is_trimmed from grouped where name in (${names}) group by name`,
  );
  return new Map(
    rows.map((row) => [
      asText(row['name']),
      { levels: { texts: asTexts(row['texts']), isTrimmed: row['is_trimmed'] === true } },
    ]),
  );
}

function factsOfDoubles({ column, present, values, ...range }: DoubleColumn): ColumnFacts {
  const rows = values.length;
  const { numbers, min, max, integral } = range;
  const mayNumberRows = integral && numbers === rows && max - min + 1 >= rows;
  const isZeroOne = integral && min === 0 && max === 1;
  const distinctNumbers = isZeroOne ? 2 : mayNumberRows ? countDistinct(values) : Number.NaN;
  return {
    ...factsOf({}, column, rows),
    ...range,
    present,
    infinite: present - numbers,
    distinct: distinctNumbers,
    distinctNumbers,
    values,
  };
}

function factsOf(row: Row, column: SourceColumn, rows: number): ColumnFacts {
  const number = (name: string): number => asNumber(row[name]);
  return {
    ...column,
    rows,
    present: number('present'),
    numbers: number('numbers'),
    infinite: number('infinite'),
    unwritten: number('unwritten'),
    dates: number('dates'),
    distinct: number('distinct'),
    distinctNumbers: number('distinctNumbers'),
    min: number('min'),
    max: number('max'),
    integral: number('numbers') > 0 && number('fractions') === 0,
    foldedDistinct: number('foldedDistinct'),
    least: asText(row['least']),
    greatest: asText(row['greatest']),
    words: number('words'),
    odd: asText(row['odd']),
  };
}
