import { isDeepStrictEqual } from 'node:util';

/**
 * Whether two JSON values are the same, in whichever order their members stand: what was stored comes back with its members sorted. Most are
 * the same at a glance, and a comparison in depth costs a hundred times as much.
 */
export const isSameJson = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && isDeepStrictEqual(a, b));
