import type { z } from 'zod';
import { pageAnswer } from './answers.js';
import type { Client } from './client.js';

/** Entries that a server gives at most for one request. */
const MOST = 200;

export interface Listing<T> {
  readonly entry: z.ZodType<T>;
  readonly path: string;
  readonly query?: URLSearchParams;
  /** All, where it is left out. */
  readonly limit?: number | undefined;
}

/** Hands over page after page of a list, up to `limit` entries. A page may be empty and still not be the last. */
export async function eachPage<T>(
  { read }: Pick<Client, 'read'>,
  { entry, path, query, limit = Infinity }: Listing<T>,
  take: (entries: readonly T[]) => void,
): Promise<void> {
  const answer = pageAnswer(entry);
  let [left, cursor]: [number, string | null] = [limit, ''];
  while (cursor !== null && left > 0) {
    const asked = new URLSearchParams(query);
    asked.set('limit', String(Math.min(left, MOST)));
    if (cursor !== '') asked.set('cursor', cursor);
    const page: z.infer<typeof answer> = await read(answer, `${path}?${asked.toString()}`);
    take(page.data);
    left -= page.data.length;
    cursor = page.nextCursor;
  }
}

/** The entries of all pages, up to `limit`. */
export async function readPages<T>(client: Pick<Client, 'read'>, listing: Listing<T>): Promise<T[]> {
  const all: T[] = [];
  await eachPage(client, listing, (entries) => all.push(...entries));
  return all;
}
