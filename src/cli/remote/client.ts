import { z } from 'zod';
import { type ErrorCode, errorKinds, SextantError } from '../../errors.js';
import type { RemoteServer } from '../application.js';

export interface Asking {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: ReadableStream<Uint8Array>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** A server of Sextant, spoken to by one key or none. Its problems are thrown as the errors that they are. */
export interface Client {
  readonly url: string;
  /** @throws SextantError what the server answers, and `server_unreachable` */
  readonly ask: (path: string, asking?: Asking) => Promise<Response>;
  /** The answer as JSON of this shape. */
  readonly read: <T>(schema: z.ZodType<T>, path: string, asking?: Asking) => Promise<T>;
  /** Hands over the text of an answer as it comes in. @throws SextantError `server_unreachable` where it breaks off */
  readonly pour: (body: ReadableStream<Uint8Array>, write: (text: string) => void) => Promise<void>;
}

export function createClient({ url, key }: RemoteServer): Client {
  const base = url.replace(/\/+$/, '');
  const ask = async (path: string, { json, body, headers, ...asking }: Asking = {}): Promise<Response> => {
    const sent = {
      ...asking,
      headers: {
        ...(key !== undefined && { Authorization: `Bearer ${key}` }),
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(body !== undefined && { body, duplex: 'half' as const }),
      // A key goes to whom it was given for, and to nobody else.
      redirect: 'error' as const,
    };
    const response = await fetch(`${base}${path}`, sent).catch((cause: unknown) => {
      throw unreachable(base, cause);
    });
    if (!response.ok) throw errorOf(await bodyOf(base, response), { url: base, status: response.status });
    return response;
  };
  const read: Client['read'] = async (schema, path, asking) => {
    const answer = schema.safeParse(await bodyOf(base, await ask(path, asking)));
    if (answer.success) return answer.data;
    throw strange(base, answer.error);
  };
  const pour: Client['pour'] = async (body, write) => {
    const decoder = new TextDecoder();
    try {
      for await (const bytes of body) write(decoder.decode(bytes, { stream: true }));
    } catch (cause) {
      throw unreachable(base, cause);
    }
  };
  return { url: base, ask, read, pour };
}

/** `undefined` for what is no JSON. */
async function bodyOf(url: string, response: Response): Promise<unknown> {
  const text = await response.text().catch((cause: unknown) => {
    throw unreachable(url, cause);
  });
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const problemSchema = z.object({
  code: z.string(),
  detail: z.string(),
  hint: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
  requestId: z.string(),
});

/** What the command line knows better than the server, which speaks to programs. */
const ownHints: Readonly<Partial<Record<ErrorCode, string>>> = {
  key_required:
    'Give one as SEXTANT_API_KEY or with --key. `sextant keys create` makes one: with a key of the scope admin, or where the server is stopped.',
  key_invalid: 'Give a good one as SEXTANT_API_KEY or with --key. `sextant keys list` shows the keys.',
};

/** A problem (RFC 9457) as the error of the same code. */
function errorOf(body: unknown, { url, status }: { readonly url: string; readonly status: number }): SextantError {
  const parsed = problemSchema.safeParse(body);
  if (!parsed.success) return strange(url, `HTTP status ${status}`);
  const { detail, hint, errors = [], requestId, code: named } = parsed.data;
  const code = isErrorCode(named) ? named : status < 500 ? 'request_invalid' : 'internal';
  const lines = errors
    .filter(({ message }) => message !== detail)
    .map(({ pointer, message }) => `${pointer}: ${message}`);
  const toDo = ownHints[code] ?? hint;
  return new SextantError(code, [detail, ...lines].join('\n'), {
    ...(toDo !== undefined && { hint: toDo }),
    fields: { url, status, requestId, ...(errors.length > 0 && { pointers: errors.map(({ pointer }) => pointer) }) },
  });
}

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorKinds, code);

const unreachable = (url: string, cause: unknown): SextantError =>
  new SextantError('server_unreachable', `The server at ${url} does not answer: ${reasonOf(cause)}.`, {
    hint: 'See that it runs and that --url or SEXTANT_URL is its address.',
    fields: { url },
    cause,
  });

const strange = (url: string, cause: unknown): SextantError =>
  new SextantError('server_unreachable', `What answers at ${url} does not answer as a server of Sextant does.`, {
    hint: 'See that --url or SEXTANT_URL is the address of one, of this version or a later one.',
    fields: { url },
    cause,
  });

/** `fetch failed` says nothing; its cause does. */
function reasonOf(thrown: unknown): string {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  if (!(cause instanceof Error)) return 'no reason given';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
