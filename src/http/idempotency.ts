import { z } from 'zod';
import type { IdempotentRequest } from '../decide/answer-once.js';

/** Header of an operation that creates. Header names arrive in lower case. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .openapi({
      description:
        'Of your making, 1 to 255 printable characters. Sent again with the same body within 24 hours it gives the same answer, and nothing is done twice; with another body it is refused (409). While the first request is carried out, the same request waits for its answer, for ten seconds; then it is refused as `in_progress` (409).',
    }),
});

export const idempotencyOf = (
  headers: z.infer<typeof idempotencyHeaders>,
  operation: string,
  request: unknown,
): IdempotentRequest | undefined => {
  const key = headers['idempotency-key'];
  return key === undefined ? undefined : { key, operation, request };
};
