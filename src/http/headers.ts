import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { pagePolicy } from '../report/page-policy.js';

/**
 * What every answer says to browsers and caches: it is what it says it is, nothing runs in it, no page may frame it, and it is kept by nobody, because it belongs to a
 * workspace, but where an operation says otherwise. Transport security is left to whoever brings TLS: it would speak for the whole host.
 */
export const protectAnswers = (): MiddlewareHandler[] => [
  secureHeaders({ xFrameOptions: 'DENY', strictTransportSecurity: false }),
  async (c, next) => {
    await next();
    if (!c.res.headers.has('Content-Security-Policy'))
      c.header('Content-Security-Policy', `${pagePolicy}; frame-ancestors 'none'`);
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
  },
];
