import type { Metric } from '../../settings/slots.js';
import { calibrates, type Plan, seeksThreshold } from '../plan.js';
import { jsText } from './literals.js';

type Expressions = Readonly<Partial<Record<Metric, string>>>;

/** Of `truth` and `predicted` (codes) and `shares` (a number a class); of two classes the rarer one is the positive. */
const twoClasses: Expressions = {
  accuracy: 'accuracy(truth, predicted)',
  balancedAccuracy: 'macro(truth, predicted, "recall", new Set(truth))',
  precision: 'rates(truth, predicted, positive).precision',
  recall: 'rates(truth, predicted, positive).recall',
  f1: 'rates(truth, predicted, positive).f1',
  macroF1: 'macro(truth, predicted, "f1")',
  rocAuc: 'rocAuc(truth.map((code) => code === positive), shares.map((row) => row[positive]))',
  prAuc: 'prAuc(truth.map((code) => code === positive), shares.map((row) => row[positive]))',
  logLoss: 'logLoss(truth, shares)',
  brierScore: 'mean(truth.map((code, row) => (shares[row][1] - code) ** 2))',
};

const ofEach = (name: string): string =>
  `mean([...new Set(truth)].map((code) => ${name}(truth.map((one) => one === code), shares.map((row) => row[code]))))`;
const manyClasses: Expressions = {
  ...twoClasses,
  precision: 'macro(truth, predicted, "precision")',
  recall: 'macro(truth, predicted, "recall")',
  f1: 'macro(truth, predicted, "f1")',
  rocAuc: ofEach('rocAuc'),
  prAuc: ofEach('prAuc'),
  brierScore:
    'mean(truth.map((code, row) => sum(shares[row].map((share, place) => (share - Number(place === code)) ** 2))))',
};

const ofLabels = (of: string): string =>
  `mean(TARGET.map((_, place) => ${of.replaceAll('$', '.map((row) => row[place])')}))`;
const manyLabels: Expressions = {
  accuracy: ofLabels('accuracy(truth$, predicted$)'),
  precision: ofLabels('rates(truth$, predicted$, 1).precision'),
  recall: ofLabels('rates(truth$, predicted$, 1).recall'),
  f1: ofLabels('rates(truth$, predicted$, 1).f1'),
  macroF1: ofLabels('rates(truth$, predicted$, 1).f1'),
  rocAuc: ofLabels('rocAuc(truth$.map(Boolean), shares$)'),
  prAuc: ofLabels('prAuc(truth$.map(Boolean), shares$)'),
  brierScore: ofLabels('mean(shares$.map((share, row) => (share - truth[row][place]) ** 2))'),
};

const numbers: Expressions = {
  meanAbsoluteError: 'mean(truth.map((value, row) => Math.abs(value - predicted[row])))',
  meanSquaredError: 'squaredError(truth, predicted)',
  rootMeanSquaredError: 'Math.sqrt(squaredError(truth, predicted))',
  r2: '1 - squaredError(truth, predicted) / deviation(truth) ** 2',
  poissonDeviance: 'poissonDeviance(truth, predicted.map((value) => Math.max(value, 1e-15)))',
};

function expressionsOf({ task, form, labels }: Plan): Expressions {
  if (form === 'number') return numbers;
  if (form === 'multiLabel') return manyLabels;
  const { meanAbsoluteError = '' } = numbers;
  return { ...(labels.length === 2 ? twoClasses : manyClasses), ...(task === 'ordinal' && { meanAbsoluteError }) };
}

/** The metrics that the settings name, in their order; at least one. */
function scoredMetrics(plan: Plan): [Metric, string][] {
  const expressions = expressionsOf(plan);
  const wanted = [...new Set([plan.settings.primaryMetric, ...(plan.settings.metrics ?? [])])];
  const known = wanted.flatMap((metric): [Metric, string][] => {
    const expression = metric === null ? undefined : expressions[metric];
    return metric === null || expression === undefined ? [] : [[metric, expression]];
  });
  const fallback: Metric = plan.form === 'number' ? 'rootMeanSquaredError' : 'accuracy';
  return known.length > 0 ? known : [[fallback, expressions[fallback] ?? '0']];
}

/** Each with what it needs before it. */
const helpers: Readonly<Record<string, string>> = {
  accuracy: 'const accuracy = (truth, predicted) => mean(truth.map((code, row) => Number(code === predicted[row])));',
  rates: `function rates(truth, predicted, label) {
  const hits = truth.filter((code, row) => code === label && predicted[row] === label).length;
  const share = (of) => (of > 0 ? hits / of : 0);
  const precision = share(predicted.filter((code) => code === label).length);
  const recall = share(truth.filter((code) => code === label).length);
  return { precision, recall, f1: hits > 0 ? (2 * precision * recall) / (precision + recall) : 0 };
}`,
  macro: `const macro = (truth, predicted, name, labels = new Set([...truth, ...predicted])) =>
  mean([...labels].map((label) => rates(truth, predicted, label)[name]));`,
  rocAuc: `/** The share of pairs of a yes and a no that are in order; ties count half. */
function rocAuc(isYes, scores) {
  const order = scores.map((_, row) => row).sort((a, b) => scores[a] - scores[b]);
  let [no, pairs] = [0, 0];
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && scores[order[end]] === scores[order[start]]) end++;
    const tied = order.slice(start, end);
    const yes = tied.filter((row) => isYes[row]).length;
    pairs += yes * (no + (tied.length - yes) / 2);
    no += tied.length - yes;
    start = end;
  }
  return pairs / (no * (order.length - no));
}`,
  prAuc: `/** The mean precision at each yes, from the highest score down. */
function prAuc(isYes, scores) {
  const order = scores.map((_, row) => row).sort((a, b) => scores[b] - scores[a]);
  let [yes, total] = [0, 0];
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && scores[order[end]] === scores[order[start]]) end++;
    const hits = order.slice(start, end).filter((row) => isYes[row]).length;
    yes += hits;
    total += (hits * yes) / end;
    start = end;
  }
  return total / yes;
}`,
  logLoss:
    'const logLoss = (truth, shares) => mean(truth.map((code, row) => -Math.log(Math.max(shares[row][code], 1e-15))));',
  squaredError:
    'const squaredError = (truth, predicted) => mean(truth.map((value, row) => (value - predicted[row]) ** 2));',
  poissonDeviance: `const poissonDeviance = (truth, predicted) =>
  2 * mean(truth.map((value, row) => (value > 0 ? value * Math.log(value / predicted[row]) : 0) - value + predicted[row]));`,
};

const conversions: { readonly [E in Exclude<Plan['encoding'], 'codes'>]: string } = {
  oneHot: '(row) => row',
  matrix: '(row) => row',
  binary: '([yes]) => [1 - yes, yes]',
  cumulative: `(row) => {
  const above = [1];
  for (const step of row) above.push(above.at(-1) * step);
  return above.map((share, place) => share - (above[place + 1] ?? 0));
}`,
};

const TEMPERATURE = `function soften(row, temperature) {
  const logits = row.map((share) => Math.log(Math.max(share, 1e-15)) / temperature);
  const most = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - most));
  return powers.map((power) => power / sum(powers));
}

/**
 * The temperature with the least log loss on the validation rows. It only softens: few rows that happen to be all right ask for
 * any sharpness.
 */
function fitTemperature(shares, truth) {
  const choices = Array.from({ length: 61 }, (_, i) => 4 ** (i / 60));
  const lossAt = (choice) => logLoss(truth, shares.map((row) => soften(row, choice)));
  return choices.reduce((best, choice) => (lossAt(choice) < lossAt(best) ? choice : best));
}`;

/** The threshold is sought for a metric of predicted classes; balanced accuracy where the settings name a score of probabilities. */
const thresholdExpression = (plan: Plan): string =>
  scoredMetrics(plan).find(([, expression]) => expression.includes('predicted'))?.[1] ??
  (twoClasses.balancedAccuracy as string);

const threshold = (
  plan: Plan,
): string => `/** The share of the second label from which it is predicted: the best on the validation rows. */
function fitThreshold(truth, shares, positive) {
  const scoreAt = (least) => {
    const predicted = shares.map((row) => Number(row[1] >= least));
    return ${thresholdExpression(plan)};
  };
  const choices = Array.from({ length: 97 }, (_, i) => (i + 2) / 100);
  return choices.reduce((best, choice) => (scoreAt(choice) > scoreAt(best) ? choice : best));
}`;

/** Outputs to class shares, calibration and scores: functions of the script. */
export function scoringBlocks(plan: Plan): string[] {
  const hasClasses = plan.form !== 'number' && plan.form !== 'multiLabel';
  const encoding = plan.encoding === 'codes' ? 'oneHot' : plan.encoding;
  const own = [
    ...(hasClasses
      ? [`/** A probability for each label; they sum to 1. */\nconst classShares = ${conversions[encoding]};`]
      : []),
    ...(calibrates(plan) ? [TEMPERATURE] : []),
    ...(seeksThreshold(plan) ? [threshold(plan)] : []),
    [
      'const scores = ({ truth, predicted, shares, positive }) => [',
      ...scoredMetrics(plan).map(([metric, expression]) => `  [${jsText(metric)}, ${expression}],`),
      '];',
    ].join('\n'),
  ];
  return [...helpersOf(own.join('\n')), ...own];
}

/** The helpers that a text calls, and those that these call. */
function helpersOf(text: string): string[] {
  const used = new Set<string>();
  const visit = (body: string): void => {
    for (const [name, helper] of Object.entries(helpers)) {
      if (used.has(name) || !new RegExp(`\\b${name}\\(`).test(body)) continue;
      used.add(name);
      visit(helper);
    }
  };
  visit(text);
  return Object.entries(helpers).flatMap(([name, helper]) => (used.has(name) ? [helper] : []));
}
