import { finished, PassThrough, Readable } from 'node:stream';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { SextantError } from '../errors.js';
import { PIECES } from '../files/receive.js';
import { type FormFile, openForm } from './form.js';
import { nameSchema } from './names.js';
import { problem } from './problems.js';

/** Media types of a body that is the file itself. What it holds is told by its bytes: these only say that somebody means a file. */
export const fileTypes = [
  'application/octet-stream',
  'text/csv',
  'text/tab-separated-values',
  'text/plain',
  'application/json',
  'application/x-ndjson',
  'application/vnd.apache.parquet',
  'application/gzip',
] as const;

export interface Address {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
}

/** What measures its body itself, while it writes it to disk. */
export const isUpload = ({ method, url = '' }: Address): boolean =>
  method === 'POST' && /^\/(?:v1\/)?datasets(?:\?|$)/.test(url);

export interface Upload {
  readonly name: string;
  readonly source: AsyncIterable<Uint8Array>;
}

/**
 * The file of a request, which is its body or a form around it. It is read as it is asked for.
 * @param given what the caller calls the file; a form may say it too
 * @throws HTTPException 415, SextantError `request_invalid` without a name, and what opening a form throws
 */
export async function openUpload(c: Context, given: string | undefined): Promise<Upload> {
  const stream = bodyOf(c);
  const { name, source } = await open(c, stream).catch((error: unknown) => {
    stream.destroy();
    throw error;
  });
  const parsed = nameSchema.safeParse(given ?? name);
  if (parsed.success) return { name: parsed.data, source };
  stream.destroy();
  throw new SextantError('request_invalid', 'The file has no name that can be used.', {
    hint: 'Give it as ?name=data.csv.',
    fields: { pointers: ['/name'] },
  });
}

/** From the connection where there is one: a stream of the web copies each piece, which takes longer than to hash and to write it. */
function bodyOf(c: Context): Readable {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  if (incoming) return piped(incoming);
  const { body } = c.req.raw;
  return body ? Readable.fromWeb(body) : Readable.from([]);
}

/** Who ends the reading early does not end the connection, on which the answer is still to be sent. */
function piped(incoming: Readable): Readable {
  // Whoever reads it hears of a failure; before that, and where it is refused, nobody listens.
  const body = new PassThrough(PIECES).on('error', () => undefined);
  finished(incoming, { writable: false }, (error) => {
    if (error) body.destroy(error);
  });
  return incoming.pipe(body);
}

async function open(c: Context, body: Readable): Promise<FormFile> {
  const contentType = c.req.header('content-type') ?? 'application/octet-stream';
  const type = contentType.replace(/;.*/s, '').trim().toLowerCase();
  if (type === 'multipart/form-data') return openForm(body, contentType);
  if (fileTypes.some((one) => one === type)) return { name: undefined, source: body };
  const res = problem(c, 'media_type_unsupported', {
    detail: 'The body is not of a media type that a file is sent with.',
    hint: 'Send the bytes of the file with Content-Type: application/octet-stream, or multipart/form-data with one part, `file`.',
  });
  throw new HTTPException(415, { res });
}
