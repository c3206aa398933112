import { z } from 'zod';
import { profileSchema } from '../profile/schema.js';
import { evidenceSchema } from '../settings/evidence.js';
import { effectSchema, trialSchema, verdictSchema } from '../settings/recommendation.js';
import { compactTraceSchema } from './trace.js';

/**
 * What is kept of one decision. `schemaVersion` grows when a member changes its meaning; added members do not change it. Since 2 a trace
 * says of slots what its rules do not, and settings are packed in the chain (`payload.ts`; that a default rule has no name there, and what the
 * caller fixed no second value, came before version 2 was released).
 */

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const decided = z.strictObject({
  value: z.json(),
  /** `null`: no rule decided it; the caller fixed it. */
  ruleId: z.string().nullable(),
});
export type Decided = Readonly<z.infer<typeof decided>>;
/** One value for each slot that applies; a list for slots that collect values. */
const decidedSettingsSchema = z.record(z.string(), z.union([decided, z.array(decided)]));
export type DecidedSettings = z.infer<typeof decidedSettingsSchema>;

const common = {
  id: z.string(),
  /** The decision that this one follows. */
  parentId: z.string().nullable(),
  recommendationId: z.string().nullable(),
  schemaVersion: z.literal([1, 2]),
  /** Milliseconds since the epoch. */
  occurredAt: z.int().min(0),
  /** Who asked: a user, a key; `null` where nobody is known. */
  actor: z.string().nullable(),
  requestId: z.string().nullable(),
  /** Of W3C Trace Context; absent where the request was part of no trace. */
  traceId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .exactOptional(),
  ruleSet: z.strictObject({ name: z.string(), version: z.string(), hash }),
  appVersion: z.string(),
  /** Name and version of what evaluated the rules. */
  engineVersion: z.string(),
  durationMs: z.number().min(0),
};

/** The rules' answer for a profile. */
const recommendationRecordSchema = z.strictObject({
  ...common,
  kind: z.literal('recommendation'),
  facts: z.strictObject({
    profile: profileSchema,
    /** Slots that the caller fixed. */
    settings: z.record(z.string(), z.json()),
  }),
  trace: compactTraceSchema,
  outcome: z.strictObject({ settings: decidedSettingsSchema }),
});

/** One trial of a probe: what the diagnosis rules saw, which change they proposed, what it brought. */
const refinementRecordSchema = z.strictObject({
  ...common,
  kind: z.literal('refinement'),
  facts: z.strictObject({
    /** Of the configuration that the proposal started from. */
    evidence: evidenceSchema,
  }),
  /** `null` where no rule was evaluated for this trial: it came from the plan. */
  trace: compactTraceSchema.nullable(),
  outcome: z.strictObject({ trial: trialSchema }),
});

/** What a probe found about each slot, and which values it changed. */
const verdictsRecordSchema = z.strictObject({
  ...common,
  kind: z.literal('verdicts'),
  facts: z.strictObject({ probeId: z.string() }),
  trace: z.null(),
  outcome: z.strictObject({
    verdicts: z.record(z.string(), verdictSchema),
    /** What each slot that was varied gains over its best other value. */
    effects: z.record(z.string(), effectSchema).exactOptional(),
    /** Final values of adjusted slots, and `null` of those that mean nothing any more. */
    settings: z.record(z.string(), z.json()),
  }),
});

const ruleSetReference = z.strictObject({ id: z.string(), name: z.string(), version: z.string(), hash });
export type RuleSetReference = z.infer<typeof ruleSetReference>;

/** Another rule set decides in the workspace from now on. */
const activationRecordSchema = z.strictObject({
  ...common,
  kind: z.literal('activation'),
  facts: z.strictObject({
    /** What decided until then. */
    before: ruleSetReference,
  }),
  trace: z.null(),
  outcome: z.strictObject({ active: ruleSetReference }),
});

/** A candidate is evaluated beside the active rule set from now on, or no longer. */
const shadowRecordSchema = z.strictObject({
  ...common,
  kind: z.literal('shadow'),
  facts: z.strictObject({ active: ruleSetReference }),
  trace: z.null(),
  outcome: z.strictObject({ candidate: ruleSetReference, runs: z.boolean() }),
});

/** A person set a slot to another value. */
const overrideRecordSchema = z.strictObject({
  ...common,
  kind: z.literal('override'),
  facts: z.strictObject({
    slot: z.string(),
    /** What held before. */
    final: z.json(),
  }),
  trace: z.null(),
  outcome: z.strictObject({
    value: z.json(),
    reason: z.string().min(1),
    /** What holds now, of every slot that changed: others may come to apply, or cease to. */
    settings: z.record(z.string(), z.json()),
  }),
});

export const decisionRecordSchema = z.discriminatedUnion('kind', [
  recommendationRecordSchema,
  refinementRecordSchema,
  verdictsRecordSchema,
  activationRecordSchema,
  shadowRecordSchema,
  overrideRecordSchema,
]);

/** Kinds of entries that hold a decision; of those a row says where it is found. */
export const decisionKinds: ReadonlySet<string> = new Set(
  decisionRecordSchema.options.map(({ shape }) => shape.kind.value),
);

export type DecisionRecord = z.infer<typeof decisionRecordSchema>;
export type RecommendationRecord = z.infer<typeof recommendationRecordSchema>;
export type RefinementRecord = z.infer<typeof refinementRecordSchema>;
export type VerdictsRecord = z.infer<typeof verdictsRecordSchema>;
export type ActivationRecord = z.infer<typeof activationRecordSchema>;
export type ShadowRecord = z.infer<typeof shadowRecordSchema>;
export type OverrideRecord = z.infer<typeof overrideRecordSchema>;
