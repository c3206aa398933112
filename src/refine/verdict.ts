import { type Effect, KEEP_PROBABILITY, type Verdict } from '../settings/recommendation.js';
import type { Slot } from '../settings/slots.js';
import type { PairedDifference } from './statistics.js';

/** What the probe learned of one slot. */
export interface SlotFindings {
  readonly slot: Slot;
  /** Whether another value than the recommended one was kept. */
  readonly isChanged: boolean;
  /** Whether another value was tried, though nothing may be known of it: its process was lost, or it ended too soon. */
  readonly wasTried: boolean;
  /** Gain of each alternative that tells something over the value that holds; null when the alternative diverged. */
  readonly alternatives: readonly (PairedDifference | null)[];
  /** Gain of the best baseline over the network that holds; absent when the baselines did not run. */
  readonly baseline?: PairedDifference;
  readonly delta: number;
}

/** The slots that answer for a network that is worse than a baseline. */
const refutable: ReadonlySet<Slot> = new Set(['loss', 'hiddenLayers', 'hiddenUnits', 'optimizer', 'learningRate']);

/**
 * In this order: untested (never varied), refuted (worse than a baseline by more than delta, and nothing tried mended it),
 * adjusted (another value was kept), confirmed (with probability >= 0.8 no alternative gains more than delta), inconclusive.
 * That one of several gains is no more probable than the sum of their probabilities (Boole's inequality).
 */
export function verdictOf({ slot, isChanged, wasTried, alternatives, baseline, delta }: SlotFindings): Verdict {
  if (!wasTried && !isChanged) return 'untested';
  if (
    refutable.has(slot) &&
    baseline &&
    baseline.difference > delta &&
    baseline.probabilityAbove(0) >= KEEP_PROBABILITY
  )
    return 'refuted';
  if (isChanged) return 'adjusted';
  if (alternatives.length === 0) return 'inconclusive';
  const gains = alternatives.reduce((sum, paired) => sum + (paired?.probabilityAbove(delta) ?? 0), 0);
  return 1 - gains >= KEEP_PROBABILITY ? 'confirmed' : 'inconclusive';
}

/** A gain and its interval in percent of the constant predictor's loss; none where that is 0, as of a target of one value. */
export const effectOf = (
  { difference, interval: [low, high] }: Pick<PairedDifference, 'difference' | 'interval'>,
  constantLoss: number,
): Effect | undefined => {
  const percent = (gain: number): number => (100 * gain) / constantLoss;
  return constantLoss > 0 ? { percent: percent(difference), interval: [percent(low), percent(high)] } : undefined;
};
