import { score } from '../refine/metrics.js';
import { validatedRows } from '../refine/out-of-fold.js';
import type { Metric, Warning } from '../settings/slots.js';
import { truthOf } from './decode.js';
import { type Ensemble, ensembleOf, thresholdMetric } from './ensemble.js';
import type { Runner } from './runner.js';
import { type SuccessfulTrial } from './trial.js';

/** A selected trial and, where the settings want it, the same trained on all rows. */
export interface Selection {
  readonly runner: Runner;
  /** With the members of all repeats. */
  readonly selected: SuccessfulTrial;
  readonly refit?: SuccessfulTrial;
  /** Configurations that may complement it. */
  readonly candidates: readonly SuccessfulTrial[];
  readonly seed: number;
}

/** The final model before it is packed, and what its user must know of it. */
export function finalModelOf(selection: Selection): { readonly ensemble: Ensemble; readonly warnings: Warning[] } {
  const ensemble = ensembleOf(selection);
  return {
    ensemble,
    warnings: [...refitWarnings(selection), ...growthWarnings(selection), ...thresholdWarnings(ensemble, selection)],
  };
}

function refitWarnings({ runner, refit }: Selection): Warning[] {
  if (!runner.isRefitted || refit) return [];
  const message =
    'The final model averages the networks of the folds: one on all rows could not be trained in the time that was left.';
  return [{ code: 'not_refitted', message }];
}

/** Settings alone do not say where the selected network started. */
function growthWarnings({ selected: { grownFrom } }: Selection): Warning[] {
  if (!grownFrom) return [];
  const message = `The network was grown out of one with ${grownFrom.settings.hiddenLayers} hidden layers (trial ${grownFrom.id}), whose training comes before its own: with the same settings and a fresh start it may train longer and end elsewhere.`;
  return [{ code: 'grown_depth', message }];
}

/** A threshold trades one kind of mistake for another: both scores are told, on rows without which it was chosen. */
function thresholdWarnings({ threshold, outOfFold }: Ensemble, { runner, selected }: Selection): Warning[] {
  if (threshold === undefined || outOfFold.kind !== 'classes') return [];
  const truth = truthOf(runner.table, runner.matrices(selected.result.dataId));
  const rows = validatedRows(selected.result.losses);
  const { named: _, ...mostProbable } = outOfFold;
  const told = (metric: Metric): string =>
    [outOfFold, mostProbable].map((one) => score(metric, truth, one, rows).toFixed(3)).join(' instead of ');
  const metric = thresholdMetric(selected.settings);
  const label = runner.table.target.labels?.[1] ?? '1';
  const also = metric === 'accuracy' ? '' : `; accuracy, which may fall, is ${told('accuracy')}`;
  const message = `${label} is named from a probability of ${threshold.toFixed(3)} on, chosen for ${metric}: ${told(metric)} on rows without which it was chosen${also}.`;
  return [{ code: 'threshold_calibrated', message }];
}
