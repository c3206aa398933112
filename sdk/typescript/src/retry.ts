import { idempotentPaths } from './generated/idempotent.gen.js';
import { pause } from './pause.js';

/** Answers after which the same request may be sent again: too many, or a service that is not there for a moment. */
const passing = new Set([429, 502, 503, 504]);

/** The first pause, which doubles each time; a `Retry-After` of the service goes before it. */
const PAUSE_MS = 250;
const MOST_MS = 30_000;

export interface RetryOptions {
  readonly fetch: typeof fetch;
  /** How often a request is sent again. */
  readonly retries: number;
}

/**
 * Sends a request again where no answer came, or one that passes. What creates something gets an `Idempotency-Key`, so that it is
 * done once however often it is sent; what would be done twice, and files, which may be long, are sent once.
 */
export const retrying =
  ({ fetch: send, retries }: RetryOptions): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const again = await repeatable(request);
    for (let turn = 0; ; turn++) {
      const isLast = again === undefined || turn >= retries;
      let retryAfter: string | null = null;
      try {
        const response = await entire(await send(again === undefined ? request : again()));
        if (isLast || !(await isPassing(response))) return response;
        retryAfter = response.headers.get('retry-after');
        await response.body?.cancel();
      } catch (error) {
        if (isLast || request.signal.aborted) throw error;
      }
      await pause(millisecondsOf(turn, retryAfter), request.signal);
    }
  };

/** Makes the request anew; `undefined` where it must not be sent twice. */
async function repeatable(request: Request): Promise<(() => Request) | undefined> {
  const { method, url } = request;
  // A DELETE that was carried out and lost its answer is answered with `not_found`: nothing is done twice.
  const isRepeatable = method === 'GET' || method === 'HEAD' || method === 'DELETE';
  if (isRepeatable) return () => new Request(request);
  const { pathname } = new URL(url);
  const isKept = idempotentPaths.some((path) => path.test(pathname));
  const isJson = request.headers.get('content-type')?.startsWith('application/json') ?? false;
  if (!isKept || !isJson) return undefined;
  const body = await request.clone().text();
  const headers = new Headers(request.headers);
  if (!headers.has('idempotency-key')) headers.set('idempotency-key', newKey());
  return () => new Request(request, { method, headers, body });
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
