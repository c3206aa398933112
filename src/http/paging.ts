import { z } from 'zod';
import type { Page, Place } from '../page.js';
import { idPattern } from './ids.js';

/** Entries of a page at most, and unless told otherwise. */
const MOST = 200;
const USUAL = 20;

interface Count {
  readonly most: number;
  /** What is meant where it is left out. */
  readonly usual?: number;
  readonly description: string;
}

/** A whole number in a query. Text, so that the document says what is sent; zod's `coerce` would make it optional and nullable there. */
export const countSchema = ({ most, usual, description }: Count) =>
  z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(most))
    .optional()
    .openapi({
      type: 'integer',
      minimum: 1,
      maximum: most,
      ...(usual !== undefined && { default: usual }),
      description,
    });

const limitSchema = countSchema({ most: MOST, usual: USUAL, description: 'At most this many entries.' });

const placeSchema = z.tuple([z.int().min(0), z.string().regex(idPattern)]);

/** `<milliseconds>`, `<id>` as JSON in base64url: opaque to callers. */
export const cursorOf = ({ at, id }: Place): string => Buffer.from(JSON.stringify([at, id])).toString('base64url');

const readCursor = (cursor: string): Place | undefined => {
  try {
    const [at, id] = placeSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { at, id };
  } catch {
    return undefined;
  }
};

/** An empty one is none: who pages in a loop need not leave it out at first. */
const cursorSchema = <T>(read: (cursor: string) => T | undefined) =>
  z
    .string()
    .regex(/^[\w-]{0,200}$/)
    .transform((cursor, context) => {
      if (cursor === '') return undefined;
      const place = read(cursor);
      if (place === undefined) context.addIssue({ code: 'custom', message: 'This is not the cursor of a page.' });
      return place;
    })
    .optional()
    .openapi({
      type: 'string',
      pattern: '^[\\w-]{0,200}$',
      description: '`nextCursor` of the page before: the list goes on after it. Empty or left out: the first page.',
    });

/** Query of a list. Lists are sorted newest first and stay as they are while entries are added. */
export const pageQuerySchema = z.object({ limit: limitSchema, cursor: cursorSchema(readCursor) });

export const pageOf = ({ limit, cursor }: z.infer<typeof pageQuerySchema>): Page => ({
  limit: limit ?? USUAL,
  ...(cursor && { before: cursor }),
});

export const nextCursorSchema = z.string().nullable().meta({ description: 'For the next page; null at the end.' });

/** A page of entries; `nextCursor` is null where none is older. */
export const pageSchema = <T extends z.ZodType>(entry: T, id: string) =>
  z.object({ data: z.array(entry), nextCursor: nextCursorSchema }).meta({ id });

export interface Listing<T, U> {
  readonly list: (page: Page) => Promise<readonly T[]>;
  readonly placeOf: (entry: T) => Place;
  /** An entry as it is answered. */
  readonly show: (entry: T) => U;
}

/** The page that a query asks for. One entry more is read, which tells whether there are older ones. */
export async function answerPage<T, U>(
  query: z.infer<typeof pageQuerySchema>,
  { list, placeOf, show }: Listing<T, U>,
): Promise<{ data: U[]; nextCursor: string | null }> {
  const page = pageOf(query);
  const entries = await list({ ...page, limit: page.limit + 1 });
  const shown = entries.slice(0, page.limit);
  const last = shown.at(-1);
  const nextCursor = entries.length > page.limit && last !== undefined ? cursorOf(placeOf(last)) : null;
  return { data: shown.map(show), nextCursor };
}

/** Of what is sorted by the time at which it was made. */
export const byCreation = ({ createdAt, id }: { readonly createdAt: number; readonly id: string }): Place => ({
  at: createdAt,
  id,
});

const readPlace = (cursor: string): number | undefined => {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
};

/** Query of a list with an entry for each rule of a rule set: all of it where no `limit` is given. */
export const wholeQuerySchema = z.object({
  limit: countSchema({ most: MOST, description: 'At most this many entries; left out: all.' }),
  cursor: cursorSchema(readPlace),
});

/** The page of a whole that a query asks for. It goes on at its place in the list, whatever the list has become since. */
export function pageOfWhole<T>(
  whole: readonly T[],
  { limit = whole.length, cursor: begin = 0 }: z.infer<typeof wholeQuerySchema>,
): { data: T[]; nextCursor: string | null } {
  const end = begin + limit;
  const nextCursor = end < whole.length ? Buffer.from(String(end)).toString('base64url') : null;
  return { data: whole.slice(begin, end), nextCursor };
}
