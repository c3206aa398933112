import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Header of an operation whose answer has an `ETag`. */
export const conditionalHeaders = z.object({
  'if-none-match': z.string().max(1000).optional().openapi({
    description: 'An `ETag` of before: where it still holds the answer is 304, without a body.',
  }),
});

export const tagHeader = {
  ETag: { description: 'Changes when the answer does.', schema: { type: 'string' as const } },
};

/** Of an answer, as a quoted tag. */
export const tagOf = (answer: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(answer), 'utf8').digest('base64url').slice(0, 27)}"`;

/** Whether the caller has that answer already (RFC 9110, 13.1.2: a weak tag is compared as a strong one). */
export const isKnownTag = (header: string | undefined, tag: string): boolean =>
  (header ?? '').split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')));
