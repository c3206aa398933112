import type { Clock } from '../clock.js';
import type { ProbeRequest } from './schema.js';

/** What is left of a probe's budget, in seconds or in trials. */
export interface Budget {
  /** Whether times may decide anything; under a budget in trials they may not, so that a run can be repeated to the bit. */
  readonly isTimed: boolean;
  /** Seconds until training must end, so that the final model is ready in time; infinite under a budget in trials. */
  secondsLeft(): number;
  trialsLeft(): number;
  spend(trials: number): void;
  /** 0..1 */
  share(): number;
}

/** Share of the seconds kept for scores, the final model and predictions, and its bounds. */
const RESERVE_SHARE = 0.08;
const RESERVE_SECONDS: readonly [number, number] = [0.4, 4];

/**
 * Seconds that the final model takes for a row of other files: without it a budget of 5 seconds was passed by about 2 on 500,000
 * rows of 10 numbers. How it grows with members and columns is not measured.
 */
const SECONDS_PER_ROW = 5e-6;

/** `rows`: those that the final model will predict, besides the probe's own. */
export function createBudget(request: ProbeRequest, clock: Clock, started: number, rows = 0): Budget {
  const isTimed = 'budgetSeconds' in request;
  const limitSeconds = isTimed ? request.budgetSeconds : Number.POSITIVE_INFINITY;
  const limitTrials = isTimed ? Number.POSITIVE_INFINITY : request.trialsLimit;
  const [least, most] = RESERVE_SECONDS;
  const reserve = Math.min(most, Math.max(least, RESERVE_SHARE * limitSeconds)) + rows * SECONDS_PER_ROW;
  const elapsedSeconds = (): number => (clock.elapsed() - started) / 1000;
  let spent = 0;
  return {
    isTimed,
    secondsLeft: () => Math.max(0, limitSeconds - reserve - elapsedSeconds()),
    trialsLeft: () => limitTrials - spent,
    spend: (trials) => {
      spent += trials;
    },
    share: () => Math.min(1, isTimed ? elapsedSeconds() / limitSeconds : spent / limitTrials),
  };
}
