import type { Configuration, Population } from './schema.js';

/** A configuration while it trains. Losses are means over folds. */
export interface Run {
  readonly configuration: Configuration;
  readonly epochs: number[];
  readonly train: number[];
  readonly validation: number[];
  best: number;
  bestEpoch: number;
  foldLosses: number[];
  /** Norms of the gradient in the steps before evaluations, of every fold's member. */
  readonly gradientNorms: number[];
  /** Steps in which the gradient was clipped, a mean over folds. */
  clippedSteps: number;
  state: 'running' | 'stopped' | 'diverged';
}

export const startRun = (configuration: Configuration): Run => ({
  configuration,
  epochs: [],
  train: [],
  validation: [],
  best: Number.POSITIVE_INFINITY,
  bestEpoch: 0,
  foldLosses: [],
  gradientNorms: [],
  clippedSteps: 0,
  state: 'running',
});

export interface Observation {
  readonly epoch: number;
  readonly validation: readonly number[];
  readonly train: readonly number[];
}

/** Adds an evaluation to a run and tells whether it is its best so far. */
export function note(run: Run, { epoch, validation, train }: Observation, { earlyStopping }: Population): boolean {
  const loss = mean(validation);
  if (!Number.isFinite(loss) || !Number.isFinite(mean(train))) {
    run.state = 'diverged';
    return false;
  }
  run.epochs.push(epoch);
  run.train.push(mean(train));
  run.validation.push(loss);
  const isBest = !Number.isFinite(run.best) || loss < run.best - earlyStopping.minDelta;
  if (isBest) {
    run.state = 'running';
    run.best = loss;
    run.bestEpoch = epoch;
    run.foldLosses = [...validation];
  } else if (epoch - run.bestEpoch > earlyStopping.patience + earlyStopping.patienceGrowth * run.bestEpoch) {
    run.state = 'stopped';
  }
  return isBest;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
