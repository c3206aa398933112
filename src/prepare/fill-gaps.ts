import type { FeatureColumn, FeatureTable, NumericColumn } from '../profile/table.js';
import { fillingDefaults, fillsByRegression } from '../settings/recipe.js';
import type { Settings } from '../settings/slots.js';
import type { Filling, FillingColumn } from './schema.js';
import { mean, quantile, sortedValues, standardDeviation } from './statistics.js';

/**
 * What a row's other numbers say of a number that it lacks: a linear regression of each numeric column with gaps on the other ones
 * (Buck 1960, Journal of the Royal Statistical Society B 22(2), 302-306), as a ridge regression on the training rows that have
 * the number. Gaps of the predicting columns count as their means, in fitting and in use. Undefined where the settings fill with
 * medians, or nothing can predict.
 */
export function fitFilling(
  table: FeatureTable,
  train: Int32Array,
  settings: Pick<Settings, 'missingValues'>,
): Filling | undefined {
  const places = table.columns.flatMap(({ kind }, place) => (kind === 'numeric' ? [place] : []));
  if (!fillsByRegression(settings, places.length)) return undefined;
  const rows = evenly(train, fillingDefaults.rows);
  const columns = places.map((place) => fitColumn(place, numbersAt(table.columns, place), rows)).filter(varies);
  const lacking = columns.flatMap(({ place }, column) => (hasGaps(numbersAt(table.columns, place)) ? [column] : []));
  if (columns.length < 2 || lacking.length === 0) return undefined;
  const scores = columns.map((column) => scoresOf(column, numbersAt(table.columns, column.place), rows));
  const gaps = lacking.map((column) => {
    const values = numbersAt(table.columns, columns[column]?.place ?? 0);
    const present = rows.map((row, i) => (Number.isNaN(values[row] ?? Number.NaN) ? -1 : i)).filter((i) => i >= 0);
    return { column, ...regress(scores, column, present) };
  });
  return { columns, gaps };
}

/** The table's columns, and where a number is missing that the filling knows, what it says there. */
export function fillGaps({ columns, gaps }: Filling, table: FeatureTable): readonly FeatureColumn[] {
  const lacking = gaps.flatMap((gap) => {
    const own = columns[gap.column];
    return own && hasGaps(numbersAt(table.columns, own.place)) ? [{ ...gap, own }] : [];
  });
  if (lacking.length === 0) return table.columns;
  const numbers = columns.map((column) => ({ column, values: numbersAt(table.columns, column.place) }));
  const filled = [...table.columns];
  for (const { own, intercept, weights } of lacking) {
    const values = numbersAt(table.columns, own.place).map((value, row) => {
      if (!Number.isNaN(value)) return value;
      const score = numbers.reduce(
        (sum, { column, values: known }, i) => sum + (weights[i] ?? 0) * scoreOf(column, known[row]),
        intercept,
      );
      return bounded(own, own.centre + own.spread * score);
    });
    filled[own.place] = { ...(table.columns[own.place] as NumericColumn), values };
  }
  return filled;
}

const numbersAt = (columns: readonly FeatureColumn[], place: number): Float64Array =>
  (columns[place] as NumericColumn).values;

const hasGaps = (values: Float64Array): boolean => values.some(Number.isNaN);

/** At most so many of the rows, at equal steps. */
const evenly = (rows: Int32Array, most: number): Int32Array =>
  rows.length <= most
    ? rows
    : Int32Array.from({ length: most }, (_, i) => rows[Math.floor((i * rows.length) / most)] ?? 0);

function fitColumn(place: number, values: Float64Array, rows: Int32Array): FillingColumn {
  const seen = sortedValues(values, rows);
  const bounds = boundsOf(seen);
  const within = seen.map((value) => bounded(bounds, value));
  return { place, ...bounds, centre: mean(within), spread: standardDeviation(within) };
}

/** So many interquartile ranges beyond the quartiles; all values where these are equal. */
function boundsOf(sorted: Float64Array): Pick<FillingColumn, 'low' | 'high'> {
  const [low, high] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const reach = fillingDefaults.reach * (high - low);
  return reach > 0 ? { low: low - reach, high: high + reach } : { low: quantile(sorted, 0), high: quantile(sorted, 1) };
}

/** Not where there is no value, one alone, or sums beyond what a number can hold. */
const varies = ({ centre, spread }: FillingColumn): boolean =>
  Number.isFinite(centre) && Number.isFinite(spread) && spread > 0;

const bounded = ({ low, high }: Pick<FillingColumn, 'low' | 'high'>, value: number): number =>
  Math.max(low, Math.min(high, value));

/** Deviations from the mean; 0 where the value is missing. */
const scoreOf = (column: FillingColumn, value = Number.NaN): number =>
  Number.isNaN(value) ? 0 : (bounded(column, value) - column.centre) / column.spread;

const scoresOf = (column: FillingColumn, values: Float64Array, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (row) => scoreOf(column, values[row]));

/** Of one column on the others, by the rows that have it: its own deviations per deviation of each, 0 at its own place. */
function regress(
  scores: readonly Float64Array[],
  column: number,
  present: Int32Array,
): Omit<Filling['gaps'][number], 'column'> {
  const own = pick(scores[column], present);
  const others = scores.flatMap((values, place) => {
    if (place === column) return [];
    const known = pick(values, present);
    const middle = mean(known);
    return [{ place, middle, known: known.map((value) => value - middle) }];
  });
  const solved = solve(
    others.map((a) => others.map((b) => meanProduct(a.known, b.known) + (a === b ? fillingDefaults.ridge : 0))),
    others.map(({ known }) => meanProduct(known, own)),
  );
  const weights = new Array<number>(scores.length).fill(0);
  others.forEach(({ place }, i) => (weights[place] = solved[i] ?? 0));
  return { intercept: -others.reduce((sum, { place, middle }) => sum + (weights[place] ?? 0) * middle, 0), weights };
}

const pick = (values: Float64Array | undefined, at: Int32Array): Float64Array =>
  Float64Array.from(at, (i) => values?.[i] ?? 0);

function meanProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum / a.length;
}

/** Solves a positive definite system by elimination; none of its pivots is zero. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => Float64Array.of(...row, right[i] ?? 0));
  const size = rows.length;
  rows.forEach((pivot, a) => {
    for (const row of rows.slice(a + 1)) {
      const factor = (row[a] ?? 0) / (pivot[a] ?? 1);
      if (factor !== 0) for (let b = a; b <= size; b++) row[b] = (row[b] ?? 0) - factor * (pivot[b] ?? 0);
    }
  });
  const solution = new Array<number>(size).fill(0);
  for (let a = size - 1; a >= 0; a--) {
    const row = rows[a] ?? new Float64Array(0);
    const known = solution.reduce((sum, value, b) => (b > a ? sum + (row[b] ?? 0) * value : sum), 0);
    solution[a] = ((row[size] ?? 0) - known) / (row[a] ?? 1);
  }
  return solution;
}
