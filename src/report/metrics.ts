import type { Metric } from '../settings/slots.js';

export interface MetricLabel {
  readonly label: string;
  readonly higherIsBetter: boolean;
}

const more = (label: string): MetricLabel => ({ label, higherIsBetter: true });
const less = (label: string): MetricLabel => ({ label, higherIsBetter: false });

export const metricLabels: { readonly [M in Metric]: MetricLabel } = {
  accuracy: more('accuracy'),
  balancedAccuracy: more('balanced accuracy'),
  precision: more('precision'),
  recall: more('recall'),
  f1: more('F1'),
  macroF1: more('macro F1'),
  rocAuc: more('ROC AUC'),
  prAuc: more('PR AUC'),
  logLoss: less('log loss'),
  brierScore: less('Brier score'),
  meanAbsoluteError: less('mean absolute error'),
  meanSquaredError: less('mean squared error'),
  rootMeanSquaredError: less('root mean squared error'),
  r2: more('R²'),
  poissonDeviance: less('Poisson deviance'),
};

const isMetric = (name: string): name is Metric => Object.hasOwn(metricLabels, name);

/** Label of a metric by the name that the record carries; an unknown one shows as it is. */
export const metricLabel = (name: string): string => (isMetric(name) ? metricLabels[name].label : name);
export const isHigherBetter = (metric: Metric): boolean => metricLabels[metric].higherIsBetter;
