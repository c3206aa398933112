import { z } from 'zod';

/** But for ends of lines and tabs. */
const control = /[^\P{Cc}\t\n\r]/u;
const controls = String.raw`\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f`;

/** Why somebody does what is put on record: a text for people, without what speaks to a terminal and what a database may refuse. */
export const reasonSchema = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .refine((reason) => !control.test(reason), { message: 'Control characters are not legal in a reason.' })
  .meta({
    description: 'Why, for the record.',
    // Something other than white space, which does not count.
    pattern: String.raw`^[^${controls}]*[^\s\ufeff${controls}][^${controls}]*$`,
  });
