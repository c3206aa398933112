import { z } from 'zod';
import type { IdPrefix } from '../ids.js';

/** What can be an id at all: a database takes no NUL. */
export const idPattern = /^[\w-]{1,100}$/;

/** Path parameter `id`. An id of another kind is like one that is not there: 404. */
export const idParameter = (prefix: IdPrefix) =>
  z.object({
    id: z
      .string()
      .regex(idPattern)
      .meta({
        description: `An id that begins with \`${prefix}_\`.`,
        example: `${prefix}_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071`,
      }),
  });
