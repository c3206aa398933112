import { SextantError } from '../errors.js';
import type { AdviceItem } from '../settings/recommendation.js';
import { slotGraph } from '../settings/slot-graph.js';
import { isCollectSlot, isSlot, type Settings, type Slot, slotSchemas, slots } from '../settings/slots.js';
import type { z } from 'zod';

export type Json = AdviceItem['final'];

/** One value of a slot with its members in the order of the slot's schema, or what is wrong with it, in words. */
type Checked = { readonly value: Json; readonly problem?: undefined } | { readonly problem: string };

/** For collecting slots: of one of the list. */
export function checkValue(slot: Slot, value: unknown): Checked {
  if (value === null && slotGraph[slot].optional) return { value };
  const schema: z.ZodType = slotSchemas[slot];
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: asJson(parsed.data) };
  const problems = parsed.error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '));
  return { problem: problems.join('; ') };
}

/** Every value that passed its slot's schema is JSON: numbers, texts, flags, plain objects and lists of these. */
export const asJson = (value: unknown): Json => value as Json;

/** The keys are slots and each value passed its slot's schema. */
export const asSettings = (values: Readonly<Record<string, unknown>>): Partial<Settings> => values;

/** Checked values, one for every slot, in the order of the slots. */
export const completeSettings = (values: Readonly<Record<string, unknown>>): Settings =>
  Object.fromEntries(slots.map((slot) => [slot, values[slot]])) as Settings;

/** Values fixed by the caller, checked. Throws `settings_invalid` naming the slot and what is legal. */
export function checkFixed(fixed: Partial<Settings>): ReadonlyMap<Slot, unknown> {
  const checked = new Map<Slot, unknown>();
  for (const [slot, value] of Object.entries(fixed)) {
    if (value === undefined) continue;
    if (!isSlot(slot)) throw unknownSlot(slot);
    if (!isCollectSlot(slot)) checked.set(slot, legalValue(slot, value));
    else
      checked.set(
        slot,
        (Array.isArray(value) ? value : [value]).map((one) => legalValue(slot, one)),
      );
  }
  return checked;
}

function legalValue(slot: Slot, given: unknown): Json {
  const checked = checkValue(slot, given);
  if (checked.problem === undefined) return checked.value;
  throw badValue(slot, given, checked.problem);
}

const unknownSlot = (slot: string): SextantError =>
  new SextantError('settings_invalid', `There is no setting called ${slot}.`, { fields: { slot } });

const badValue = (slot: Slot, value: unknown, problem: string): SextantError =>
  new SextantError('settings_invalid', `${slot} cannot be ${JSON.stringify(value)}: ${problem}.`, {
    hint: `Choose a legal value for ${slot}, or leave it to the rules.`,
    fields: { slot },
  });
