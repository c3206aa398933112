import { type ColumnFacts, countColumns } from './column-facts.js';
import { counterNote, decideKind, type KindDecision } from './column-kind.js';
import type { Connections } from './duckdb.js';
import { fileError, plural, printable } from './messages.js';
import type { SourceColumn } from './loaded-table.js';
import type { Source } from './source.js';

export interface DecidedColumn extends KindDecision {
  readonly facts: ColumnFacts;
}

/** Counts columns and decides the kind of each; of categories their levels are read. */
export async function countAndDecide(
  connections: Connections,
  columns: readonly SourceColumn[],
): Promise<DecidedColumn[]> {
  const facts = await countColumns(connections, columns, (one) => decideKind(one).kind === 'categorical');
  return facts.map((one) => ({ facts: one, ...decideKind(one) }));
}

/**
 * Decides the kinds of the columns that may be features. One that seems to number the rows is left out, unless nothing
 * else would be left: then it may well be the only measurement.
 * @throws no_features when none can be used
 */
export async function decideFeatures(source: Source, columns: readonly SourceColumn[]): Promise<DecidedColumn[]> {
  const decided = await countAndDecide(source, columns);
  if (decided.some(isFeature)) return decided;
  const kept = decided.map(asMeasurement);
  if (kept.some(isFeature)) return kept;
  const kinds = decided
    .slice(0, 5)
    .map(
      ({ facts, kind, note }) => `"${printable(facts.name)}" ${note === 'no values' ? 'has no values' : `is ${kind}`}`,
    );
  const what = `none of its ${plural(decided.length, 'column')} beside the target can be used`;
  throw fileError('no_features', source.file, `${what}: ${kinds.join(', ')}${decided.length > 5 ? '...' : ''}.`, {
    hint: 'Give at least one column of numbers, of categories, or of yes and no.',
  });
}

const isFeature = ({ kind }: DecidedColumn): boolean => ['numeric', 'boolean', 'categorical'].includes(kind);

const asMeasurement = (column: DecidedColumn): DecidedColumn =>
  column.note === counterNote ? { ...column, kind: 'numeric', note: 'may number the rows' } : column;
