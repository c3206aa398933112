import type { Metric } from '../../settings/slots.js';
import { pythonText } from './literals.js';
import { calibrates, type Plan, seeksThreshold } from '../plan.js';

type Expressions = Readonly<Partial<Record<Metric, string>>>;

/** Of `truth` and `predicted` (codes) and `shares` (a column a class); of two classes the rarer one is the positive. */
const twoClasses: Expressions = {
  accuracy: 'metrics.accuracy_score(truth, predicted)',
  balancedAccuracy: 'metrics.balanced_accuracy_score(truth, predicted)',
  precision: 'metrics.precision_score(truth == positive, predicted == positive, zero_division=0)',
  recall: 'metrics.recall_score(truth == positive, predicted == positive, zero_division=0)',
  f1: 'metrics.f1_score(truth == positive, predicted == positive, zero_division=0)',
  macroF1: 'metrics.f1_score(truth, predicted, average="macro", zero_division=0)',
  rocAuc: 'metrics.roc_auc_score(truth == positive, shares[:, positive])',
  prAuc: 'metrics.average_precision_score(truth == positive, shares[:, positive])',
  logLoss: 'metrics.log_loss(truth, shares, labels=range(len(LABELS)))',
  brierScore: 'np.mean((shares[:, 1] - truth) ** 2)',
};

const manyClasses: Expressions = {
  ...twoClasses,
  precision: 'metrics.precision_score(truth, predicted, average="macro", zero_division=0)',
  recall: 'metrics.recall_score(truth, predicted, average="macro", zero_division=0)',
  f1: 'metrics.f1_score(truth, predicted, average="macro", zero_division=0)',
  rocAuc: 'np.mean([metrics.roc_auc_score(truth == code, shares[:, code]) for code in np.unique(truth)])',
  prAuc: 'np.mean([metrics.average_precision_score(truth == code, shares[:, code]) for code in np.unique(truth)])',
  brierScore: 'np.mean(np.sum((shares - np.eye(len(LABELS))[truth]) ** 2, axis=1))',
};

const manyLabels: Expressions = {
  accuracy: 'np.mean(truth == predicted)',
  precision: 'metrics.precision_score(truth, predicted, average="macro", zero_division=0)',
  recall: 'metrics.recall_score(truth, predicted, average="macro", zero_division=0)',
  f1: 'metrics.f1_score(truth, predicted, average="macro", zero_division=0)',
  macroF1: 'metrics.f1_score(truth, predicted, average="macro", zero_division=0)',
  rocAuc: 'metrics.roc_auc_score(truth, shares, average="macro")',
  prAuc: 'metrics.average_precision_score(truth, shares, average="macro")',
  brierScore: 'np.mean((shares - truth) ** 2)',
};

const numbers: Expressions = {
  meanAbsoluteError: 'metrics.mean_absolute_error(truth, predicted)',
  meanSquaredError: 'metrics.mean_squared_error(truth, predicted)',
  rootMeanSquaredError: 'np.sqrt(metrics.mean_squared_error(truth, predicted))',
  r2: 'metrics.r2_score(truth, predicted)',
  poissonDeviance: 'metrics.mean_poisson_deviance(truth, np.maximum(predicted, 1e-15))',
};

/** Of ordered labels: how many steps the prediction is off. */
const ofSteps: Expressions = { meanAbsoluteError: 'metrics.mean_absolute_error(truth, predicted)' };

function expressionsOf({ task, form, labels }: Plan): Expressions {
  if (form === 'number') return numbers;
  if (form === 'multiLabel') return manyLabels;
  return { ...(labels.length === 2 ? twoClasses : manyClasses), ...(task === 'ordinal' && ofSteps) };
}

/** The metrics that the settings name, in their order; at least one. */
export function scoredMetrics(plan: Plan): [Metric, string][] {
  const expressions = expressionsOf(plan);
  const wanted = [...new Set([plan.settings.primaryMetric, ...(plan.settings.metrics ?? [])])];
  const known = wanted.flatMap((metric): [Metric, string][] => {
    const expression = metric === null ? undefined : expressions[metric];
    return metric === null || expression === undefined ? [] : [[metric, expression]];
  });
  if (known.length > 0) return known;
  const fallback: Metric = plan.form === 'number' ? 'rootMeanSquaredError' : 'accuracy';
  return [[fallback, expressions[fallback] ?? '0']];
}

const usesPositive = (plan: Plan): boolean =>
  scoredMetrics(plan).some(([, expression]) => expression.includes('positive'));

/** The threshold is sought for a metric of predicted classes; balanced accuracy where the settings name a score of probabilities. */
const thresholdExpression = (plan: Plan): string => {
  const [first] = scoredMetrics(plan).filter(([, expression]) => expression.includes('predicted'));
  return first?.[1] ?? (twoClasses.balancedAccuracy as string);
};

/** Outputs to class shares, calibration and scores: functions of the script. */
export function scoringBlocks(plan: Plan): string[] {
  const hasClasses = plan.form !== 'number' && plan.form !== 'multiLabel';
  return [
    ...(hasClasses ? [classShares(plan)] : []),
    ...(calibrates(plan) ? [TEMPERATURE] : []),
    ...(seeksThreshold(plan) ? [threshold(plan)] : []),
    scores(plan),
  ];
}

/** Of single precision they do not quite sum to one, of which scikit-learn warns. */
const NORMALIZED = '    return outputs / outputs.sum(axis=1, keepdims=True)';

const conversions: { readonly [E in Plan['encoding']]: string } = {
  codes: NORMALIZED,
  oneHot: NORMALIZED,
  matrix: '    return outputs',
  binary: '    return np.column_stack([1 - outputs[:, 0], outputs[:, 0]])',
  cumulative: `    above = np.cumprod(outputs, axis=1)
    above = np.column_stack([np.ones(len(outputs)), above, np.zeros(len(outputs))])
    return above[:, :-1] - above[:, 1:]`,
};

const classShares = ({ encoding }: Plan): string =>
  `def class_shares(outputs):\n    """A probability for each label; a row sums to 1."""\n    outputs = outputs.astype("float64")\n${conversions[encoding]}`;

const TEMPERATURE = `def soften(shares, temperature):
    logits = np.log(np.maximum(shares, 1e-15)) / temperature
    softened = np.exp(logits - logits.max(axis=1, keepdims=True))
    return softened / softened.sum(axis=1, keepdims=True)


def fit_temperature(shares, truth):
    """The temperature with the least log loss on the validation rows.

    It only softens: few rows that happen to be all right ask for any sharpness.
    """
    choices = np.geomspace(1, 4, 61)
    losses = [-np.log(np.maximum(soften(shares, each)[np.arange(len(truth)), truth], 1e-15)).mean() for each in choices]
    return choices[int(np.argmin(losses))]`;

const threshold = (
  plan: Plan,
): string => `def fit_threshold(truth, shares${thresholdExpression(plan).includes('positive') ? ', positive' : ''}):
    """The share of the second label from which it is predicted: the best on the validation rows."""

    def score(least):
        predicted = (shares[:, 1] >= least).astype("int32")
        return ${thresholdExpression(plan)}

    return max(np.linspace(0.02, 0.98, 97), key=score)`;

function scores(plan: Plan): string {
  const parameters = [
    'truth',
    'predicted',
    ...(plan.form === 'number' ? [] : ['shares']),
    ...(usesPositive(plan) ? ['positive'] : []),
  ];
  return [
    `def scores(${parameters.join(', ')}):`,
    '    return {',
    ...scoredMetrics(plan).map(([metric, expression]) => `        ${pythonText(metric)}: ${expression},`),
    '    }',
  ].join('\n');
}

export const scoreArguments = (
  plan: Plan,
): { readonly usesPositive: boolean; readonly thresholdUsesPositive: boolean } => ({
  usesPositive: usesPositive(plan),
  thresholdUsesPositive: seeksThreshold(plan) && thresholdExpression(plan).includes('positive'),
});
