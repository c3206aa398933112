import type { Metric } from '../settings/slots.js';
import type { Task } from '../settings/tasks.js';
import { type ColumnKind, columnKinds, type Profile, profileSchema } from './schema.js';
import type { NumericSummary } from './statistics.js';
import type { FeatureColumn } from './table.js';
import type { TargetReading } from './target.js';

/** A numeric column is skewed beyond this. Normal data of 100 rows stay within 0.5 nineteen times of twenty. */
const skewedBeyond = 1;

export interface ProfileParts {
  readonly task: Task | undefined;
  readonly metric: Metric | undefined;
  /** Kinds of all feature columns, also of those left out of the table. */
  readonly kinds: readonly ColumnKind[];
  readonly features: readonly FeatureColumn[];
  /** Of the numeric ones among them. */
  readonly numbers: readonly NumericSummary[];
  readonly target: TargetReading;
  readonly groups: Int32Array | undefined;
  readonly isTimeOrdered: boolean;
  readonly isWeighted: boolean;
  readonly duplicateShare: number;
}

/** The facts of a table. A fact that nothing determines (the skew of no numeric columns) is left out, never 0. */
export function profileOf(parts: ProfileParts): Profile {
  const { task, metric, kinds, features, numbers, target, groups, isTimeOrdered, isWeighted, duplicateShare } = parts;
  const columns = Object.fromEntries(columnKinds.map((kind) => [kind, kinds.filter((other) => other === kind).length]));
  return profileSchema.parse({
    ...(task === undefined ? {} : { task }),
    ...(metric === undefined ? {} : { metric }),
    rows: target.rows,
    columns,
    ...classFacts(target),
    target: targetFacts(target),
    ...numericFacts(numbers),
    ...missingFacts(features, target.rows),
    duplicateShare,
    ...categoryFacts(features),
    ...(groups ? { groups: new Set(groups).size } : {}),
    ...(isTimeOrdered ? { timeOrdered: true } : {}),
    ...(isWeighted ? { weighted: true } : {}),
  });
}

const encodings = { list: 'oneHot', boolean: 'boolean', text: 'text', number: 'integer' } as const;

function classFacts({ classes, type, integral }: TargetReading): Pick<Profile, 'classCounts' | 'labelEncoding'> {
  if (!classes) return {};
  const counts = classes.labels.map((label, index): [string, number] => [label, classes.counts[index] ?? 0]);
  const labelEncoding = type === 'number' && !integral ? 'text' : encodings[type];
  return { classCounts: Object.fromEntries(counts), labelEncoding };
}

function targetFacts(reading: TargetReading): Profile['target'] {
  const { target, type, distinct, integral, missing } = reading;
  const shared = { columns: target.columns.length, type, distinct, missing };
  if (!target.values) return shared;
  const [facts] = reading.facts;
  if (!facts || !reading.numbers) return shared;
  const { count, outliers, ...moments } = reading.numbers;
  const zeros = target.values.reduce((sum, value) => sum + (value === 0 ? 1 : 0), 0);
  const shares = { outlierShare: outliers / count, zeroShare: zeros / count };
  return { ...shared, integral, min: facts.min, max: facts.max, ...moments, ...shares };
}

function numericFacts(numbers: readonly NumericSummary[]): Pick<Profile, 'numericSkewedShare' | 'numericOutlierShare'> {
  if (numbers.length === 0) return {};
  const sum = (of: (summary: NumericSummary) => number): number => numbers.reduce((total, one) => total + of(one), 0);
  const skewed = numbers.filter(({ skewness }) => Math.abs(skewness) > skewedBeyond).length;
  return {
    numericSkewedShare: skewed / numbers.length,
    numericOutlierShare: sum(({ outliers }) => outliers) / sum(({ count }) => count),
  };
}

/** Cells without a value among all, and among those of the numeric columns; the latter absent without such columns. */
function missingFacts(
  features: readonly FeatureColumn[],
  rows: number,
): Pick<Profile, 'numericMissingShare' | 'missingShare'> {
  const counts = features.map((column) => ({ kind: column.kind, missing: countMissing(column) }));
  const shareOf = (columns: typeof counts): number =>
    columns.reduce((sum, { missing }) => sum + missing, 0) / (rows * columns.length);
  const numeric = counts.filter(({ kind }) => kind === 'numeric');
  return { ...(numeric.length > 0 && { numericMissingShare: shareOf(numeric) }), missingShare: shareOf(counts) };
}

function countMissing(column: FeatureColumn): number {
  const values: ArrayLike<number> = column.kind === 'categorical' ? column.codes : column.values;
  let present = 0;
  if (column.kind === 'categorical')
    for (let row = 0; row < values.length; row++) present += Number((values[row] ?? 0) >= 0);
  else for (let row = 0; row < values.length; row++) present += Number(!Number.isNaN(values[row]));
  return values.length - present;
}

function categoryFacts(features: readonly FeatureColumn[]): Pick<Profile, 'categories'> {
  const levels = features.flatMap((column) => (column.kind === 'categorical' ? [column.levels.length] : []));
  if (levels.length === 0) return {};
  return { categories: { max: Math.max(...levels), total: levels.reduce((sum, count) => sum + count, 0) } };
}
