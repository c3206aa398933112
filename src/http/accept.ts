import { parseAccept } from 'hono/utils/accept';

/** Whether a browser asks: who would rather have a page than a problem. */
export const wantsPage = (accept: string | undefined): boolean =>
  preferredType(accept, ['application/problem+json', 'text/html']) === 'text/html';

/** How closely a range of `Accept` names a type; -1 where it does not. */
function closeness(range: string, type: string): number {
  if (range === type) return 2;
  if (range === `${type.slice(0, type.indexOf('/'))}/*`) return 1;
  return range === '*/*' || range === '*' ? 0 : -1;
}

/**
 * The type that a caller wants most (RFC 9110, section 12.5.1): the range that names a type most closely gives its weight, and
 * of equal weights the earlier type is taken. `undefined` where none is wanted; without a header the first.
 */
export function preferredType<T extends string>(accept: string | undefined, types: readonly T[]): T | undefined {
  if (accept === undefined || accept.trim() === '') return types[0];
  const ranges = parseAccept(accept);
  const weights = types.map((type) => {
    const closest = ranges
      .map(({ type: range, q }) => ({ q, close: closeness(range.toLowerCase(), type) }))
      .reduce((best, one) => (one.close > best.close ? one : best), { q: 0, close: -1 });
    return closest.q;
  });
  const most = Math.max(...weights);
  return most > 0 ? types[weights.indexOf(most)] : undefined;
}
