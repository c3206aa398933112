import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { inBatches } from './batches.js';
import type { Database } from './database.js';
import { auditEntries } from './schema.js';

/** How the rows of a table are handed over: short members as a list of JSON, long ones each as a text of lines. */
interface Layout {
  readonly short: readonly Member[];
  readonly long: readonly (Member & { readonly isJson: boolean })[];
  /** `"id" text, "task" text` */
  readonly types: SQL;
  /** `"id", "task", "body"`, the long ones last. */
  readonly names: SQL;
  /** `"id", "task", nullif("body", '')::json` */
  readonly values: SQL;
}

interface Member {
  readonly member: string;
  readonly name: string;
}

/** JSON as it is written here has no line breaks. Within a list it would be written and read as JSON in JSON, which takes the database as long as all else of a row. */
const isLong = (column: PgColumn): boolean => column.getSQLType() === 'json' || column === auditEntries.payload;

const layouts = new WeakMap<PgTable, Layout>();

function layoutOf(table: PgTable): Layout {
  const known = layouts.get(table);
  if (known) return known;
  const columns = Object.entries(getTableColumns(table)).map(([member, column]) => ({
    member,
    name: toSnakeCase(column.name),
    type: column.getSQLType(),
    isJson: column.getSQLType() === 'json',
    isLong: isLong(column),
  }));
  const [short, long] = [columns.filter((column) => !column.isLong), columns.filter((column) => column.isLong)];
  const list = (parts: readonly string[]): SQL => sql.raw(parts.join(', '));
  const layout = {
    short,
    long,
    types: list(short.map(({ name, type }) => `"${name}" ${type}`)),
    names: list([...short, ...long].map(({ name }) => `"${name}"`)),
    values: list([
      ...short.map(({ name }) => `"${name}"`),
      ...long.map(({ name, isJson }) => `nullif("${name}", '')${isJson ? '::json' : ''}`),
    ]),
  };
  layouts.set(table, layout);
  return layout;
}

/**
 * A statement that adds rows, all of their members given, with one parameter for all short members and one for each long one: its text is the same
 * however many rows there are, so that the database plans it once, and no query of a thousand parameters is put together for fifty of them.
 * `condition`: a `where` for all of them.
 * @throws RangeError where a long member is a text of several lines
 */
export function insertion<T extends PgTable>(table: T, rows: readonly T['$inferInsert'][], condition = sql``): SQL {
  const { short, long, types, names, values } = layoutOf(table);
  const given: readonly Readonly<Record<string, unknown>>[] = rows;
  const list = given.map((row) => Object.fromEntries(short.map(({ member, name }) => [name, row[member]])));
  const texts = long.map(({ member, isJson }) =>
    given.map((row) => lineOf(isJson ? jsonOf(row[member]) : row[member])).join('\n'),
  );
  const lines = texts.map((text) => sql`, string_to_table(${text}, ${sql.raw(`E'\\n'`)})`);
  return sql`insert into ${table} (${names}) select ${values} from rows from (json_to_recordset(${JSON.stringify(list)}::json) as (${types})${sql.join(lines)}) as rows (${names}) ${condition}`;
}

const jsonOf = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** Nothing is an empty line. */
function lineOf(text: unknown): string {
  if (typeof text !== 'string') return '';
  if (text.includes('\n')) throw new RangeError('a text of several lines cannot be handed over as a line');
  return text;
}

/** Adds rows, all or none inside a transaction. */
export const insertRows = <T extends PgTable>(
  db: Database,
  table: T,
  rows: readonly T['$inferInsert'][],
): Promise<void> => inBatches(rows, (some) => db.execute(insertion(table, some)));
