import { classProbabilities } from './predictions.js';

/** Temperatures tried: probabilities from four times sharper to four times softer. */
const SHARPEST = 0.25;
const SOFTEST = 4;
const ROUNDS = 40;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The temperature that minimises the log loss of out-of-fold outputs (Guo et al. 2017, arXiv 1706.04599), by a golden-section
 * search over its logarithm; the log loss is unimodal in it. `codes` has one class a row.
 */
export function fitTemperature(outputs: ArrayLike<number>, width: number, codes: Int32Array): number {
  if (codes.length === 0) return 1;
  const lossAt = (logTemperature: number): number =>
    logLoss(outputs, { width, codes, temperature: Math.exp(logTemperature) });
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

function logLoss(
  outputs: ArrayLike<number>,
  { width, codes, temperature }: { width: number; codes: Int32Array; temperature: number },
): number {
  const probabilities = classProbabilities(outputs, width, temperature);
  const classes = Math.max(2, width);
  let sum = 0;
  codes.forEach((code, row) => {
    sum -= Math.log(Math.max(1e-15, probabilities[row * classes + code] ?? 0));
  });
  return sum / codes.length;
}
