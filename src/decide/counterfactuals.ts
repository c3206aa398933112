import { type Counterfactuals, findCounterfactuals } from '../advise/counterfactuals.js';
import { SextantError } from '../errors.js';
import { isCollectSlot, type Slot } from '../settings/slots.js';
import type { Context } from './context.js';
import { fixedOf } from './replay.js';
import { compile } from './rule-set-named.js';
import { recordedAdvice } from './simulate.js';

export interface CounterfactualRequest {
  /** Of a decision (`dec_`) or a recommendation (`rec_`). */
  readonly id: string;
  readonly slot: Slot;
  /** Facts that are changed at once, at most; 2 unless told. */
  readonly mostFacts?: 1 | 2;
}

export interface RecordedCounterfactuals extends Counterfactuals {
  readonly decisionId: string;
  readonly slot: Slot;
}

/** A search of the built-in rules takes at most some thousands, each some twenty microseconds. */
const MOST_EVALUATIONS = 100_000;
const MOST_FOUND = 100;

/**
 * The smallest changes of one or two facts of a recorded decision under which its rules give a slot another value. Nothing is
 * recorded.
 * @throws SextantError `not_found`, `usage_invalid`, and `rules_invalid` where this version cannot evaluate the rules
 */
export async function counterfactualsOf(
  context: Context,
  { id, slot, mostFacts = 2 }: CounterfactualRequest,
): Promise<RecordedCounterfactuals> {
  if (isCollectSlot(slot))
    throw new SextantError('usage_invalid', `${slot} collects values of many rules: there is no one value to flip.`, {
      hint: 'Name a setting that has one value.',
    });
  const { record, ruleSet } = await recordedAdvice(context, id, '/id');
  const input = { profile: record.facts.profile, fixed: fixedOf(record), slot, mostFacts };
  const bounds = { mostEvaluations: MOST_EVALUATIONS, mostFound: MOST_FOUND };
  const found = await findCounterfactuals(compile(ruleSet), { ...input, ...bounds });
  return { decisionId: record.id, slot, ...found };
}
