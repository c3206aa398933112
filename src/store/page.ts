import { type Column, type SQL, sql } from 'drizzle-orm';
import type { Place } from '../page.js';

/** That a row is older than an entry; every row is where there is none. */
export const isOlderThan = (
  place: Place | undefined,
  { at, id }: { readonly at: Column; readonly id: Column },
): SQL | undefined => place && sql`(${at}, ${id}) < (${place.at}::bigint, ${place.id})`;
