import { factsOf, type Facts, type FactValue } from '../profile/facts.js';
import type { Profile } from '../profile/schema.js';
import type { Evidence } from '../settings/evidence.js';
import { slotGraph } from '../settings/slot-graph.js';
import type { Settings } from '../settings/slots.js';
import { type Evaluate, traceOf } from './compile.js';
import { renderSentence } from './explain.js';
import { factsIn } from './fact-types.js';
import { byPriority, valueOf } from './resolve.js';
import type { Diagnosis, Rule, Trace } from './schema.js';

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
  evaluate: Evaluate,
  input: DiagnosisInput,
): Promise<{ diagnoses: Diagnosis[]; trace: Trace }> {
  const facts = factsWith(input);
  const read = (fact: string): FactValue => facts[fact];
  const results = await evaluate(facts);
  const fired = byPriority(results.filter((result) => result.fired).map(({ compiled }) => compiled.rule));
  const diagnoses = fired.flatMap((rule) => proposalOf(rule, input, read));
  return { diagnoses, trace: { rules: results.map(traceOf), slots: [] } };
}

function proposalOf(rule: Rule, { settings }: DiagnosisInput, read: (fact: string) => FactValue): Diagnosis[] {
  const { slot, source } = rule;
  const current = settings[slot];
  if (current === null && !slotGraph[slot].optional) return [];
  const value = valueOf(rule, slot, read);
  if (JSON.stringify(value) === JSON.stringify(current)) return [];
  return [{ ruleId: rule.id, slot, value, because: renderSentence({ template: rule.because, read, value }), source }];
}
