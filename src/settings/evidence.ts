import { z } from 'zod';
import { slots } from './slots.js';

const loss = z.number();
const gain = z.strictObject({
  /** Loss of the other minus loss of this configuration, in units of the selection metric; positive is better. */
  difference: z.number(),
  probabilityOfGain: z.number().min(0).max(1),
});

/**
 * What a probe saw of one configuration; the diagnosis rules read these as facts `evidence.<name>`.
 * Curves are means over folds and losses are in the selection metric (log loss, or squared error of the standardised target).
 * Every fact is optional: what was not measured is missing, never 0.
 */
export const evidenceSchema = z
  .strictObject({
    trainLoss: loss,
    validationLoss: loss,
    /** (validationLoss - trainLoss) / the constant predictor's loss. */
    generalizationGap: z.number(),
    /** Epochs that were trained before the last one, the patience or the clock ended the run. */
    epochsTrained: z.number().min(0),
    /** The chosen epoch / those trained. */
    chosenEpochShare: z.number().min(0).max(1),
    /** Change over the last tenth of the epochs / the constant's loss; negative: still falling. */
    trainSlope: z.number(),
    validationSlope: z.number(),
    /** (last - least validation loss) / the constant's loss. */
    validationRise: z.number().min(0),
    /** Share of the total fall of the training loss reached in the first tenth of the epochs. */
    descentRate: z.number(),
    /** Standard deviation of the detrended last quarter of the validation curve / the constant's loss. */
    lateNoise: z.number().min(0),
    /** Standard deviation of the validation loss over folds / its mean. */
    foldSpread: z.number().min(0),
    divergedShare: z.number().min(0).max(1),
    bestRateAtEdge: z.enum(['none', 'low', 'high']),
    bestRateNextToDiverged: z.boolean(),
    clippedShare: z.number().min(0).max(1),
    /** 90th percentile of the gradient's norm over the steps looked at, one for each fold before an evaluation; two digits. */
    gradientNormNinetieth: z.number().min(0),
    deadUnitShare: z.number().min(0).max(1),
    /** Gradient norm of the first layer / of the last. */
    gradientNormRatio: z.number().min(0),
    fitsTrainPerfectly: z.boolean(),
    /** Share of the run after which the training rows were fitted perfectly. */
    perfectFitShare: z.number().min(0).max(1),
    gainOverConstant: gain,
    gainOverLinear: gain,
    gainOverShallower: gain,
    /** Loss gained per doubling of the rows. */
    dataSlope: z.number(),
    secondsPerEpoch: z.number().min(0),
    /** Configurations trained so far, the linear baseline left out. */
    trialsTried: z.number().int().min(0),
    /** The slot whose change refinement kept last, the learning rate left out where another slot was changed with it. */
    lastKeptSlot: z.enum(slots),
  })
  .partial();

export type Evidence = z.infer<typeof evidenceSchema>;
