import { z } from 'zod';
import { scopes } from '../api-key.js';
import type { ApiKey } from '../decide/keys.js';
import { timeSchema, toTime } from './times.js';

export const scopeSchema = z.enum(scopes).meta({ id: 'Scope' });

const fields = {
  id: z.string(),
  name: z.string(),
  scopes: z.array(scopeSchema),
  createdAt: timeSchema,
  expiresAt: timeSchema.nullable().meta({ description: 'Null: it does not expire.' }),
  revokedAt: timeSchema.nullable().meta({ description: 'Null: it was not revoked.' }),
};

/** A key as it is shown: all but the key itself. */
export const apiKeySchema = z.object(fields).meta({ id: 'ApiKey' });

export const newApiKeySchema = z
  .object({ ...fields, key: z.string().meta({ description: 'The key. It is shown this once.' }) })
  .meta({ id: 'NewApiKey' });

export const showKey = (key: ApiKey): z.infer<typeof apiKeySchema> => ({
  ...key,
  scopes: [...key.scopes],
  createdAt: toTime(key.createdAt),
  expiresAt: key.expiresAt === null ? null : toTime(key.expiresAt),
  revokedAt: key.revokedAt === null ? null : toTime(key.revokedAt),
});
