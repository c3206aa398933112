import type { ProbeReport, Recommendation, Trial } from '../../settings/recommendation.js';
import { inherited } from './trial-rows.js';

export interface LadderRung {
  readonly learningRate: number;
  /** `null`: training diverged, or its process was lost. */
  readonly loss: number | null;
  /** Whether the recommendation has this rate. */
  readonly isChosen: boolean;
}

/**
 * The losses at several learning rates of one network, lowest rate first; empty when fewer than two were tried.
 * With a ladder at each depth, the one with the most rates is shown, the latest of equals.
 */
export function learningRateLadder({ probe, settings, advice }: Recommendation): LadderRung[] {
  if (probe === undefined) return [];
  const recommended = advice.find(({ slot }) => slot === 'learningRate')?.recommended;
  const start = typeof recommended === 'number' ? recommended : settings.learningRate;
  const largest = ladders(probe).reduce<readonly Trial[]>(
    (best, each) => (each.length >= best.length ? each : best),
    [],
  );
  const rungs = largest.flatMap((trial): LadderRung[] => {
    const learningRate = rateOf(trial, probe) ?? start;
    if (learningRate === null) return [];
    return [{ learningRate, loss: trial.score, isChosen: learningRate === settings.learningRate }];
  });
  const distinct = [...new Map(rungs.map((rung) => [rung.learningRate, rung])).values()];
  return distinct.length < 2 ? [] : distinct.sort((a, b) => a.learningRate - b.learningRate);
}

/** Trials of one parent that change the rate alone, with the parent itself. */
function ladders({ trials }: ProbeReport): Trial[][] {
  const changesRateAlone = ({ settings }: Trial): boolean => Object.keys(settings).join() === 'learningRate';
  const parents = new Set(trials.filter(changesRateAlone).map(({ parentId }) => parentId));
  return [...parents].map((parent) => [
    ...trials.filter(({ id }) => id === parent),
    ...trials.filter((trial) => trial.parentId === parent && changesRateAlone(trial)),
  ]);
}

function rateOf(trial: Trial, { trials }: ProbeReport): number | undefined {
  const rate = inherited('learningRate', trial, trials);
  return typeof rate === 'number' ? rate : undefined;
}
