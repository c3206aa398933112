import { canonicalize } from '../canonical-json.js';
import { namesOfRule } from './payload.js';
import type { Verdict } from '../settings/recommendation.js';
import type { DecisionRecord } from './schema.js';

/** What is asked of the members of a record: one setting in it must have all that is named here. */
export interface DecisionFilter {
  /** The rule that decided or proposed it. */
  readonly rule?: string;
  readonly slot?: string;
  /** JSON, or else a text. */
  readonly value?: string;
  readonly verdict?: Verdict;
}

/** A setting that a decision is about. */
interface About {
  readonly slot?: string;
  readonly ruleId?: string | null;
  readonly value?: unknown;
  readonly verdict?: Verdict;
}
type Abouts = { readonly [K in DecisionRecord['kind']]: (record: Extract<DecisionRecord, { kind: K }>) => About[] };

const abouts: Abouts = {
  recommendation: ({ outcome }) =>
    Object.entries(outcome.settings).flatMap(([slot, decided]) => [decided].flat().map((one) => ({ slot, ...one }))),
  refinement: ({ outcome: { trial } }) => {
    const changed = Object.entries(trial.settings);
    if (changed.length === 0) return [{ ruleId: trial.because }];
    return changed.map(([slot, value]) => ({ slot, value, ruleId: trial.because }));
  },
  verdicts: ({ outcome: { verdicts, settings } }) =>
    Object.entries(verdicts).map(([slot, verdict]) => ({
      slot,
      verdict,
      ...(Object.hasOwn(settings, slot) && { value: settings[slot] }),
    })),
  override: ({ facts: { slot }, outcome: { value, settings } }) => [
    { slot, value },
    ...Object.entries(settings).map(([other, one]) => ({ slot: other, value: one })),
  ],
  activation: () => [],
  shadow: () => [],
};

/** The key chooses the function for its own kind; the compiler cannot follow that through the index. */
const aboutsOf = (record: DecisionRecord): About[] => (abouts[record.kind] as (one: DecisionRecord) => About[])(record);

/** Whether anything is asked of what a record says. */
export const asksOfRecord = ({ rule, slot, value, verdict }: DecisionFilter): boolean =>
  [rule, slot, value, verdict].some((asked) => asked !== undefined);

export function isAbout(record: DecisionRecord, filter: DecisionFilter): boolean {
  if (!asksOfRecord(filter)) return true;
  const { rule, slot, value, verdict } = filter;
  const values = value === undefined ? undefined : textsOf(value);
  return aboutsOf(record).some(
    (one) =>
      (rule === undefined || one.ruleId === rule) &&
      (slot === undefined || one.slot === slot) &&
      (verdict === undefined || one.verdict === verdict) &&
      (values === undefined || (one.value !== undefined && values.includes(canonicalize(one.value)))),
  );
}

/**
 * Texts that the canonical JSON of every record that fits has in it; of each list one. A store looks for them before anything is
 * parsed: most records that have them fit.
 */
export function textsWithin({ rule, slot, value, verdict }: DecisionFilter): string[][] {
  const names = [slot, verdict].flatMap((name) => (name === undefined ? [] : [[canonicalize(name)]]));
  const rules = rule === undefined ? [] : [namesOfRule(rule).map((name) => canonicalize(name))];
  return [...rules, ...names, ...(value === undefined ? [] : [textsOf(value)])];
}

/** What a value that was written as text can be: `true` is a flag, and may be a text. */
function textsOf(value: string): string[] {
  const text = canonicalize(value);
  try {
    return [...new Set([canonicalize(JSON.parse(value)), text])];
  } catch {
    return [text];
  }
}
