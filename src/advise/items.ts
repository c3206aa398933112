import type { FactValue } from '../profile/facts.js';
import type { AdviceItem } from '../settings/recommendation.js';
import { isCollectSlot, isSlot, type Slot } from '../settings/slots.js';
import { isRecord } from './expressions.js';
import type { CompiledRule } from './compile.js';
import { formatValue } from './explain.js';
import type { Candidate, Resolution } from './resolve.js';
import { asJson, checkValue, type Json } from './slot-values.js';
import { isSameJson } from '../same-json.js';

type Read = (fact: string) => FactValue;

export interface RuleItemInput {
  readonly slot: Slot;
  readonly winner: Candidate;
  readonly resolution: Resolution;
  readonly read: Read;
}

export function ruleItem({ slot, winner: { compiled, value }, resolution, read }: RuleItemInput): AdviceItem {
  const losers = isCollectSlot(slot) ? [] : resolution.losers;
  return {
    slot,
    origin: 'rule',
    recommended: value,
    final: value,
    verdict: 'untested',
    ruleId: compiled.rule.id,
    because: compiled.because(read, value),
    source: compiled.rule.source,
    alternatives: losers.map((loser) => ({
      value: loser.value,
      ruleId: loser.compiled.rule.id,
      lostBecause: loser.lostBecause,
    })),
  };
}

/** Items of a slot that the caller fixed; what the rules would have said stays beside it. */
export function callerItems(slot: Slot, fixed: unknown, { winners, losers }: Resolution): AdviceItem[] {
  const values: readonly unknown[] = isCollectSlot(slot) && Array.isArray(fixed) ? fixed : [fixed];
  return values.map((one) => {
    const final = asJson(one);
    const same = winners.find(({ value }) => isSameJson(value, final));
    const recommended = same ? final : isCollectSlot(slot) ? null : (winners[0]?.value ?? null);
    const differs = !same && !isCollectSlot(slot) && winners.length > 0;
    const others = [...winners.map((winner) => ({ ...winner, lostBecause: 'the caller fixed the slot' })), ...losers];
    return {
      slot,
      origin: 'caller',
      recommended,
      final,
      verdict: 'untested',
      ruleId: null,
      because: differs
        ? `Fixed by the caller; the rules recommend ${formatValue(recommended)}.`
        : 'Fixed by the caller.',
      source: null,
      alternatives: isCollectSlot(slot)
        ? []
        : others.map(({ compiled, value, lostBecause }) => ({ value, ruleId: compiled.rule.id, lostBecause })),
    };
  });
}

/** A fixed slot that turned out not to apply: said, not obeyed silently and not an error. */
export function unusedWarnings(
  settings: Readonly<Record<string, unknown>>,
  callers: ReadonlyMap<Slot, unknown>,
): AdviceItem[] {
  const unused = [...callers.keys()].filter((slot) => settings[slot] === null && callers.get(slot) !== null);
  return unused.map((slot) => {
    const message = `The fixed value of ${slot} is not used: ${slot} does not apply to the other settings.`;
    return own('warnings', { code: 'setting_unused', message }, message);
  });
}

export interface ProposalInput {
  readonly deciding: readonly CompiledRule[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly callers: ReadonlyMap<Slot, unknown>;
  readonly read: Read;
  /** Values of the `trials` slot so far. */
  readonly known: readonly Json[];
}

/** Whether a trial may be proposed: its slot applies, the caller did not fix it, and it has another value now. */
export function isOpenTrial(
  proposal: Json,
  { settings, callers }: Pick<ProposalInput, 'settings' | 'callers'>,
): boolean {
  const slot = isRecord(proposal) ? proposal['slot'] : undefined;
  if (!isRecord(proposal) || typeof slot !== 'string' || !isSlot(slot)) return false;
  if (callers.has(slot) || settings[slot] === null) return false;
  return checkValue(slot, proposal['value']).problem === undefined && !isSameJson(proposal['value'], settings[slot]);
}

/** Trials that the deciding rules attach to their values, as far as they are open and not proposed yet. */
export function proposalsOf({ deciding, settings, callers, read, known }: ProposalInput): AdviceItem[] {
  const seen = new Set(known.map(keyOf));
  return deciding.flatMap(({ rule, trials }) =>
    trials.flatMap(({ slot, value: valueOf, because: sentence }) => {
      const value = valueOf(read);
      const because = sentence(read, value);
      const proposal = { slot, value, because };
      if (seen.has(keyOf(proposal)) || !isOpenTrial(proposal, { settings, callers })) return [];
      seen.add(keyOf(proposal));
      return [{ ...own('trials', proposal, because), ruleId: rule.id, source: rule.source }];
    }),
  );
}

const keyOf = (proposal: Json): string =>
  isRecord(proposal) ? JSON.stringify([proposal['slot'], proposal['value']]) : JSON.stringify(proposal);

const own = (slot: Slot, value: Json, because: string): AdviceItem => ({
  slot,
  origin: 'rule',
  recommended: value,
  final: value,
  verdict: 'untested',
  ruleId: null,
  because,
  source: null,
  alternatives: [],
});
