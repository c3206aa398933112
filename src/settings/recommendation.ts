import { z } from 'zod';
import { profileSchema } from '../profile/schema.js';
import { metricSchema, type Slot, settingsSchema, slots, warningSchema } from './slots.js';

/** The answer of Sextant: one object for the CLI, the API, the SDK, reports and the record. */

const interval = z.tuple([z.number(), z.number()]);

export const verdicts = ['confirmed', 'adjusted', 'refuted', 'inconclusive', 'untested'] as const;
/** The probability of a gain from which on a trial may be kept, and that of none from which on a value is confirmed. */
export const KEEP_PROBABILITY = 0.8;

/** By what the linear baseline is proposed. It is listed among the trials where the recommendation ends with it, or the final model has it. */
export const LINEAR_BASELINE = 'baseline.linear';

export const verdictSchema = z.enum(verdicts);
export type Verdict = z.infer<typeof verdictSchema>;

export const sourceSchema = z.strictObject({
  title: z.string().min(1),
  section: z.string().min(1).optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
});
export type Source = z.infer<typeof sourceSchema>;

/** Size of an effect: a difference of losses in percent of the constant predictor's loss; positive is better. */
export const effectSchema = z.strictObject({ percent: z.number(), interval });
export type Effect = z.infer<typeof effectSchema>;

const slotName = z.enum(slots as [Slot, ...Slot[]]);

export const adviceItemSchema = z.strictObject({
  slot: slotName,
  origin: z.enum(['rule', 'caller', 'override']),
  recommended: z.json(),
  final: z.json(),
  verdict: verdictSchema,
  ruleId: z.string().nullable(),
  because: z
    .string()
    .meta({ description: 'Why the rule says `recommended`; why `final` is another value, `evidence` says.' }),
  source: sourceSchema.nullable(),
  alternatives: z.array(z.strictObject({ value: z.json(), ruleId: z.string(), lostBecause: z.string() })),
  evidence: z
    .strictObject({
      trialId: z.string(),
      /** Gain of the final value over the best other one tried, in the selection metric; positive is better. */
      difference: z.number(),
      interval,
      probabilityOfGain: z.number().min(0).max(1),
      /** Difference and interval once more; absent where the constant predictor has no loss to compare with. */
      effect: effectSchema.optional(),
    })
    .optional(),
});
export type AdviceItem = z.infer<typeof adviceItemSchema>;

export const scoreSchema = z.strictObject({
  metric: metricSchema,
  value: z.number(),
  interval,
  of: z.enum(['member', 'ensemble']),
});
export type Score = z.infer<typeof scoreSchema>;

export const trialSchema = z.strictObject({
  id: z.string(),
  parentId: z.string().nullable(),
  /** The shallower trial whose weights it started from; absent: it started anew. */
  grownFrom: z.string().optional(),
  /** The slots in which this trial differs from its parent. */
  settings: z.record(z.string(), z.json()),
  /** Id of the rule that proposed it. */
  because: z.string(),
  /** Share of the epochs of its settings that it was trained for; absent: all. */
  epochsShare: z.number().gt(0).optional(),
  /** Out-of-fold loss in the selection metric; null when it diverged or its process was lost. */
  score: z.number().nullable(),
  /** A fraction where the loss was taken within an epoch. */
  chosenEpoch: z.number().min(0).optional(),
  kept: z.boolean(),
  /** Its settings are the recommendation's in the end: of the networks within one standard error of the best the simplest. */
  selected: z.literal(true).exactOptional(),
  /** Gain over the trial that held when this one was judged, in the selection metric, and its interval; positive is better. */
  difference: z.number().optional(),
  interval: interval.optional(),
  probabilityOfGain: z.number().min(0).max(1).optional(),
});
export type Trial = z.infer<typeof trialSchema>;

export const learningCurveSchema = z.strictObject({
  trialId: z.string(),
  epochs: z.array(z.number().min(0)),
  train: z.array(z.number()),
  validation: z.array(z.number()),
  chosenEpoch: z.number().min(0),
});
export type LearningCurve = z.infer<typeof learningCurveSchema>;

export const populationPlanSchema = z.strictObject({
  purpose: z.string(),
  configurations: z.number().int(),
  members: z.number().int(),
  hiddenLayers: z.number().int(),
  hiddenUnits: z.number().int(),
  epochs: z.number().int(),
  /** Epochs that were asked for, when time cut them. */
  epochsPlanned: z.number().int().optional(),
  seconds: z.number(),
});
export type PopulationPlan = z.infer<typeof populationPlanSchema>;

/** How the trial of one more layer starts: anew, or from the shallower network's weights with a layer that changes nothing yet. */
export const depthStartSchema = z.enum(['fresh', 'grown']);
export type DepthStart = z.infer<typeof depthStartSchema>;

const count = z.int().min(0);

/** How predictions on rows that were not trained on compare with what is true: counts and means, from which no row can be told. */
export const outOfFoldSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('classes'),
    rows: count,
    /** `counts[i][j]`: rows of class i that are taken for class j. */
    confusion: z.strictObject({ labels: z.array(z.string()), counts: z.array(z.array(count)) }),
    /** Bins of equally many rows: the mean probability of the second of two classes, or of the most probable one, and the share in which it is true. */
    calibration: z.array(z.strictObject({ predicted: z.number(), observed: z.number(), interval, rows: count })),
  }),
  z.strictObject({
    kind: z.literal('numbers'),
    rows: count,
    /** Bins of equally many rows by prediction: mean, 10 % and 90 % quantile of what is measured less what is predicted. */
    residuals: z.array(
      z.strictObject({ predicted: z.number(), mean: z.number(), low: z.number(), high: z.number(), rows: count }),
    ),
  }),
]);
export type OutOfFold = z.infer<typeof outOfFoldSchema>;

export const probeReportSchema = z.strictObject({
  id: z.string(),
  status: z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']),
  /** Null until it has begun. */
  backend: z.string().nullable(),
  seed: z.number().int(),
  budgetSeconds: z.number().optional(),
  trialsLimit: z.number().int().optional(),
  depthStart: depthStartSchema.optional(),
  seconds: z.number(),
  /** Rows that the probe trained on; fewer than the profile's when it sampled. */
  rows: z.number().int(),
  plan: z.array(populationPlanSchema),
  baselines: z.array(z.strictObject({ name: z.enum(['constant', 'linear']), score: scoreSchema })),
  trials: z.array(trialSchema),
  /** Bias-corrected score of one member of the selected configuration. */
  score: scoreSchema.nullable(),
  /** What to expect of the final model. */
  expectedScore: scoreSchema.nullable(),
  /** The configurations whose fold members, or whose one network on all rows, make up the final model; the shares sum to 1. */
  finalModel: z
    .strictObject({
      kind: z.enum(['ensemble', 'refit']).default('ensemble'),
      parts: z.array(
        z.strictObject({ trialId: z.string(), share: z.number().gt(0).max(1), members: z.number().int().min(1) }),
      ),
      /** Divides the logarithms of the averaged class probabilities; 1 where nothing is calibrated. */
      temperature: z.number().gt(0),
      /** An averaged number becomes intercept + slope x number; absent where it is as it should be. */
      line: z.strictObject({ intercept: z.number(), slope: z.number() }).optional(),
      /** Probability of the second label from which on it is named; absent: the most probable label is. */
      threshold: z.number().gt(0).lt(1).optional(),
    })
    .optional(),
  /** Of the final model, by networks that were not trained on the row. */
  outOfFold: outOfFoldSchema.optional(),
  learningCurves: z.array(learningCurveSchema),
  /** What the last doubling of the training rows gained, in the selection metric; absent where there was no time to look. */
  dataSlope: z
    .strictObject({
      /** Mean training rows of a fold: all, and those it was compared with. */
      rows: z.number(),
      halfRows: z.number(),
      difference: z.number(),
      interval,
      probabilityOfGain: z.number().min(0).max(1),
      effect: effectSchema.optional(),
      /** `likely`: the gain is kept by the rule for trials. */
      moreData: z.enum(['likely', 'noEvidence']),
    })
    .optional(),
  /** Training one network with the selected settings on all rows of the file; none is needed where there are no reasons. */
  fullTraining: z
    .strictObject({
      rows: z.int().min(1),
      epochs: z.number().gt(0),
      /** Epochs over which schedules run, as those of what was selected did; absent: those of the settings. */
      scheduleEpochs: z.number().gt(0).optional(),
      /** Predicted from the steps measured in this probe, on this machine. */
      seconds: z.number().min(0),
      recommended: z.boolean(),
      /** `sampled`: the probe left rows out; `cut`: it had no time for all epochs; `stillFalling`: the loss still fell at the last. */
      reasons: z.array(z.enum(['sampled', 'cut', 'stillFalling'])),
    })
    .optional(),
});
export type ProbeReport = z.infer<typeof probeReportSchema>;

export const recommendationSchema = z.strictObject({
  id: z.string(),
  decisionId: z.string(),
  createdAt: z.iso.datetime(),
  ruleSet: z.strictObject({ name: z.string(), version: z.string(), hash: z.string() }),
  profile: profileSchema,
  settings: settingsSchema,
  advice: z.array(adviceItemSchema),
  warnings: z.array(warningSchema),
  probe: probeReportSchema.optional(),
  test: z.record(z.string(), z.number()).optional(),
});
export type Recommendation = z.infer<typeof recommendationSchema>;
