import type { LearningRateSchedule } from '../settings/slots.js';
import type { Configuration, Population } from './schema.js';

/** A configuration while it trains. Losses are means over folds. */
export interface Run {
  /** As its members train now: a plateau lowers the rate. */
  configuration: Configuration;
  readonly epochs: number[];
  readonly train: number[];
  readonly validation: number[];
  /** Of each evaluation the validation losses of the folds. */
  readonly foldCurve: number[][];
  best: number;
  bestEpoch: number;
  /** When a plateau last lowered the rate; 0: never. */
  lastDropEpoch: number;
  foldLosses: number[];
  /** Norms of the gradient in the first step after each evaluation, of every fold's member. */
  readonly gradientNorms: number[];
  /** Steps in which the gradient was clipped, a mean over folds. */
  clippedSteps: number;
  state: 'running' | 'stopped' | 'diverged';
  isShort: boolean;
}

export const startRun = (configuration: Configuration): Run => ({
  configuration,
  epochs: [],
  train: [],
  validation: [],
  foldCurve: [],
  best: Number.POSITIVE_INFINITY,
  bestEpoch: 0,
  lastDropEpoch: 0,
  foldLosses: [],
  gradientNorms: [],
  clippedSteps: 0,
  state: 'running',
  isShort: false,
});

export interface Observation {
  readonly epoch: number;
  readonly validation: readonly number[];
  readonly train: readonly number[];
}

/** Adds an evaluation to a run and tells whether it is its best so far. */
export function note(run: Run, { epoch, validation, train }: Observation, population: Population): boolean {
  const { earlyStopping, keepsLast = false } = population;
  const loss = mean(validation);
  if (!Number.isFinite(loss) || !Number.isFinite(mean(train))) {
    run.state = 'diverged';
    return false;
  }
  run.epochs.push(epoch);
  run.train.push(mean(train));
  run.validation.push(loss);
  run.foldCurve.push([...validation]);
  const isBest = keepsLast || !Number.isFinite(run.best) || loss < run.best - earlyStopping.minDelta;
  if (isBest) {
    run.best = loss;
    run.bestEpoch = epoch;
    run.foldLosses = [...validation];
  } else if (epoch - run.bestEpoch > earlyStopping.patience + earlyStopping.patienceGrowth * run.bestEpoch) {
    run.state = 'stopped';
  }
  return isBest;
}

/** Of `reduceOnPlateau` where the settings do not say: defaults of Keras and PyTorch alike. */
const DROP = { decay: 0.1, patience: 10 };
/** A drop that changes the rate by less is left out (PyTorch, `ReduceLROnPlateau`: eps). */
const LEAST_DROP = 1e-8;

/**
 * Lowers the rate of a run, and so of all its folds, once `patience` epochs have passed without a gain since its best epoch or
 * its last drop; tells whether it did. As Keras' `ReduceLROnPlateau` with the stop's own measure of a gain.
 */
export function dropOnPlateau(run: Run, epoch: number, schedule: LearningRateSchedule): boolean {
  const { decay = DROP.decay, patience = DROP.patience } = schedule;
  const { learningRate } = run.configuration;
  if (schedule.name !== 'reduceOnPlateau' || learningRate * (1 - decay) < LEAST_DROP) return false;
  if (epoch - Math.max(run.bestEpoch, run.lastDropEpoch) < patience) return false;
  run.configuration = { ...run.configuration, learningRate: learningRate * decay };
  run.lastDropEpoch = epoch;
  return true;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
