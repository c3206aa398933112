import type { Evidence } from '../settings/evidence.js';
import type { Slot } from '../settings/slots.js';
import { mean } from './out-of-fold.js';
import type { PairedDifference } from './statistics.js';

/** What the trainer reports of one configuration. Plain numbers. */
export interface Observation {
  readonly curve: {
    readonly epochs: readonly number[];
    readonly train: readonly number[];
    readonly validation: readonly number[];
  };
  readonly chosenEpoch: number;
  readonly foldLosses: readonly number[];
  readonly clippedShare: number;
  readonly gradientNormNinetieth: number;
  readonly deadUnitShare: number;
  readonly gradientNormRatio: number;
  readonly secondsPerEpoch: number;
  /** Loss of the best constant on the same folds. */
  readonly constantLoss: number;
}

export interface Comparisons {
  readonly constant?: PairedDifference;
  readonly linear?: PairedDifference;
  readonly shallower?: PairedDifference;
}

/** What was done before: the search's own state, as evidence. */
export interface History {
  readonly trialsTried: number;
  readonly lastKeptSlot?: Slot;
}

/** The learning-rate ladder in ascending order; a diverged rate has no loss. */
export interface Ladder {
  readonly rates: readonly { readonly rate: number; readonly loss: number | null }[];
}

/** A training loss below this share of the constant's counts as a perfect fit. */
const PERFECT_SHARE = 0.01;

/** Turns curves and comparisons into the facts that the diagnosis rules read. */
export function observe(
  observation: Observation,
  { comparisons, ladder, history }: { comparisons: Comparisons; ladder: Ladder; history?: History },
): Evidence {
  const { curve, constantLoss, foldLosses } = observation;
  const at = indexOfEpoch(curve.epochs, observation.chosenEpoch);
  const trainLoss = curve.train[at] ?? Number.NaN;
  const validationLoss = curve.validation[at] ?? Number.NaN;
  const lastEpoch = curve.epochs.at(-1) ?? 0;
  const relative = (loss: number): number => loss / constantLoss;
  const facts: { [Name in keyof Evidence]: Evidence[Name] | undefined } = {
    trainLoss,
    validationLoss,
    generalizationGap: relative(validationLoss - trainLoss),
    epochsTrained: lastEpoch,
    chosenEpochShare: lastEpoch > 0 ? observation.chosenEpoch / lastEpoch : undefined,
    trainSlope: relative(changeOverLastTenth(curve.epochs, curve.train)),
    validationSlope: relative(changeOverLastTenth(curve.epochs, curve.validation)),
    validationRise: relative(Math.max(0, (curve.validation.at(-1) ?? 0) - validationLoss)),
    descentRate: descentRate(curve.epochs, curve.train),
    lateNoise: relative(lateNoise(curve.validation)),
    foldSpread: spread(foldLosses) / mean(foldLosses),
    clippedShare: observation.clippedShare,
    deadUnitShare: observation.deadUnitShare,
    gradientNormRatio: observation.gradientNormRatio,
    gradientNormNinetieth: Number(observation.gradientNormNinetieth.toPrecision(2)),
    fitsTrainPerfectly: trainLoss < PERFECT_SHARE * constantLoss,
    perfectFitShare: perfectFitShare(observation),
    secondsPerEpoch: observation.secondsPerEpoch,
    gainOverConstant: gainOf(comparisons.constant),
    gainOverLinear: gainOf(comparisons.linear),
    gainOverShallower: gainOf(comparisons.shallower),
    ...ladderFacts(ladder),
    ...history,
  };
  return withoutMissing(facts);
}

/** A fact that cannot be computed is missing, not NaN. */
function withoutMissing(facts: { [Name in keyof Evidence]: Evidence[Name] | undefined }): Evidence {
  const known = Object.entries(facts).filter(
    ([, value]) => value !== undefined && !(typeof value === 'number' && !Number.isFinite(value)),
  );
  return Object.fromEntries(known);
}

const gainOf = (paired: PairedDifference | undefined): Evidence['gainOverConstant'] | undefined =>
  paired && { difference: paired.difference, probabilityOfGain: paired.probabilityAbove(0) };

const indexOfEpoch = (epochs: readonly number[], epoch: number): number => Math.max(0, epochs.indexOf(epoch));

/** Value at an epoch by the last evaluation at or before it. */
function valueAt(epochs: readonly number[], values: readonly number[], epoch: number): number {
  const index = epochs.findLastIndex((one) => one <= epoch);
  return values[Math.max(0, index)] ?? Number.NaN;
}

/** Share of the run at the first evaluation that found the training rows fitted perfectly. */
function perfectFitShare({ curve: { epochs, train }, constantLoss }: Observation): number | undefined {
  const at = train.findIndex((loss) => loss < PERFECT_SHARE * constantLoss);
  return at === -1 ? undefined : (epochs[at] ?? 0) / (epochs.at(-1) ?? 0);
}

function changeOverLastTenth(epochs: readonly number[], values: readonly number[]): number {
  const last = epochs.at(-1) ?? 0;
  return (values.at(-1) ?? Number.NaN) - valueAt(epochs, values, 0.9 * last);
}

/** Share of the whole fall of the training loss in the first tenth of the run; unknown where nothing was evaluated in it. */
function descentRate(epochs: readonly number[], train: readonly number[]): number {
  const [first = Number.NaN] = train;
  const fall = first - Math.min(...train);
  const at = epochs.findLastIndex((epoch) => epoch <= 0.1 * (epochs.at(-1) ?? 0));
  return fall > 0 && at > 0 ? (first - (train[at] ?? Number.NaN)) / fall : Number.NaN;
}

/** Standard deviation of the last quarter around its own straight line. */
function lateNoise(validation: readonly number[]): number {
  const late = validation.slice(Math.floor(validation.length * 0.75));
  if (late.length < 3) return Number.NaN;
  const centre = (late.length - 1) / 2;
  const level = mean(late);
  const slope =
    late.reduce((sum, value, i) => sum + (i - centre) * (value - level), 0) /
    late.reduce((sum, _, i) => sum + (i - centre) ** 2, 0);
  return Math.sqrt(
    late.reduce((sum, value, i) => sum + (value - level - slope * (i - centre)) ** 2, 0) / (late.length - 2),
  );
}

const spread = (values: readonly number[]): number => {
  if (values.length < 2) return Number.NaN;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
};

function ladderFacts({ rates }: Ladder): Pick<Evidence, 'divergedShare' | 'bestRateAtEdge' | 'bestRateNextToDiverged'> {
  if (rates.length < 2) return {};
  const losses = rates.map(({ loss }) => loss ?? Number.POSITIVE_INFINITY);
  const best = losses.indexOf(Math.min(...losses));
  const diverged = rates.filter(({ loss }) => loss === null).length;
  return {
    divergedShare: diverged / rates.length,
    bestRateAtEdge: best === 0 ? 'low' : best === rates.length - 1 ? 'high' : 'none',
    bestRateNextToDiverged: rates[best + 1]?.loss === null,
  };
}
