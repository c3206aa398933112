import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { listAuditEntries as list } from '../../decide/audit.js';
import { operation, problemResponses } from '../operation.js';
import { answerPage, pageQuerySchema, pageSchema } from '../paging.js';

const hash = z.string().meta({ description: 'SHA-256, lower-case hex.' });

/** As in the file `entries.ndjson` of an exported trail. */
const auditEntrySchema = z
  .object({
    chainId: z.string(),
    seq: z.int().meta({ description: 'From 1, without gaps.' }),
    entryId: z.string(),
    kind: z.string(),
    schemaVersion: z.int(),
    occurredAt: z
      .int()
      .meta({ description: 'Milliseconds since 1970 at which it was added: the number that was hashed.' }),
    payload: z
      .string()
      .nullable()
      .meta({ description: 'Canonical JSON (RFC 8785) as text, to be hashed as it is; null where it was erased.' }),
    payloadHash: hash,
    prevHash: hash,
    entryHash: hash,
  })
  .meta({ id: 'AuditEntry' });

const route = createRoute({
  method: 'get',
  path: '/v1/audit/entries',
  operationId: 'listAuditEntries',
  tags: ['audit'],
  summary: 'Entries of the chain, newest first',
  description: 'Each is hashed with the one before it: `docs/audit.md` says how, to the byte.',
  request: { query: pageQuerySchema },
  responses: {
    200: {
      description: 'A page of them.',
      content: { 'application/json': { schema: pageSchema(auditEntrySchema, 'AuditEntryPage') } },
    },
    ...problemResponses(401, 403, 422, 500, 503),
  },
});

export const listAuditEntries = operation(route, 'audit', async (c, context) =>
  c.json(
    await answerPage(c.req.valid('query'), {
      list: ({ limit, before }) => list(context, { limit, before: before?.at }),
      placeOf: ({ seq, entryId }) => ({ at: seq, id: entryId }),
      show: (entry) => entry,
    }),
    200,
  ),
);
