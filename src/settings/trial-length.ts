interface Trained {
  /** Share of its epochs that was trained; absent: all. */
  readonly epochsShare?: number | undefined;
}

/** A trial with so much of another's share of the epochs is as good as whole: the rest is rounding, or what one process had less time than another. */
const WHOLE = 0.9;

/** Whether a trial had a smaller share of its epochs than another: its loss is then of another kind. */
export const isShorter = (trial: Trained, other: Trained): boolean =>
  (trial.epochsShare ?? 1) < WHOLE * (other.epochsShare ?? 1);
