import { queryNumber, queryRows, asText } from './duckdb.js';
import type { SourceColumn } from './loaded-table.js';
import { fileError, plural, printable } from './messages.js';
import type { Source } from './source.js';

/** SQL of a cell's time as seconds: ISO 8601, also with slashes. Day or month first cannot be told apart, so neither is read. */
const momentOf = (sql: string): string => `epoch(try_cast(replace(value_of(${sql}), '/', '-') as timestamp))`;
const numberOf = (sql: string): string => `real_of(value_of(${sql}))`;

/**
 * Brings the rows of table `cells` into the order of a column of times; rows of the same time stay in the file's order.
 * @throws usage_invalid where a row has no time that can be read, since nobody knows what came before it
 */
export async function orderByTime({ connection, file, rows }: Source, { name, sql }: SourceColumn): Promise<void> {
  const numbers = await queryNumber(connection, `select count(${numberOf(sql)})::double from cells`);
  const time = numbers > 0 ? numberOf(sql) : momentOf(sql);
  const read = await queryNumber(connection, `select count(${time})::double from cells`);
  if (read < rows) {
    const odd = `select any_value(raw_of(${sql})) as odd from cells where ${time} is null`;
    const [found] = await queryRows(connection, odd);
    const example = asText(found?.['odd']);
    const written = example === '' ? '' : ` (such as "${printable(example)}")`;
    throw fileError(
      'usage_invalid',
      file,
      `${plural(rows - read, 'row')} of ${rows} have no time that can be read in column "${printable(name)}"${written}.`,
      {
        hint: 'Write times as numbers, or as dates that begin with the year (2024-01-31, 2024-01-31T12:00:00), one in every row.',
        fields: { column: name, rows: rows - read, pointers: ['/time'] },
      },
    );
  }
  await connection.run(`create or replace table cells as select * from cells order by ${time}, rowid`);
}
