import { SextantError } from '../errors.js';
import { alone, type Group } from './groups.js';
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
  readonly isStopped: () => boolean;
}

export interface Despite {
  readonly trained: TrainedTrial[];
  /** Of those without a result, how many were lost and not stopped. */
  readonly lostTrials: number;
}

interface Attempt extends Despite {
  readonly isWorthAnother: boolean;
}

/**
 * A lost process costs time, not the trials: the program is tried once more in the time that is left, and then its trials one by
 * one, so that only the one is lost that loses every process. What is stopped is not tried again.
 */
export async function trainDespiteLosses(group: Group, attempts: Attempts): Promise<Despite> {
  const { secondsLeft } = attempts;
  const first = await attempt(group, secondsLeft(), attempts);
  if (!first.isWorthAnother) return first;
  const second = await attempt(group, secondsLeft(), attempts);
  const parts = alone(group);
  if (!second.isWorthAnother || parts.length < 2) return second;
  const apart: Despite[] = [];
  for (const [i, part] of parts.entries()) {
    // Each has its part of what is left: the process of another program may be busy until then.
    const left = secondsLeft();
    const seconds = left === undefined ? undefined : left / (parts.length - i);
    const isInTime = seconds === undefined || seconds >= LEAST_SECONDS;
    const tried = isInTime ? await attempt(part, seconds, attempts) : undefined;
    // Also one whose time was over before its first step would have had it, but for the lost processes.
    apart.push(tried && tried.trained.length > 0 ? tried : lost(part, attempts.isStopped()));
  }
  return {
    trained: apart.flatMap(({ trained }) => trained),
    lostTrials: apart.reduce((sum, { lostTrials }) => sum + lostTrials, 0),
  };
}

async function attempt(group: Group, seconds: number | undefined, attempts: Attempts): Promise<Attempt> {
  try {
    return { trained: await attempts.train(group, seconds), lostTrials: 0, isWorthAnother: false };
  } catch (thrown) {
    if (!(thrown instanceof SextantError) || !lossCodes.has(thrown.code)) throw thrown;
    const isStopped = thrown.code === 'interrupted' || attempts.isStopped();
    const left = attempts.secondsLeft() ?? LEAST_SECONDS;
    return { ...lost(group, isStopped), isWorthAnother: !isStopped && left >= LEAST_SECONDS };
  }
}

const lost = ({ trials }: Group, isStopped: boolean): Despite => ({
  trained: trials.map((trial) => ({ ...trial, kept: false, isLost: true })),
  lostTrials: isStopped ? 0 : trials.length,
});
