import { z } from 'zod';

/** Characters of a name at most. */
export const MOST_OF_NAME = 255;
const control = /\p{Cc}/u;

/** A name that a caller gives: any text without control characters, which would speak to a terminal and which a database may refuse. */
export const nameSchema = z
  .string()
  .min(1)
  .max(MOST_OF_NAME)
  .refine((name) => !control.test(name), { message: 'Control characters are not legal in a name.' })
  .refine((name) => name.isWellFormed(), { message: 'Half a character is not legal in a name.' })
  .meta({ pattern: String.raw`^[^\u0000-\u001f\u007f-\u009f]+$` });
