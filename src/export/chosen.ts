import type { Recommendation } from '../settings/recommendation.js';

/** What the probe found out by validation over all its folds, so that a script needs no rows for it. */
export interface Chosen {
  /** Passes over the training rows. */
  readonly epochs: number;
  /** Epochs over which schedules run; training ends earlier. */
  readonly scheduleEpochs: number;
  /** Probability of the second label from which on it is named; absent where the final model has none. */
  readonly threshold?: number;
}

/**
 * Absent where there was no probe, where another setting was overridden since, where the probe had no time for the epochs that it
 * recommends, and where the rate itself follows what rows held out say: there a script needs such rows.
 */
export function chosenOf({ settings, probe, warnings }: Recommendation): Chosen | undefined {
  const { fullTraining, finalModel } = probe ?? {};
  const isOfOthers = warnings.some(({ code }) => code === 'overridden_after_probe');
  const isGuided = settings.learningRateSchedule?.name === 'reduceOnPlateau';
  if (!fullTraining || isOfOthers || isGuided || fullTraining.reasons.includes('cut')) return undefined;
  const epochs = Math.max(1, Math.round(fullTraining.epochs));
  return {
    epochs,
    scheduleEpochs: Math.max(epochs, Math.round(fullTraining.scheduleEpochs ?? settings.epochs ?? 1)),
    ...(finalModel?.threshold !== undefined && { threshold: finalModel.threshold }),
  };
}
