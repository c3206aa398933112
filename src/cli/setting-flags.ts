import { SextantError } from '../errors.js';
import { listNames, nearNames, printable } from '../profile/messages.js';
import { slotGraph } from '../settings/slot-graph.js';
import { isCollectSlot, isSlot, type Settings, type Slot, slots, slotSchemas } from '../settings/slots.js';
import { describeLegal } from './legal-values.js';

/**
 * Settings fixed on the command line, from `slot=value` texts. A value is JSON where it can be read as JSON, else text, so
 * that `optimizer=adam` needs no quotes. `option`: what gave them, as messages call it. Throws `settings_invalid`, which names the legal values or the near slots.
 */
export function parseSettings(assignments: readonly string[], option = '--set '): Partial<Settings> {
  const settings = new Map<Slot, unknown>();
  for (const assignment of assignments) {
    const { slot, value } = parseAssignment(assignment, option);
    if (settings.has(slot)) throw invalid(slot, `${option}gives ${slot} twice.`, 'Give each setting once.');
    settings.set(slot, value);
  }
  return asSettings(settings);
}

/** Each value has passed its slot's schema. */
const asSettings = (settings: ReadonlyMap<Slot, unknown>): Partial<Settings> =>
  Object.fromEntries(settings) as Partial<Settings>;

function parseAssignment(assignment: string, option: string): { slot: Slot; value: unknown } {
  const at = assignment.indexOf('=');
  if (at < 1) {
    throw new SextantError('usage_invalid', `${option}${printable(assignment)} is not of the form slot=value.`, {
      hint: 'For example: --set optimizer=sgd --set learningRate=0.01',
    });
  }
  const slot = checkSlot(assignment.slice(0, at).trim(), option);
  const text = assignment.slice(at + 1).trim();
  const value = parseValue(text);
  const isUnused = value === null && slotGraph[slot].optional === true;
  const result = slotSchemas[slot].safeParse(value);
  if (isUnused || result.success) return { slot, value: isUnused ? null : result.data };
  throw invalid(slot, `${option}${slot} cannot be ${printable(text)}.`, `${slot} is ${describeLegal(slot)}.`);
}

function checkSlot(name: string, option: string): Slot {
  if (!isSlot(name)) throw unknownSlot(name);
  if (!isCollectSlot(name)) return name;
  const hint =
    name === 'metrics' ? 'To choose the metric that counts, use --metric.' : 'Rules collect its values; leave it out.';
  throw invalid(name, `${option}cannot fix ${name}, which is a list that rules fill.`, hint);
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function unknownSlot(name: string): SextantError {
  const near = nearNames(name, slots);
  const hint = near.length > 0 ? `Did you mean ${listNames(near)}?` : `The settings are ${slots.join(', ')}.`;
  return new SextantError('settings_invalid', `There is no setting called ${printable(name)}.`, {
    hint,
    fields: { slot: name, near },
  });
}

const invalid = (slot: Slot, message: string, hint: string): SextantError =>
  new SextantError('settings_invalid', message, { hint, fields: { slot } });
