import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Context } from '../decide/context.js';
import { inSpan, readTraceparent, type Span } from '../tracing.js';
import type { Env } from './operation.js';

/**
 * Takes a request into the trace that its `traceparent` names, and says in the answer where it stands there. Without a tracer
 * the place is handed on as it came; what is no place is ignored, as the standard says.
 */
export const traceRequests =
  ({ tracer }: Pick<Context, 'tracer'>): MiddlewareHandler<Env> =>
  async (c, next) => {
    const parent = readTraceparent(c.req.header('traceparent'));
    const { method, path } = c.req;
    await inSpan(tracer, { name: method, kind: 'server', parent }, async (span) => {
      const traceparent = span?.traceparent ?? parent;
      c.set('span', span);
      c.set('traceparent', traceparent);
      await next();
      if (traceparent !== undefined) c.header('traceparent', traceparent);
      if (span) describe(span, { method, path, route: routePath(c, -1), requestId: c.get('requestId'), answer: c.res });
    });
  };

interface Answered {
  readonly method: string;
  readonly path: string;
  readonly route: string;
  readonly requestId: string;
  readonly answer: Response;
}

function describe(span: Span, { method, path, route, requestId, answer }: Answered): void {
  const decisionId = answer.headers.get('decision-id');
  const isKnown = route !== '/*';
  if (isKnown) span.rename(`${method} ${route}`);
  if (answer.status >= 500) span.fail();
  span.describe({
    'http.request.method': method,
    'url.path': path,
    'http.response.status_code': answer.status,
    'sextant.request_id': requestId,
    ...(isKnown && { 'http.route': route }),
    ...(decisionId !== null && { 'sextant.decision_id': decisionId }),
  });
}
