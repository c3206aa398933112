import { compare, isKept } from '../refine/select.js';
import type { ProbeInput } from './probe-input.js';
import { isSuccessful, type SuccessfulTrial, type TrainedTrial } from './trial.js';

/** Whether nothing more may be trained. */
export const isOver = ({ budget, signal }: ProbeInput): boolean =>
  signal?.aborted === true || budget.trialsLeft() <= 0 || budget.secondsLeft() <= 0;

/** Seconds for trials: what is left, less what the final model of the incumbent will take. */
export const secondsForTrials = ({ budget, runner }: ProbeInput, incumbent: SuccessfulTrial): number =>
  budget.isTimed ? Math.max(0, budget.secondsLeft() - runner.estimateFinal(incumbent)) : Number.POSITIVE_INFINITY;

/** Marks and returns the trials that the keep rule keeps, best first; only the first becomes the parent of the next round. */
export function judge(
  trained: readonly TrainedTrial[],
  { holder, delta, runner }: { holder: SuccessfulTrial; delta: number; runner: ProbeInput['runner'] },
): SuccessfulTrial[] {
  const keepable = trained.filter(isSuccessful).filter((trial) => {
    trial.paired = compare(holder.result, trial.result, runner.partition);
    return isKept(trial.paired, delta);
  });
  const ranked = keepable.sort((a, b) => a.result.loss - b.result.loss);
  const [winner] = ranked;
  if (winner) winner.kept = true;
  return ranked;
}
