import type { OutOfFold } from '../settings/recommendation.js';
import { mean } from './out-of-fold.js';
import type { Predictions, Truth } from './predictions.js';
import { wilsonInterval } from './statistics.js';

/** Classes of a table of confusions; beyond them nobody finds anything in it. */
const MOST_CLASSES = 12;
/** Bins of equally many rows, and rows of each at the least: below that a share says nothing. */
const MOST_BINS = 10;
const LEAST_ROWS = 20;

export interface OutOfFoldInput {
  /** Of each row by networks that were not trained on it; NaN where no fold validates it. */
  readonly predictions: Predictions;
  readonly truth: Truth;
  readonly labels: readonly string[];
}

/**
 * How predictions on rows that were not trained on compare with what is true, in counts and means from which no row can be told:
 * for classes which are taken for which, and how often what is said with a probability comes true; for numbers the errors by size of
 * the prediction. Bins have equally many rows, as scikit-learn's `calibration_curve` with the strategy `quantile` makes them.
 */
export function summarizeOutOfFold({ predictions, truth, labels }: OutOfFoldInput): OutOfFold | undefined {
  if (predictions.kind === 'classes' && truth.kind === 'classes') return ofClasses(predictions, truth, labels);
  if (predictions.kind === 'numbers' && truth.kind === 'numbers') return ofNumbers(predictions.values, truth.values);
  return undefined;
}

type OfClasses = Extract<Predictions, { kind: 'classes' }>;
type TrueClasses = Extract<Truth, { kind: 'classes' }>;

interface Said {
  /** Probability of what is said. */
  readonly probability: number;
  readonly isTrue: boolean;
}

function ofClasses(predictions: OfClasses, { codes }: TrueClasses, labels: readonly string[]): OutOfFold | undefined {
  const { classes, probabilities } = predictions;
  const rows = [...codes.keys()].filter(
    (row) => (codes[row] ?? -1) >= 0 && !Number.isNaN(probabilities[row * classes] ?? Number.NaN),
  );
  if (rows.length === 0) return undefined;
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const said = rows.map((row): Said => {
    const code = codes[row] ?? 0;
    const named = predictions.named?.[row] ?? mostProbable(probabilities, row, classes);
    const line = counts[code];
    if (line) line[named] = (line[named] ?? 0) + 1;
    // Of two classes the second is spoken of, of more the one that is most probable.
    const about = classes === 2 ? 1 : mostProbable(probabilities, row, classes);
    return { probability: probabilities[row * classes + about] ?? 0, isTrue: code === about };
  });
  return {
    kind: 'classes',
    rows: rows.length,
    confusion: gathered(counts, labels),
    calibration: binsOf(said, ({ probability }) => probability).map((bin) => {
      const hits = bin.filter(({ isTrue }) => isTrue).length;
      return {
        predicted: mean(bin.map(({ probability }) => probability)),
        observed: hits / bin.length,
        interval: [...wilsonInterval(hits, bin.length)],
        rows: bin.length,
      };
    }),
  };
}

function mostProbable(probabilities: Float64Array, row: number, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++)
    if ((probabilities[row * classes + k] ?? 0) > (probabilities[row * classes + best] ?? 0)) best = k;
  return best;
}

/** The classes with the most rows by themselves, all others as one. */
function gathered(counts: readonly (readonly number[])[], labels: readonly string[]) {
  const all = counts.map((_, code) => code);
  if (counts.length <= MOST_CLASSES)
    return { labels: all.map((code) => labels[code] ?? String(code)), counts: counts.map((line) => [...line]) };
  const rowsOf = (code: number): number => (counts[code] ?? []).reduce((sum, count) => sum + count, 0);
  const shown = all
    .toSorted((a, b) => rowsOf(b) - rowsOf(a))
    .slice(0, MOST_CLASSES - 1)
    .toSorted((a, b) => a - b);
  const groups = [...shown.map((code) => [code]), all.filter((code) => !shown.includes(code))];
  return {
    labels: [...shown.map((code) => labels[code] ?? String(code)), 'all others'],
    counts: groups.map((from) =>
      groups.map((to) => from.reduce((sum, a) => to.reduce((inner, b) => inner + (counts[a]?.[b] ?? 0), sum), 0)),
    ),
  };
}

function ofNumbers(predicted: Float64Array, measured: Float64Array): OutOfFold | undefined {
  const pairs = [...predicted.keys()].flatMap((row) => {
    const [said, is] = [predicted[row] ?? Number.NaN, measured[row] ?? Number.NaN];
    return Number.isNaN(said) || Number.isNaN(is) ? [] : [{ said, error: is - said }];
  });
  if (pairs.length === 0) return undefined;
  return {
    kind: 'numbers',
    rows: pairs.length,
    residuals: binsOf(pairs, ({ said }) => said).map((bin) => {
      const errors = bin.map(({ error }) => error).toSorted((a, b) => a - b);
      return {
        predicted: mean(bin.map(({ said }) => said)),
        mean: mean(errors),
        low: quantileOf(errors, 0.1),
        high: quantileOf(errors, 0.9),
        rows: bin.length,
      };
    }),
  };
}

/** In order of a value, in parts of equally many, as far as that goes. */
function binsOf<T>(items: readonly T[], valueOf: (item: T) => number): T[][] {
  const ordered = items.toSorted((a, b) => valueOf(a) - valueOf(b));
  const count = Math.max(1, Math.min(MOST_BINS, Math.floor(items.length / LEAST_ROWS)));
  return Array.from({ length: count }, (_, i) =>
    ordered.slice(Math.round((i * ordered.length) / count), Math.round(((i + 1) * ordered.length) / count)),
  );
}

/** Of sorted values, between the two nearest (type 7 of Hyndman and Fan 1996, NumPy's default). */
export function quantileOf(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return below + (at - Math.floor(at)) * (above - below);
}
