import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { z } from 'zod';

/** Header of an operation whose answer may be one that does not change. */
export const ifNoneMatchHeaders = z.object({
  'if-none-match': z
    .string()
    .max(1000)
    .optional()
    .openapi({ description: '`ETag` of an answer that you have: 304 where it is still that.' }),
});

const text = (description: string) => ({ description, schema: { type: 'string' as const } });

/** For the document: headers of an answer that is finished. */
export const finishedHeaders = {
  ETag: text('Of what does not change by itself any more; absent while it does.'),
  'Cache-Control': text(
    '`private, no-cache` with an `ETag`: kept for the caller alone, and asked for again each time.',
  ),
};

/** For the document: the decision that an answer about a recommendation comes from. */
export const decisionHeader = { 'Decision-Id': text('Id of the recorded decision.') };

/** For the document: the answer where the caller has it already. */
export const notModified = { 304: { description: 'It is what `If-None-Match` says; there is no body.' } };

/**
 * An answer that has come to its end, as JSON under a tag of its bytes; without a body where the caller has it. It belongs to the caller alone, who asks
 * each time: a key may have been revoked.
 */
export const answerFinished = (c: Context, body: object, headers: Readonly<Record<string, string>> = {}) =>
  answerFinishedText(c, JSON.stringify(body), { ...headers, 'Content-Type': 'application/json' });

/** The same of a text of any media type, which the headers name. */
export const answerFinishedText = (c: Context, text: string, headers: Readonly<Record<string, string>>) =>
  answerFinishedBody(c, { parts: [text], pack: () => text }, headers);

interface Packed {
  /** What the body is made of: the same parts are the same bytes. */
  readonly parts: readonly (string | Uint8Array)[];
  /** Called where the caller does not have it. */
  readonly pack: () => string | ReadableStream<Uint8Array>;
}

/** The same of a body that is packed when it is sent, under a tag of what it is made of. */
export function answerFinishedBody(c: Context, { parts, pack }: Packed, headers: Readonly<Record<string, string>>) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  const tag = `"${hash.digest('base64url')}"`;
  const all: Readonly<Record<string, string>> = {
    Vary: 'Authorization',
    ...headers,
    ETag: tag,
    'Cache-Control': 'private, no-cache',
  };
  const { 'Content-Type': _, ...withoutBody } = all;
  if (isAmong(c.req.header('if-none-match'), tag)) return c.body(null, 304, withoutBody);
  return c.body(pack(), 200, all);
}

/** By the weak comparison of RFC 9110, since a proxy that compresses makes a tag weak. */
const isAmong = (tags: string | undefined, tag: string): boolean =>
  (tags ?? '').split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')));
