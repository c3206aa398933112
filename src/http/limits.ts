import type { Context as RequestContext, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Clock } from '../clock.js';
import { SextantError } from '../errors.js';
import { isTextDeeperThan } from '../json-depth.js';
import type { Env } from './env.js';
import { type Address, isUpload } from './uploads.js';

/** What a request may cost. */
export interface RequestLimits {
  /** Of each key, at most. */
  readonly requestsPerMinute: number;
  /** MB of a body that is neither an upload, which is measured while it is written to disk, nor many things at once. */
  readonly bodyMb: number;
  /** MB of profiles or rows. */
  readonly batchMb: number;
  /** Levels of objects and lists in a body. */
  readonly jsonDepth: number;
  /** Until the answer begins. */
  readonly requestSeconds: number;
  /** Of an import, in place of `requestSeconds`; of an upload until its body is in, which then has these. */
  readonly uploadSeconds: number;
}

const MB = 1024 * 1024;

const isBatch = (path: string): boolean =>
  path === '/v1/recommendations/batch' || /^\/v1\/recommendations\/[^/]+\/predictions$/.test(path);

/** @returns what refuses a body that is too large, before it is read where it says its length, else as it comes */
export function limitBodies({ bodyMb, batchMb }: RequestLimits): MiddlewareHandler {
  const [one, batch] = [limitBody(bodyMb, 'SEXTANT_BODY_MB'), limitBody(batchMb, 'SEXTANT_BATCH_MB')];
  return (c, next) => {
    const { method, path } = c.req;
    if (isUpload({ method, url: path })) return next();
    return (isBatch(path) ? batch : one)(c, next);
  };
}

function limitBody(most: number, variable: string): MiddlewareHandler {
  const refuse = (): never => {
    throw new SextantError('body_too_large', `The body is larger than ${most} MB.`, {
      hint: `Send less at once; who runs the service may allow more by ${variable}. Rows of a dataset are uploaded, not sent with a request.`,
    });
  };
  const counted = bodyLimit({ maxSize: most * MB, onError: refuse });
  return async (c, next) => {
    const length = isRead(c) ? '0' : c.req.header('content-length');
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return counted(c, next);
    return Number(length) > most * MB ? refuse() : next();
  };
}

/** A request without a body. */
export const isRead = ({ req }: RequestContext): boolean => req.method === 'GET' || req.method === 'HEAD';

/** @returns what refuses a body of more levels, before it is parsed; of nobody without a key is anything read */
export const limitDepth =
  ({ jsonDepth: most }: RequestLimits): MiddlewareHandler<Env> =>
  async (c, next) => {
    const isUploaded = isUpload({ method: c.req.method, url: c.req.path });
    if (c.get('caller') === undefined || isRead(c) || isUploaded || !isJson(c.req.header('content-type')))
      return next();
    // Who reads it next hears of a body that did not come.
    const body = await c.req.text().catch(() => '');
    if (!isTextDeeperThan(most, body)) return next();
    throw new SextantError('json_too_deep', `The body has more than ${most} levels of objects and lists.`, {
      hint: 'GET /openapi.json says what is legal; who runs the service may allow more by SEXTANT_JSON_DEPTH.',
    });
  };

const isJson = (contentType = ''): boolean =>
  /^application\/(?:[\w.-]+\+)?json$/i.test(contentType.replace(/;.*/s, '').trim());

/** @returns what answers in place of a request that takes too long, and tells it to stop by `stopOf`; a stream that has begun goes on */
export const limitTime =
  (limits: RequestLimits, clock: Clock): MiddlewareHandler<Env> =>
  async (c, next) => {
    const seconds = secondsFor({ method: c.req.method, url: c.req.path }, limits);
    const ends = clock.elapsed() + seconds * 1000;
    const over = new AbortController();
    c.set('deadline', { signal: over.signal, secondsLeft: () => (ends - clock.elapsed()) / 1000 });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => {
        fail(timedOut(seconds));
        over.abort(new SextantError('interrupted', 'The time of the request was over.'));
      }, seconds * 1000);
    });
    try {
      await Promise.race([next(), late]);
    } finally {
      clearTimeout(timer);
    }
  };

/** An upload has its own time to come in, after which its connection is cut, and then that of an answer. */
function secondsFor(address: Address, { requestSeconds, uploadSeconds }: RequestLimits): number {
  if (isUpload(address)) return uploadSeconds + requestSeconds;
  return address.url === '/v1/datasets/import' ? uploadSeconds : requestSeconds;
}

const timedOut = (seconds: number): SextantError =>
  new SextantError('request_timed_out', `The request took longer than ${seconds} s.`, {
    hint: 'Ask for less at once; who runs the service may allow more by SEXTANT_REQUEST_SECONDS. What it asked for may still come to its end: sent again with the same Idempotency-Key it is done once.',
  });

/** Aborted where nobody waits for the answer any more: the caller is gone, or the time is over. */
export const stopOf = (c: RequestContext<Env>): AbortSignal =>
  c.var.deadline ? AbortSignal.any([c.req.raw.signal, c.var.deadline.signal]) : c.req.raw.signal;

/** An answer for which nobody waits: what it would have been read from is given back. */
export function dropLate(c: RequestContext<Env>, answer: unknown): void {
  const drop = async (given: unknown): Promise<void> => {
    if (c.var.deadline?.signal.aborted === true && given instanceof Response) await given.body?.cancel();
  };
  // That it failed is told elsewhere.
  Promise.resolve(answer)
    .then(drop)
    .catch(() => undefined);
}
