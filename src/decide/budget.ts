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

/**
 * Seconds that scores, intervals, blend and calibration take for a row out of fold, and the rows from which on they take no longer, since
 * fewer samples are drawn: 1.3 s for 10,000 rows, 1.2 s for 20,000. Without it a budget of 5 seconds took up to 6.2 on 10,000 rows.
 */
const SECONDS_PER_SCORED_ROW = 9e-5;
const MOST_SCORED_ROWS = 10_000;
/** Of a budget, for these: where it is too short for all, training comes first. */
const SCORED_SHARE = 0.2;

/** Rows for which something is left to do when training ends. */
export interface Rows {
  /** Of other files, for the final model. */
  readonly predicted: number;
  /** Of the probe's own table, out of fold. */
  readonly scored: number;
}

/** A budget that began at `started`, in milliseconds of the clock; of one in seconds some are kept back for what comes after training. */
export function createBudget(
  request: ProbeRequest,
  clock: Clock,
  started: number,
  { predicted, scored }: Rows = { predicted: 0, scored: 0 },
): Budget {
  const isTimed = 'budgetSeconds' in request;
  const limitSeconds = isTimed ? request.budgetSeconds : Number.POSITIVE_INFINITY;
  const limitTrials = isTimed ? Number.POSITIVE_INFINITY : request.trialsLimit;
  const [least, most] = RESERVE_SECONDS;
  const scoring = Math.min(SCORED_SHARE * limitSeconds, Math.min(scored, MOST_SCORED_ROWS) * SECONDS_PER_SCORED_ROW);
  const reserve = Math.min(most, Math.max(least + scoring, RESERVE_SHARE * limitSeconds)) + predicted * SECONDS_PER_ROW;
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
