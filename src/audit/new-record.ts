import type { Profile } from '../profile/schema.js';
import type { Evidence } from '../settings/evidence.js';
import type { AdviceItem, Trial } from '../settings/recommendation.js';
import { isCollectSlot, type Settings } from '../settings/slots.js';
import type { RecordedRuleSet } from './rule-set.js';
import {
  type DecidedSettings,
  type DecisionRecord,
  decisionRecordSchema,
  type RecommendationRecord,
  type RefinementRecord,
  type VerdictsRecord,
} from './schema.js';
import { compactTrace, type Trace } from './trace.js';

/** What all records of one request have in common. */
export interface RecordContext {
  readonly ruleSet: RecordedRuleSet & { readonly hash: string };
  readonly appVersion: string;
  /** E.g. `json-rules-engine 7.3.1`. */
  readonly engineVersion: string;
  readonly actor: string | null;
  readonly requestId: string | null;
  readonly createId: (prefix: 'dec') => string;
  readonly clock: { now(): number };
}

interface Place {
  readonly recommendationId: string;
  /** Milliseconds that the decision took. */
  readonly durationMs: number;
}
interface ChildPlace extends Place {
  /** The decision that this one follows. */
  readonly parentId: string;
}

function envelope(
  context: RecordContext,
  { recommendationId, durationMs, parentId = null }: Place & { parentId?: string | null },
) {
  const { name, version, hash } = context.ruleSet;
  return {
    id: context.createId('dec'),
    parentId,
    recommendationId,
    schemaVersion: 1 as const,
    occurredAt: context.clock.now(),
    actor: context.actor,
    requestId: context.requestId,
    ruleSet: { name, version, hash },
    appVersion: context.appVersion,
    engineVersion: context.engineVersion,
    durationMs,
  };
}

export interface AdviceDecision extends Place {
  readonly profile: Profile;
  /** Slots that the caller fixed. */
  readonly fixed: Partial<Settings>;
  readonly items: readonly AdviceItem[];
  readonly trace: Trace;
}

/** The rules' answer for a profile. Each `new...Record` makes an id and checks what it made against the schema. */
export function newRecommendationRecord(context: RecordContext, decision: AdviceDecision): RecommendationRecord {
  return checked({
    ...envelope(context, decision),
    kind: 'recommendation',
    facts: { profile: decision.profile, settings: asJson(decision.fixed) },
    trace: compactTrace(decision.trace, context.ruleSet),
    outcome: { settings: decidedSettings(decision.items) },
  });
}

export interface TrialDecision extends ChildPlace {
  readonly trial: Trial;
  /** Of the configuration from which the trial was proposed; empty for a trial of the plan. */
  readonly evidence: Evidence;
  /** Of the diagnosis rules that proposed it; `null` for a trial of the plan. */
  readonly trace: Trace | null;
}

export function newRefinementRecord(context: RecordContext, decision: TrialDecision): RefinementRecord {
  const { evidence, trace, trial } = decision;
  return checked({
    ...envelope(context, decision),
    kind: 'refinement',
    facts: { evidence },
    trace: trace && compactTrace(trace, context.ruleSet),
    outcome: { trial },
  });
}

export interface VerdictsDecision extends ChildPlace {
  readonly probeId: string;
  /** The advice with its verdicts. */
  readonly items: readonly AdviceItem[];
}

export function newVerdictsRecord(context: RecordContext, decision: VerdictsDecision): VerdictsRecord {
  const adjusted = decision.items.filter(({ verdict }) => verdict === 'adjusted');
  return checked({
    ...envelope(context, decision),
    kind: 'verdicts',
    facts: { probeId: decision.probeId },
    trace: null,
    outcome: {
      verdicts: Object.fromEntries(decision.items.map(({ slot, verdict }) => [slot, verdict])),
      effects: Object.fromEntries(
        decision.items.flatMap(({ slot, evidence }) => (evidence?.effect ? [[slot, evidence.effect]] : [])),
      ),
      settings: Object.fromEntries(adjusted.map(({ slot, final }) => [slot, final])),
    },
  });
}

/** The union's parser forgets which member it got: equal kinds are equal members. */
function checked<T extends DecisionRecord>(record: T): T {
  return decisionRecordSchema.parse(record) as T;
}

/** What each slot came out as, as it is recorded. */
export function decidedSettings(items: readonly AdviceItem[]): DecidedSettings {
  const settings: DecidedSettings = {};
  for (const { slot, final: value, ruleId } of items) {
    if (!isCollectSlot(slot)) settings[slot] = { value, ruleId };
    else settings[slot] = [...[settings[slot] ?? []].flat(), { value, ruleId }];
  }
  return settings;
}

/** Settings are plain JSON by their schema; the type of a JSON value does not see it. */
const asJson = (settings: Partial<Settings>): RecommendationRecord['facts']['settings'] =>
  Object.fromEntries(Object.entries(settings)) as RecommendationRecord['facts']['settings'];
