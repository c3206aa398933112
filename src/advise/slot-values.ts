import { SextantError } from '../errors.js';
import type { AdviceItem } from '../settings/recommendation.js';
import { slotGraph } from '../settings/slot-graph.js';
import {
  isCollectSlot,
  isSlot,
  type Settings,
  settingsSchema,
  type Slot,
  slotSchemas,
  slots,
} from '../settings/slots.js';
import type { z } from 'zod';

export type Json = AdviceItem['final'];

/** What is wrong with one value of a slot, in words; `null` when it is legal. For collecting slots: with one of the list. */
export function problemOfValue(slot: Slot, value: unknown): string | null {
  if (value === null && slotGraph[slot].optional) return null;
  const schema: z.ZodType = slotSchemas[slot];
  const parsed = schema.safeParse(value);
  if (parsed.success) return null;
  return parsed.error.issues
    .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
    .join('; ');
}

/** Every value that passed its slot's schema is JSON: numbers, texts, flags, plain objects and lists of these. */
export const asJson = (value: unknown): Json => value as Json;

/** The keys are slots and each value passed its slot's schema. */
export const asSettings = (values: Readonly<Record<string, unknown>>): Partial<Settings> => values;

/**
 * What the schema of settings makes of values that have all passed their slots' schemas: the slots in its order, and the members
 * of each value too. Simple values stay what they are.
 */
export const completeSettings = (values: Readonly<Record<string, unknown>>): Settings =>
  Object.fromEntries(slots.map((slot) => [slot, inOrder(slot, values[slot])])) as Settings;

const inOrder = (slot: Slot, value: unknown): unknown =>
  typeof value === 'object' && value !== null ? settingsSchema.shape[slot].parse(value) : value;

/** Values fixed by the caller, checked. Throws `settings_invalid` naming the slot and what is legal. */
export function checkFixed(fixed: Partial<Settings>): ReadonlyMap<Slot, unknown> {
  const checked = new Map<Slot, unknown>();
  for (const [slot, value] of Object.entries(fixed)) {
    if (value === undefined) continue;
    if (!isSlot(slot)) throw unknownSlot(slot);
    const values: readonly unknown[] = isCollectSlot(slot) && Array.isArray(value) ? value : [value];
    for (const one of values) {
      const problem = problemOfValue(slot, one);
      if (problem !== null) throw badValue(slot, one, problem);
    }
    checked.set(slot, isCollectSlot(slot) ? values : value);
  }
  return checked;
}

const unknownSlot = (slot: string): SextantError =>
  new SextantError('settings_invalid', `There is no setting called ${slot}.`, { fields: { slot } });

const badValue = (slot: Slot, value: unknown, problem: string): SextantError =>
  new SextantError('settings_invalid', `${slot} cannot be ${JSON.stringify(value)}: ${problem}.`, {
    hint: `Choose a legal value for ${slot}, or leave it to the rules.`,
    fields: { slot },
  });
