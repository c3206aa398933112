import type { MiddlewareHandler } from 'hono';
import { rateLimiter } from 'hono-rate-limiter';
import type { Env } from './operation.js';
import { problem } from './problems.js';

const WINDOW_MS = 60_000;

/**
 * At most so many requests a minute for each key; counted by this process alone. Nobody is held to it while no key is needed. The headers `RateLimit` and
 * `RateLimit-Policy` say how many are left.
 */
export const limitRate = (requestsPerMinute: number): MiddlewareHandler<Env> =>
  rateLimiter<Env>({
    windowMs: WINDOW_MS,
    limit: requestsPerMinute,
    standardHeaders: 'draft-7',
    keyGenerator: (c) => c.get('caller')?.keyId ?? '',
    skip: (c) => c.get('caller')?.keyId == null,
    handler: (c) =>
      problem(c, 'too_many_requests', {
        detail: `The key has sent more than ${requestsPerMinute} requests in a minute.`,
        hint: 'Wait as many seconds as Retry-After says.',
        headers: { 'Retry-After': c.res.headers.get('Retry-After') ?? String(WINDOW_MS / 1000) },
      }),
  });
