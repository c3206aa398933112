import { z } from 'zod';
import type { IdPrefix } from '../ids.js';

/** Path parameter `id`. An id of another kind is like one that is not there: 404. */
export const idParameter = (prefix: IdPrefix) =>
  z.object({
    id: z
      .string()
      .min(1)
      .max(100)
      .meta({
        description: `An id that begins with \`${prefix}_\`.`,
        example: `${prefix}_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071`,
      }),
  });
