import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { type FindingCode, findingSeverities } from '../../audit/findings.js';
import { verifyAudit as verify } from '../../decide/audit.js';
import { stopOf } from '../limits.js';
import { operation, problemResponses } from '../operation.js';

const count = z.int().min(0);

const verificationSchema = z
  .object({
    chainId: z.string(),
    intact: z.boolean().meta({ description: 'No damage was found; warnings and erasures are none.' }),
    from: z.int(),
    to: count.meta({ description: 'Place of the last entry; 0 where there is none.' }),
    entries: count,
    findings: z.array(
      z.object({
        code: z.enum(Object.keys(findingSeverities) as [FindingCode, ...FindingCode[]]),
        severity: z.enum(['damage', 'warning', 'note']),
        message: z.string(),
        count,
        first: z.int().nullable().meta({ description: 'The first place of it (`seq`, or size of a note).' }),
        last: z.int().nullable(),
        file: z.string().nullable(),
      }),
    ),
    notes: z.object({
      count,
      verified: count,
      signatureBad: count,
      truncated: count,
      mismatch: count,
      notChecked: count,
    }),
    witnessed: count.meta({ description: 'Place of the last entry that a good note vouches for.' }),
    unwitnessed: count.meta({ description: 'Entries after it.' }),
    keys: z.enum(['given', 'store']).meta({ description: '`store`: the keys that the service names itself.' }),
  })
  .meta({ id: 'AuditVerification' });

const route = createRoute({
  method: 'post',
  path: '/v1/audit/verify',
  operationId: 'verifyAudit',
  'x-repeatable': true,
  tags: ['audit'],
  summary: 'Recompute the whole chain',
  description:
    'Every hash, every signed note, and what decisions are found by. A service that was broken into could answer anything here: to trust nothing, export the trail and verify it by a program and keys of your own.',
  responses: {
    200: { description: 'What was found.', content: { 'application/json': { schema: verificationSchema } } },
    ...problemResponses(401, 403, 422, 500, 503),
  },
});

export const verifyAudit = operation(route, 'audit', async (c, context) => {
  const { findings, ...report } = await verify(context, { signal: stopOf(c) });
  return c.json({ ...report, findings: [...findings] }, 200);
});
