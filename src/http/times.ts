import { z } from 'zod';

/** RFC 3339 in UTC, with milliseconds. */
export const timeSchema = z.iso.datetime();

/** From milliseconds since the epoch. */
export const toTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A moment that a caller names: RFC 3339 with any offset. */
export const givenTimeSchema = z.iso.datetime({ offset: true });

/** The same in milliseconds since the epoch. */
export const momentSchema = givenTimeSchema.transform((text) => Date.parse(text));
