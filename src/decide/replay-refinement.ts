import type { Advisor } from '../advise/advise.js';
import { factsIn } from '../advise/fact-types.js';
import type { RecommendationRecord, RefinementRecord } from '../audit/schema.js';
import { expandTrace } from '../audit/trace.js';
import { canonicalize } from '../canonical-json.js';
import { factsOf } from '../profile/facts.js';
import type { Trial } from '../settings/recommendation.js';
import { isSlot, type Settings } from '../settings/slots.js';
import { type Decided, type Difference, inOrder, settingsOf } from './decided.js';
import { completed, rounded } from './propose.js';
import { trainable } from './trainable.js';

/** What the diagnosis rules of a refinement saw, put together again from the record. */
export interface RefinementFacts {
  readonly profile: RecommendationRecord['facts']['profile'];
  /** Of the trial from which the refined one was proposed. */
  readonly settings: Settings;
}

/**
 * A refinement records its evidence alone: the profile is in the decision that it follows, the settings are those of its parent
 * trial, which its own parents led to one change after the other. Returns in words why they cannot be had; where they can they
 * agree with every fact that the trace saw.
 */
export function factsOfRefinement(
  record: RefinementRecord,
  first: RecommendationRecord | undefined,
  trials: readonly Trial[],
): RefinementFacts | string {
  if (first === undefined) return 'the decision that it follows, which holds the profile, is not recorded here';
  const { profile } = first.facts;
  const advised = trainable(settingsOf(first.outcome.settings)).settings;
  const known = new Map(trials.map((trial) => [trial.id, trial]));
  const settings = settingsOfTrial(record.outcome.trial.parentId, known, advised);
  if (settings === undefined) return 'the trial from which it was proposed is not recorded here';
  const facts = {
    ...factsOf(profile),
    ...factsIn('settings', settings),
    ...factsIn('evidence', record.facts.evidence),
  };
  const other = Object.entries(record.trace?.seen ?? {}).find(([fact, value]) => facts[fact] !== value);
  return other === undefined
    ? { profile, settings }
    : `the record does not give back the value of ${other[0]} that the rules saw`;
}

function settingsOfTrial(
  id: string | null,
  trials: ReadonlyMap<string, Trial>,
  advised: Settings,
): Settings | undefined {
  const steps: Trial[] = [];
  for (let at = id; at !== null; ) {
    const trial = trials.get(at);
    // A trial that is its own ancestor is none that a probe wrote.
    if (trial === undefined || steps.includes(trial)) return undefined;
    steps.push(trial);
    at = trial.parentId;
  }
  return steps.reduceRight((settings, trial) => completed({ ...settings, ...trial.settings }, advised), advised);
}

/** The rules that fired on recorded evidence and those that fire now, slot by slot; what the trial tried is compared too. */
export async function replayRefinement(
  advisor: Advisor,
  recordedBy: Advisor,
  { record, facts }: { readonly record: RefinementRecord; readonly facts: RefinementFacts },
): Promise<Difference[]> {
  const { trial } = record.outcome;
  const { diagnoses, trace } = await advisor.diagnose({ ...facts, evidence: record.facts.evidence });
  const proposals = new Map(diagnoses.map(rounded).map((proposal) => [proposal.ruleId, proposal]));
  const tried = ({ ruleId }: { ruleId: string | null }, slot: string): boolean =>
    ruleId === trial.because && Object.hasOwn(trial.settings, slot);
  const before = firedOf(
    (record.trace ? expandTrace(record.trace, recordedBy.ruleSet).rules : []).filter(({ fired }) => fired),
    recordedBy,
    (ruleId, slot) => (tried({ ruleId }, slot) ? { ruleId, value: trial.settings[slot] } : { ruleId }),
  );
  const after = firedOf(
    trace.rules.filter(({ fired }) => fired),
    advisor,
    (ruleId) => {
      const proposal = proposals.get(ruleId);
      return proposal ? { ruleId, value: proposal.value } : { ruleId };
    },
  );
  return inOrder(new Set([...before.keys(), ...after.keys()])).flatMap((slot) => {
    const [a, b] = [before.get(slot) ?? [], after.get(slot) ?? []];
    return isSame(a, b) ? [] : [{ slot, before: a, after: b }];
  });
}

function firedOf(
  fired: readonly { readonly ruleId: string }[],
  { ruleSet }: Advisor,
  describe: (ruleId: string, slot: string) => Decided,
): Map<string, Decided[]> {
  const slots = new Map(ruleSet.rules.map(({ id, slot }) => [id, slot]));
  const bySlot = new Map<string, Decided[]>();
  for (const { ruleId } of fired.toSorted((a, b) => (a.ruleId < b.ruleId ? -1 : 1))) {
    const slot = slots.get(ruleId) ?? '';
    if (isSlot(slot)) bySlot.set(slot, [...(bySlot.get(slot) ?? []), describe(ruleId, slot)]);
  }
  return bySlot;
}

/** Values are compared where the record tells both. */
const isSame = (before: readonly Decided[], after: readonly Decided[]): boolean =>
  before.length === after.length &&
  before.every((one, index) => {
    const other = after[index];
    const isComparable = one.value !== undefined && other?.value !== undefined;
    return one.ruleId === other?.ruleId && (!isComparable || canonicalize(one.value) === canonicalize(other.value));
  });
