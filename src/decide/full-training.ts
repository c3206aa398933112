import { compare, DELTA_SHARE, isKept } from '../refine/select.js';
import { effectOf } from '../refine/verdict.js';
import type { ProbeReport } from '../settings/recommendation.js';
import type { Budget } from './budget.js';
import type { LeftOut } from './left-out.js';
import { meanTrainRows } from './population.js';
import type { Runner } from './runner.js';
import { chosenEpochs, type SuccessfulTrial, trainedSettings } from './trial.js';

export type DataSlope = NonNullable<ProbeReport['dataSlope']>;
export type FullTraining = NonNullable<ProbeReport['fullTraining']>;

/**
 * What the last doubling of the rows gained: the selected trial against the same with half of its training rows, at equal steps and
 * on the same validation rows. Another doubling gains less, as learning curves flatten. Only where the time left suffices: else it is
 * told that nothing was seen.
 */
export async function measureDataSlope(
  selected: SuccessfulTrial,
  { runner, budget }: { readonly runner: Runner; readonly budget: Budget },
): Promise<{ readonly dataSlope?: DataSlope } & Pick<LeftOut, 'isHalfUnseen'>> {
  const left = budget.isTimed ? budget.secondsLeft() : Number.POSITIVE_INFINITY;
  if (runner.estimateSeconds([selected], selected) >= left) return { isHalfUnseen: !selected.grownFrom };
  if (!runner.isHalvable(selected)) return { isHalfUnseen: false };
  const half = await runner.halved(selected, budget.isTimed ? left : undefined);
  // Without a limit in seconds it diverged, or its process was lost.
  if (!half) return { isHalfUnseen: budget.isTimed };
  const paired = compare(half.result, selected.result, runner.partition);
  const { difference, interval } = paired;
  const effect = effectOf(paired, runner.constant.loss);
  const dataSlope: DataSlope = {
    rows: meanTrainRows(runner.matrices(selected.result.dataId)),
    halfRows: meanTrainRows(runner.matrices(half.result.dataId)),
    difference,
    interval: [...interval],
    probabilityOfGain: paired.probabilityAbove(0),
    ...(effect && { effect }),
    moreData: isKept(paired, DELTA_SHARE * runner.constant.loss) ? 'likely' : 'noEvidence',
  };
  return { dataSlope, isHalfUnseen: false };
}

/** Share of the epochs after which the best one counts as the last: the fall is taken over the rest. */
const LATE = 0.9;

/** A training on `rows` rows, the whole file: how long it takes, and whether it can be expected to do better than the probe did. */
export function fullTrainingOf(
  selected: SuccessfulTrial,
  { runner, rows, dataSlope }: { readonly runner: Runner; readonly rows: number; readonly dataSlope?: DataSlope },
): FullTraining {
  const { settings, epochsShare = 1, result } = selected;
  const { curve, chosenEpoch, constantLoss } = result.observation;
  // A run that was best long before its end gains nothing by more epochs, also where the time cut it.
  const isLate = chosenEpoch >= LATE * (curve.epochs.at(-1) ?? 0);
  const isCut = epochsShare < 1 && isLate;
  const epochs = isCut ? (settings.epochs ?? 1) : Math.max(1, chosenEpochs(selected));
  const reasons: Record<FullTraining['reasons'][number], boolean> = {
    sampled: runner.table.rows < rows && dataSlope?.moreData !== 'noEvidence',
    cut: isCut,
    stillFalling: !isCut && isLate && lastFall(curve) > DELTA_SHARE * constantLoss,
  };
  const given = (['sampled', 'cut', 'stillFalling'] as const).filter((reason) => reasons[reason]);
  const seconds = runner.estimateFull(selected, rows, epochs);
  const scheduleEpochs = isCut ? settings.epochs : scheduleEpochsOf(selected);
  return {
    rows,
    epochs,
    ...(scheduleEpochs !== null && scheduleEpochs !== settings.epochs && { scheduleEpochs }),
    seconds,
    recommended: given.length > 0,
    reasons: given,
  };
}

/** What was grown is trained from a fresh start, as a refit is: over the epochs of all that it grew out of. */
const scheduleEpochsOf = (selected: SuccessfulTrial): number | null =>
  selected.grownFrom ? chosenEpochs(selected) : trainedSettings(selected).epochs;

/** How far the validation loss fell over the last tenth of the run. */
function lastFall({ epochs, validation }: SuccessfulTrial['result']['observation']['curve']): number {
  const from = epochs.findLastIndex((epoch) => epoch <= LATE * (epochs.at(-1) ?? 0));
  return (validation[Math.max(0, from)] ?? Number.NaN) - (validation.at(-1) ?? Number.NaN);
}
