import { quantile } from '../common/measure.js';
import { fixed, markdownTable } from '../common/table.js';
import { bySet, medianRatio, type OptunaResult, type Race, ratioOfTimes } from './result.js';

const median = (values: readonly number[]): number => quantile(values, 0.5);
const seconds = (value: number): string => (Number.isFinite(value) ? `${fixed(value, 1)} s` : 'never');

/** Set by set, medians over the seeds, and the median over the sets. */
export function optunaTable(result: OptunaResult): string {
  const ratio = (races: readonly Race[]): number => median(races.map((race) => ratioOfTimes(race, result.seconds)));
  const rows = [...bySet(result.races)].map(([set, races]) => [
    set,
    String(races[0]?.rows ?? 0),
    fixed(median(races.map(({ optuna }) => optuna.loss ?? Number.POSITIVE_INFINITY))),
    fixed(median(races.map(({ optuna }) => optuna.trials)), 0),
    seconds(median(races.map(({ optuna }) => optuna.foundAt ?? Number.POSITIVE_INFINITY))),
    seconds(median(races.map(({ sextant }) => sextant.reachedAt ?? Number.POSITIVE_INFINITY))),
    `${median(races.map(({ sextant }) => sextant.budget))} s`,
    fixed(ratio(races), 3),
  ]);
  const header = [
    'set',
    'rows',
    'Optuna’s loss',
    'its trials',
    'found after',
    'Sextant below it after',
    'its budget',
    'ratio',
  ];
  return `${markdownTable(header, rows)}\n\nMedian of the ratios over the sets: ${fixed(medianRatio(result), 3)}.`;
}
