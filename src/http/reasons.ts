import { z } from 'zod';

/** Why somebody does what is put on record. */
export const reasonSchema = z.string().trim().min(1).max(2000).meta({ description: 'Why, for the record.' });
