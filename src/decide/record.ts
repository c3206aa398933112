import { canonicalRuleSet } from '../advise/hash.js';
import type { Advice, RuleSet } from '../advise/schema.js';
import {
  newRecommendationRecord,
  newRefinementRecord,
  newVerdictsRecord,
  type RecordContext,
} from '../audit/new-record.js';
import type { LongRecording } from '../audit/commit.js';
import { recordDecisions, recordLong } from '../audit/record.js';
import type { DecisionRecord } from '../audit/schema.js';
import type { Profile } from '../profile/schema.js';
import type { Recommendation, Trial } from '../settings/recommendation.js';
import type { Settings } from '../settings/slots.js';
import type { Database } from '../store/database.js';
import type { StoredRecommendation } from '../store/save-recommendation.js';
import { traceIdOf } from '../tracing.js';
import type { Context } from './context.js';
import type { Refinement } from './refine.js';
import type { RunContext } from './run.js';

/** What all records of one request share. */
export function recordContext(context: RunContext, ruleSet: RuleSet, requestId: string | null): RecordContext {
  return {
    ruleSet,
    appVersion: context.versions.app,
    engineVersion: context.versions.engine,
    actor: context.actor,
    requestId,
    traceId: context.traceparent === undefined ? undefined : traceIdOf(context.traceparent),
    createId: context.ids,
    clock: context.clock,
    labelsBelow: context.labelsBelow,
  };
}

export interface AdviceRecording {
  readonly profile: Profile;
  readonly fixed: Partial<Settings>;
  readonly advice: Advice;
  readonly recommendationId: string;
  readonly durationMs: number;
}

export const adviceRecord = (of: RecordContext, { advice, ...rest }: AdviceRecording): DecisionRecord =>
  newRecommendationRecord(of, { ...rest, items: advice.items, trace: advice.trace });

export interface ProbeRecording {
  readonly recommendation: Recommendation;
  readonly probeId: string;
  readonly refinements: readonly Refinement[];
  /** Trials of the first stage, which no evidence proposed. */
  readonly planned: readonly Trial[];
  readonly durationMs: number;
}

/** One record for each trial that was judged and one for the verdicts. */
export function probeRecords(of: RecordContext, recording: ProbeRecording): DecisionRecord[] {
  const { recommendation, probeId, refinements, planned, durationMs } = recording;
  const place = { recommendationId: recommendation.id, parentId: recommendation.decisionId };
  const reported = new Map(recommendation.probe?.trials.map((trial) => [trial.id, trial]));
  const ofPlan = planned.map((trial) =>
    newRefinementRecord(of, { ...place, durationMs: 0, trial, evidence: {}, trace: null }),
  );
  const ofRounds = refinements.flatMap(({ evidence, trace, trials }) =>
    trials.flatMap(({ id }) => {
      const trial = reported.get(id);
      return trial ? [newRefinementRecord(of, { ...place, durationMs: 0, trial, evidence, trace })] : [];
    }),
  );
  const verdicts = newVerdictsRecord(of, { ...place, durationMs, probeId, items: recommendation.advice });
  return [...ofPlan, ...ofRounds, verdicts];
}

export interface Storing {
  readonly recommendations: readonly StoredRecommendation[];
  readonly decisions: readonly DecisionRecord[];
  /** First in the transaction. */
  readonly before?: ((tx: Database) => Promise<void>) | undefined;
  /** Last in the transaction. */
  readonly after?: ((tx: Database) => Promise<void>) | undefined;
}

type StoringContext = Pick<Context, 'store' | 'decisionLog' | 'workspaceId' | 'clock'>;

/** Writes recommendations and their decisions in one transaction; what is not on record is not given. */
export async function store(context: StoringContext, ruleSet: RuleSet, storing: Storing): Promise<void> {
  const recording = { ...storing, ...recordingOf(context, ruleSet) };
  await context.store((opened) => recordDecisions(opened, context.decisionLog, recording));
}

/** The same for many, which are made while those before them are written. */
export async function storeLong(
  context: StoringContext,
  ruleSet: RuleSet,
  storing: Pick<LongRecording, 'parts' | 'before'>,
): Promise<void> {
  const recording = { ...storing, ...recordingOf(context, ruleSet) };
  await context.store((opened) => recordLong(opened, context.decisionLog, recording));
}

function recordingOf({ workspaceId, clock }: StoringContext, ruleSet: RuleSet) {
  const { name, version, hash } = ruleSet;
  const body = (): string => canonicalRuleSet(ruleSet);
  return { workspaceId, clock, ruleSet: { name, version, hash, body, content: ruleSet } };
}
