import { type DuckDBConnection, listValue } from '@duckdb/node-api';
import { type CellExpression, type CellQuestion, readDoubles, readIntegers } from './cells.js';
import type { ColumnFacts } from './column-facts.js';
import type { KindDecision } from './column-kind.js';
import type { SourceColumn } from './loaded-table.js';
import type { Source } from './source.js';
import type { CategoricalColumn, FeatureColumn, FeatureSchema, NumericColumn } from './table.js';

/** How the cells of training columns are to be read, here and in every other file. Kinds that are left out have no schema. */
export const featurePairsOf = (
  columns: readonly { readonly column: KnownColumn; readonly decision: KindDecision }[],
): FeaturePair[] =>
  columns.flatMap(({ column, decision: { kind, pair } }): FeaturePair[] => {
    const { name } = column;
    if (kind === 'numeric') return [{ column, schema: { name, kind } }];
    if (kind === 'boolean' && pair) return [{ column, schema: { name, kind, falseText: pair[0], trueText: pair[1] } }];
    if (kind !== 'categorical') return [];
    // A column without any value has no levels.
    const { texts, isTrimmed } = column.levels ?? { texts: [], isTrimmed: false };
    return [{ column, isTrimmed, schema: { name, kind, levels: texts } }];
  });

/** A column of which the values or the levels may be read already. */
type KnownColumn = SourceColumn & Pick<ColumnFacts, 'values' | 'levels'>;

/** A feature with the column of a file that holds it. */
export interface FeaturePair {
  readonly schema: FeatureSchema;
  readonly column: KnownColumn;
  /** No cell of a column of categories has white space before or after its value: it need not be looked for. */
  readonly isTrimmed?: boolean;
}

/** Reads what was asked for. */
type Read = () => Promise<FeatureColumn[]>;

/**
 * Reads columns of table `cells` by a schema.
 * @returns one column a pair, one value a row in the file's order
 */
export const readFeatureColumns = async (
  source: Source,
  rows: number,
  pairs: readonly FeaturePair[],
): Promise<FeatureColumn[]> => (await prepareFeatures(source, rows, pairs))();

/**
 * Makes all that is needed to read columns, so that they are then read by few queries: whoever works meanwhile holds up a turn
 * of this thread each time that a query is followed by another.
 */
export async function prepareFeatures(
  { connection }: Source,
  rows: number,
  pairs: readonly FeaturePair[],
): Promise<Read> {
  const unread = pairs.filter(({ schema, column }) => schema.kind === 'categorical' || !column.values);
  const coded = await questionsOf(
    connection,
    unread.filter(({ schema }) => schema.kind !== 'numeric'),
  );
  const numeric = await questionsOf(
    connection,
    unread.filter(({ schema }) => schema.kind === 'numeric'),
  );
  return async () => {
    const codes = byPair(coded, await readIntegers(connection, rows, [...coded.values()]));
    const numbers = byPair(numeric, await readDoubles(connection, rows, [...numeric.values()]));
    return pairs.map((pair) => {
      const { schema, column } = pair;
      const { name } = schema;
      const known = codes.get(pair);
      if (schema.kind === 'categorical') {
        const { kind, levels } = schema;
        return { name, kind, levels, codes: known ?? new Int32Array(rows) } satisfies CategoricalColumn;
      }
      const values = column.values ?? (known ? flagsOf(known) : numbers.get(pair)) ?? new Float64Array(rows);
      return { name, kind: schema.kind, values } satisfies NumericColumn;
    });
  };
}

/** Flags as numbers, NaN where there is none. */
function flagsOf(codes: Int32Array): Float64Array {
  const values = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? -1;
    values[row] = code === -1 ? Number.NaN : code;
  }
  return values;
}

type Questions = ReadonlyMap<FeaturePair, CellQuestion>;

async function questionsOf(connection: DuckDBConnection, pairs: readonly FeaturePair[]): Promise<Questions> {
  const questions = new Map<FeaturePair, CellQuestion>();
  for (const pair of pairs)
    questions.set(pair, { column: pair.column, expression: await expressionOf(connection, pair) });
  return questions;
}

const byPair = <Answer>(asked: Questions, answers: readonly Answer[]): Map<FeaturePair, Answer | undefined> =>
  new Map([...asked.keys()].map((pair, index) => [pair, answers[index]]));

/** The same of a cell that has no white space around its value; words for missing are no levels. */
export const ofRaw =
  (expression: CellExpression): CellExpression =>
  (cell) =>
    expression({ ...cell, value: cell.raw });

const literal = (text: string): string => `'${text.toLowerCase().replaceAll("'", "''")}'`;

/** The number that a cell becomes: the value, 0 or 1, or the index of its level (-1: none). */
async function expressionOf(
  connection: DuckDBConnection,
  { schema, column: { sql }, isTrimmed }: FeaturePair,
): Promise<CellExpression> {
  if (schema.kind === 'numeric') return ({ number }) => number;
  if (schema.kind === 'categorical') {
    const codeOf = await codeExpression(connection, `levels_of_${sql}`, schema.levels);
    return isTrimmed ? ofRaw(codeOf) : codeOf;
  }
  const { falseText, trueText } = schema;
  // Another file may write the same column as 0 and 1, or have it as a true boolean. Which number a text is is asked of the others alone.
  return ({ value }) => `case
    when lower(${value}) in (${literal(falseText)}, 'false') then 0
    when lower(${value}) in (${literal(trueText)}, 'true') then 1
    when real_of(${value}) = 0 then 0 when real_of(${value}) = 1 then 1 end`;
}

/**
 * Levels as values are: trimmed. One that would then be the same as another stays as it is, so that no value is equal to it, and the
 * others keep their places: models of former versions may have such.
 */
function trimmedLevels(levels: readonly string[]): string[] {
  const known = new Set(levels);
  return levels.map((level) => {
    const text = level.trim();
    if (known.has(text)) return level;
    known.add(text);
    return text;
  });
}

/**
 * The index of a cell's value in a list, -1 where it is not in it. The list becomes an enumeration type: a lookup by hash
 * inside the database, several times as fast as fetching the texts.
 * @param type a name of ours, used once a connection
 */
export async function codeExpression(
  connection: DuckDBConnection,
  type: string,
  levels: readonly string[],
): Promise<CellExpression> {
  if (levels.length === 0) return () => '-1';
  const list = `create temp table ${type}_list as select unnest($levels) as level`;
  await connection.run(list, { levels: listValue(trimmedLevels(levels)) });
  await connection.run(`create type ${type} as enum (select level from ${type}_list)`);
  return ({ value }) => `coalesce(enum_code(try_cast(${value} as ${type}))::integer, -1)`;
}
