import type { Profile } from '../profile/schema.js';
import type { Evidence } from '../settings/evidence.js';
import type { AdviceItem, Trial } from '../settings/recommendation.js';
import { isCollectSlot, type Settings } from '../settings/slots.js';
import { withoutRareLabels } from './rare-labels.js';
import type { RecordedRuleSet } from './rule-set.js';
import {
  type ActivationRecord,
  type Decided,
  type DecidedSettings,
  type DecisionRecord,
  decisionRecordSchema,
  type OverrideRecord,
  type RecommendationRecord,
  type RefinementRecord,
  type RuleSetReference,
  type ShadowRecord,
  type VerdictsRecord,
} from './schema.js';
import { compactTrace, type Evaluation } from './trace.js';

/** What all records of one request have in common. */
export interface RecordContext {
  readonly ruleSet: RecordedRuleSet & { readonly hash: string };
  readonly appVersion: string;
  /** E.g. `json-rules-engine 7.3.1`. */
  readonly engineVersion: string;
  readonly actor: string | null;
  readonly requestId: string | null;
  /** Of the trace that the request is part of. */
  readonly traceId?: string | undefined;
  readonly createId: (prefix: 'dec') => string;
  readonly clock: { now(): number };
  /** Labels of classes with fewer rows are left out. */
  readonly labelsBelow: number;
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
  {
    recommendationId,
    durationMs,
    parentId = null,
  }: Pick<Place, 'durationMs'> & { recommendationId: string | null; parentId?: string | null },
) {
  const { name, version, hash } = context.ruleSet;
  return {
    id: context.createId('dec'),
    parentId,
    recommendationId,
    schemaVersion: 2 as const,
    occurredAt: context.clock.now(),
    actor: context.actor,
    requestId: context.requestId,
    ...(context.traceId !== undefined && { traceId: context.traceId }),
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
  readonly trace: Evaluation;
}

/**
 * The rules' answer for a profile. Not checked against the schema, unlike those below: a service makes hundreds a second, and the
 * check takes about as long as the rules. All of it is made here from values that were parsed before, by types that the schema
 * gives; a test checks thousands, and what has no place in JSON is refused when the record is written out.
 */
export function newRecommendationRecord(context: RecordContext, decision: AdviceDecision): RecommendationRecord {
  return {
    ...envelope(context, decision),
    kind: 'recommendation',
    facts: {
      profile: withoutRareLabels(decision.profile, context.labelsBelow),
      settings: asJson(decision.fixed),
    },
    trace: compactTrace(decision.trace, context.ruleSet),
    outcome: { settings: decidedSettings(decision.items, sharedBy(context.ruleSet)) },
  };
}

export interface TrialDecision extends ChildPlace {
  readonly trial: Trial;
  /** Of the configuration from which the trial was proposed; empty for a trial of the plan. */
  readonly evidence: Evidence;
  /** Of the diagnosis rules that proposed it; `null` for a trial of the plan. */
  readonly trace: Evaluation | null;
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
  const changed = decision.items.filter(
    ({ verdict, recommended, final }) => verdict === 'adjusted' || (final === null && recommended !== null),
  );
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
      settings: Object.fromEntries(changed.map(({ slot, final }) => [slot, final])),
    },
  });
}

/** The record context has the rule set that is activated. */
export function newActivationRecord(
  context: RecordContext,
  { durationMs, before, active }: { durationMs: number; before: RuleSetReference; active: RuleSetReference },
): ActivationRecord {
  return checked({
    ...envelope(context, { recommendationId: null, durationMs }),
    kind: 'activation',
    facts: { before },
    trace: null,
    outcome: { active },
  });
}

/** The record context has the candidate. */
export function newShadowRecord(
  context: RecordContext,
  { active, candidate, runs }: { active: RuleSetReference; candidate: RuleSetReference; runs: boolean },
): ShadowRecord {
  return checked({
    ...envelope(context, { recommendationId: null, durationMs: 0 }),
    kind: 'shadow',
    facts: { active },
    trace: null,
    outcome: { candidate, runs },
  });
}

export interface OverrideDecision extends ChildPlace {
  readonly facts: OverrideRecord['facts'];
  readonly outcome: OverrideRecord['outcome'];
}

export function newOverrideRecord(context: RecordContext, decision: OverrideDecision): OverrideRecord {
  const { facts, outcome } = decision;
  return checked({ ...envelope(context, decision), kind: 'override', facts, trace: null, outcome });
}

/** Of a record that is seldom made. The union's parser forgets which member it got: equal kinds are equal members. */
function checked<T extends DecisionRecord>(record: T): T {
  return decisionRecordSchema.parse(record) as T;
}

/** What a rule gave its slot the last time, of each rule of a set: most give the same every time, and what is the same object has been written out before. */
type Shared = Map<string, Decided>;
const sharedByRuleSet = new WeakMap<RecordedRuleSet, Shared>();

function sharedBy(ruleSet: RecordedRuleSet): Shared {
  const known = sharedByRuleSet.get(ruleSet) ?? new Map<string, Decided>();
  sharedByRuleSet.set(ruleSet, known);
  return known;
}

function sharedOf({ final: value, ruleId }: AdviceItem, shared: Shared): Decided {
  if (ruleId === null) return { value, ruleId };
  const known = shared.get(ruleId);
  if (known?.value === value) return known;
  const made = { value, ruleId };
  shared.set(ruleId, made);
  return made;
}

/** What each slot came out as, as it is recorded. */
export function decidedSettings(items: readonly AdviceItem[], shared: Shared = new Map()): DecidedSettings {
  const settings: DecidedSettings = {};
  for (const item of items) {
    const { slot, final: value, ruleId } = item;
    const collected = settings[slot];
    if (!isCollectSlot(slot)) settings[slot] = sharedOf(item, shared);
    else if (Array.isArray(collected)) collected.push({ value, ruleId });
    else settings[slot] = [{ value, ruleId }];
  }
  return settings;
}

/** Settings are plain JSON by their schema; the type of a JSON value does not see it. A slot may be given as `undefined`: not fixed. */
const asJson = (settings: Partial<Settings>): RecommendationRecord['facts']['settings'] =>
  Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as RecommendationRecord['facts']['settings'];
