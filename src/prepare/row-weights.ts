import { SextantError } from '../errors.js';
import type { Table } from '../profile/table.js';
import type { Settings } from '../settings/slots.js';
import type { Fold } from './schema.js';

type Weighed = Pick<Table, 'rows' | 'target' | 'weights'>;

/**
 * How much each row counts in the training loss, [rows]: its own weight times that of its class, as scikit-learn's classifiers
 * multiply `sample_weight` and `class_weight`. Mean 1 over the training rows, so that neither changes the rate of learning; 0
 * where none of them has a weight.
 */
export function rowWeights(table: Weighed, train: Int32Array, settings: Pick<Settings, 'classWeights'>): Float32Array {
  const { rows, weights: own, target } = table;
  const ofClass = classWeights(table, train, settings.classWeights);
  const weightOf = (row: number): number => (own?.[row] ?? 1) * (ofClass?.[target.codes?.[row] ?? -1] ?? 1);
  const mean = train.reduce((sum, row) => sum + weightOf(row), 0) / train.length;
  return Float32Array.from({ length: rows }, (_, row) => (mean > 0 ? weightOf(row) / mean : 0));
}

/**
 * Weight of each class: total / (classes x the class's), counted over the training rows by their own weights (scikit-learn's
 * `compute_class_weight`, balanced), or its square root; absent where classes weigh alike.
 */
function classWeights(
  { target: { codes, labels }, weights }: Weighed,
  train: Int32Array,
  kind: Settings['classWeights'],
): number[] | undefined {
  if (kind === null || kind === 'none' || !codes || !labels) return undefined;
  const totals = new Float64Array(labels.length);
  for (const row of train) {
    const code = codes[row] ?? -1;
    if (code >= 0) totals[code] = (totals[code] ?? 0) + (weights?.[row] ?? 1);
  }
  const total = totals.reduce((sum, one) => sum + one, 0);
  const balanced = Array.from(totals, (one) => (one === 0 ? 1 : total / (labels.length * one)));
  return kind === 'balanced' ? balanced : balanced.map(Math.sqrt);
}

/** Whether there is something to learn from the rows that a fold trains on. */
export const hasWeight = ({ weights }: Pick<Table, 'weights'>, { train }: Pick<Fold, 'train'>): boolean =>
  !weights || train.some((row) => (weights[row] ?? 0) > 0);

/** @throws usage_invalid where a fold trains on rows of weight 0 alone */
export function checkWeights(table: Pick<Table, 'weights'>, folds: readonly Fold[]): void {
  if (folds.every((fold) => hasWeight(table, fold))) return;
  throw new SextantError('usage_invalid', 'All rows that a network would be trained on have the weight 0.', {
    hint: 'Nothing can be learned from them: give more rows a weight above 0, or take those of weight 0 out of the file.',
  });
}
