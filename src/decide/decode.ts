import { decodeNumber, outputsOf } from '../prepare/encode-target.js';
import type { Matrices, TargetEncoder } from '../prepare/schema.js';
import type { Table, Target } from '../profile/table.js';
import { classProbabilities, type Predictions, soften, stepProbabilities, type Truth } from '../refine/predictions.js';
import type { Line } from '../refine/calibrate.js';
import type { Settings } from '../settings/slots.js';

/** What is true of the table's rows, in the terms of the task. */
export function truthOf(table: Table, matrices: Matrices, task: Settings['task'] = null): Truth {
  const target = matrices.folds[0]?.target;
  if (target?.kind === 'classes') return classTruth(table.target, target.labels.length, task);
  return { kind: 'numbers', values: table.target.values ?? new Float64Array(0) };
}

/** Of rows with so many classes. */
export const classTruth = ({ codes = new Int32Array(0) }: Target, classes: number, task: Settings['task']): Truth => ({
  kind: 'classes',
  classes,
  codes,
  ...(task === 'ordinal' && { ordered: true }),
});

/** A network's outputs for some rows as predictions. */
export function decodeOutputs(outputs: ArrayLike<number>, target: TargetEncoder, settings: Settings): Predictions {
  if (target.kind === 'classes') {
    const probabilitiesOf = target.steps ? stepProbabilities : classProbabilities;
    return {
      kind: 'classes',
      classes: target.labels.length,
      probabilities: probabilitiesOf(outputs, outputsOf(target)),
    };
  }
  const isSeenOnly = settings.predictionRange === 'seen';
  const values = Float64Array.from(outputs, (output) => {
    const activated = outputActivations[settings.outputActivation ?? 'linear'](output);
    return decodeNumber(target, activated, isSeenOnly);
  });
  return { kind: 'numbers', values };
}

/** Of a target that is a number; softmax has no meaning for one output. */
const outputActivations: Readonly<Record<NonNullable<Settings['outputActivation']>, (output: number) => number>> = {
  linear: (output) => output,
  exponential: Math.exp,
  sigmoid: (output) => 1 / (1 + Math.exp(-output)),
  softmax: (output) => output,
};

/** Out-of-fold predictions of all rows, one set a repeat; rows that no fold validates are NaN. */
export function outOfFoldPredictions(
  outOfFold: Float32Array | Float64Array,
  { matrices, settings }: { readonly matrices: Matrices; readonly settings: Settings },
): Predictions[] {
  const repeats = new Map<number, Predictions>();
  let from = 0;
  for (const { fold, target } of matrices.folds) {
    const size = fold.validation.length * matrices.outputs;
    const part = decodeOutputs(outOfFold.subarray(from, from + size), target, settings);
    const whole = repeats.get(fold.repeat) ?? emptyLike(part, matrices.rows);
    repeats.set(fold.repeat, whole);
    scatter(part, whole, fold.validation);
    from += size;
  }
  return [...repeats.values()];
}

const emptyLike = (part: Predictions, rows: number): Predictions =>
  part.kind === 'classes'
    ? { ...part, probabilities: new Float64Array(rows * part.classes).fill(Number.NaN) }
    : { kind: 'numbers', values: new Float64Array(rows).fill(Number.NaN) };

/** Writes the rows of `part` in order to the named rows of `whole`. */
function scatter(part: Predictions, whole: Predictions, rows: Int32Array): void {
  const width = part.kind === 'classes' ? part.classes : 1;
  rows.forEach((row, i) => numbersOf(whole).set(numbersOf(part).subarray(i * width, (i + 1) * width), row * width));
}

/** Overwrites the named rows of `to` by the same rows of `from`. */
export function copyRows(from: Predictions, to: Predictions, rows: readonly number[]): void {
  const width = from.kind === 'classes' ? from.classes : 1;
  for (const row of rows) numbersOf(to).set(numbersOf(from).subarray(row * width, (row + 1) * width), row * width);
}

/** Mean of several predictions of the same rows, each by its share; equal shares unless told. */
export function averagePredictions(
  all: readonly Predictions[],
  shares: readonly number[] = all.map(() => 1 / all.length),
): Predictions {
  const [first] = all;
  if (!first) throw new Error('no predictions to average');
  const values = new Float64Array(numbersOf(first).length);
  all.forEach((one, i) => {
    const share = shares[i] ?? 0;
    const numbers = numbersOf(one);
    if (share !== 0)
      for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) + share * (numbers[at] ?? 0);
  });
  return first.kind === 'classes' ? { ...first, probabilities: values } : { kind: 'numbers', values };
}

/** The probabilities, or the values. */
export const numbersOf = (predictions: Predictions): Float64Array =>
  predictions.kind === 'classes' ? predictions.probabilities : predictions.values;

/** What is fitted out of fold to averaged predictions. */
export interface Calibration {
  /** Of class probabilities; 1 where nothing is to be mended. */
  readonly temperature: number;
  /** Of numbers; absent where nothing is to be mended. */
  readonly line?: Line;
}

/** The averaged predictions, calibrated; numbers stay in `range`. */
export function calibrated(
  predictions: Predictions,
  { temperature, line }: Calibration,
  range: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): Predictions {
  if (predictions.kind === 'classes')
    return { ...predictions, probabilities: soften(predictions.probabilities, predictions.classes, temperature) };
  if (!line) return predictions;
  const [low, high] = range;
  const { intercept, slope } = line;
  return {
    kind: 'numbers',
    values: predictions.values.map((v) => Math.min(high, Math.max(low, intercept + slope * v))),
  };
}

/** The numbers that a prediction may be: those that the training rows of the members had, where the settings keep to them. */
export function rangeOf(
  targets: readonly TargetEncoder[],
  { predictionRange }: Settings,
): readonly [number, number] | undefined {
  const seen = targets.flatMap((target) => (target.kind === 'number' ? target.seen : []));
  return predictionRange === 'seen' && seen.length > 0 ? [Math.min(...seen), Math.max(...seen)] : undefined;
}
