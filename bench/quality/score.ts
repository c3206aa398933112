import { type DataSet, type ErrorMeasure } from '../common/data-sets.js';

/** How well rows were predicted that no training saw. */
export interface Score {
  /** 0 is perfect: 1 less the set's accuracy, macro F1 or R2; at most 1. */
  readonly error: number;
  /** Mean log loss of the class probabilities; absent in regression. */
  readonly logLoss?: number;
}

/** Probabilities below this count as this much: a single certain mistake shall not be infinite. */
const LEAST_PROBABILITY = 1e-15;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Scores a file of predictions, its header first, against the true targets, row by row. Class probabilities stand in columns
 * `p:<label>`, numbers in a column `prediction`.
 */
export function scorePredictions(
  predicted: readonly (readonly string[])[],
  truth: readonly string[],
  { task, error }: Pick<DataSet, 'task' | 'error'>,
): Score {
  const [header = [], ...rows] = predicted;
  if (rows.length !== truth.length) throw new Error(`${rows.length} predictions for ${truth.length} rows`);
  if (task === 'regression') {
    const column = header.indexOf('prediction');
    return {
      error: errorOf(
        r2(
          rows.map((row) => Number(row[column])),
          truth.map(Number),
        ),
      ),
    };
  }
  // A label that a threshold names stands in a column beside them.
  const columns = [...header.keys()].filter((column) => header[column]?.startsWith('p:'));
  const labels = columns.map((column) => header[column]?.slice(2) ?? '');
  const probabilities = rows.map((row) => columns.map((column) => Number(row[column])));
  const isDistribution = (row: readonly number[]): boolean => Math.abs(row.reduce((sum, p) => sum + p, 0) - 1) < 1e-3;
  if (!probabilities.every(isDistribution)) throw new Error('the class probabilities of a row do not sum to 1');
  const codes = truth.map((label) => labels.findIndex((one) => isSameLabel(one, label)));
  const chosen = probabilities.map((row) => row.indexOf(Math.max(...row)));
  const losses = codes.map((code, row) => -Math.log(Math.max(LEAST_PROBABILITY, probabilities[row]?.[code] ?? 0)));
  return { error: errorOf(classMeasures[error](codes, chosen)), logLoss: mean(losses) };
}

const errorOf = (share: number): number => Math.min(1, 1 - share);

/** Files write a class as text, as a quoted text or as a number with more or fewer digits. */
function isSameLabel(a: string, b: string): boolean {
  const [one, other] = [a, b].map((label) => label.trim().replace(/^'(.*)'$/, '$1')) as [string, string];
  return one === other || (one !== '' && other !== '' && Number(one) === Number(other));
}

type ClassMeasure = (truth: readonly number[], chosen: readonly number[]) => number;

const accuracy: ClassMeasure = (truth, chosen) => mean(truth.map((code, row) => Number(code === chosen[row])));

/** Mean over the classes that occur of the harmonic mean of precision and recall. */
const macroF1: ClassMeasure = (truth, chosen) =>
  mean(
    [...new Set(truth)].map((code) => {
      const count = (codes: readonly number[]): number => codes.filter((one) => one === code).length;
      const hits = truth.filter((one, row) => one === code && chosen[row] === code).length;
      return (2 * hits) / (count(truth) + count(chosen));
    }),
  );

const classMeasures: Readonly<Record<ErrorMeasure, ClassMeasure>> = {
  accuracy,
  macroF1,
  r2: () => {
    throw new Error('R2 is no measure of classes');
  },
};

function r2(predicted: readonly number[], truth: readonly number[]): number {
  if (!predicted.every(Number.isFinite)) throw new Error('a prediction is not a finite number');
  const centre = mean(truth);
  const squares = (centres: readonly number[]): number =>
    truth.reduce((sum, value, row) => sum + (value - (centres[row] ?? Number.NaN)) ** 2, 0);
  return 1 - squares(predicted) / squares(truth.map(() => centre));
}
