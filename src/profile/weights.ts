import { asNumber, asText, queryRows } from './duckdb.js';
import type { SourceColumn } from './loaded-table.js';
import { fileError, plural, printable } from './messages.js';
import type { Source } from './source.js';
import { readValues } from './target-codes.js';

/**
 * How much each row of table `cells` counts, in the rows' order; their mean is 1, whatever their unit.
 * @throws usage_invalid where a row has no weight or one below 0, since nobody knows what it should count, and where no row counts
 */
export async function readWeights(source: Source, rows: number, column: SourceColumn): Promise<Float64Array> {
  const name = printable(column.name);
  const { count, example } = await findOdd(source, column);
  if (count > 0) {
    const written = example === '' ? '' : ` (such as "${printable(example)}")`;
    const what = `${plural(count, 'row')} of ${rows} have no weight of at least 0 in column "${name}"${written}.`;
    throw unusable(source, column, what);
  }
  const weights = await readValues(source, rows, column);
  const greatest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  if (greatest === 0) throw unusable(source, column, `every row has the weight 0 in column "${name}".`);
  // In two steps, since a sum of the greatest numbers would be infinite.
  const mean = weights.reduce((sum, weight) => sum + weight / greatest, 0) / rows;
  return weights.map((weight) => weight / greatest / mean);
}

/** Cells that are no weight. */
async function findOdd({ connection }: Source, { sql }: SourceColumn): Promise<{ count: number; example: string }> {
  const [found] = await queryRows(
    connection,
    `select count(*)::double as count, any_value(raw_of(${sql})) as example
     from cells where coalesce(real_of(value_of(${sql})) < 0, true)`,
  );
  return { count: asNumber(found?.['count']), example: asText(found?.['example']) };
}

const unusable = ({ file }: Source, { name }: SourceColumn, what: string) =>
  fileError('usage_invalid', file, what, {
    hint: 'Write a number of at least 0 in every row: a row of weight 2 counts in the loss as two rows do, one of weight 0 not at all.',
    fields: { column: name, pointers: ['/weight'] },
  });
