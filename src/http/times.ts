import { z } from 'zod';

/** RFC 3339 in UTC, with milliseconds. */
export const timeSchema = z.iso.datetime();

/** From milliseconds since the epoch. */
export const toTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
