import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import type { PgTable } from 'drizzle-orm/pg-core';
import { inBatches } from './batches.js';
import type { Database } from './database.js';

/** How the rows of a table are handed over. */
interface Layout {
  readonly columns: readonly { readonly member: string; readonly name: string; readonly isJson: boolean }[];
  /** `"id", "body"` */
  readonly names: SQL;
  /** `"id" text, "body" text` */
  readonly types: SQL;
  /** `"id", "body"::json` */
  readonly values: SQL;
}

const layouts = new WeakMap<PgTable, Layout>();

function layoutOf(table: PgTable): Layout {
  const known = layouts.get(table);
  if (known) return known;
  const columns = Object.entries(getTableColumns(table)).map(([member, column]) => ({
    member,
    name: toSnakeCase(column.name),
    type: column.getSQLType(),
    isJson: column.getSQLType() === 'json',
  }));
  const list = (of: (column: (typeof columns)[number]) => string): SQL => sql.raw(columns.map(of).join(', '));
  const layout = {
    columns,
    names: list(({ name }) => `"${name}"`),
    // Within the list of rows JSON is a text: a column of JSON may hold a NUL, which members of the list may not.
    types: list(({ name, type, isJson }) => `"${name}" ${isJson ? 'text' : type}`),
    values: list(({ name, isJson }) => `"${name}"${isJson ? '::json' : ''}`),
  };
  layouts.set(table, layout);
  return layout;
}

/**
 * A statement that adds rows, all of their members given, with one parameter for them all: its text is the same however many they are, so that the
 * database plans it once, and no query of a thousand parameters is put together for fifty of them. `condition`: a `where` for all of them.
 */
export function insertion<T extends PgTable>(table: T, rows: readonly T['$inferInsert'][], condition = sql``): SQL {
  const { columns, names, types, values } = layoutOf(table);
  const given = rows.map((row: Readonly<Record<string, unknown>>) => {
    const named: Record<string, unknown> = {};
    for (const { member, name, isJson } of columns) named[name] = isJson ? jsonOf(row[member]) : row[member];
    return named;
  });
  return sql`insert into ${table} (${names}) select ${values} from json_to_recordset(${JSON.stringify(given)}::json) as rows (${types}) ${condition}`;
}

const jsonOf = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** Adds rows, all or none inside a transaction. */
export const insertRows = <T extends PgTable>(
  db: Database,
  table: T,
  rows: readonly T['$inferInsert'][],
): Promise<void> => inBatches(rows, (some) => db.execute(insertion(table, some)));
