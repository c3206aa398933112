interface Trained {
  /** Share of its epochs that was trained; absent: all. */
  readonly epochsShare?: number | undefined;
  readonly settings?: { readonly epochs?: unknown };
}

/** A trial with so much of another's share of the epochs is as good as whole: the rest is rounding, or what one process had less time than another. */
const WHOLE = 0.9;

/**
 * Whether a trial had a smaller share of its epochs than another, and fewer epochs where both say how many they were to have: its loss is
 * then of another kind.
 */
export function isShorter(trial: Trained, other: Trained): boolean {
  if ((trial.epochsShare ?? 1) >= WHOLE * (other.epochsShare ?? 1)) return false;
  const [epochs, others] = [epochsOf(trial), epochsOf(other)];
  return epochs === undefined || others === undefined || epochs < WHOLE * others;
}

const epochsOf = ({ epochsShare = 1, settings }: Trained): number | undefined =>
  typeof settings?.epochs === 'number' ? epochsShare * settings.epochs : undefined;
