import { SextantError } from '../errors.js';
import { alone, type Group, shareSeconds } from './groups.js';
import type { TrainedTrial } from './trial.js';

/** Failures that cost a trial and not the run. */
const lossCodes: ReadonlySet<string> = new Set(['trial_failed', 'interrupted']);

/** Less than this is not worth another start. */
const LEAST_SECONDS = 0.5;

export interface Attempts {
  /** Trains the trials of one program, or throws when its process is lost. */
  readonly train: (group: Group, secondsLimit: number | undefined) => Promise<TrainedTrial[]>;
  /** Absent: without bound. */
  readonly secondsLeft: () => number | undefined;
}

/**
 * A lost process costs time, not the trials: the program is tried once more in the time that is left, and then each of its trials
 * alone, so that only the one is lost that loses every process. One that is stopped is not tried again.
 */
export async function trainDespiteLosses(group: Group, { train, secondsLeft }: Attempts): Promise<TrainedTrial[]> {
  const attempt = async (part: Group, seconds: number | undefined): Promise<Attempt> => {
    try {
      return { trained: await train(part, seconds), isWorthAnother: false };
    } catch (thrown) {
      if (!(thrown instanceof SextantError) || !lossCodes.has(thrown.code)) throw thrown;
      const left = secondsLeft() ?? LEAST_SECONDS;
      return { trained: lost(part), isWorthAnother: thrown.code !== 'interrupted' && left >= LEAST_SECONDS };
    }
  };
  const first = await attempt(group, secondsLeft());
  if (!first.isWorthAnother) return first.trained;
  const second = await attempt(group, secondsLeft());
  const parts = alone(group);
  if (!second.isWorthAnother || parts.length < 2) return second.trained;
  const left = secondsLeft();
  const limits = left === undefined ? [] : shareSeconds(parts, left);
  const last = await Promise.all(parts.map((part, i) => attempt(part, limits[i])));
  return last.flatMap(({ trained }) => trained);
}

interface Attempt {
  readonly trained: TrainedTrial[];
  readonly isWorthAnother: boolean;
}

const lost = ({ trials }: Group): TrainedTrial[] => trials.map((trial) => ({ ...trial, kept: false, isLost: true }));
