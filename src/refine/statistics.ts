import { createRandom } from '../random.js';
import { drawAgain } from './draw.js';
import { validatedRows } from './out-of-fold.js';

/** Distribution function of Student's t, by the regularised incomplete beta function. */
export function studentT(t: number, degrees: number): number {
  const x = degrees / (degrees + t * t);
  const tail = incompleteBeta(x, degrees / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** The t below which `share` (0.5 to 1, exclusive) of the distribution lies, by bisection. */
export function studentQuantile(share: number, degrees: number): number {
  let low = 0;
  let high = 1;
  while (studentT(high, degrees) < share) high *= 2;
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (studentT(middle, degrees) < share) low = middle;
    else high = middle;
  }
  return high;
}

/** Regularised incomplete beta function by Lentz's continued fraction (Numerical Recipes, section 6.4). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

const TINY = 1e-300;

function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-12) break;
  }
  return h;
}

const nonZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** Lanczos approximation (g = 7, n = 9), relative error below 1e-14. */
function logGamma(x: number): number {
  const shifted = x - 1;
  let sum = LANCZOS[0] ?? 0;
  for (let i = 1; i < LANCZOS.length; i++) sum += (LANCZOS[i] ?? 0) / (shifted + i);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

export interface PairedInput {
  /** Loss of each row, out of fold; NaN where a row was never validated. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** Loss of each fold. */
  readonly foldsBefore: readonly number[];
  readonly foldsAfter: readonly number[];
  /** Validation rows / training rows of a fold. */
  readonly testShare: number;
  /** Rows that must be drawn together (groups, duplicates); absent: each row on its own. */
  readonly clusters?: Int32Array;
}

export interface PairedDifference {
  /** Mean loss before minus after: positive is a gain. */
  readonly difference: number;
  /** The larger of the two errors below; what the keep rule and the interval use. */
  readonly standardError: number;
  /** Over rows alone. */
  readonly rowError: number;
  readonly interval: readonly [number, number];
  /** Probability that the gain exceeds `threshold`. */
  readonly probabilityAbove: (threshold: number) => number;
}

/**
 * Compares two configurations on the same partitions. The standard error is the larger of two: that of the paired
 * differences over rows (clusters are summed first), and that of the fold differences with the corrected variance
 * (1 / k + test / train) s^2 of repeated k-fold cross-validation (Bouckaert and Frank 2004). It feeds a decision
 * rule, not a significance test.
 */
export function pairedDifference(input: PairedInput): PairedDifference {
  const { gains, rows, total, count } = clusterDifferences(input);
  const difference = count > 0 ? total / count : 0;
  let spread = 0;
  let clusters = 0;
  for (let unit = 0; unit < gains.length; unit++) {
    const size = rows[unit] ?? 0;
    if (size === 0) continue;
    spread += ((gains[unit] ?? 0) - difference * size) ** 2;
    clusters++;
  }
  const overRows = clusters > 1 ? Math.sqrt((spread * clusters) / (clusters - 1)) / count : Number.POSITIVE_INFINITY;
  const overFolds = foldError(input);
  const standardError = Math.max(overRows, Number.isFinite(overFolds) ? overFolds : 0);
  const degrees = Math.max(1, (overFolds > overRows ? input.foldsBefore.length : clusters) - 1);
  const probabilityAbove = (threshold: number): number => {
    if (standardError === 0) return difference > threshold ? 1 : 0;
    return studentT((difference - threshold) / standardError, degrees);
  };
  const half = studentQuantile(0.975, degrees) * standardError;
  return {
    difference,
    standardError,
    rowError: overRows,
    interval: [difference - half, difference + half],
    probabilityAbove,
  };
}

/** What the rows of a cluster gain together: plain loops over numbers, since every slot of every trial asks for it. */
function clusterDifferences({ before, after, clusters }: PairedInput) {
  const units = clusters ? clusters.reduce((most, cluster) => Math.max(most, cluster), -1) + 1 : before.length;
  const gains = new Float64Array(units);
  const rows = new Int32Array(units);
  let total = 0;
  let count = 0;
  for (let row = 0; row < before.length; row++) {
    const gain = (before[row] ?? Number.NaN) - (after[row] ?? Number.NaN);
    if (Number.isNaN(gain)) continue;
    const unit = clusters?.[row] ?? row;
    gains[unit] = (gains[unit] ?? 0) + gain;
    rows[unit] = (rows[unit] ?? 0) + 1;
    total += gain;
    count++;
  }
  return { gains, rows, total, count };
}

function foldError({ foldsBefore, foldsAfter, testShare }: PairedInput): number {
  const folds = foldsBefore.length;
  if (folds < 2) return Number.NaN;
  const gains = foldsBefore.map((loss, fold) => loss - (foldsAfter[fold] ?? Number.NaN));
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / folds;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (folds - 1);
  return Math.sqrt((1 / folds + testShare) * variance);
}

export interface HonestInput {
  /** Row losses of every configuration that could have been selected. */
  readonly losses: readonly Float64Array[];
  /** Score of one configuration over the given rows. */
  readonly scoreOf: (configuration: number, rows: Int32Array) => number;
  readonly seed: number;
  readonly clusters?: Int32Array;
  /** How often rows of different folds stand in each other's training sets, as in a cross-validation and its repeats; absent: never. */
  readonly sharesTraining?: keyof typeof SHARED_TRAINING;
  /** Bootstrap samples at the most; fewer give a rougher interval. */
  readonly most?: number;
}

/** Bootstrap samples: enough for a 95 % interval; fewer where many rows make them slow, and the interval narrow. */
const SAMPLES = 400;
const LEAST_SAMPLES = 60;
const WORK = 4e6;

/**
 * By how much the error of a score over folds that share training rows exceeds that of its rows. By what chance one of two rows of different folds moves the other's prediction, the
 * other moves the one's: a pair counts twice in a mean over folds, and once in a bootstrap of rows. Repeats take chance from the rows, and none of this. Nothing in the folds tells how much
 * it is (Bengio and Grandvalet 2004, JMLR 5); it was measured on noise, where it is largest, once and with three repeats (docs/adr/0013).
 */
const SHARED_TRAINING = { once: 1.12, repeatedly: 1.2 } as const;

/**
 * Score of a selection, corrected for having selected: bootstrap the rows, select in bag by the mean loss, score the
 * selected out of bag (BBC-CV, Tsamardinos et al. 2018, Machine Learning 107). Returns the mean and the 95 % interval by
 * the scores' deviation, with the degrees of freedom of what is drawn. Both are brought from the rows out of bag to the size
 * of all rows (docs/adr/0013).
 */
export function honestScore(input: HonestInput): { value: number; interval: [number, number] } {
  const { losses, scoreOf, sharesTraining, most = SAMPLES } = input;
  const rows = validatedRows(losses[0] ?? new Float64Array());
  const unitOf = unitOfRows(rows, input.clusters);
  const units = unitOf.reduce((last, unit) => Math.max(last, unit), -1) + 1;
  const rivals = rivalsOf(losses, { rows, unitOf, units });
  const count = Math.min(
    most,
    Math.max(LEAST_SAMPLES, Math.min(SAMPLES, Math.floor(WORK / (rows.length * (2 + rivals.length))))),
  );
  const samples = bootstrap(input, { rows, rivals, unitOf, units, count });
  const scored = samples
    .map((sample) => ({ ...sample, score: scoreOf(sample.selected, sample.outOfBag) }))
    .filter(({ score }) => Number.isFinite(score));
  const scores = scored.map(({ score }) => score);
  const value = meanOf(scores) + sizeCorrection(scored, (configuration) => scoreOf(configuration, rows), scoreOf);
  const spread = spreadOfAllRows(meanOf(samples.map(({ outOfBag }) => outOfBag.length)) / rows.length);
  const error = spread * deviationOf(scores) * (sharesTraining ? SHARED_TRAINING[sharesTraining] : 1);
  const half = studentQuantile(0.975, Math.max(1, Math.min(scores.length, units) - 1)) * error;
  return { value, interval: [value - half, value + half] };
}

interface Drawing {
  readonly rows: Int32Array;
  /** Configurations that may be selected. */
  readonly rivals: readonly number[];
  /** For each of the rows the number of what is drawn with it, and how many such there are. */
  readonly unitOf: Int32Array;
  readonly units: number;
  /** Samples. */
  readonly count: number;
}

interface Sample {
  readonly selected: number;
  readonly outOfBag: Int32Array;
}

/** Samples of the rows, each with the rival of the least loss in bag and the rows out of bag. */
function bootstrap({ losses, seed }: HonestInput, { rows, rivals, unitOf, units, count }: Drawing): Sample[] {
  const random = createRandom(seed, 'bootstrap');
  // Plain loops: over ten thousands of rows and hundreds of samples, callbacks cost more than the arithmetic.
  const times = new Int32Array(units);
  const weights = new Int32Array(rows.length);
  return Array.from({ length: count }, () => {
    drawAgain(times, random);
    let held = 0;
    for (let i = 0; i < rows.length; i++) {
      const weight = times[unitOf[i] ?? 0] ?? 0;
      weights[i] = weight;
      if (weight === 0) held++;
    }
    const outOfBag = new Int32Array(held);
    for (let i = rows.length - 1; i >= 0; i--) if (weights[i] === 0) outOfBag[--held] = rows[i] ?? 0;
    return { selected: selectInBag(losses, { rivals, rows, weights }), outOfBag };
  });
}

/**
 * What a score over all rows has more than one over so few as are out of bag, in the mean over the selections: nothing for a
 * mean of rows, but R2 and the root of a mean depend on their number. The few are those of the next sample, for whose rows
 * the selection was not made.
 */
function sizeCorrection(
  scored: readonly (Sample & { readonly score: number })[],
  scoreOfAll: (configuration: number) => number,
  scoreOf: HonestInput['scoreOf'],
): number {
  const overAll = new Map([...new Set(scored.map(({ selected }) => selected))].map((one) => [one, scoreOfAll(one)]));
  const gaps = scored.map(({ selected }, i) => {
    const next = scored[(i + 1) % scored.length];
    if (!next) return 0;
    const overFew = next.selected === selected ? next.score : scoreOf(selected, next.outOfBag);
    return (overAll.get(selected) ?? Number.NaN) - overFew;
  });
  const finite = gaps.filter(Number.isFinite);
  return finite.length > 0 ? meanOf(finite) : 0;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

/** Of a sample; 0 of a single value. */
function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1));
}

/**
 * Standard error of a mean over n rows, as a share of its deviation over subsets of a `share` of them drawn without
 * replacement: s^2 / n against (s^2 / n) (1 - share) / share (Cochran 1977, section 2.6). 0.76 out of bag, where share is 1 / e.
 */
const spreadOfAllRows = (share: number): number => Math.sqrt(share / (1 - share));

/** For each of the rows the number of what is drawn with it: its cluster, else itself. */
function unitOfRows(rows: Int32Array, clusters: Int32Array | undefined): Int32Array {
  if (!clusters) return rows.map((_, i) => i);
  const numbers = new Map<number, number>();
  return rows.map((row) => {
    const cluster = clusters[row] ?? row;
    const number = numbers.get(cluster) ?? numbers.size;
    numbers.set(cluster, number);
    return number;
  });
}

/** A configuration that is this many standard errors worse than the best is never selected in bag. */
const NEVER_SELECTED = 6;

function rivalsOf(
  losses: readonly Float64Array[],
  { rows, unitOf, units }: Pick<Drawing, 'rows' | 'unitOf' | 'units'>,
): number[] {
  const means = losses.map((loss) => rows.reduce((sum, row) => sum + (loss[row] ?? 0), 0) / Math.max(1, rows.length));
  const best = means.indexOf(Math.min(...means));
  const least = losses[best];
  return [...losses.keys()].filter((i) => {
    const gap = (means[i] ?? 0) - (means[best] ?? 0);
    const ofUnits = new Float64Array(units);
    rows.forEach((row, at) => {
      const unit = unitOf[at] ?? 0;
      ofUnits[unit] = (ofUnits[unit] ?? 0) + (losses[i]?.[row] ?? 0) - (least?.[row] ?? 0) - gap;
    });
    const error = Math.sqrt(ofUnits.reduce((sum, one) => sum + one ** 2, 0)) / Math.max(1, rows.length);
    return gap <= NEVER_SELECTED * error;
  });
}

function selectInBag(
  losses: readonly Float64Array[],
  { rivals, rows, weights }: { rivals: readonly number[]; rows: Int32Array; weights: Int32Array },
): number {
  let best = rivals[0] ?? 0;
  let least = Number.POSITIVE_INFINITY;
  for (const rival of rivals) {
    const loss = losses[rival];
    let sum = 0;
    for (let i = 0; i < rows.length; i++) sum += (weights[i] ?? 0) * (loss?.[rows[i] ?? 0] ?? 0);
    if (sum < least) {
      least = sum;
      best = rival;
    }
  }
  return best;
}

/** The 95 % interval of a share by Wilson (1927), which stays within 0 and 1 and is honest for few counts. */
export function wilsonInterval(count: number, of: number): readonly [number, number] {
  const z = 1.959964;
  const value = count / of;
  const middle = (value + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((value * (1 - value)) / of + z ** 2 / (4 * of ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
