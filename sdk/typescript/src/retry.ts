import { idempotentPaths } from './generated/idempotent.gen.js';
import { repeatablePaths } from './generated/repeatable.gen.js';
import { pause } from './pause.js';

/** Too many requests: nothing was done. */
const TOO_MANY = 429;
/** Answers after which the same request may be sent again: too many, or a service that is not there for a moment. */
const passing = new Set([TOO_MANY, 502, 503, 504]);

/** The first pause, which doubles each time; a `Retry-After` of the service goes before it. */
const PAUSE_MS = 250;
const MOST_MS = 30_000;

export interface RetryOptions {
  readonly fetch: typeof fetch;
  /** How often a request is sent again. */
  readonly retries: number;
  /** The body of the request where it is a file, which can be read again: of a request there is but a stream of it. */
  readonly file?: Blob;
}

/**
 * Sends a request again where no answer came, or one that passes. What creates something gets an `Idempotency-Key`, so that it is
 * done once however often it is sent; what would be done twice is sent again only where nothing was done (429).
 */
export const retrying =
  ({ fetch: send, retries, file }: RetryOptions): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const repeat = await repeatOf(request, file);
    for (let turn = 0; ; turn++) {
      const isLast = repeat === undefined || turn >= retries;
      let retryAfter: string | null = null;
      try {
        const response = await entire(await send(repeat === undefined ? request : repeat.again()));
        if (isLast || !(repeat.isDoneOnce ? await isPassing(response) : response.status === TOO_MANY)) return response;
        retryAfter = response.headers.get('retry-after');
        await response.body?.cancel();
      } catch (error) {
        if (isLast || !repeat.isDoneOnce || request.signal.aborted) throw error;
      }
      await pause(millisecondsOf(turn, retryAfter), request.signal);
    }
  };

interface Repeat {
  readonly again: () => Request;
  /** However often it is sent. */
  readonly isDoneOnce: boolean;
}

/** How a request is made anew; `undefined` where its body is gone with the first. */
async function repeatOf(request: Request, file: Blob | undefined): Promise<Repeat | undefined> {
  const { method, url } = request;
  // A DELETE that was carried out and lost its answer is answered with `not_found`: nothing is done twice.
  if (['GET', 'HEAD', 'DELETE'].includes(method)) return { again: () => new Request(request), isDoneOnce: true };
  const body = file ?? (await bodyOf(request));
  if (body === undefined) return undefined;
  const { pathname } = new URL(url);
  const isAt = (paths: readonly RegExp[]): boolean => paths.some((path) => path.test(pathname));
  const isKept = isAt(idempotentPaths);
  const headers = new Headers(request.headers);
  if (isKept && !headers.has('idempotency-key')) headers.set('idempotency-key', newKey());
  return { again: () => new Request(request, { method, headers, body }), isDoneOnce: isKept || isAt(repeatablePaths) };
}

/** A body that can be sent again: JSON, or `null` for none. */
async function bodyOf(request: Request): Promise<string | null | undefined> {
  const type = request.headers.get('content-type');
  if (type === null) return null;
  return type.startsWith('application/json') ? request.clone().text() : undefined;
}

/** `crypto.randomUUID` is not there on pages that came without TLS. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** An answer with all of its body: one that breaks off is none, in whichever media type. Events are read as they come. */
async function entire(response: Response): Promise<Response> {
  const { status, statusText, headers, body, ok } = response;
  const type = headers.get('content-type') ?? '';
  if (body === null || type.startsWith('text/event-stream')) return response;
  const isJson = /^application\/(?:problem\+)?json\b/.test(type);
  const whole = isJson ? await response.text() : await response.arrayBuffer();
  // Where the end of the connection is the end of the answer, one that breaks off looks whole until it is read.
  if (ok && typeof whole === 'string') JSON.parse(whole);
  return new Response(whole, { status, statusText, headers });
}

/** What is being carried out for a request of the same key, whose answer was lost, will have an answer soon. */
const isPassing = async (response: Response): Promise<boolean> =>
  passing.has(response.status) ||
  (response.status === 409 && (await response.clone().text()).includes('"in_progress"'));

function millisecondsOf(turn: number, retryAfter: string | null): number {
  const asked = retryAfter === null ? Number.NaN : Number(retryAfter) * 1000;
  const usual = PAUSE_MS * 2 ** turn * (0.5 + Math.random() / 2);
  return Math.min(MOST_MS, Number.isFinite(asked) ? asked : usual);
}
