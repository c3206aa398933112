import { z } from 'zod';

/** RFC 3339 in UTC, with milliseconds. */
export const timeSchema = z.iso.datetime();

/** From milliseconds since the epoch. */
export const toTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A moment that a caller names, with any offset, in milliseconds since the epoch. */
export const momentSchema = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
