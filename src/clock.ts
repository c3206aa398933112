/** The only source of time. Passed as an argument, so that a test or a replay decides what time it is. */
export interface Clock {
  /** Milliseconds since the epoch, integer. */
  now(): number;
  /** Monotonic milliseconds, for durations and deadlines. */
  elapsed(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
};
