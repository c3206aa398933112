/** Temperatures tried: probabilities from four times sharper to four times softer. */
const SHARPEST = 0.25;
const SOFTEST = 4;
const ROUNDS = 40;
/** Keeps logarithms finite. */
const LEAST_PROBABILITY = 1e-15;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** One class a row, and how much the row counts; without weights all alike. */
export interface WeighedCodes {
  readonly codes: Int32Array;
  readonly weights?: ArrayLike<number> | undefined;
}

/**
 * The temperature that minimises the log loss of predicted probabilities [rows, classes] (Guo et al. 2017, arXiv 1706.04599), by
 * a golden-section search over its logarithm; the log loss is unimodal in it.
 */
export function fitTemperature(probabilities: Float64Array, classes: number, { codes, weights }: WeighedCodes): number {
  if (codes.length === 0) return 1;
  const logs = probabilities.map((probability) => Math.log(Math.max(LEAST_PROBABILITY, probability)));
  const lossAt = (logTemperature: number): number =>
    logLoss(logs, { classes, codes, weights, sharpness: Math.exp(-logTemperature) });
  let low = Math.log(SHARPEST);
  let high = Math.log(SOFTEST);
  let left = high - GOLDEN * (high - low);
  let right = low + GOLDEN * (high - low);
  let atLeft = lossAt(left);
  let atRight = lossAt(right);
  for (let round = 0; round < ROUNDS && high - low > 1e-3; round++) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = lossAt(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = lossAt(right);
    }
  }
  return Math.exp((low + high) / 2);
}

/** Log loss, summed by the rows' weights, of the probabilities whose logarithms are multiplied by `sharpness`. */
function logLoss(
  logs: Float64Array,
  { classes, codes, weights, sharpness }: WeighedCodes & { classes: number; sharpness: number },
): number {
  let total = 0;
  codes.forEach((code, row) => {
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += Math.exp((logs[row * classes + k] ?? 0) * sharpness);
    total += (weights?.[row] ?? 1) * (Math.log(sum) - (logs[row * classes + code] ?? 0) * sharpness);
  });
  return total;
}

/** A number that was predicted becomes intercept + slope x number. */
export interface Line {
  readonly intercept: number;
  readonly slope: number;
}

/**
 * The line through predicted and true numbers of the named rows with the least squared error, by their weights: calibration in the large and its
 * slope (Cox 1958, Biometrika 45:562). It turns predictions that aim at a median or at the mean of a transformed target into ones
 * that aim at the mean, as Duan's smearing does (1983, JASA 78:605). Undefined where the predictions do not vary.
 */
export function fitLine(
  predicted: ArrayLike<number>,
  truth: ArrayLike<number>,
  { rows, weights }: { readonly rows: readonly number[]; readonly weights?: ArrayLike<number> | undefined },
): Line | undefined {
  const weightOf = (row: number): number => weights?.[row] ?? 1;
  const total = rows.reduce((sum, row) => sum + weightOf(row), 0);
  const meanOf = (values: ArrayLike<number>): number =>
    rows.reduce((sum, row) => sum + weightOf(row) * (values[row] ?? Number.NaN), 0) / total;
  const centre = meanOf(predicted);
  const trueCentre = meanOf(truth);
  let product = 0;
  let square = 0;
  for (const row of rows) {
    const distance = (predicted[row] ?? Number.NaN) - centre;
    product += weightOf(row) * distance * ((truth[row] ?? Number.NaN) - trueCentre);
    square += weightOf(row) * distance ** 2;
  }
  const slope = product / square;
  return Number.isFinite(slope) ? { slope, intercept: trueCentre - slope * centre } : undefined;
}
