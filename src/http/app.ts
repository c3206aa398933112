import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import type { MiddlewareHandler } from 'hono';
import type { Clock } from '../clock.js';
import { findingsOf } from '../issues.js';
import type { Log } from '../log.js';
import { localOnly } from './access.js';
import { createDocument } from './document.js';
import type { App, Parts } from './operation.js';
import { addCreateRecommendation } from './operations/create-recommendation.js';
import { addHealthLive } from './operations/health-live.js';
import { addRulesPage } from './operations/rules-page.js';
import { addOpenApi } from './operations/openapi.js';
import { isFault, problem, problemOf } from './problems.js';

const bodyLimitBytes = 1024 * 1024;

export interface AppOptions extends Parts {
  readonly log: Log;
}

/** The service as a function from requests to answers; whoever serves it brings the socket. */
export function createApp({ context, log }: AppOptions): App {
  const app: App = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const errors = findingsOf(result.error);
      const detail = `The body has ${errors.length === 1 ? 'one place' : `${errors.length} places`} that cannot be used.`;
      return problem(c, 'request_invalid', { detail, errors, hint: 'GET /openapi.json says what is legal.' });
    },
  });
  app.use(requestId({ headerName: 'Request-Id' }));
  app.use(logRequests(log, context.clock));
  app.use(localOnly);
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) =>
        problem(c, 'method_not_allowed', {
          detail: `${c.req.path} does not answer ${c.req.method}.`,
          hint: `It answers ${methods.join(', ')}.`,
          headers: { Allow: methods.join(', ') },
        }),
    }),
  );
  app.use(bodyLimit({ maxSize: bodyLimitBytes, onError: (c) => problem(c, 'body_too_large', tooLarge) }));
  addCreateRecommendation(app, { context });
  addRulesPage(app, { context });
  addHealthLive(app);
  addOpenApi(app, createDocument);
  app.notFound((c) =>
    problem(c, 'not_found', {
      detail: 'There is nothing at this path.',
      hint: 'GET /openapi.json lists what there is.',
    }),
  );
  app.onError((error, c) => {
    if (isFault(error)) log.error({ err: error, requestId: c.get('requestId') }, 'request failed');
    return problemOf(c, error);
  });
  return app;
}

const tooLarge = { detail: 'The body is larger than 1 MB.', hint: 'A profile is facts about a dataset, not its rows.' };

const logRequests =
  (log: Log, clock: Clock): MiddlewareHandler =>
  async (c, next) => {
    const started = clock.elapsed();
    await next();
    const durationMs = Math.round(clock.elapsed() - started);
    const { method, path } = c.req;
    log.info({ requestId: c.get('requestId'), method, path, status: c.res.status, durationMs }, 'request');
  };
