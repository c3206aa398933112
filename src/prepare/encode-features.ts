import type { CategoricalColumn, FeatureColumn, FeatureTable, NumericColumn } from '../profile/table.js';
import { binsPerNumber, isEmbedded, leastMarkedGaps, marksGaps } from '../settings/recipe.js';
import type { Settings } from '../settings/slots.js';
import type {
  BooleanEncoder,
  ColumnEncoder,
  EmbeddedEncoder,
  FeatureEncoder,
  NumericEncoder,
  OneHotEncoder,
} from './schema.js';
import { fillGaps, fitFilling } from './fill-gaps.js';
import { normalScore, quantilesOf } from './normal-scores.js';
import { mean, quantile, sortedValues, standardDeviation } from './statistics.js';

/** Bound of the smooth clip (RealMLP, arXiv 2407.04491, section 3.1). */
export const CLIP = 3;
/** Farther than any training row: a network stays finite on what it gets from a value like 1e300. */
export const FARTHEST = 1e6;

export type EncodingSettings = Pick<
  Settings,
  'numericScaling' | 'numericEmbedding' | 'categoricalEncoding' | 'missingValues'
>;

/**
 * Fits the map from a table's columns to network inputs on the given training rows alone.
 * The number of inputs depends on the table's columns only, so that all folds of a table have the same.
 */
export function fitFeatures(table: FeatureTable, train: Int32Array, settings: EncodingSettings): FeatureEncoder {
  const columns = table.columns.map((column) => fitColumn(column, train, settings));
  const filling = fitFilling(table, train, settings);
  return {
    columns,
    inputs: columns.reduce((sum, column) => sum + inputsOf(column), 0),
    ...(filling && { filling }),
  };
}

export const inputsOf = (column: ColumnEncoder): number => {
  if (column.kind === 'boolean' || column.kind === 'embedded') return 1;
  if (column.kind === 'oneHot') return column.inputs;
  return 1 + Number(column.indicator) + binsIn(column);
};

const binsIn = ({ bins }: NumericEncoder): number => (bins ? bins.length - 1 : 0);

/** First input of each column. */
export function placesOf({ columns }: Pick<FeatureEncoder, 'columns'>): number[] {
  const places = new Array<number>(columns.length).fill(0);
  let at = 0;
  for (const isLast of [false, true])
    columns.forEach((column, i) => {
      if ((column.kind === 'embedded') !== isLast) return;
      places[i] = at;
      at += inputsOf(column);
    });
  return places;
}

/** Which inputs hold the value of a numeric column. */
export function numericInputs(encoder: FeatureEncoder): number[] {
  const places = placesOf(encoder);
  return encoder.columns.flatMap(({ kind }, i) => (kind === 'numeric' ? [places[i] ?? 0] : []));
}

/** Codes of each embedded column, whose inputs are the last ones. */
export const embeddedCodes = ({ columns }: FeatureEncoder): number[] =>
  columns.flatMap((column) => (column.kind === 'embedded' ? [column.codes] : []));

function fitColumn(column: FeatureColumn, train: Int32Array, settings: EncodingSettings): ColumnEncoder {
  if (column.kind === 'categorical')
    return isEmbedded(column.levels.length, settings)
      ? fitEmbedded(column, train, settings)
      : fitOneHot(column, train, settings);
  if (column.kind === 'boolean') return { kind: 'boolean', name: column.name };
  return fitNumeric(column, train, settings);
}

function fitNumeric(column: NumericColumn, train: Int32Array, settings: EncodingSettings): NumericEncoder {
  const sorted = sortedValues(column.values, train);
  const fill = sorted.length === 0 ? 0 : quantile(sorted, 0.5);
  const indicator = marksGaps(settings) && countGaps(column) >= leastMarkedGaps;
  const bins = binsOf(column, sorted, settings);
  const base = { kind: 'numeric', name: column.name, fill, indicator, ...(bins && { bins }) } as const;
  switch (settings.numericScaling) {
    case 'quantileNormal':
      return { ...base, centre: 0, scale: 1, smoothClip: false, quantiles: quantilesOf(sorted) };
    case 'robustSmoothClip':
      return { ...base, centre: fill, scale: robustScale(sorted), smoothClip: true };
    default: {
      const deviation = standardDeviation(sorted);
      return {
        ...base,
        centre: sorted.length === 0 ? 0 : mean(sorted),
        scale: deviation > 0 ? 1 / deviation : 0,
        smoothClip: false,
      };
    }
  }
}

/** Of all rows, in every fold alike: the inputs of a network do not depend on the fold. */
const countGaps = ({ values }: NumericColumn): number =>
  values.reduce((count, value) => count + Number(Number.isNaN(value)), 0);

/**
 * Edges of piecewise-linear bins (Gorishniy, Rubachev and Babenko 2022, arXiv 2203.05556, section 3.2), by `edgesOf`. No more
 * bins than there are steps between the column's values, in every fold alike; none where one would say what the value says.
 */
function binsOf({ values }: NumericColumn, sorted: Float64Array, settings: EncodingSettings): number[] | undefined {
  const most = binsPerNumber(settings);
  if (most === 0) return undefined;
  const count = Math.min(most, distinctUpTo(values, most + 1) - 1);
  return count < 2 ? undefined : edgesOf(sorted, count);
}

/**
 * One edge more than there are bins, ascending. A value of more rows than an even bin of those left would have is an edge; when
 * there is no such value left, the other edges are quantiles of the other rows at equal steps. All 0 where no row has a value.
 */
function edgesOf(sorted: Float64Array, bins: number): number[] {
  const edges: number[] = [];
  let others = sorted;
  for (;;) {
    const heavy = heavyValues(others, others.length / (bins - edges.length));
    if (heavy.size === 0) break;
    edges.push(...heavy);
    others = others.filter((value) => !heavy.has(value));
  }
  const last = bins - edges.length;
  const rest = others.length > 0 ? others : sorted.subarray(-1);
  const quantiles = Array.from({ length: last + 1 }, (_, i) => (rest.length > 0 ? quantile(rest, i / last) : 0));
  return [...edges, ...quantiles].sort((a, b) => a - b);
}

/** Values that more than so many rows have. */
function heavyValues(sorted: Float64Array, most: number): Set<number> {
  const heavy = new Set<number>();
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    if (to - from > most) heavy.add(sorted[from] ?? Number.NaN);
    from = to;
  }
  return heavy;
}

function distinctUpTo(values: Float64Array, most: number): number {
  const seen = new Set<number>();
  for (const value of values) {
    if (!Number.isNaN(value)) seen.add(value);
    if (seen.size === most) break;
  }
  return seen.size;
}

/** 1 / interquartile range, else 2 / range, else 0 (RealMLP, arXiv 2407.04491, section 3.1). */
function robustScale(sorted: Float64Array): number {
  if (sorted.length === 0) return 0;
  const interquartile = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  if (interquartile > 0) return 1 / interquartile;
  const range = quantile(sorted, 1) - quantile(sorted, 0);
  return range > 0 ? 2 / range : 0;
}

/** Levels keep their own input up to `maxLevels`; beyond it the rarest ones of the training rows share one. */
function fitOneHot(column: CategoricalColumn, train: Int32Array, settings: EncodingSettings): OneHotEncoder {
  const counts = countLevels(column, train);
  const most = settings.categoricalEncoding?.maxLevels ?? column.levels.length;
  const merges = column.levels.length > most;
  const own = merges ? most - 1 : column.levels.length;
  const byCount = byFrequency(counts);
  const inputOfLevel = Array.from(column.levels, (_, level) => (merges ? own : level));
  if (merges) byCount.slice(0, own).forEach((level, input) => (inputOfLevel[level] = input));
  return {
    kind: 'oneHot',
    name: column.name,
    inputOfLevel,
    inputs: merges ? own + 1 : own,
    otherInput: merges ? own : null,
    seen: Array.from(counts, (count) => count > 0),
  };
}

/** The `maxLevels` most frequent levels of the training rows have a code of their own, the rarest share that of the unknown ones. */
function fitEmbedded(column: CategoricalColumn, train: Int32Array, settings: EncodingSettings): EmbeddedEncoder {
  const counts = countLevels(column, train);
  const own = Math.min(settings.categoricalEncoding?.maxLevels ?? column.levels.length, column.levels.length);
  const codeOfLevel = new Array<number>(column.levels.length).fill(0);
  byFrequency(counts)
    .slice(0, own)
    .forEach((level, place) => {
      if ((counts[level] ?? 0) > 0) codeOfLevel[level] = place + 1;
    });
  return { kind: 'embedded', name: column.name, codeOfLevel, codes: own + 1 };
}

function countLevels({ codes, levels }: CategoricalColumn, train: Int32Array): Int32Array {
  const counts = new Int32Array(levels.length);
  for (const row of train) {
    const code = codes[row] ?? -1;
    if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/** Levels, the most frequent first. */
const byFrequency = (counts: Int32Array): number[] =>
  Array.from(counts.keys()).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);

/** Encodes every row: [rows, inputs], row-major. Columns are matched by position: read the file with the model's schema. */
export function encodeFeatures(encoder: FeatureEncoder, table: FeatureTable): Float32Array {
  const x = new Float32Array(table.rows * encoder.inputs);
  const places = placesOf(encoder);
  const filled = encoder.filling ? fillGaps(encoder.filling, table) : table.columns;
  encoder.columns.forEach((column, i) => {
    const values = filled[i];
    if (values === undefined) throw new Error(`column ${column.name} is not in the table`);
    const to = { x, offset: places[i] ?? 0, stride: encoder.inputs };
    writeColumn(column, values, to);
    if (column.kind === 'numeric' && column.indicator) writeGaps(table.columns[i] as NumericColumn, to);
  });
  return x;
}

interface Destination {
  readonly x: Float32Array;
  readonly offset: number;
  readonly stride: number;
}

function writeColumn(encoder: ColumnEncoder, column: FeatureColumn, to: Destination): void {
  if (encoder.kind === 'oneHot' && column.kind === 'categorical') writeOneHot(encoder, column, to);
  else if (encoder.kind === 'embedded' && column.kind === 'categorical') writeCodes(encoder, column, to);
  else if (encoder.kind === 'numeric' && column.kind !== 'categorical') writeNumeric(encoder, column, to);
  else if (encoder.kind === 'boolean' && column.kind !== 'categorical') writeBoolean(encoder, column, to);
  else throw new Error(`column ${encoder.name} was ${encoder.kind} in training and is ${column.kind} now`);
}

function writeNumeric(encoder: NumericEncoder, column: NumericColumn, { x, offset, stride }: Destination): void {
  const transform = encoder.quantiles ? normalScore(encoder.quantiles) : scaled(encoder);
  column.values.forEach((value, row) => {
    const at = row * stride + offset;
    const known = Number.isNaN(value) ? encoder.fill : value;
    x[at] = transform(known);
    if (encoder.bins) writeBins(encoder.bins, known, { x, at: at + 1 + Number(encoder.indicator) });
  });
}

/** Beside each number, whether it was missing. */
function writeGaps({ values }: NumericColumn, { x, offset, stride }: Destination): void {
  values.forEach((value, row) => {
    x[row * stride + offset + 1] = Number(Number.isNaN(value));
  });
}

/** Per bin -1 where the value lies below it, 1 above it, and in between the share of the bin below the value, from -1 to 1. */
function writeBins(bins: readonly number[], value: number, { x, at }: { x: Float32Array; at: number }): void {
  for (let bin = 0; bin < bins.length - 1; bin++) {
    const [low = 0, high = 0] = [bins[bin], bins[bin + 1]];
    const share = high > low ? (value - low) / (high - low) : Number(value >= high);
    x[at + bin] = 2 * Math.max(0, Math.min(1, share)) - 1;
  }
}

const scaled = ({ centre, scale, smoothClip }: NumericEncoder) => {
  const bounded = (value: number): number => Math.max(-FARTHEST, Math.min(FARTHEST, (value - centre) * scale));
  if (!smoothClip) return bounded;
  return (value: number): number => {
    const z = bounded(value);
    return z / Math.sqrt(1 + (z / CLIP) ** 2);
  };
};

function writeBoolean(_: BooleanEncoder, column: NumericColumn, { x, offset, stride }: Destination): void {
  column.values.forEach((value, row) => {
    x[row * stride + offset] = Number.isNaN(value) ? 0 : value * 2 - 1;
  });
}

function writeOneHot(encoder: OneHotEncoder, column: CategoricalColumn, { x, offset, stride }: Destination): void {
  column.codes.forEach((code, row) => {
    if (code < 0 || encoder.seen[code] !== true) return;
    x[row * stride + offset + (encoder.inputOfLevel[code] ?? 0)] = 1;
  });
}

function writeCodes(
  { codeOfLevel }: EmbeddedEncoder,
  column: CategoricalColumn,
  { x, offset, stride }: Destination,
): void {
  column.codes.forEach((code, row) => {
    x[row * stride + offset] = codeOfLevel[code] ?? 0;
  });
}
