import { SextantError } from '../errors.js';
import { listNames, nearNames, printable } from '../profile/messages.js';
import { isSlot, type Slot, slots } from '../settings/slots.js';

/** A setting that was named. Throws `usage_invalid`, which tells the near names. */
export function slotNamed(name: string): Slot {
  if (isSlot(name)) return name;
  const near = nearNames(name, slots);
  const hint = near.length > 0 ? `Did you mean ${listNames(near)}?` : `The settings are ${slots.join(', ')}.`;
  throw new SextantError('usage_invalid', `There is no setting called ${printable(name)}.`, { hint });
}
