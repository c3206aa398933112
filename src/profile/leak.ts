import type { Warning } from '../settings/slots.js';
import { percent, printable } from './messages.js';
import type { FeatureColumn, Target } from './table.js';

/**
 * One column that leaves the constant prediction 1 % of its error, or 0.5 % of the variance of a quantity, is more than a
 * strong feature: two things measured apart do not agree that well. Known strong single features stay below it (iris' petals
 * remove 93 % of the errors, the Froude number explains 98 % of a yacht's resistance).
 */
const removedErrors = 0.99;
const explainedVariance = 0.995;
/** With fewer errors to remove, removing all of them may be luck. */
const fewestErrors = 20;
/** More rows say nothing more, and sorting them all would take longer than reading the file. */
const mostRows = 10_000;

/** What is predicted: a class's index, or a quantity. */
type Prediction = (targets: readonly number[]) => number;

const mean: Prediction = (targets) => targets.reduce((sum, value) => sum + value, 0) / targets.length;
const majority: Prediction = (targets) => {
  const counts = new Map<number, number>();
  for (const value of targets) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
};

/**
 * Warns of columns that alone predict the target: on one half of the rows the target is learnt for each value of the column
 * (missing is a value too), on the other half it is predicted by the nearest value.
 * @param isClasses whether the target is to be compared as classes or as a quantity
 */
export function findLeaks(columns: readonly FeatureColumn[], target: Target, isClasses: boolean): Warning[] {
  const targets = isClasses ? target.codes : target.values;
  if (!targets) return [];
  const sample = sampleOf(targets.length);
  return columns.flatMap((column) => {
    const gain = gainOfColumn(column, targets, { isClasses, sample });
    return gain >= (isClasses ? removedErrors : explainedVariance) ? [leakWarning(column.name, gain, isClasses)] : [];
  });
}

function leakWarning(name: string, gain: number, isClasses: boolean): Warning {
  const what = isClasses ? 'of the errors of a constant prediction' : "of the target's variance";
  const column = printable(name);
  const advice = 'If it is only known together with the target, leave it out';
  return {
    code: 'leak_suspected',
    message: `Column "${column}" alone removes ${percent(gain)} ${what} on rows held out. ${advice} (ignore, --ignore "${column}").`,
  };
}

/** A number in [0, 1) that has nothing to do with the row's place: files are often sorted or interleaved. */
function drawOf(row: number): number {
  let hash = Math.imul(row ^ 0x5bd1e995, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

interface Sample {
  readonly learnt: readonly number[];
  readonly held: readonly number[];
}

/** The rows that are looked at, the same for each column. */
function sampleOf(rows: number): Sample {
  const sampled = Math.min(1, mostRows / rows);
  const [learnt, held]: [number[], number[]] = [[], []];
  for (let row = 0; row < rows; row++) {
    const draw = drawOf(row);
    if (draw < sampled) (draw < sampled / 2 ? learnt : held).push(row);
  }
  return { learnt, held };
}

interface Comparing {
  readonly isClasses: boolean;
  readonly sample: Sample;
}

/** Share of the constant prediction's error on the held-out rows that a rule on this column alone removes. */
function gainOfColumn(column: FeatureColumn, targets: ArrayLike<number>, { isClasses, sample }: Comparing): number {
  const values: ArrayLike<number> = column.kind === 'categorical' ? column.codes : column.values;
  const pairOf = (row: number): [number, number] => {
    const value = values[row] ?? Number.NaN;
    // Missing sorts before every value.
    return [Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value, targets[row] ?? 0];
  };
  const [learnt, held] = [sample.learnt.map(pairOf), sample.held.map(pairOf)];
  const predict = isClasses ? majority : mean;
  if (learnt.length === 0) return 0;
  const constant = predict(learnt.map(([, target]) => target));
  const rule = oneColumnRule(learnt, predict, { isNearest: column.kind === 'numeric', constant });
  const loss = (a: number, b: number): number => (isClasses ? Number(a !== b) : (a - b) ** 2);
  const constantLoss = held.reduce((sum, [, target]) => sum + loss(constant, target), 0);
  const ruleLoss = held.reduce((sum, [value, target]) => sum + loss(rule(value), target), 0);
  const isEnough = isClasses ? constantLoss >= fewestErrors : held.length >= fewestErrors && constantLoss > 0;
  return isEnough ? 1 - ruleLoss / constantLoss : 0;
}

interface RuleOptions {
  readonly isNearest: boolean;
  /** Prediction for a level that was not learnt. */
  readonly constant: number;
}

function oneColumnRule(
  learnt: readonly (readonly [number, number])[],
  predict: Prediction,
  { isNearest, constant }: RuleOptions,
): (value: number) => number {
  const groups = new Map<number, number[]>();
  for (const [value, target] of learnt) {
    const group = groups.get(value);
    if (group) group.push(target);
    else groups.set(value, [target]);
  }
  const predictions = new Map([...groups].map(([value, group]) => [value, predict(group)]));
  const sorted = Float64Array.from(groups.keys()).sort();
  return (value) => predictions.get(isNearest ? nearestOf(sorted, value) : value) ?? constant;
}

/** The element of a sorted list nearest to a value. */
function nearestOf(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  const above = sorted[low] ?? value;
  const below = sorted[Math.max(0, low - 1)] ?? above;
  return Math.abs(value - below) <= Math.abs(above - value) && below !== Number.NEGATIVE_INFINITY ? below : above;
}
