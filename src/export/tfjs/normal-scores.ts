import { EDGE_SHARE, QUANTILES } from '../../prepare/normal-scores.js';
import { acklam } from '../../prepare/statistics.js';
import { type Plan, transformOf } from '../plan.js';

const SCORES = `/** Quantiles of values in order at equal steps, ${QUANTILES} at most; one where the values do not vary. */
function quantilesOf(seen) {
  if (seen[0] === seen.at(-1)) return seen.slice(0, 1);
  const count = Math.min(${QUANTILES}, seen.length);
  return Array.from({ length: count }, (_, i) => quantile(seen, i / (count - 1)));
}

/** The value that a standard normal is below with this probability (Acklam's rational approximation). */
function normalQuantile(share) {
  const ratio = (above, below, x) => [above, below].map((factors) => factors.reduce((sum, factor) => sum * x + factor, 0));
  if (share > 0.5) return -normalQuantile(1 - share);
  if (share < ${acklam.low}) {
    const [above, below] = ratio(TAIL[0], TAIL[1], Math.sqrt(-2 * Math.log(share)));
    return above / below;
  }
  const [above, below] = ratio(CENTRAL[0], CENTRAL[1], (share - 0.5) ** 2);
  return ((share - 0.5) * above) / below;
}
const CENTRAL = [
  [${acklam.centralNumerator.join(', ')}],
  [${acklam.centralDenominator.join(', ')}],
];
const TAIL = [
  [${acklam.tailNumerator.join(', ')}],
  [${acklam.tailDenominator.join(', ')}],
];

/** How many values in order come before. */
function rank(sorted, isBefore) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = isBefore(sorted[middle]) ? [middle + 1, high] : [low, middle];
  }
  return low;
}

/** The share of the training values below, as the score of a standard normal; 0 where these do not vary. */
function normalScore(quantiles) {
  const last = quantiles.length - 1;
  if (last < 1) return () => 0;
  const placeOf = (value) => {
    const [low, high] = [rank(quantiles, (one) => one < value), rank(quantiles, (one) => one <= value)];
    if (high > low) return (low + high - 1) / 2;
    if (low === 0 || low > last) return Math.min(low, last);
    return low - 1 + (value - quantiles[low - 1]) / (quantiles[low] - quantiles[low - 1]);
  };
  return (value) => normalQuantile(Math.min(1 - ${EDGE_SHARE}, Math.max(${EDGE_SHARE}, placeOf(value) / last)));
}`;

const SHARES = `/** The probability that a standard normal is below (Marsaglia's series). */
function normalShare(score) {
  if (Math.abs(score) > 8.5) return Number(score > 0);
  let [total, before, term] = [score, 0, score];
  for (let odd = 3; total !== before; odd += 2) {
    before = total;
    term *= (score * score) / odd;
    total += term;
  }
  return 0.5 + (total * Math.exp(-0.5 * score * score)) / Math.sqrt(2 * Math.PI);
}`;

const scoresTarget = (plan: Plan): boolean => transformOf(plan) === 'quantile';

const scoresNumbers = ({ settings, numeric }: Plan): boolean =>
  settings.numericScaling === 'quantileNormal' && numeric.length > 0;

/** Normal scores of quantiles: functions of the script, where it needs them. */
export const normalScoreBlocks = (plan: Plan): string[] => [
  ...(scoresNumbers(plan) || scoresTarget(plan) ? [SCORES] : []),
  ...(scoresTarget(plan) ? [SHARES] : []),
];
