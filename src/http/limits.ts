import type { Context as RequestContext, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { SextantError } from '../errors.js';
import { isTextDeeperThan } from '../json-depth.js';
import type { Env } from './operation.js';
import { problem } from './problems.js';
import { isUpload } from './uploads.js';

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
  /** Of an upload or an import, in place of `requestSeconds`. */
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
  const tooLarge = (c: RequestContext): Response =>
    problem(c, 'body_too_large', {
      detail: `The body is larger than ${most} MB.`,
      hint: `Send less at once; who runs the service may allow more by ${variable}. Rows of a dataset are uploaded, not sent with a request.`,
    });
  const counted = bodyLimit({ maxSize: most * MB, onError: tooLarge });
  return (c, next) => {
    const length = isRead(c) ? '0' : c.req.header('content-length');
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return counted(c, next);
    return Number(length) > most * MB ? Promise.resolve(tooLarge(c)) : next();
  };
}

const isRead = ({ req }: RequestContext): boolean => req.method === 'GET' || req.method === 'HEAD';

/** @returns what refuses a body of more levels, before it is parsed */
export const limitDepth =
  ({ jsonDepth: most }: RequestLimits): MiddlewareHandler =>
  async (c, next) => {
    if (isRead(c) || !/^application\/(?:[\w.-]+\+)?json\b/i.test(c.req.header('content-type') ?? '')) return next();
    if (isUpload({ method: c.req.method, url: c.req.path })) return next();
    // Who reads it next hears of a body that did not come.
    const body = await c.req.text().catch(() => '');
    if (!isTextDeeperThan(most, body)) return next();
    return problem(c, 'json_too_deep', {
      detail: `The body has more than ${most} levels of objects and lists.`,
      hint: 'GET /openapi.json says what is legal; nothing that is has so many.',
    });
  };

/** @returns what answers in place of a request that takes too long, and tells it to stop by `stopOf`; a stream that has begun goes on */
export const limitTime =
  ({ requestSeconds, uploadSeconds }: RequestLimits): MiddlewareHandler<Env> =>
  async (c, next) => {
    const { method, path } = c.req;
    // The connection of an upload is cut where it takes too long.
    if (isUpload({ method, url: path })) return next();
    const seconds = path === '/v1/datasets/import' ? uploadSeconds : requestSeconds;
    const overdue = new AbortController();
    c.set('overdue', overdue.signal);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => {
        fail(timedOut(seconds));
        overdue.abort();
      }, seconds * 1000);
    });
    try {
      await Promise.race([next(), late]);
    } finally {
      clearTimeout(timer);
    }
  };

const timedOut = (seconds: number): SextantError =>
  new SextantError('request_timed_out', `The request took longer than ${seconds} s.`, {
    hint: 'Ask for less at once. What it asked for may still be done: sent again with its Idempotency-Key, it is done once.',
  });

/** Aborted where nobody waits for the answer any more: the caller is gone, or the time is over. */
export const stopOf = (c: RequestContext<Env>): AbortSignal =>
  c.var.overdue ? AbortSignal.any([c.req.raw.signal, c.var.overdue]) : c.req.raw.signal;
