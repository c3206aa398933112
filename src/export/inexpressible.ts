import { SextantError } from '../errors.js';
import type { Slot } from '../settings/slots.js';
import type { Plan } from './plan.js';

/** A setting without which a script would train another network. */
export interface Refusal {
  readonly slot: Slot;
  /** What about it cannot be said; undefined where it can. */
  readonly reason: (asked: Asked) => string | undefined;
}

/** What that hangs on: of the columns it is how many there are of a kind. */
export interface Asked extends Pick<Plan, 'settings' | 'form'> {
  readonly numeric: { readonly length: number };
  readonly embedded: { readonly length: number };
}

/** Throws `export_unsupported`, which names every setting that the library does not have. */
export function refuseInexpressible(asked: Asked, library: string, refusals: readonly Refusal[]): void {
  const found = refusals.flatMap(({ slot, reason }) => {
    const why = reason(asked);
    return why === undefined ? [] : [{ slot, message: `${slot}: ${why}` }];
  });
  if (found.length === 0) return;
  const all = found.map(({ message }) => message).join('; ');
  throw new SextantError('export_unsupported', `${library} does not have what is recommended: ${all}.`, {
    hint: 'Choose another format, or fix these settings to what the library has and ask for a recommendation again.',
    fields: {
      pointers: found.map(({ slot }) => `/settings/${slot}`),
      messages: found.map(({ message }) => message),
    },
  });
}
