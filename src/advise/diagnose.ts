import { factsOf, type Facts, type FactValue } from '../profile/facts.js';
import type { Profile } from '../profile/schema.js';
import type { Evidence } from '../settings/evidence.js';
import { slotGraph } from '../settings/slot-graph.js';
import type { Settings } from '../settings/slots.js';
import { addSeen, type CompiledRule, firedOf, type RuleGroup } from './compile.js';
import { factsIn } from './fact-types.js';
import type { Diagnosis, Rule, Trace } from './schema.js';
import { isSameJson } from '../same-json.js';

/** Rules that propose changes after evidence; their id says so, their slot is what they change. */
export const isDiagnosisRule = ({ id }: Pick<Rule, 'id'>): boolean => id.startsWith('diagnosis.');

export interface DiagnosisInput {
  readonly profile: Profile;
  readonly settings: Settings;
  readonly evidence: Evidence;
}

const factsWith = ({ profile, settings, evidence }: DiagnosisInput): Facts => ({
  ...factsOf(profile),
  ...factsIn('settings', settings),
  ...factsIn('evidence', evidence),
});

/**
 * Every change that a diagnosis rule proposes for these settings. A proposal is left out when its slot does not apply or
 * already has that value; two rules may propose different values of one slot, each is a trial of its own.
 */
export async function diagnoseWith(
  group: RuleGroup,
  input: DiagnosisInput,
): Promise<{ diagnoses: Diagnosis[]; trace: Trace }> {
  const facts = factsWith(input);
  const read = (fact: string): FactValue => facts[fact];
  const rules = await group.evaluate(facts);
  const diagnoses = firedOf(group, rules).flatMap((compiled) => proposalOf(compiled, input, read));
  const seen: Record<string, NonNullable<FactValue>> = {};
  addSeen(seen, group.reads, facts);
  return { diagnoses, trace: { rules, seen, slots: [] } };
}

function proposalOf(
  { rule, recommend, because }: CompiledRule,
  { settings }: DiagnosisInput,
  read: (fact: string) => FactValue,
): Diagnosis[] {
  const { slot, source } = rule;
  const current = settings[slot];
  if (current === null && !slotGraph[slot].optional) return [];
  const value = recommend.one(read);
  if (isSameJson(value, current)) return [];
  return [{ ruleId: rule.id, slot, value, because: because(read, value), source }];
}
